"""/_mails/: what has been sent, or would have been. Development and the demo only (settings, urls).

A confidential text is encrypted while it waits, and erased once sent: it is then read again in the
files that development's transport writes, where there are some.
"""

import email
import email.policy
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from communautes.notifications.chiffrement import Illisible, dechiffrer
from communautes.notifications.models import Courriel

COMBIEN = 50
SEPARATEUR = b"\n" + b"-" * 79 + b"\n"  # django.core.mail.backends.filebased, between two mails


@require_GET
@never_cache
def liste(request):
    page = Paginator(Courriel.objects.all(), COMBIEN).get_page(request.GET.get("page"))
    return render(request, "notifications/essai/liste.html", {"page_obj": page})


@require_GET
@never_cache
def courriel(request, pk: int):
    lu = get_object_or_404(Courriel, pk=pk)
    texte, html = textes(lu)
    contexte = {"courriel": lu, "texte": texte, "a_du_html": bool(html)}
    return render(request, "notifications/essai/courriel.html", contexte)


@require_GET
@never_cache
@xframe_options_sameorigin
def version_html(request, pk: int):
    """In the frame of the page above, and nothing but shown: no script, no form, no link out."""
    _texte, html = textes(get_object_or_404(Courriel, pk=pk))
    if not html:
        raise Http404
    response = HttpResponse(html)
    response._csp_update = {"sandbox": [""]}
    return response


def textes(lu: Courriel) -> tuple[str, str]:
    """The text and the HTML of a mail, also of a confidential one while they can be found."""
    if not lu.confidentiel:
        return lu.corps, lu.html
    try:
        if lu.corps:
            return dechiffrer(lu.corps), dechiffrer(lu.html) if lu.html else ""
    except Illisible:
        return "", ""
    return _dans_les_fichiers(lu.entetes.get("Message-ID", ""))


def _dans_les_fichiers(identifiant: str) -> tuple[str, str]:
    dossier = getattr(settings, "EMAIL_FILE_PATH", None)
    if not dossier or not identifiant or not Path(dossier).is_dir():
        return "", ""
    for fichier in sorted(Path(dossier).glob("*.log"), reverse=True)[:COMBIEN]:
        # Django names a file by the second and an id that is used again: it can hold several mails.
        for message in fichier.read_bytes().split(SEPARATEUR):
            if identifiant.encode() in message:
                return _versions(message)
    return "", ""


def _versions(contenu: bytes) -> tuple[str, str]:
    message = email.message_from_bytes(contenu, policy=email.policy.default)
    versions = [message.get_body([genre]) for genre in ("plain", "html")]
    texte, html = (version.get_content() if version else "" for version in versions)
    return texte, html
