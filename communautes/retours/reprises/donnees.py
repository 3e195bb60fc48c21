"""What this room holds of a person who took up a retour: what they pressed, answered, commented."""

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.retours.models import (
    BilanDeReprise,
    Commentaire,
    LienDExperience,
    PreferenceDAuteur,
    RetourExperience,
)

_REPRISES = {
    "retour": gettext_lazy("retour d’expérience"),
    "quoi": gettext_lazy("ce que vous en avez dit"),
    "collectivite": gettext_lazy("au nom de"),
    "texte": gettext_lazy("texte"),
    "le": gettext_lazy("le"),
}


def _reprises(personne):
    """Whose titles may not be public any more."""
    dites = list(_dites_par(personne))
    noms = RetourExperience.objects.noms_pour_tous({dite["retour"] for dite in dites})
    for dite in dites:
        yield dite | {"retour": noms[dite["retour"]]}


def _dites_par(personne):
    liens = LienDExperience.objects.filter(par=personne).select_related("collectivite")
    for un in liens:
        yield _ligne(un.vers_id, un.get_nature_display(), un.collectivite, "", un.le)
    bilans = BilanDeReprise.objects.filter(auteur=personne)
    for un in bilans.select_related("lien__collectivite"):
        yield _ligne(un.lien.vers_id, un.get_issue_display(), un.lien.collectivite, un.texte, un.le)
    commentaires = Commentaire.objects.gardes().filter(auteur=personne)
    for un in commentaires.select_related("collectivite"):
        yield _ligne(un.retour_id, gettext("commentaire"), un.collectivite, un.texte, un.ecrit_le)


def _ligne(retour: int, quoi: str, collectivite, texte: str, le) -> dict:
    return {
        "retour": retour,
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


def _courriels(personne):
    siens = PreferenceDAuteur.objects.filter(personne=personne).select_related("retour")
    for un in siens:
        yield {
            "reference": un.retour.reference,
            "messages": un.messages,
            "rappel": un.rappel,
        }


def _reunir_les_courriels(absorbe, garde, par) -> None:
    """Who had closed them with one of the two has closed them still."""
    for une in PreferenceDAuteur.objects.filter(personne=absorbe):
        meme = PreferenceDAuteur.objects.filter(personne=garde, retour=une.retour_id).first()
        if meme is None:
            PreferenceDAuteur.objects.filter(pk=une.pk).update(personne=garde)
            continue
        meme.messages, meme.rappel = meme.messages and une.messages, meme.rappel and une.rappel
        meme.save()
        une.delete()


def brancher() -> None:
    registre.declarer(
        Detention(
            "retours_courriels",
            gettext_lazy("Les courriels que vous avez fermés pour un retour"),
            {
                "reference": gettext_lazy("référence du retour"),
                "messages": gettext_lazy("messages relayés"),
                "rappel": gettext_lazy("rappel de chaque année"),
            },
            _courriels,
            lambda personne, traces: PreferenceDAuteur.objects.filter(personne=personne).delete(),
            rang=30,
        ),
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
        ),
    )
    passe = reunion.Devenir.PASSE
    reunion.declarer(
        reunion.Decision(
            "retours.Commentaire.auteur", passe, gettext_lazy("commentaires de retours")
        ),
        reunion.Decision("retours.LienDExperience.par", passe),
        reunion.Decision("retours.PreferenceDAuteur.personne", passe, faire=_reunir_les_courriels),
        reunion.Decision("retours.BilanDeReprise.auteur", passe),
    )
