from django.utils.translation import gettext_lazy as _

from home import sections
from home.models.base import BasePage


class AccueilPage(BasePage):
    """The home page. Its sections come from the registry that rooms fill (home/sections.py)."""

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("accueil")
        verbose_name_plural = _("accueils")

    def de_structure(self) -> bool:
        return True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections.de_l_accueil.pour(self, request)
        return context
