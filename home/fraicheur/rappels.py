"""One mail a week to whoever has something to read again; to the administration, what nobody owns.

Nothing depends on it: what is late is late by the clock (SuiviQuerySet). It may run every day, or
every minute: the first run of a week sends, the others find that it is done.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.fraicheur import emails
from home.fraicheur.models import RappelHebdomadaire, modeles_suivis
from home.fraicheur.permissions import administration, responsables_possibles

LIGNES = 20


@dataclass(frozen=True)
class Ligne:
    """A content to read again, and where to do it."""

    titre: str
    jour: date
    en_retard: bool
    modifier: str
    verifier: str


@dataclass
class Rappel:
    """What one person hears of this week."""

    personne: object
    siennes: list[Ligne] = field(default_factory=list)
    a_personne: list[Ligne] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        return len(self.siennes) + len(self.a_personne)

    @property
    def nombre_en_retard(self) -> int:
        return sum(ligne.en_retard for ligne in [*self.siennes, *self.a_personne])

    @property
    def reste(self) -> int:
        return self.nombre - min(self.nombre, LIGNES)

    @property
    def parties(self) -> dict[str, list[Ligne]]:
        """The first lines, the oldest first: their own before what nobody owns."""
        siennes = self.siennes[:LIGNES]
        return {
            "en_retard": [ligne for ligne in siennes if ligne.en_retard],
            "bientot": [ligne for ligne in siennes if not ligne.en_retard],
            "a_personne": self.a_personne[: LIGNES - len(siennes)],
        }

    @property
    def liens(self) -> list[tuple[str, str]]:
        """(name of a kind, its list in the admin) for each kind that one may keep alive."""
        filtre = {"responsable": self.personne.pk} if self.siennes else {"manque": "responsable"}
        return [
            (modele._meta.verbose_name_plural, emails.adresse(modele.route_de_la_liste, **filtre))
            for modele in modeles_suivis()
        ]


def envoyer_les_rappels() -> int:
    """Send this week's mails that have not been sent yet; how many."""
    jour = timezone.localdate()
    semaine = jour - timedelta(days=jour.weekday())
    faits = RappelHebdomadaire.objects.filter(semaine=semaine).values_list("personne", flat=True)
    return sum(envoyer(rappel, semaine) for rappel in rappels(sauf=set(faits)))


def oublier_les_anciens() -> int:
    return RappelHebdomadaire.objects.perimes().delete()[0]


def rappels(*, sauf: set[int] = frozenset()) -> list[Rappel]:
    """One for each open account that has something to hear of; `sauf`: keys of people."""
    par_personne, a_personne = _a_relire()
    destinataires = set(par_personne)
    administrateurs = set(administration().values_list("pk", flat=True)) if a_personne else set()
    personnes = get_user_model().objects.filter(pk__in=(destinataires | administrateurs) - sauf)
    return [
        Rappel(
            personne,
            siennes=par_personne.get(personne.pk, []),
            a_personne=a_personne if personne.pk in administrateurs else [],
        )
        for personne in personnes.order_by("pk")
    ]


def _a_relire() -> tuple[dict[int, list[Ligne]], list[Ligne]]:
    """What is late or soon to be, the oldest first: by owner, and what has none."""
    par_personne: dict[int, list[Ligne]] = {}
    a_personne: list[Ligne] = []
    adresses = AdminURLFinder()
    for modele in modeles_suivis():
        possibles = set(responsables_possibles(modele).order_by().values_list("pk", flat=True))
        suivis = modele.objects.a_suivre()
        for objet in (suivis.en_retard() | suivis.a_revoir_bientot()).sans_longs_textes():
            siennes = objet.responsable_id in possibles
            lignes = par_personne.setdefault(objet.responsable_id, []) if siennes else a_personne
            lignes.append(_ligne(objet, adresses))
    for lignes in (a_personne, *par_personne.values()):
        lignes.sort(key=lambda ligne: ligne.jour)
    return par_personne, a_personne


def _ligne(objet, adresses: AdminURLFinder) -> Ligne:
    return Ligne(
        titre=str(objet),
        jour=objet.a_revoir_le,
        en_retard=objet.a_revoir_le <= timezone.localdate(),
        modifier=emails.absolue(adresses.get_edit_url(objet)),
        verifier=emails.adresse("fraicheur:verifier", objet._meta.model_name, objet.pk),
    )


@transaction.atomic
def envoyer(rappel: Rappel, semaine: date) -> bool:
    """Once: the database keeps one row a person and a week, whoever runs at the same time."""
    _rappel, nouveau = RappelHebdomadaire.objects.get_or_create(
        personne=rappel.personne, semaine=semaine
    )
    if nouveau:
        emails.rappeler(rappel)
    return nouveau
