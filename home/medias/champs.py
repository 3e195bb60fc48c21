"""Fields through which every image and document is stored, whatever the door."""

import hashlib

from django import forms
from django.conf import settings
from django.db import models
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from home.medias import limites
from home.medias.documents import controler_document
from home.medias.images import controler_image
from home.medias.noms import nom_propre


def _empreinte(contenu) -> str:
    contenu.seek(0)
    somme = hashlib.file_digest(contenu.file, "sha256")
    contenu.seek(0)
    return somme.hexdigest()[:8]


class FichierImage(WagtailImageFieldFile):
    def save(self, name, content, save=True):
        """Caches keep an image for a month: another content has another address."""
        content = controler_image(name, content)
        self.instance.file_size = content.size
        base, _point, extension = nom_propre(self.instance.title, name).rpartition(".")
        super().save(f"{base}-{_empreinte(content)}.{extension}", content, save=save)


class FichierDocument(models.fields.files.FieldFile):
    def save(self, name, content, save=True):
        """In a folder of its own: replaced under the same title, it keeps its address."""
        content = controler_document(name, content)
        self.instance.file_size = content.size
        propre = nom_propre(self.instance.title, name)
        super().save(f"{_empreinte(content)}/{propre}", content, save=save)


class ChampImage(WagtailImageField):
    attr_class = FichierImage

    def deconstruct(self):
        nom, _chemin, args, kwargs = super().deconstruct()
        return nom, "wagtail.images.models.WagtailImageField", args, kwargs


class ChampDocument(models.FileField):
    attr_class = FichierDocument

    def deconstruct(self):
        nom, _chemin, args, kwargs = super().deconstruct()
        return nom, "django.db.models.FileField", args, kwargs


class ChampDeFormulaire(forms.FileField):
    """Says the rule before the upload, and reads the file before the form is valid.

    `max_upload_size` and the messages: where Wagtail's screen « several at once » looks for them.
    """

    def __init__(self, *, controler, maximum: int, extensions: list[str], **kwargs):
        super().__init__(**kwargs)
        self.controler, self.extensions = controler, extensions
        self.max_upload_size = maximum
        trop_lourd = limites.trop_lourd(maximum)
        self.error_messages |= {
            "file_too_large_unknown_size": trop_lourd,
            "invalid_image_extension": self.help_text,
        }
        self.widget.attrs |= {
            "accept": ",".join(f".{extension}" for extension in extensions),
            "data-tec-octets-max": maximum,
            "data-tec-trop-lourd": trop_lourd,
        }

    def to_python(self, data):
        fichier = super().to_python(data)
        return fichier and self.controler(fichier.name, fichier)


def champ_image(**kwargs) -> ChampDeFormulaire:
    return ChampDeFormulaire(
        controler=controler_image,
        maximum=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        extensions=settings.WAGTAILIMAGES_EXTENSIONS,
        help_text=limites.regle_des_images(),
        **kwargs,
    )


def champ_document(**kwargs) -> ChampDeFormulaire:
    return ChampDeFormulaire(
        controler=controler_document,
        maximum=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
        extensions=settings.WAGTAILDOCS_EXTENSIONS,
        help_text=limites.regle_des_documents(),
        **kwargs,
    )
