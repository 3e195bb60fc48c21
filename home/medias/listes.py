"""Lists and forms of images and files in the admin: Wagtail’s, with what we know."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.documents.views import documents
from wagtail.images.views import images

from home.medias.filtres import FiltreDesDocuments, FiltreDesImages
from home.medias.poids import taille_lisible
from home.usages import lecture as usages


class Poids(Column):
    def get_value(self, instance) -> str:
        return taille_lisible(instance.file_size) if instance.file_size else ""


class CompteMixin:
    """Counts what is being prepared too, in one query for the page of the list."""

    def decorate_paginated_queryset(self, object_list):
        medias = list(object_list)
        sources = usages.sources(medias)
        for media in medias:
            media.usage_count = len(sources[media.pk])
        return object_list


class CompteDuMediaMixin:
    """The form says as much as the list."""

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(**kwargs)
        sources = usages.sources([self.object])
        return contexte | {"usage_count_val": len(sources[self.object.pk])}


class FormulaireImage(CompteDuMediaMixin, images.EditView):
    pass


class FormulaireDocument(CompteDuMediaMixin, documents.EditView):
    pass


class ListeDesImages(CompteMixin, images.IndexView):
    filterset_class = FiltreDesImages
    index_url_name = "wagtailimages:index"
    index_results_url_name = "medias_images_resultats"
    results_template_name = "home/medias/images_resultats.html"

    @property
    def columns(self):
        colonnes = super().columns
        if not colonnes:
            return colonnes
        *debut, collection, cree, usage = colonnes
        rangees = self.filters and "collection_id" in self.filters.filters
        return [
            *debut,
            *([collection] if rangees else []),
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
    results_template_name = "home/medias/documents_resultats.html"

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
