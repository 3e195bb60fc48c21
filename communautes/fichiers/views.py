"""The only way to a file from people."""

import logging

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.fichiers.models import Fichier
from communautes.fichiers.permissions import peut_lire

journal = logging.getLogger("tec.fichiers")


@require_safe
@never_cache
def lire(request, cle, nom: str):
    """The same answer for what is not there and for what one may not read: 404, or the door for who
    has not signed in. `nom` is for the reader's eye and disk: the key alone decides.
    """
    fichier = Fichier.objects.select_related("type_d_objet").filter(pk=cle).first()
    if fichier is None or not peut_lire(request.user, fichier):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    try:
        contenu = fichier.contenu.open("rb")
    except FileNotFoundError as erreur:
        journal.error("Fichier %s absent du disque", fichier.pk)
        raise Http404 from erreur
    return _reponse(fichier, contenu)


def _reponse(fichier: Fichier, contenu) -> FileResponse:
    """Images alone are shown, having been written again when they came (home/medias/images.py)."""
    reponse = FileResponse(
        contenu,
        as_attachment=not fichier.est_une_image,
        filename=fichier.nom,
        content_type=fichier.type_mime,
    )
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cross-Origin-Resource-Policy"] = "same-origin"
    reponse["X-Robots-Tag"] = "noindex"
    reponse._csp_replace = {"default-src": ["'none'"], "sandbox": [""]}
    return reponse
