"""What waits in the outbox and must not be read there: Fernet, under a key of its own."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SEL = "communautes.notifications.chiffrement"


class Illisible(Exception):
    """Encrypted under a SECRET_KEY that is no longer known, or damaged."""


def chiffrer(texte: str) -> str:
    return _trousseau().encrypt(texte.encode()).decode()


def dechiffrer(texte: str) -> str:
    try:
        return _trousseau().decrypt(texte.encode()).decode()
    except InvalidToken as erreur:
        raise Illisible from erreur


def _trousseau() -> MultiFernet:
    """The current key first; those that Django still accepts can only read."""
    return MultiFernet(
        [Fernet(_cle(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _cle(secret: str) -> bytes:
    empreinte = salted_hmac(SEL, "cle", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(empreinte)
