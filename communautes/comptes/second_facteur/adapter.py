from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _

from home.chiffrement import Coffre

coffre = Coffre("communautes.comptes.second_facteur")


class SecondFacteurAdapter(DefaultMFAAdapter):
    """What an application or a recovery code computes from is never in clear in the database."""

    def encrypt(self, text: str) -> str:
        return coffre.chiffrer(text)

    def decrypt(self, encrypted_text: str) -> str:
        return coffre.dechiffrer(encrypted_text)

    def get_totp_issuer(self) -> str:
        return _("Territoires en commun")

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()
