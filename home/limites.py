"""How often a machine may write, or try a secret; and which machine it is.

The counters are in the cache, by fixed windows. A cache that does not answer lets people in: a
limit must not close the portal. (django-redis with IGNORE_EXCEPTIONS answers None to everything.)
"""

import hashlib
import ipaddress
import logging

from django.conf import settings
from django.core.cache import cache

journal = logging.getLogger(__name__)


def adresse_client(request) -> str:
    """The address that the outermost of our own proxies saw; an IPv6 one stands for its network.

    Each proxy adds, on the right, the address that spoke to it: what a visitor forges stays on the
    left, beyond the count. A provider gives an IPv6 subscriber a whole /64.
    """
    chaine = [a.strip() for a in request.headers.get("X-Forwarded-For", "").split(",")]
    chaine = [*filter(None, chaine), request.META.get("REMOTE_ADDR", "")]
    adresse = chaine[-min(settings.TEC_PROXYS_DE_CONFIANCE + 1, len(chaine))]
    try:
        ip = ipaddress.ip_address(adresse)
    except ValueError:
        return adresse
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip if ip.version == 4 else ipaddress.ip_network((ip, 64), strict=False))


def depasse(action: str, *qui: object, limite: int, fenetre: int) -> bool:
    """Count one more try of `qui` at `action`; True beyond `limite` in `fenetre` seconds."""
    cle = _cle(action, qui)
    cache.add(cle, 0, fenetre)
    try:
        compte = cache.incr(cle)
    except ValueError:  # no such counter: the cache lost it, or never had it
        compte = None
    if compte is None:
        journal.warning("Le cache ne répond pas : la limite « %s » ne compte plus.", action)
        return False
    return compte > limite


def rendre(action: str, *qui: object) -> None:
    """Give back a try that should not have counted: the secret was the right one."""
    try:
        cache.decr(_cle(action, qui))
    except ValueError:
        return


def _cle(action: str, qui: tuple) -> str:
    """Neither address nor mail is readable in the cache, and any sign may be in them."""
    empreinte = hashlib.sha256("\n".join(map(str, qui)).encode()).hexdigest()
    return f"limites:{action}:{empreinte}"
