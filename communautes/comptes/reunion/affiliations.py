"""The affiliations of two accounts of one person: in one collectivité, one voice and one row."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    faire_suivre_les_contestations,
    mettre_a_l_heure,
    rattacher_les_contestations,
    verrouiller_collectivite,
)
from communautes.comptes.affiliations.services.lignes import (
    RANGS,
    clore,
    etat,
    fermer,
    reprendre,
    tracer,
)
from communautes.comptes.models import User
from communautes.territoires.models import Collectivite


@dataclass(frozen=True)
class EnDouble:
    """Both accounts are of this collectivité: `forte` is kept, `faible` is closed."""

    forte: Affiliation
    faible: Affiliation

    @property
    def role(self) -> str:
        return max(self.forte.role, self.faible.role, key=lambda role: RANGS[role])

    def __str__(self) -> str:
        return _(
            "%(nom)s\u00a0: les deux comptes y sont. Reste l’affiliation «\u00a0%(niveau)s\u00a0», "
            "avec le rôle «\u00a0%(role)s\u00a0»\u00a0; l’autre est terminée, et gardée à "
            "l’historique."
        ) % {
            "nom": self.forte.collectivite.intitule,
            "niveau": self.forte.get_niveau_display(),
            "role": Affiliation.Role(self.role).label,
        }


def ouvertes(*personnes: User) -> list[Affiliation]:
    """By the clock: what it has ended gives nothing to the other account."""
    return list(
        Affiliation.objects.en_vigueur()
        .filter(personne__in=personnes)
        .select_related("collectivite", "personne")
        .order_by("collectivite", "pk")
    )


def lieux(*personnes: User) -> set[int]:
    """As written: where the clock has ended something, there is something to write too."""
    dites = Affiliation.objects.ouvertes().filter(personne__in=personnes)
    return set(dites.values_list("collectivite", flat=True))


def en_double(garde: User, absorbe: User) -> list[EnDouble]:
    du_garde = {a.collectivite_id: a for a in ouvertes(garde)}
    paires = [
        (du_garde[a.collectivite_id], a) for a in ouvertes(absorbe) if a.collectivite_id in du_garde
    ]
    return [EnDouble(*sorted(paire, key=_force, reverse=True)) for paire in paires]


def _force(affiliation: Affiliation) -> tuple:
    """The clock counts: what it has ended is weaker than anything that it has not."""
    return (
        affiliation.est_en_vigueur,
        affiliation.niveau,
        RANGS[affiliation.role],
        affiliation.habilite_a_engager,
        -affiliation.pk,
    )


def se_cautionnent(garde: User, absorbe: User) -> list[Affiliation]:
    """Those that one account of the person verified for another: nobody vouches for oneself."""
    siens = {garde.pk, absorbe.pk}
    while repris := _absorbes_par(siens) - siens:
        siens |= repris
    return [a for a in ouvertes(garde, absorbe) if a.verifiee_par_id in siens]


def _absorbes_par(cles: set[int]) -> set[int]:
    return set(User.objects.filter(fusionne_dans__in=cles).values_list("pk", flat=True))


def verrouiller(cles: Iterable[int]) -> None:
    """In order, before the people: every act on an affiliation locks its collectivité first."""
    for cle in sorted(set(cles)):
        verrouiller_collectivite(cle)


def deplacer(absorbe: User, garde: User, par: User) -> None:
    for cle in sorted(lieux(absorbe, garde)):
        mettre_a_l_heure(Collectivite.objects.get(pk=cle))
    for paire in en_double(garde, absorbe):
        _garder_la_plus_forte(paire, par=par)
    for affiliation in ouvertes(absorbe):
        affiliation.personne = garde
        affiliation.save(update_fields=["personne"])
        tracer("reunie", affiliation, par=par)
    # What is over is history: it follows the person, and changes in nothing else.
    Affiliation.objects.filter(personne=absorbe).update(personne=garde)
    _clore_contre_soi(garde)
    for affiliation in ouvertes(garde):
        rattacher_les_contestations(affiliation)
        assurer_referent(affiliation.collectivite)


def _clore_contre_soi(garde: User) -> None:
    """One account contested, or reported, the other: nobody does so of themselves."""
    siennes = Contestation.objects.ouvertes().filter(par__personne=garde)
    for contestation in siennes.filter(contestee__personne=F("par__personne")):
        clore(contestation, Contestation.Statut.CADUQUE, "")


def _garder_la_plus_forte(paire: EnDouble, *, par: User) -> None:
    """The weaker one ends first: a collectivité has one provisional référent."""
    avant_faible, avant = etat(paire.faible), etat(paire.forte)
    faire_suivre_les_contestations(paire.faible, paire.forte)
    reprendre(paire.forte, paire.faible)
    fermer(paire.faible, Affiliation.Statut.TERMINEE)
    tracer("terminee", paire.faible, par=par, avant=avant_faible)
    paire.forte.save()
    if etat(paire.forte) != avant:
        tracer("reunie", paire.forte, par=par, avant=avant)
