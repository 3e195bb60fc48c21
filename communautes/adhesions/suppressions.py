"""Why the page of a community stays: people belong to it, or have. Asked before it is deleted."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.adhesions.models import Adhesion, CommunautePage


def pourquoi_elle_reste(page) -> str:
    """Of a community, or of what stands above some; nothing when it may go. The database refuses
    it too.
    """
    nombre = Adhesion.objects.filter(communaute__path__startswith=page.path).count()
    if not nombre:
        return ""
    if not issubclass(page.specific_class, CommunautePage):
        return _("Cette page contient des communautés qui ont des membres\u00a0: elle reste.")
    phrase = ngettext(
        "%(nombre)s personne est membre de cette communauté, ou l’a été\u00a0: sa page reste. "
        "Archivez la communauté, ou dépubliez sa page.",
        "%(nombre)s personnes sont membres de cette communauté, ou l’ont été\u00a0: sa page reste. "
        "Archivez la communauté, ou dépubliez sa page.",
        nombre,
    )
    return phrase % {"nombre": nombre}
