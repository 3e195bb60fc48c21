"""What this room holds of a person: where they come, what they do next, what they wrote."""

from django.utils.translation import gettext_lazy

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
    for une in siennes:
        yield {
            "rencontre": une.rencontre.titre,
            "debut": une.rencontre.debut,
            "etat": une.get_statut_display(),
            "arrivee_le": une.arrivee_le,
            "retiree_le": une.retiree_le,
        }


def _preparees(personne):
    for une in Rencontre.objects.filter(auteur=personne):
        yield _ligne(une, gettext_lazy("préparée"), une.texte, une.creee_le)
    for ecrit in CompteRendu.objects.filter(auteur=personne).select_related("rencontre"):
        yield _ligne(ecrit.rencontre, gettext_lazy("compte rendu"), ecrit.texte, ecrit.publie_le)
    siennes = DecisionDeRencontre.objects.filter(porteur=personne).select_related("rencontre")
    for decision in siennes:
        yield _ligne(
            decision.rencontre, gettext_lazy("décision à faire"), decision.texte, decision.echeance
        )


def _ligne(rencontre: Rencontre, quoi, texte: str, le) -> dict:
    return {"rencontre": rencontre.titre, "quoi": str(quoi), "texte": texte, "le": le}


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
