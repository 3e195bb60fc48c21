from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import CorpsBlock
from home.documents import document_de_page
from home.langues.lecture import SOURCE
from home.models.base import BasePage

LEGALES = ("mentions-legales", "donnees-personnelles")  # slugs of the French pages
FIXES = (*LEGALES, "securite")  # the footer and security.txt lead there


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

    def de_structure(self) -> bool:
        """Pages that the portal leads to by their French address, in every language."""
        if hasattr(self, "slug_francais"):  # a list reads it with its lines
            return self.slug_francais in FIXES
        return ContenuPage.objects.filter(
            translation_key=self.translation_key, locale__language_code=SOURCE, slug__in=FIXES
        ).exists()

    def clean(self):
        super().clean()
        ici = ContenuPage.objects.filter(pk=self.pk, locale__language_code=SOURCE)
        if self.slug not in FIXES and ici.filter(slug__in=FIXES).exists():
            raise ValidationError({"slug": _("Le pied de page mène à cette adresse : elle reste.")})

    def document(self):
        return document_de_page(self, nature="contenu")
