"""What is kept and must not be read in the database: Fernet, under a key of its own by use."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Illisible(Exception):
    """Encrypted under a SECRET_KEY that is no longer known, or damaged."""


class Coffre:
    """`sel` names the use: what one has encrypted, another does not read."""

    def __init__(self, sel: str):
        self.sel = sel

    def chiffrer(self, texte: str) -> str:
        return self._trousseau().encrypt(texte.encode()).decode()

    def dechiffrer(self, texte: str) -> str:
        try:
            return self._trousseau().decrypt(texte.encode()).decode()
        except InvalidToken as erreur:
            raise Illisible from erreur

    def _trousseau(self) -> MultiFernet:
        """The current key first; those that Django still accepts can only read."""
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return MultiFernet([Fernet(self._cle(secret)) for secret in secrets])

    def _cle(self, secret: str) -> bytes:
        empreinte = salted_hmac(self.sel, "cle", secret=secret, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(empreinte)
