"""Lists of images and files in the admin: Wagtail’s, with our columns and filters."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.documents.views import documents
from wagtail.images.views import images

from home.medias import usages
from home.medias.filtres import FiltreDesDocuments, FiltreDesImages
from home.medias.poids import taille_lisible


class Poids(Column):
    def get_value(self, instance) -> str:
        return taille_lisible(instance.file_size) if instance.file_size else ""


class CompteMixin:
    """Counts what is being prepared too, in two queries for the page of the list."""

    def decorate_paginated_queryset(self, object_list):
        medias = list(object_list)
        sources = usages.sources(medias)
        for media in medias:
            media.usage_count = len(sources[media.pk])
        return object_list


class ListeDesImages(CompteMixin, images.IndexView):
    filterset_class = FiltreDesImages
    index_url_name = "wagtailimages:index"
    index_results_url_name = "medias_images_resultats"

    @property
    def columns(self):
        colonnes = super().columns
        if not colonnes:
            return colonnes
        *debut, cree, usage = colonnes
        return [
            *debut,
            Column("description", label=_("Texte de remplacement")),
            Column("credit", label=_("Crédit")),
            Column("licence", label=_("Licence"), accessor=lambda image: image.mentions["licence"]),
            Poids("file_size", label=_("Poids"), sort_key="file_size"),
            cree,
            usage,
        ]


class ListeDesDocuments(CompteMixin, documents.IndexView):
    filterset_class = FiltreDesDocuments
    index_results_url_name = "medias_documents_resultats"

    @property
    def columns(self):
        *debut, cree, usage = super().columns
        return [
            *debut,
            Column("format", label=_("Format")),
            Column("langue", label=_("Langue"), accessor="get_langue_display"),
            BooleanColumn("accessible", label=_("Accessible")),
            Poids("file_size", label=_("Poids")),
            cree,
            usage,
        ]
