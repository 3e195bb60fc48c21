"""How large an image is, for the page that keeps its place while it comes."""

from django.core.cache import cache
from PIL import Image

from communautes.fichiers.models import Fichier

TRENTE_JOURS = 30 * 24 * 3600


def dimensions(fichier: Fichier) -> tuple[int, int] | None:
    """(width, height) of its content, that nobody changes: read once; None when it is not there,
    or is no image.
    """
    cle = f"fichiers-dimensions:{fichier.pk}"
    if (connues := cache.get(cle)) is not None:
        return tuple(connues)
    try:
        with fichier.contenu.open("rb") as contenu, Image.open(contenu) as image:
            lues = image.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    cache.set(cle, lues, TRENTE_JOURS)
    return lues
