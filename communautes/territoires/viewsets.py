"""The referential in the admin: read, never written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from communautes.territoires.models import Collectivite


class ListeView(IndexView):
    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)


class CollectiviteViewSet(ModelViewSet):
    model = Collectivite
    icon = "site"
    menu_label = _("Collectivités")
    menu_order = 190
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    index_view_class = ListeView
    form_fields = ["statut"]  # Wagtail wants some; no screen shows them
    list_display = ["nom", "type", "code", "ou", "population", "statut", "millesime"]
    list_filter = ["type", "statut", "departement", "millesime"]
    search_fields = ["nom", "nom_normalise", "code", "siren"]
    inspect_view_fields = [
        "type",
        "code",
        "siren",
        "nom",
        "autres_noms",
        "departements",
        "epci",
        "codes_postaux",
        "population",
        "emails_officiels",
        "statut",
        "successeur",
        "exercee_par",
        "source",
        "millesime",
    ]
