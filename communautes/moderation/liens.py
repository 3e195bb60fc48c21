"""The address by which who reported, account or not, follows what became of it: signed."""

from django.core.signing import BadSignature, Signer

from communautes.moderation.models import Signalement

_signalements = Signer(salt="moderation.signalement")


def cles_de(signalement: Signalement) -> list:
    """What fills the address of its page."""
    return [signalement.pk, _signalements.signature(_valeur(signalement))]


def signalement_du_lien(pk: int, signature: str) -> Signalement | None:
    signalement = Signalement.objects.select_related("dossier").filter(pk=pk).first()
    if signalement is None:
        return None
    try:
        _signalements.unsign(f"{_valeur(signalement)}:{signature}")
    except BadSignature:
        return None
    return signalement


def _valeur(signalement: Signalement) -> str:
    """With its hour: a number that is given again after a restoration is another report's."""
    return f"{signalement.pk}.{signalement.recu_le:%Y%m%d%H%M%S%f}"
