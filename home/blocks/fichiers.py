"""What is said of a file before it is downloaded, without reading the disk."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.models.medias import LangueFichier

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


def fichier(document, *, titre: str = "") -> dict:
    """{titre, url, details, langue, accessible}; `details` is « PDF, 42 ko, en anglais »."""
    details = [document.format]
    if document.file_size:
        details.append(taille_lisible(document.file_size))
    if document.langue == LangueFichier.ANGLAIS:
        details.append(_("en anglais"))
    elif document.langue == LangueFichier.AUTRE:
        details.append(_("dans une autre langue que le français"))
    return {
        "titre": titre or document.title,
        "url": document.url,
        "details": ", ".join(details),
        "langue": document.langue,
        "accessible": document.accessible,
    }
