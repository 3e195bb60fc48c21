from django.utils.translation import gettext_lazy as _

from home.models import BasePage


class RessourceIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["ressources.RessourcePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des ressources")
        verbose_name_plural = _("listes des ressources")


class ThemeIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["ressources.ThemePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des thèmes")
        verbose_name_plural = _("listes des thèmes")
