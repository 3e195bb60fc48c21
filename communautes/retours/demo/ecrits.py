"""The demo's retours: experiences invented in real collectivités, and marked so. Published as ANCT
does, without its mails.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from communautes.retours.models import (
    CollectiviteAuteure,
    EtiquetteRetour,
    Parcours,
    RetourActeur,
    RetourExperience,
    RetourTheme,
)
from communautes.retours.referentiels import Preparation
from communautes.territoires.models import Collectivite
from home.fraicheur.dates import plus_mois
from ressources.models import Acteur, Etiquette, ThemePage

TELS_QUELS = (
    "titre",
    "format",
    "resume",
    "contexte",
    "fait",
    "appris",
    "resultats",
    "echecs",
    "transposition",
    "niveau",
    "publics",
    "nombre",
    "cout",
    "cout_precision",
    "jours_agent",
    "prestataires",
)


def charger(fiches: dict[str, dict]) -> None:
    """Once each, then kept as people have made it."""
    for slug, fiche, lieux in nouvelles(fiches):
        quand = instant(fiche["publie_le"])
        auteur = personne_de(lieux[0], fiche["fonction"])
        retour = ecrire(slug, fiche, lieux, par=auteur, quand=quand)
        Parcours.objects.filter(retour=retour).update(
            preparation=Preparation.SOUMIS, soumis_par=auteur, soumis_le=quand
        )
        retour.save_revision(user=auteur).publish()
        dater(retour, quand)


def nouvelles(fiches: dict[str, dict]) -> Iterator[tuple[str, dict, list[Collectivite]]]:
    """Those that are not there yet, of collectivités that are."""
    lieux = lieux_de(cle for fiche in fiches.values() for cle in fiche["collectivites"])
    connus = set(RetourExperience.objects.values_list("slug", flat=True))
    for slug, fiche in fiches.items():
        cles = fiche["collectivites"]
        if slug not in connus and all(cle in lieux for cle in cles):
            yield slug, fiche, [lieux[cle] for cle in cles]


def lieux_de(cles: Iterable[str]) -> dict[str, Collectivite]:
    """« commune/54547 » → its row, of those that the referential knows."""
    nommees = Q(pk=None)
    for cle in set(cles):
        type_, code = cle.split("/")
        nommees |= Q(type=type_, code=code)
    return {f"{lieu.type}/{lieu.code}": lieu for lieu in Collectivite.objects.filter(nommees)}


def ecrire(
    slug: str, fiche: dict, lieux: list[Collectivite], *, par: User, quand: datetime
) -> RetourExperience:
    """Its row and those beside, signed by all; no version of it yet."""
    retour = RetourExperience(
        slug=slug,
        reference=f"DEMO-{slug[:34].strip('-').upper()}",
        live=False,
        fictif=True,
        debut=mois(fiche["debut"]),
        fin=mois(fiche.get("fin")),
        **{champ: _valeur(fiche[champ]) for champ in TELS_QUELS if champ in fiche},
    )
    _classer(retour, fiche)
    retour.save()
    retour.parcours = Parcours.objects.create(retour=retour, auteur=par, commence_le=quand)
    for rang, lieu in enumerate(lieux):
        signe = par if rang == 0 else personne_de(lieu, fiche["fonction"])
        _signer(retour, lieu, signe, quand, principale=rang == 0)
    return retour


def _classer(retour: RetourExperience, fiche: dict) -> None:
    themes = {page.slug: page for page in ThemePage.objects.francais()}
    acteurs = {acteur.slug: acteur for acteur in Acteur.objects.visibles()}
    retour.themes_lies = [
        RetourTheme(theme=themes[slug], sort_order=rang)
        for rang, slug in enumerate(fiche["themes"])
    ]
    retour.acteurs_lies = [
        RetourActeur(acteur=acteurs[slug], sort_order=rang)
        for rang, slug in enumerate(fiche.get("acteurs", ()))
    ]
    retour.etiquetages = [
        EtiquetteRetour(tag=Etiquette.nommee(nom)[0]) for nom in fiche["etiquettes"]
    ]


def _signer(retour, lieu: Collectivite, personne: User, quand, *, principale: bool) -> None:
    CollectiviteAuteure.objects.create(
        retour=retour,
        collectivite=lieu,
        principale=principale,
        etat=CollectiviteAuteure.Etat.ACCEPTEE,
        niveau=Niveau.VALIDEE,
        invitee_par=personne,
        invitee_le=quand,
        repondu_par=personne,
        repondu_le=quand,
    )


def personne_de(lieu: Collectivite, fonction: str) -> User:
    """Nobody's name: who works there, in this function."""
    email = f"{fonction}.{lieu.type}.{lieu.code}@demo.example.org".lower()
    personne = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if not personne.affiliations.filter(collectivite=lieu).exists():
        dans_trois_ans = plus_mois(timezone.localdate(), 36)
        Affiliation.objects.create(
            personne=personne,
            collectivite=lieu,
            fonction=fonction,
            fin_mandat=dans_trois_ans if fonction == Affiliation.Fonction.ELU else None,
            niveau=Niveau.VALIDEE,
            niveau_etabli=Niveau.VALIDEE,
            preuve=Affiliation.Preuve.ANCT,
            statut=Affiliation.Statut.ACTIVE,
            echeance_le=timezone.now(),
        )
    return personne


def dater(retour: RetourExperience, quand: datetime) -> None:
    """As if it had been published then; true since, for a year."""
    jour = timezone.localdate(quand)
    siens = RetourExperience.objects.filter(pk=retour.pk)
    siens.update(first_published_at=quand, last_published_at=quand)
    Parcours.objects.filter(retour=retour).update(
        verifie_le=jour, a_revoir_le=plus_mois(jour, 12), modifie_le=quand
    )


def instant(jour: str) -> datetime:
    """Nine o'clock, Paris, on that day; never to come."""
    voulu = timezone.make_aware(datetime.combine(date.fromisoformat(jour), time(9)))
    return min(voulu, timezone.now())


def mois(texte: str | None) -> date | None:
    return date.fromisoformat(f"{texte}-01") if texte else None


def _valeur(lue):
    return lue.strip() if isinstance(lue, str) else lue
