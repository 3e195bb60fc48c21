from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import CorpsBlock
from home.models.base import BasePage


class ActualiteIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["home.ActualitePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des actualités")
        verbose_name_plural = _("listes des actualités")


class ActualitePage(BasePage):
    image = models.ForeignKey(
        "home.SiteImage",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Facultative et décorative : sans elle, la page paraît finie."),
    )
    body = StreamField(CorpsBlock(), verbose_name=_("corps"), blank=True)

    parent_page_types = ["home.ActualiteIndexPage"]
    subpage_types = []
    content_panels = [*BasePage.content_panels, FieldPanel("image"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.resume:
            manques["resume"] = _("Écrivez le résumé : il s’affiche dans la liste des actualités.")
        return manques
