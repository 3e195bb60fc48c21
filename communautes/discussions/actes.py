"""The acts that this room writes in the journal. Votes and drafts are nobody’s business."""

from django.utils.translation import gettext_lazy as _

from communautes.discussions.models import Discussion
from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par

_CHAMPS = {"etat": _("état"), "communaute": _("communauté")}
_LIBELLES = {
    "posee": _("Question posée"),
    "repondue": _("Réponse publiée"),
    "corrigee": _("Message corrigé"),
    "supprimee": _("Question supprimée par qui l’a posée"),
    "reponse_supprimee": _("Réponse supprimée par qui l’a écrite"),
    "retenue": _("Réponse retenue"),
    "retenue_retiree": _("Réponse qui n’est plus retenue"),
    "epinglee": _("Discussion épinglée"),
    "desepinglee": _("Discussion désépinglée"),
    "close": _("Discussion close"),
    "rouverte": _("Discussion rouverte"),
    "deplacee": _("Discussion déplacée"),
    "confiee": _("Question confiée à une personne"),
    "promue": _("Réponse promue en ressource"),
    "promotion_oubliee": _("Ressource issue d’une réponse supprimée"),
    "promue_en_retour": _("Réponse proposée à qui l’a écrite, comme retour d’expérience"),
    "promotion_abandonnee": _("Retour d’expérience issu d’une réponse abandonné"),
}


def brancher() -> None:
    declarer(
        *(
            Acte(f"discussions.{code}", texte, _CHAMPS, dict(Discussion.Etat.choices))
            for code, texte in _LIBELLES.items()
        )
    )
    nommer_par(Discussion, _nommer)


def _nommer(cles: list[int]) -> dict[int, Nomme]:
    """Where; what was asked is not said to who reads the journal."""
    lues = Discussion.objects.filter(pk__in=cles).select_related("communaute")
    return {
        une.pk: Nomme(
            qui="",
            quoi=une.communaute.au_journal,
        )
        for une in lues
    }
