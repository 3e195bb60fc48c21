"""What this room holds of a person: what they wrote for a collectivité, signed, asked to
complete.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.retours.models import CollectiviteAuteure, Remarque, RetourExperience
from communautes.retours.permissions import lit_le_brouillon
from communautes.retours.services.promotion import oublier

_CHAMPS = {
    "titre": gettext_lazy("titre"),
    "etat": gettext_lazy("état"),
    "commence_le": gettext_lazy("commencé le"),
    "soumis_le": gettext_lazy("soumis le"),
}
_SIGNATURES = {
    "collectivite": gettext_lazy("collectivité"),
    "reference": gettext_lazy("référence du retour"),
    "etat": gettext_lazy("réponse"),
    "repondu_le": gettext_lazy("répondu le"),
}
_REMARQUES = {"texte": gettext_lazy("remarque"), "le": gettext_lazy("écrite le")}


def _ecrits(personne):
    """By its title as long as one reads it: colleagues write on after one has left."""
    siens = Q(parcours__auteur=personne) | Q(parcours__soumis_par=personne)
    for un in RetourExperience.objects.filter(siens).select_related("parcours"):
        yield {
            "titre": un.titre if lit_le_brouillon(personne, un) else un.nom_pour_tous,
            "etat": str(un.etat.label),
            "commence_le": un.parcours.commence_le,
            "soumis_le": un.parcours.soumis_le,
        }


def _signes(personne):
    siennes = CollectiviteAuteure.objects.filter(repondu_par=personne, principale=False)
    for une in siennes.select_related("collectivite", "retour"):
        yield {
            "collectivite": str(une.collectivite),
            "reference": une.retour.reference,
            "etat": une.get_etat_display(),
            "repondu_le": une.repondu_le,
        }


def _remarques(personne):
    for une in Remarque.objects.filter(par=personne):
        yield {"texte": une.texte, "le": une.le}


def brancher() -> None:
    reste = gettext_lazy("Il reste à la collectivité qui le signe, sans votre nom.")
    registre.declarer(
        Detention(
            "retours",
            gettext_lazy("Les retours d’expérience que vous avez écrits"),
            _CHAMPS,
            _ecrits,
            lambda personne, traces: oublier(personne),
            devenir=reste,
            rang=26,
        ),
        Detention(
            "retours_signes",
            gettext_lazy("Les retours d’expérience que vous avez cosignés"),
            _SIGNATURES,
            _signes,
            devenir=gettext_lazy("La signature est celle de la collectivité\u00a0: elle reste."),
            rang=27,
        ),
        Detention(
            "retours_relus",
            gettext_lazy("Vos remarques de relecture"),
            _REMARQUES,
            _remarques,
            devenir=gettext_lazy("Elles restent, sans votre nom."),
            rang=28,
        ),
    )
    _declarer_les_cles()


def _declarer_les_cles() -> None:
    passe = reunion.Devenir.PASSE
    reunion.declarer(
        reunion.Decision(
            "retours.Parcours.auteur", passe, gettext_lazy("retours d’expérience écrits")
        ),
        *(
            reunion.Decision(f"retours.{chemin}", passe)
            for chemin in (
                "RetourExperience.locked_by",
                "Parcours.soumis_par",
                "Parcours.relecteur",
                "Parcours.retire_par",
                "CollectiviteAuteure.invitee_par",
                "CollectiviteAuteure.repondu_par",
                "Remarque.par",
                "PromotionDeReponse.par",
            )
        ),
    )
