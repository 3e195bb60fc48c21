"""The acts that this room writes in the journal: never a word of what a retour says."""

from django.utils.translation import gettext_lazy as _

from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par
from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Etat

_CHAMPS = {"etat": _("état"), "collectivite": _("collectivité"), "reference": _("référence")}
_LIBELLES = {
    "commence": _("Retour d’expérience commencé"),
    "promu": _("Retour d’expérience proposé à qui a écrit une réponse"),
    "promotion_acceptee": _("Retour issu d’une réponse accepté par qui l’a écrite"),
    "promotion_refusee": _("Retour issu d’une réponse refusé par qui l’a écrite"),
    "soumis": _("Retour d’expérience soumis à relecture"),
    "repris": _("Retour d’expérience repris avant relecture"),
    "pris": _("Retour d’expérience pris en relecture"),
    "a_completer": _("Retour d’expérience à compléter"),
    "publie": _("Retour d’expérience publié"),
    "corrige": _("Correction de forme publiée"),
    "depublie": _("Retour d’expérience dépublié"),
    "retire": _("Retour d’expérience retiré par sa collectivité"),
    "retire_par_l_anct": _("Retour d’expérience retiré par l’ANCT"),
    "archive": _("Retour d’expérience archivé"),
    "desarchive": _("Retour d’expérience sorti des archives"),
    "verifie": _("Retour d’expérience dit toujours vrai"),
    "perime": _("Retour d’expérience dit périmé"),
    "contact_ferme": _("Contact des auteurs d’un retour fermé"),
    "contact_ouvert": _("Contact des auteurs d’un retour rouvert"),
    "invitee": _("Collectivité invitée à signer un retour"),
    "desinvitee": _("Invitation à signer un retour annulée"),
    "signe": _("Retour d’expérience signé"),
    "refuse": _("Signature refusée"),
    "desengagee": _("Signature d’un retour retirée"),
    "supprime": _("Brouillon de retour supprimé"),
    "inspire": _("Collectivité qui s’inspire d’un retour"),
    "similaire": _("Expérience similaire dite"),
    "lie": _("Retours d’expérience liés"),
    "lien_retire": _("Reprise d’un retour retirée"),
    "nouvelles": _("Nouvelles données d’une reprise"),
    "commente": _("Retour d’expérience commenté"),
    "commentaire_supprime": _("Commentaire d’un retour supprimé par son auteur"),
}


def brancher() -> None:
    declarer(
        *(
            Acte(f"retours.{code}", texte, _CHAMPS, dict(Etat.choices))
            for code, texte in _LIBELLES.items()
        )
    )
    nommer_par(RetourExperience, _nommer)


def _nommer(cles: list[int]) -> dict[int, Nomme]:
    noms = RetourExperience.objects.noms_pour_tous(cles)
    return {pk: Nomme(quoi=nom) for pk, nom in noms.items()}
