from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import CorpsBlock
from home.documents import document_de_page
from home.models.base import BasePage


class ContenuPage(BasePage):
    """Free composition: presentation, charter, legal pages."""

    body = StreamField(CorpsBlock(), verbose_name=_("corps"), blank=True)

    parent_page_types = ["home.AccueilPage", "home.ContenuPage"]
    subpage_types = ["home.ContenuPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page de contenu")
        verbose_name_plural = _("pages de contenu")

    def document(self):
        return document_de_page(self, nature="contenu")
