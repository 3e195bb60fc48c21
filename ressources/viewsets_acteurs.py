"""The directory in the admin: its list, its filters, its export."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from home.echanges.listes import ListeEchangeable
from home.territoires import ChoixDepartement
from ressources.models import Acteur, ThemePage
from ressources.referentiels import GenreActeur


class FiltreActeurs(WagtailFilterSet):
    genre = django_filters.MultipleChoiceFilter(
        label=_("Genre"), choices=GenreActeur.choices, widget=CheckboxSelectMultiple
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Thème"),
        field_name="themes_lies__theme",
        queryset=lambda request: ThemePage.objects.francais().ordonnes().defer_streamfields(),
    )
    departement = django_filters.ChoiceFilter(
        label=_("Trouvé dans le département"),
        choices=ChoixDepartement.choices,
        method="trouves_dans",
    )
    live = django_filters.BooleanFilter(label=_("Publié"))

    class Meta:
        model = Acteur
        fields = ["genre", "theme", "departement", "live"]

    def trouves_dans(self, queryset, nom, code):
        """As readers find them: by the département, by its région, by the whole country."""
        return queryset.agissant_dans(code)


class ListeActeurs(ListeEchangeable, IndexView):
    table_echangee = "acteurs"

    def get_base_queryset(self):
        return super().get_base_queryset().pour_la_redaction()


class ActeurViewSet(SnippetViewSet):
    model = Acteur
    icon = "group"
    admin_url_namespace = "acteurs"
    base_url_path = "annuaire"
    menu_label = _("Annuaire")
    menu_name = "annuaire"
    menu_order = 115
    add_to_admin_menu = True
    index_view_class = ListeActeurs
    filterset_class = FiltreActeurs
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["nom"]
    list_display = [
        "nom",
        Column("genre", label=_("Genre"), accessor="get_genre_display", sort_key="genre"),
        Column("themes", label=_("Thèmes"), accessor="noms_des_themes"),
        Column("ou", label=_("Où"), accessor="ou_en_bref"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    search_fields = ["nom__unaccent", "resume__unaccent", "reference"]
