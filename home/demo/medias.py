"""Pictures and files of the demo, drawn and written by the project; made once."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.text import slugify

from home.demo.fichiers import fabriquer
from home.dessins_png import dessiner
from home.medias.licences import Licence
from home.models import SiteDocument, SiteImage

# What the library proposes; each page says in its own words what the drawing is there for.
DESCRIPTIONS = {
    "paysage": "Dessin de champs vus du ciel, traversés par un chemin.",
    "place": "Dessin d’une place de village, ses arbres et ses passants.",
    "riviere": "Dessin d’une rivière entre des parcelles.",
    "village": "Dessin d’un village autour de son clocher.",
    "reunion": "Dessin de personnes réunies autour d’une table.",
    "carte": "Dessin d’une carte où des repères sont posés.",
}
CREDIT = "Dessin produit par le portail"


def image_dessinee(motif: str, graine: str) -> int:
    """Key of the picture of this drawing and seed."""
    titre = f"{motif.capitalize()} — {graine}"
    image = SiteImage.objects.filter(title=titre).first()
    if image is None:
        fichier = ImageFile(BytesIO(dessiner(motif, graine)), name=f"{motif}-{graine}.png")
        image = SiteImage.objects.create(
            title=titre,
            file=fichier,
            description=DESCRIPTIONS[motif],
            credit=CREDIT,
            licence=Licence.OUVERTE,
        )
    return image.pk


def fichier_ecrit(fiche: dict) -> SiteDocument:
    """The document of a `[[fichiers]]` entry."""
    document = SiteDocument.objects.filter(title=fiche["titre"]).first()
    if document is None:
        octets = fabriquer(fiche["format"], fiche["titre"], fiche["contenu"])
        document = SiteDocument(
            title=fiche["titre"],
            langue=fiche.get("langue", "fr"),
            accessible=fiche.get("accessible", False),
            alternative_texte=fiche.get("alternative", ""),
        )
        nom = f"{slugify(fiche['titre'])[:60]}.{fiche['format']}"
        document.file.save(nom, ContentFile(octets), save=False)
        document.save()
    return document
