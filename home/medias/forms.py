"""Forms of images and files, the same for every door: one, several, chooser, replacement."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.forms import BaseImageForm

from home.edition.phrases import PhraseInput
from home.medias.champs import champ_document, champ_image
from home.medias.langues import LangueFichier

POINT_FOCAL = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class RemplacementMixin:
    """The new file keeps the key, so every use; the old one goes once the new one is there."""

    champ_de_fichier = None  # callable: the form field of this kind of media

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            fourni = self.fields["file"]
            self.fields["file"] = self.champ_de_fichier(
                label=fourni.label, required=fourni.required, widget=fourni.widget
            )

    @transaction.atomic
    def save(self, commit=True):
        # Wagtail would delete the old file before the new one is certain.
        ancien, self.original_file = self.original_file, None
        media = super().save(commit=commit)
        if commit and ancien and "file" in self.changed_data:
            self.apres_remplacement(media, ancien.name)
            transaction.on_commit(partial(ancien.storage.delete, ancien.name))
        return media

    def apres_remplacement(self, media, ancien: str) -> None:
        raise NotImplementedError


class ImageForm(RemplacementMixin, BaseImageForm):
    champ_de_fichier = staticmethod(champ_image)

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {"description": PhraseInput}

    def clean(self):
        """A focal point is where it was drawn: on another picture, it points at nothing."""
        donnees = super().clean()
        remplacee = self.instance.pk and "file" in self.changed_data
        if remplacee and not set(POINT_FOCAL) & set(self.changed_data):
            donnees |= dict.fromkeys(POINT_FOCAL)
        return donnees

    def apres_remplacement(self, media, ancien: str) -> None:
        media.renditions.all().delete()


class DocumentForm(RemplacementMixin, BaseDocumentForm):
    champ_de_fichier = staticmethod(champ_document)
    # A chooser cannot open above another chooser: these two are on the file's own page.
    choix = ("alternative_page", "alternative_document")

    class Meta(BaseDocumentForm.Meta):
        widgets = BaseDocumentForm.Meta.widgets | {
            "alternative_page": AdminPageChooser,
            "alternative_document": AdminDocumentChooser,
            "alternative_texte": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "langue" in self.fields:  # several files at once arrive without it
            self.fields["langue"].required = False
        if self.prefix:
            for nom in self.choix:
                self.fields.pop(nom, None)

    def clean_langue(self):
        return self.cleaned_data["langue"] or LangueFichier.FRANCAIS

    def clean_alternative_document(self):
        autre = self.cleaned_data["alternative_document"]
        if autre and autre.pk == self.instance.pk:
            raise ValidationError(
                _("Un fichier ne se remplace pas lui-même\u00a0: choisissez-en un autre.")
            )
        return autre

    def apres_remplacement(self, media, ancien: str) -> None:
        nom = ancien.rpartition("/")[2]
        if nom != media.filename and nom not in media.anciens_noms:
            media.anciens_noms = [*media.anciens_noms, nom]
            media.save(update_fields=["anciens_noms"])
