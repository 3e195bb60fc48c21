"""Servers that do not answer, as the portal meets them."""

from smtplib import SMTPServerDisconnected

from django.core.cache.backends.base import BaseCache
from django.core.mail.backends.locmem import EmailBackend

COURRIEL = f"{__name__}.ServeurDeCourriel"
CACHE = f"{__name__}.Redis"


class ServeurDeCourriel(EmailBackend):
    """Hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("plus personne")


class Redis(BaseCache):
    """django-redis with IGNORE_EXCEPTIONS and nobody at the other end: None for an answer."""

    def __init__(self, _adresse, params):
        super().__init__(params)

    def add(self, *args, **kwargs):
        return None

    def get(self, key, default=None, version=None):
        return default

    def set(self, *args, **kwargs):
        return None

    def incr(self, *args, **kwargs):
        return None

    decr = touch = delete = clear = has_key = incr
