"""Sizes of files, as people say them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

KILO = 1000


def taille_lisible(octets: int) -> str:
    """« 812 octets », « 42 ko », « 1,8 Mo »."""
    if octets < KILO:
        return ngettext("%(nombre)s octet", "%(nombre)s octets", octets) % {"nombre": octets}
    if round(octets / KILO) < KILO:
        return _("%(nombre)s ko") % {"nombre": round(octets / KILO)}
    decimales = 1 if octets < 10 * KILO**2 else 0
    nombre = number_format(round(octets / KILO**2, decimales), decimal_pos=decimales)
    return _("%(nombre)s Mo") % {"nombre": nombre}
