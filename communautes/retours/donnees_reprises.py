"""What this room holds of a person who took up a retour: what they pressed, answered, commented."""

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.retours.models import BilanDeReprise, Commentaire, LienDExperience

_REPRISES = {
    "retour": gettext_lazy("retour d’expérience"),
    "quoi": gettext_lazy("ce que vous en avez dit"),
    "collectivite": gettext_lazy("au nom de"),
    "texte": gettext_lazy("texte"),
    "le": gettext_lazy("le"),
}


def _reprises(personne):
    liens = LienDExperience.objects.filter(par=personne).select_related("vers", "collectivite")
    for un in liens:
        yield _ligne(un.vers, un.get_nature_display(), un.collectivite, "", un.le)
    bilans = BilanDeReprise.objects.filter(auteur=personne)
    for un in bilans.select_related("lien__vers", "lien__collectivite"):
        yield _ligne(un.lien.vers, un.get_issue_display(), un.lien.collectivite, un.texte, un.le)
    commentaires = Commentaire.objects.gardes().filter(auteur=personne)
    for un in commentaires.select_related("retour", "collectivite"):
        yield _ligne(un.retour, gettext("commentaire"), un.collectivite, un.texte, un.ecrit_le)


def _ligne(retour, quoi: str, collectivite, texte: str, le) -> dict:
    """Its title was read by everybody when this was said."""
    return {
        "retour": retour.titre,
        "quoi": quoi,
        "collectivite": str(collectivite),
        "texte": texte,
        "le": le,
    }


def _effacer_les_noms(personne, traces) -> None:
    """What was said stays, under the collectivité alone: in a small one, a function is a name."""
    nom, siens = gettext("[nom effacé]"), Q(auteur=personne)
    traces.retirer_de(Commentaire, "texte", par=nom, parmi=siens)
    traces.retirer_de(BilanDeReprise, "texte", par=nom, parmi=siens)
    Commentaire.objects.filter(siens).update(fonction="")


def brancher() -> None:
    registre.declarer(
        Detention(
            "retours_repris",
            gettext_lazy("Les retours que vous avez repris ou commentés"),
            _REPRISES,
            _reprises,
            _effacer_les_noms,
            devenir=gettext_lazy(
                "Vos commentaires et vos réponses restent, sous le seul nom de la collectivité."
            ),
            rang=29,
        )
    )
    passe = reunion.Devenir.PASSE
    reunion.declarer(
        reunion.Decision(
            "retours.Commentaire.auteur", passe, gettext_lazy("commentaires de retours")
        ),
        reunion.Decision("retours.LienDExperience.par", passe),
        reunion.Decision("retours.BilanDeReprise.auteur", passe),
    )
