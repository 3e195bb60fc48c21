"""Lists of the admin for resources and themes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.viewsets import Echeance, PagesViewSet
from ressources.models import RessourcePage, ThemePage


class RessourceViewSet(PagesViewSet):
    model = RessourcePage
    icon = "doc-full"
    menu_label = _("Ressources")
    menu_order = 100
    table_echangee = "ressources"
    columns = [
        *PagesViewSet.columns,
        Column("nature", label=_("Nature"), accessor="get_nature_display", sort_key="nature"),
        Echeance("a_revoir_le", label=_("À revoir le"), sort_key="a_revoir_le"),
    ]


class ThemeViewSet(PagesViewSet):
    model = ThemePage
    icon = "tag"
    menu_label = _("Thèmes")
    menu_order = 110
    table_echangee = "themes"
