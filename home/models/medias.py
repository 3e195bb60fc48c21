"""Images and documents of the library, with what accessibility and rights ask to know.

Named Site… because Wagtail’s own models, installed too, keep the bare names.
"""

from pathlib import PurePath

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.search import index

from home.medias.champs import ChampDocument, ChampImage
from home.medias.langues import LangueFichier
from home.medias.licences import LONGUEUR, TEXTES, Licence


class FichierDabordMixin:
    """The file is stored before the row is written: what it weighs then is in the row."""

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def fermer(self) -> None:
        """Wagtail opens what it has just stored to measure it, and leaves it open."""
        if self.file._committed:
            self.file.close()


class SiteImage(FichierDabordMixin, AbstractImage):
    file = ChampImage(
        _("fichier"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    description = models.CharField(
        _("texte de remplacement proposé"),
        max_length=255,
        blank=True,
        default="",
        help_text=_(
            "Ce que montre l’image, en une phrase\u00a0: proposée à qui choisit l’image, puis "
            "ajustée à "
            "chaque page. Un lecteur qui ne voit pas l’image entend ce texte."
        ),
    )
    credit = models.CharField(
        _("crédit"),
        max_length=200,
        blank=True,
        help_text=_(
            "Auteur et source, affichés sous l’image\u00a0: «\u00a0Dessin\u00a0: ANCT\u00a0»."
        ),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("Affichée après le crédit\u00a0: dit au lecteur s’il peut reprendre l’image."),
    )
    licence_precisee = models.CharField(
        _("autre licence"),
        max_length=LONGUEUR,
        blank=True,
        help_text=_(
            "Seulement pour «\u00a0Autre licence\u00a0»\u00a0: son nom, tel que le lecteur le lira."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "licence_precisee",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    # Wagtail's list sorts a search by weight, which needs it.
    search_fields = [
        *AbstractImage.search_fields,
        index.FilterField("file_size"),
        # What the chooser asks of a tag while a word is searched; Wagtail forgets to say it.
        index.RelatedFields("tags", [index.FilterField("name")]),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", _("Peut choisir une image"))]
        constraints = [
            models.CheckConstraint(
                name="home_siteimage_autre_licence_nommee",
                condition=Q(licence=Licence.AUTRE) ^ Q(licence_precisee=""),
                violation_error_message=_(
                    "Nommez l’autre licence, ou choisissez-en une dans la liste."
                ),
            )
        ]

    def clean(self):
        super().clean()
        if self.licence == Licence.AUTRE and not self.licence_precisee:
            raise ValidationError({"licence_precisee": _("Nommez cette licence.")})
        if self.licence != Licence.AUTRE and self.licence_precisee:
            raise ValidationError(
                {"licence": _("Choisissez «\u00a0Autre licence\u00a0», ou videz le champ suivant.")}
            )

    @property
    def default_alt_text(self) -> str:
        """Only what somebody wrote: Wagtail falls back on the title, that is the file’s name."""
        return self.description

    @property
    def mentions(self) -> dict:
        """For components/credit.html: {credit, licence, adresse}."""
        return {
            "credit": self.credit,
            "licence": self.licence_precisee or self.get_licence_display(),
            "adresse": TEXTES.get(self.licence, ""),
        }

    def _set_image_file_metadata(self):
        super()._set_image_file_metadata()
        self.fermer()

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

    def get_upload_to(self, filename):
        """Wagtail cuts a long name, and what tells a picture from the one it replaces with it."""
        empreinte = PurePath(self.image.file.name).stem.rpartition("-")[2]
        if empreinte not in filename:
            filename = f"{empreinte}-{filename}"
        return super().get_upload_to(filename)


def format_de(nom: str) -> str:
    """Of a file's name, what readers see: « PDF », « ODS »."""
    return PurePath(nom).suffix[1:].upper()


class SiteDocument(FichierDabordMixin, AbstractDocument):
    file = ChampDocument(_("fichier"), upload_to="documents")
    langue = models.CharField(
        _("langue"),
        max_length=2,
        choices=LangueFichier,
        default=LangueFichier.FRANCAIS,
        help_text=_("Dite au lecteur quand ce n’est pas le français."),
    )
    accessible = models.BooleanField(
        _("fichier accessible"),
        default=False,
        help_text=_(
            "Titres, ordre de lecture et textes de remplacement vérifiés\u00a0; c’est dit au "
            "lecteur."
        ),
    )
    alternative_texte = models.TextField(
        _("le même contenu en texte"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Si le fichier n’est pas accessible\u00a0: ce qu’il dit, en quelques phrases, lu "
            "sous le "
            "lien. Trop long\u00a0? Choisissez plutôt une page ou un autre fichier."
        ),
    )
    alternative_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("le même contenu dans une page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Le lecteur la trouve sous le lien, tant qu’elle est publiée."),
    )
    alternative_document = models.ForeignKey(
        "self",
        verbose_name=_("le même contenu dans un fichier accessible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Le lecteur le trouve sous le lien\u00a0: par exemple le même texte en ODT."),
    )
    # Names that this file had: their addresses lead to the one that replaced them.
    anciens_noms = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("anciens noms"),
        default=list,
        editable=False,
    )

    admin_form_fields = (
        "title",
        "file",
        "langue",
        "accessible",
        "alternative_texte",
        "alternative_page",
        "alternative_document",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        permissions = [("choose_document", _("Peut choisir un fichier"))]
        constraints = [
            models.CheckConstraint(
                name="home_sitedocument_une_alternative",
                condition=Q(alternative_page=None, alternative_document=None)
                | Q(alternative_texte="", alternative_document=None)
                | Q(alternative_texte="", alternative_page=None),
                violation_error_message=_(
                    "Dites le même contenu d’une seule façon\u00a0: un texte, une page ou un "
                    "fichier."
                ),
            ),
            models.CheckConstraint(
                name="home_sitedocument_alternative_autre",
                condition=Q(alternative_document=None) | ~Q(alternative_document=F("pk")),
                violation_error_message=_("Un fichier ne se remplace pas lui-même."),
            ),
        ]

    def clean(self):
        """The door has read the file; Wagtail looks at its name, even in forms that have none."""

    def _set_document_file_metadata(self):
        super()._set_document_file_metadata()
        self.fermer()

    @property
    def format(self) -> str:
        return format_de(self.file.name)
