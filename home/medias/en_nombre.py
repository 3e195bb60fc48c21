"""Bulk actions on images and files: « all » is what the list shows, and refusals say why."""

from django.shortcuts import get_list_or_404
from wagtail.documents.views import bulk_actions as sur_documents
from wagtail.images.views import bulk_actions as sur_images

from home.medias.filtres import FiltreDesDocuments, FiltreDesImages
from home.models import SiteDocument, SiteImage

FILTRES = {SiteImage: FiltreDesImages, SiteDocument: FiltreDesDocuments}


class SelonLaListe:
    """Wagtail takes the whole collection, whatever filter the editor has set."""

    @classmethod
    def get_queryset(cls, model, object_ids):
        return get_list_or_404(model.objects.select_related("collection"), pk__in=object_ids)

    def get_all_objects_in_listing_query(self, parent_id):
        toutes = super().get_all_objects_in_listing_query(parent_id)
        cles = [getattr(trouve, "pk", trouve) for trouve in toutes]  # rows, after a search
        medias = self.model.objects.filter(pk__in=cles)
        filtre = FILTRES[self.model](self.request.GET, medias, request=self.request)
        return filtre.qs.values_list("pk", flat=True) if filtre.is_valid() else []


class SuppressionMixin(SelonLaListe):
    """What is refused is known for all at once, with its reason."""

    template_name = "home/medias/supprimer.html"

    def get_actionable_objects(self):
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            ids = self.get_all_objects_in_listing_query(self.request.GET.get("childOf"))
        choisis, refuses = [], []
        medias = self.get_queryset(self.model, ids)
        raisons = self.permission_policy.refus(self.request.user, medias)
        for media in medias:
            media.raison = raisons[media.pk]
            (refuses if media.raison else choisis).append(media)
        return choisis, {"items_with_no_access": refuses}


class SupprimerDesImages(SuppressionMixin, sur_images.DeleteBulkAction):
    pass


class EtiqueterDesImages(SelonLaListe, sur_images.AddTagsBulkAction):
    pass


class RangerDesImages(SelonLaListe, sur_images.AddToCollectionBulkAction):
    pass


class SupprimerDesDocuments(SuppressionMixin, sur_documents.DeleteBulkAction):
    pass


class EtiqueterDesDocuments(SelonLaListe, sur_documents.AddTagsBulkAction):
    pass


class RangerDesDocuments(SelonLaListe, sur_documents.AddToCollectionBulkAction):
    pass


ACTIONS = [
    SupprimerDesImages,
    EtiqueterDesImages,
    RangerDesImages,
    SupprimerDesDocuments,
    EtiqueterDesDocuments,
    RangerDesDocuments,
]
