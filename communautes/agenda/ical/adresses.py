"""The personal address: made of a key and its signature. Only the key is in the database."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from communautes.agenda.models import Abonnement
from home import lettres

_adresses = Signer(salt="agenda.personnel")


def adresse_de(abonnement: Abonnement) -> str:
    """Whole, and shown again whenever its owner asks."""
    signature = _adresses.signature(str(abonnement.cle))
    return lettres.adresse("agenda:flux_personnel", abonnement.cle, signature)


def abonnement_de(cle: UUID, signature: str) -> Abonnement | None:
    """Of an address that is open, and of somebody who may still sign in."""
    try:
        _adresses.unsign(f"{cle}:{signature}")
    except BadSignature:
        return None
    ouverts = Abonnement.objects.select_related("personne")
    return ouverts.filter(cle=cle, personne__is_active=True).first()
