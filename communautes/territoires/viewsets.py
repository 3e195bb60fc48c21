"""The referential in the admin: read, never written."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from communautes.territoires.administration import DissoudreView, FusionnerView
from communautes.territoires.models import Collectivite
from communautes.territoires.permissions import peut_fusionner, peut_tenir_les_courriels
from home.echanges.listes import ListeEchangeable
from home.listes.colonnes import Nombre
from home.listes.lecture import LectureView, LectureViewSet


class ListeView(ListeEchangeable, IndexView):
    table_echangee = "collectivites"

    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *_actes(self.request.user)]


def _actes(personne) -> list[Button]:
    """What this person may do besides reading."""
    actes = []
    if peut_fusionner(personne):
        actes += [
            Button(
                _("Prononcer une fusion"), reverse("collectivites:fusionner"), icon_name="resubmit"
            ),
            Button(
                _("Prononcer une dissolution"),
                reverse("collectivites:dissoudre"),
                icon_name="cross",
            ),
        ]
    if peut_tenir_les_courriels(personne):
        adresse = reverse("echanges:liste", args=["courriels-officiels"])
        actes.append(Button(_("Importer les courriels officiels"), adresse, icon_name="mail"))
    return actes


class LireView(LectureView):
    def get_population_display_value(self) -> str:
        return intcomma(self.object.population) if self.object.population is not None else ""


class CollectiviteViewSet(LectureViewSet):
    model = Collectivite
    icon = "site"
    menu_label = _("Collectivités")
    menu_order = 190
    index_view_class = ListeView
    inspect_view_class = LireView
    form_fields = ["statut"]
    list_display = [
        "nom",
        "type",
        "code",
        Column("ou", label=_("Département"), sort_key="departement"),
        Nombre("population", label=_("Population"), sort_key="population"),
        "statut",
        "millesime",
    ]
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

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("fusionner/", FusionnerView.as_view(), name="fusionner"),
            path("dissoudre/", DissoudreView.as_view(), name="dissoudre"),
        ]
