"""Blocks that point at a file or at another site: image, video, file to download."""

from pathlib import PurePath
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from home.blocks import images, videos
from home.blocks.base import RichTextBlock, StructBlock
from home.blocks.fichiers import fichier
from home.edition.phrases import PhraseInput
from home.textes import texte_brut


class ImageDecriteBlock(ImageBlock):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.child_blocks["alt_text"].field.widget = PhraseInput()


class FigureBlock(StructBlock):
    image = ImageDecriteBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Légende"),
        required=False,
        max_length=250,
        help_text=_("Affichée sous l’image, avec le crédit de l’image."),
        default="",
    )

    class Meta:
        label = _("Image")
        icon = "image"
        template = "home/blocks/image.html"
        preview_value = {"caption": "Le jury citoyen visite la future place."}
        description = _("Une image avec son texte de remplacement, ou décorative.")
        help_text = _(
            "Décrivez ce que l’image apporte à cette page\u00a0: la bibliothèque propose, vous "
            "ajustez. Si elle n’apporte rien à qui ne la voit pas, cochez «\u00a0décorative\u00a0»."
        )

    def clean(self, value):
        cleaned = super().clean(value)
        image = cleaned.get("image")
        if self.is_deferred_validation or not image:
            return cleaned
        if not image.decorative and _est_un_nom_de_fichier(image):
            raise StructBlockValidationError(
                {
                    "image": ValidationError(
                        _(
                            "Décrivez ce que montre l’image : « %(texte)s » est le nom de son "
                            "fichier. Décorative, elle se passe de description."
                        )
                        % {"texte": image.contextual_alt_text}
                    )
                }
            )
        if image.decorative and cleaned.get("caption"):
            raise StructBlockValidationError(
                {
                    "caption": ValidationError(
                        _(
                            "Une image légendée informe : décrivez-la dans le texte de "
                            "remplacement, ou retirez la légende."
                        )
                    )
                }
            )
        return cleaned

    def donnees(self, value, context):
        image = value.get("image")
        if not image:
            return {"rendu": None}
        alt = "" if image.decorative else image.contextual_alt_text or ""
        return {"rendu": images.adaptee(image) | {"alt": alt}, "mentions": image.mentions}

    def exemple(self, value):
        rendu = {"src": static("tec/apercu.svg"), "largeur": 800, "hauteur": 450}
        return {
            "rendu": rendu | {"alt": "Dessin d’une place de village"},
            "mentions": {"credit": "Dessin\u00a0: ANCT", "licence": "Licence Ouverte 2.0"},
        }


def _est_un_nom_de_fichier(image) -> bool:
    nom = PurePath(image.file.name)
    return (image.contextual_alt_text or "").strip().lower() in {nom.name.lower(), nom.stem.lower()}


class VideoBlock(StructBlock):
    """A link to the site that shows the video: nothing is asked of it before the reader goes."""

    url = blocks.URLBlock(
        label=_("Adresse de la vidéo"),
        help_text=_("La page de la vidéo sur PeerTube, YouTube, Dailymotion ou Vimeo."),
    )
    title = blocks.CharBlock(label=_("Titre"), max_length=150, default="")
    duration = blocks.IntegerBlock(
        label=_("Durée"), min_value=1, max_value=600, help_text=_("En minutes.")
    )
    thumbnail = ImageChooserBlock(
        label=_("Vignette"),
        required=False,
        help_text=_("Facultative et décorative : sans elle, un dessin la remplace."),
    )
    transcript = RichTextBlock(
        label=_("Transcription"),
        required=False,
        help_text=_("Tout ce qui est dit et montré ; obligatoire pour publier."),
    )

    class Meta:
        label = _("Vidéo")
        icon = "media"
        label_format = "{title}"
        template = "home/blocks/video.html"
        preview_value = {
            "url": "https://tube.numerique.gouv.fr/w/demo-atelier",
            "title": "Animer un atelier sur la place du marché",
            "duration": 12,
            "transcript": "<p>Une agente installe une table et dix cartes sur la place.</p>",
        }
        description = _("Un lien vers une vidéo, sa vignette et sa transcription.")

    def clean(self, value):
        cleaned = super().clean(value)
        erreurs = {}
        url = cleaned.get("url")
        if url and videos.hebergeur(url) is None:
            erreurs["url"] = ValidationError(
                _("Choisissez une vidéo publiée sur l’un de ces sites, en https : %(hotes)s."),
                params={"hotes": ", ".join(videos.hotes())},
            )
        if not self.is_deferred_validation and not texte_brut(cleaned["transcript"].source):
            erreurs["transcript"] = ValidationError(
                _("Écrivez la transcription : tout ce qui est dit et montré dans la vidéo.")
            )
        if erreurs:
            raise StructBlockValidationError(erreurs)
        return cleaned

    def donnees(self, value, context):
        url = value.get("url") or ""
        hebergeur = videos.hebergeur(url)
        return {
            "adresse": url if hebergeur else None,
            "hebergeur": hebergeur,
            "vignette": images.vignette(value.get("thumbnail")),
            "mentions": getattr(value.get("thumbnail"), "mentions", {}),
        }


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Fichier"))
    title = blocks.CharBlock(
        label=_("Titre"),
        required=False,
        max_length=150,
        help_text=_("Vide : le titre du fichier dans la bibliothèque."),
        default="",
    )
    description = blocks.CharBlock(
        label=_("Description"), required=False, max_length=250, default=""
    )

    class Meta:
        label = _("Fichier à télécharger")
        icon = "download"
        template = "home/blocks/download.html"
        preview_value = {
            "title": "Règlement type d’une page",
            "description": "À adapter avec votre service juridique.",
        }
        description = _("Une carte avec le format, la taille et l’accessibilité du fichier.")

    def donnees(self, value, context):
        document = value.get("document")
        return {"fichier": fichier(document, titre=value.get("title")) if document else None}

    def exemple(self, value):
        document = SimpleNamespace(
            title="", url="#", format="PDF", file_size=42_000, langue="fr", accessible=True
        )
        return {"fichier": fichier(document, titre=value.get("title"))}
