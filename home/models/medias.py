"""Images and documents of the library, with what accessibility and rights ask to know.

Named Site… because Wagtail’s own models, installed too, keep the bare names.
"""

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class SiteImage(AbstractImage):
    credit = models.CharField(
        _("crédit"),
        max_length=200,
        blank=True,
        help_text=_("Auteur et source, affichés sous l’image : « Dessin : ANCT »."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=100,
        blank=True,
        help_text=_("Par exemple « Licence Ouverte 2.0 »."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    @property
    def default_alt_text(self) -> str:
        """Only what somebody wrote: Wagtail falls back on the title, that is the file’s name."""
        return self.description

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", _("Peut choisir une image"))]

    def generate_rendition_file(self, filter, *, source=None):
        """Wagtail leaves its temporary file open, one for each rendition: ours is in memory."""
        with super().generate_rendition_file(filter, source=source) as temporaire:
            temporaire.seek(0)
            return ContentFile(temporaire.read(), name=temporaire.name)


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendu")
        verbose_name_plural = _("rendus")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="home_rendition_unique"
            )
        ]


class LangueFichier(models.TextChoices):
    FRANCAIS = "fr", _("Français")
    ANGLAIS = "en", _("Anglais")
    AUTRE = "xx", _("Autre langue")


def format_de(nom: str) -> str:
    """Of a file's name, what readers see: « PDF », « ODS »."""
    return PurePath(nom).suffix[1:].upper()


class SiteDocument(AbstractDocument):
    langue = models.CharField(
        _("langue"), max_length=2, choices=LangueFichier, default=LangueFichier.FRANCAIS
    )
    accessible = models.BooleanField(
        _("fichier accessible"),
        default=False,
        help_text=_(
            "Titres, ordre de lecture et textes de remplacement vérifiés ; c’est dit au lecteur."
        ),
    )

    admin_form_fields = ("title", "file", "langue", "accessible", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        permissions = [("choose_document", _("Peut choisir un fichier"))]

    @property
    def format(self) -> str:
        return format_de(self.file.name)
