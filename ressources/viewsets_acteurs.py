"""The directory in the admin: its list, its export."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.listes import registre
from home.listes.colonnes import ColonneEtat, ColonneModifiee, Echeance
from home.listes.vues import ListeDeSnippets
from home.usages.views import EcranDeFiche
from ressources.listes.filtres import FiltreActeurs
from ressources.models import Acteur, ActeurTheme

PREMIER_THEME = (
    ActeurTheme.objects.filter(acteur=OuterRef("pk")).order_by("sort_order").values("theme__title")
)


class ListeActeurs(ListeDeSnippets):
    champ_du_titre = "nom"
    champs_de_recherche = ["nom", "resume", "reference"]
    tris = {
        "nom": Lower("nom__unaccent"),
        "themes": Lower(Subquery(PREMIER_THEME[:1])),
        "responsable": Lower("responsable__last_name__unaccent"),
        "modifiee": F("latest_revision__created_at"),
    }
    table_echangee = "acteurs"

    def get_base_queryset(self):
        return super().get_base_queryset().pour_la_redaction().select_related("responsable")


class ChoixDActeur(SnippetChooserViewSet):
    """An actor is chosen, never made in passing: its form asks for more."""

    def get_urlpatterns(self):
        return [route for route in super().get_urlpatterns() if route.name != "create"]


class ActeurViewSet(SnippetViewSet):
    model = Acteur
    chooser_viewset_class = ChoixDActeur
    icon = "group"
    admin_url_namespace = "acteurs"
    base_url_path = "annuaire"
    menu_label = _("Annuaire")
    menu_name = "annuaire"
    menu_order = 115
    add_to_admin_menu = True
    index_view_class = ListeActeurs
    usage_view_class = EcranDeFiche
    filterset_class = FiltreActeurs
    copy_view_enabled = False
    list_per_page = 50
    ordering = "nom"
    index_template_name = "home/listes/snippets.html"
    list_display = [
        "nom",
        Column("genre", label=_("Genre"), accessor="get_genre_display", sort_key="genre"),
        ColonneEtat(),
        Column(
            "themes",
            label=_("Thèmes"),
            accessor="noms_des_themes",
            sort_key="themes",
            width="18%",
        ),
        Column("ou", label=_("Où"), accessor="ou_en_bref"),
        Column("responsable", label=_("Responsable"), sort_key="responsable"),
        Echeance("a_revoir_le", label=_("À revoir le"), sort_key="a_revoir_le"),
        ColonneModifiee("latest_revision.created_at"),
    ]

    def on_register(self):
        super().on_register()
        registre.enregistrer(self.model, self.index_view)
