"""What the environment says of ProConnect (tec_site/settings/env.py), read at each use."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings

ID = "proconnect"
PORTEE = ["openid", "given_name", "usual_name", "email", "siret", "uid"]
NIVEAU = "eidas1"
# « amr » is not in the id_token unless it is asked for.
ATTRIBUTS = '{"id_token":{"amr":{"essential":true}}}'
DECOUVERTE = "/.well-known/openid-configuration"


def est_ouvert() -> bool:
    return bool(settings.PROCONNECT)


def adresse_de_decouverte() -> str:
    """PROCONNECT_URL names the document itself, or what stands before it."""
    url = settings.PROCONNECT["url"]
    return url if "/.well-known/" in urlsplit(url).path else url.rstrip("/") + DECOUVERTE


def alea() -> str:
    """A state or a nonce: ProConnect wants 32 characters at least."""
    return secrets.token_urlsafe(32)
