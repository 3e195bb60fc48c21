"""Lists of the admin for resources and themes."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.listes.colonnes import Echeance
from home.listes.vues import ListeDePages, PagesViewSet
from ressources.listes.filtres import FiltreRessources, FiltreThemes
from ressources.models import RessourcePage, RessourceTheme, ThemePage

PREMIER_THEME = (
    RessourceTheme.objects.filter(page=OuterRef("pk")).order_by("sort_order").values("theme__title")
)


class ListeDesRessources(ListeDePages):
    champs_de_recherche = [*ListeDePages.champs_de_recherche, "reference"]
    relations = ("responsable",)
    tris = ListeDePages.tris | {
        "themes": Lower(Subquery(PREMIER_THEME[:1])),
        "responsable": Lower("responsable__last_name__unaccent"),
    }

    def prechargements(self) -> list:
        return [*super().prechargements(), "themes_lies__theme"]


def noms_des_themes(ressource) -> str:
    return ", ".join(lien.theme.title for lien in ressource.themes_lies.all())


class RessourceViewSet(PagesViewSet):
    model = RessourcePage
    icon = "doc-full"
    menu_label = _("Ressources")
    menu_order = 100
    table_echangee = "ressources"
    index_view_class = ListeDesRessources
    filterset_class = FiltreRessources
    colonnes_propres = [
        Column("nature", label=_("Nature"), accessor="get_nature_display", sort_key="nature"),
        Column(
            "themes", label=_("Thèmes"), accessor=noms_des_themes, sort_key="themes", width="16%"
        ),
        Column("responsable", label=_("Responsable"), sort_key="responsable"),
        Echeance("verifie_le", label=_("Vérifiée le"), sort_key="verifie_le"),
        Echeance("a_revoir_le", label=_("À revoir le"), sort_key="a_revoir_le"),
    ]


class ThemeViewSet(PagesViewSet):
    model = ThemePage
    icon = "tag"
    menu_label = _("Thèmes")
    menu_order = 110
    table_echangee = "themes"
    filterset_class = FiltreThemes
    colonnes_propres = [Column("ordre", label=_("Ordre"), sort_key="ordre")]
