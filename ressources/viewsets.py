"""Lists of the admin for resources and themes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from ressources.models import RessourcePage, ThemePage


class RessourceViewSet(PageListingViewSet):
    model = RessourcePage
    icon = "doc-full"
    menu_label = _("Ressources")
    menu_order = 100
    add_to_admin_menu = True
    columns = [
        *PageListingViewSet.columns,
        Column("nature", label=_("Nature"), accessor="get_nature_display", sort_key="nature"),
        DateColumn("a_revoir_le", label=_("À revoir le"), sort_key="a_revoir_le"),
    ]


class ThemeViewSet(PageListingViewSet):
    model = ThemePage
    icon = "tag"
    menu_label = _("Thèmes")
    menu_order = 110
    add_to_admin_menu = True
