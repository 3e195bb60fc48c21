"""What the library accepts, from the settings, and the sentence that says it before the upload."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.medias.poids import taille_lisible

MEGA = 1000**2


class FichierRefuse(ValidationError):
    """The sentence says what is wrong and what to do."""


def verifier_taille(contenu, maximum: int) -> None:
    if contenu.size > maximum:
        raise FichierRefuse(
            _("Ce fichier pèse %(taille)s\u00a0: le maximum est %(maximum)s. Allégez-le.")
            % {"taille": taille_lisible(contenu.size), "maximum": taille_lisible(maximum)}
        )


def trop_lourd(maximum: int) -> str:
    """Said by the browser, which knows before it sends."""
    return _("Ce fichier est trop lourd\u00a0: le maximum est %(maximum)s.") % {
        "maximum": taille_lisible(maximum)
    }


def formats(extensions: list[str]) -> str:
    """« CSV, DOCX ou PDF »."""
    *premiers, dernier = (extension.upper() for extension in extensions)
    return _("%(premiers)s ou %(dernier)s") % {"premiers": ", ".join(premiers), "dernier": dernier}


def regle_des_images() -> str:
    return _(
        "Image %(formats)s, %(taille)s et %(points)s millions de points au plus. Sa position GPS "
        "et "
        "les autres données de l’appareil sont retirées."
    ) % {
        "formats": formats(settings.WAGTAILIMAGES_EXTENSIONS),
        "taille": taille_lisible(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
        "points": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // MEGA,
    }


def regle_des_documents() -> str:
    regle = _(
        "Fichier %(formats)s, %(taille)s au plus, sans macro. Il sera nommé d’après son titre."
    ) % {
        "formats": formats(settings.WAGTAILDOCS_EXTENSIONS),
        "taille": taille_lisible(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
    }
    return f"{regle} {regle_des_pdf()}"


def regle_des_pdf() -> str:
    """What the copy (docs/adr/0025) cannot keep."""
    return _("D’un PDF signé, la signature électronique n’est pas gardée.")
