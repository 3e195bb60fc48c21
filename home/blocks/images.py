"""Renditions of the images of a body: small files first, asked for once for the whole body."""

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_renditions_or_not_found

LARGEURS = (400, 800, 1200)
LARGEUR_DE_REPLI = 800
VIGNETTE = "fill-640x360"
SPECS = (
    *(f"width-{largeur}|format-webp" for largeur in LARGEURS),
    f"width-{LARGEUR_DE_REPLI}",
    f"{VIGNETTE}|format-webp",
)


def precharger(body) -> None:
    """One query for the renditions of every image of the body."""
    images = [image for bloc in body for image in _images(bloc) if image is not None]
    if images:
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=SPECS)
        prefetch_related_objects(
            images, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
        )


def _images(bloc) -> list:
    champ = {"image": "image", "video": "thumbnail"}.get(bloc.block_type)
    return [bloc.value.get(champ)] if champ else []


def adaptee(image) -> dict:
    """{src, largeur, hauteur, srcset}: WebP by width, and a fallback in the original format."""
    rendus = get_renditions_or_not_found(image, SPECS[: len(LARGEURS) + 1])
    repli = rendus[f"width-{LARGEUR_DE_REPLI}"]
    par_largeur = {
        rendu.width: rendu.url for spec, rendu in rendus.items() if spec.endswith("webp")
    }
    return {
        "src": repli.url,
        "largeur": repli.width,
        "hauteur": repli.height,
        "srcset": ", ".join(f"{url} {largeur}w" for largeur, url in sorted(par_largeur.items())),
    }


def vignette(image) -> dict | None:
    if image is None:
        return None
    spec = f"{VIGNETTE}|format-webp"
    rendu = get_renditions_or_not_found(image, [spec])[spec]
    return {"src": rendu.url, "largeur": rendu.width, "hauteur": rendu.height}
