"""An image that comes in: decoded whole, then written again without what nobody asked to publish.

Written again by Pillow, it holds nothing but its points and its colour profile: neither position,
nor camera, nor comment, nor a second file hidden behind the first (docs/adr/0007).
"""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from home.medias.limites import MEGA, FichierRefuse, formats, regle_des_images, verifier_taille
from home.medias.noms import extension_de

FORMATS = {"gif": "GIF", "jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
DECODEURS = [*sorted(set(FORMATS.values())), "MPO"]  # MPO: the JPEG of some telephones
ORIENTATION = 0x0112
QUALITE = 90


def controler_image(nom: str, contenu) -> ContentFile:
    """The image as it will be stored, read once for good; FichierRefuse says what is wrong."""
    if getattr(contenu, "est_controle", False):
        return contenu
    extension = extension_de(nom)
    if extension == "svg":
        raise FichierRefuse(
            _(
                "Un dessin SVG peut contenir un programme\u00a0: exportez-le en PNG, puis "
                "déposez le "
                "PNG."
            )
        )
    if extension not in settings.WAGTAILIMAGES_EXTENSIONS:
        raise FichierRefuse(
            _("Ce n’est pas une image que le portail accepte. %(regle)s")
            % {"regle": regle_des_images()}
        )
    verifier_taille(contenu, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    contenu.seek(0)
    try:
        with Image.open(contenu, formats=DECODEURS) as image:
            verifier_format(image, extension)
            verifier_points(image)
            octets = reecrire(image)
    except FichierRefuse:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as erreur:
        raise FichierRefuse(_trop_de_points()) from erreur
    except Exception as erreur:  # a hostile file breaks decoders in every way
        raise FichierRefuse(
            _(
                "Cette image ne s’ouvre pas\u00a0: le fichier est abîmé, ou n’est pas une image "
                "%(formats)s. Enregistrez-la de nouveau depuis votre logiciel."
            )
            % {"formats": formats(settings.WAGTAILIMAGES_EXTENSIONS)}
        ) from erreur
    propre = ContentFile(octets, name=nom)
    propre.est_controle = True
    return propre


def verifier_format(image, extension: str) -> None:
    reel = "JPEG" if image.format == "MPO" else image.format
    if FORMATS[extension] != reel:
        raise FichierRefuse(
            _(
                "Cette image est au format %(reel)s, pas %(extension)s\u00a0: donnez à son nom la "
                "bonne terminaison."
            )
            % {"reel": reel, "extension": extension.upper()}
        )


def verifier_points(image) -> None:
    """Before anything is decoded: a few kilobytes may announce gigabytes."""
    points = image.width * image.height
    if points <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        points *= getattr(image, "n_frames", 1)
    if points > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise FichierRefuse(_trop_de_points())


def _trop_de_points() -> str:
    return _(
        "Cette image a trop de points\u00a0: %(points)s millions au plus, images d’une animation "
        "additionnées. Réduisez-la, puis déposez-la de nouveau."
    ) % {"points": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // MEGA}


def reecrire(image) -> bytes:
    """The same points, turned as they are seen."""
    format_ = "JPEG" if image.format == "MPO" else image.format
    options = {"icc_profile": image.info.get("icc_profile")} | _options(image, format_)
    tournee = image.getexif().get(ORIENTATION, 1) != 1 and not options.get("save_all")
    image.load()
    sortie = BytesIO()
    finale = ImageOps.exif_transpose(image) if tournee else image
    if tournee and format_ == "JPEG":
        options["quality"] = QUALITE
    finale.save(sortie, format=format_, exif=b"", **options)
    return sortie.getvalue()


def _options(image, format_: str) -> dict:
    animee = {"save_all": True} if getattr(image, "is_animated", False) else {}
    if format_ == "JPEG":
        garder = image.format == "JPEG" and image.mode in {"L", "RGB"}
        return {"quality": "keep" if garder else QUALITE, "comment": b""}
    if format_ == "WEBP":
        return animee | {"lossless": _sans_perte(image), "quality": QUALITE, "xmp": b""}
    if format_ == "GIF":
        return animee | {"comment": b""}
    return animee


def _sans_perte(image) -> bool:
    """WebP’s lossless chunk stands in the first bytes, behind the optional header."""
    image.fp.seek(0)
    return b"VP8L" in image.fp.read(64)
