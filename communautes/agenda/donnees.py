"""What this room holds of a person: where they come, what they do next, what they wrote."""

from django.utils.translation import gettext, gettext_lazy

from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Participation, Rencontre
from communautes.agenda.services import departs
from communautes.agenda.services.reunion import reunir
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.fermeture import a_la_fermeture
from communautes.comptes.reunion import registre as reunion

_PARTICIPATIONS = {
    "rencontre": gettext_lazy("rencontre"),
    "debut": gettext_lazy("début"),
    "etat": gettext_lazy("état"),
    "arrivee_le": gettext_lazy("arrivée le"),
    "retiree_le": gettext_lazy("retirée le"),
}
_PREPAREES = {
    "rencontre": gettext_lazy("rencontre"),
    "quoi": gettext_lazy("ce que vous y avez fait"),
    "texte": gettext_lazy("texte"),
    "le": gettext_lazy("le"),
}


def _participations(personne):
    siennes = Participation.objects.filter(personne=personne).select_related("rencontre")
    lisibles = _lisibles(personne, siennes)
    for une in siennes:
        lue = une.rencontre_id in lisibles
        yield {
            "rencontre": une.rencontre.titre if lue else _illisible(),
            "debut": une.rencontre.debut if lue else None,
            "etat": une.get_statut_display(),
            "arrivee_le": une.arrivee_le,
            "retiree_le": une.retiree_le,
        }


def _preparees(personne):
    """Others write in the same meetings: what is no more read is not given, it may have changed."""
    preparees = Rencontre.objects.filter(auteur=personne)
    lisibles = _lisibles(personne, preparees)
    for une in preparees:
        yield _ligne(une, lisibles, gettext_lazy("préparée"), une.texte, une.creee_le)
    ecrits = CompteRendu.objects.filter(auteur=personne).select_related("rencontre")
    lisibles = _lisibles(personne, ecrits)
    for ecrit in ecrits:
        quoi = gettext_lazy("compte rendu")
        yield _ligne(ecrit.rencontre, lisibles, quoi, ecrit.texte, ecrit.publie_le)
    portees = DecisionDeRencontre.objects.filter(porteur=personne).select_related("rencontre")
    lisibles = _lisibles(personne, portees)
    for une in portees:
        quoi = gettext_lazy("décision à faire")
        yield _ligne(une.rencontre, lisibles, quoi, une.texte, une.echeance)


def _lisibles(personne, lignes) -> set[int]:
    """Keys of the meetings, out of these or of what hangs on them, that they may read now."""
    cles = {une.pk if isinstance(une, Rencontre) else une.rencontre_id for une in lignes}
    lues = Rencontre.objects.filter(pk__in=cles).lisibles_par(personne)
    return set(lues.values_list("pk", flat=True))


def _illisible() -> str:
    return gettext("[une rencontre que vous ne lisez plus]")


def _ligne(rencontre: Rencontre, lisibles: set[int], quoi, texte: str, le) -> dict:
    lue = rencontre.pk in lisibles
    return {
        "rencontre": rencontre.titre if lue else _illisible(),
        "quoi": str(quoi),
        "texte": texte if lue else "",
        "le": le,
    }


def _effacer(personne, traces) -> None:
    departs.oublier(personne)


def brancher() -> None:
    registre.verrouiller_avant(departs.verrouiller_les_siennes)
    registre.declarer(
        Detention(
            "participations",
            gettext_lazy("Vos rencontres"),
            _PARTICIPATIONS,
            _participations,
            _effacer,
            devenir=gettext_lazy(
                "Votre place est rendue. La ligne reste, sans votre nom, pour compter."
            ),
            rang=22,
        ),
        Detention(
            "rencontres_preparees",
            gettext_lazy("Ce que vous avez préparé et écrit pour des rencontres"),
            _PREPAREES,
            _preparees,
            devenir=gettext_lazy("Le texte reste à la communauté, sans votre nom."),
            rang=23,
        ),
    )
    reunion.declarer(
        reunion.Decision(
            "agenda.Participation.personne",
            reunion.Devenir.PASSE,
            gettext_lazy("rencontres"),
            reunir,
        ),
        reunion.Decision("agenda.Rencontre.auteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.CompteRendu.auteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.DecisionDeRencontre.porteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.Abonnement.personne", reunion.Devenir.DISPARAIT),
    )
    a_la_fermeture(departs.apres_la_fermeture)
