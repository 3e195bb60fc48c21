"""A file of translations that comes back: what is no such file is said, not a 500."""

import tempfile

import polib
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import upload_pofile

TAILLE_MAXIMALE = 2 * 1024 * 1024  # bytes
IDENTIFIANT = "X-WagtailLocalize-TranslationID"


@require_POST
def deposer(request, translation_id: int):
    refus = _refus(request.FILES.get("file"))
    if not refus:
        return upload_pofile(request, translation_id)
    messages.error(request, refus)
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def _refus(fichier) -> str:
    """Why this file cannot be read; else nothing, and it is at its beginning again."""
    if fichier is None:
        return _("Choisissez d’abord un fichier PO.")
    if fichier.size > TAILLE_MAXIMALE:
        return _("Ce fichier dépasse 2\u00a0Mo\u00a0: ce n’est pas celui que le portail a donné.")
    # polib takes a text for the name of a file: only a file of ours may be named to it.
    with tempfile.NamedTemporaryFile() as copie:
        copie.write(fichier.read())
        copie.flush()
        fichier.seek(0)
        try:
            connu = IDENTIFIANT in polib.pofile(copie.name).metadata
        except (OSError, ValueError):  # its errors of syntax, and of encoding
            connu = False
    if connu:
        return ""
    return _("Ce fichier n’est pas un fichier PO donné par «\u00a0Télécharger\u00a0».")
