from django.utils.translation import gettext_lazy as _

from home.models import BasePage
from ressources.models.theme import ThemePage


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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        themes = ThemePage.objects.child_of(self).visibles().ordonnes()
        return context | {"themes": themes.defer_streamfields().avec_nombre_de_ressources()}
