from django.utils.translation import gettext_lazy as _

from home import sections
from home.langues import affichage
from home.models.base import BasePage


class AccueilPage(BasePage):
    """The home page. Its sections come from the registry that rooms fill (home/sections.py)."""

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("accueil")
        verbose_name_plural = _("accueils")

    def route(self, request, path_components):
        """Straight to the page of this address: Wagtail asks two queries for each step.

        No page of the site answers for addresses under its own; one that does keeps Wagtail's way.
        """
        if len(path_components) > 1:
            adresse = f"{self.url_path}{'/'.join(path_components)}/"
            for page in affichage.lire_versions(request, path_components[-1], adresse):
                if page.url_path == adresse:
                    return page.specific.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections.pour(self, request)
        return context
