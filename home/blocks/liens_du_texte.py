"""Handlers of the links of every rich text (registered by wagtail_hooks.py)."""

from django.conf import settings
from django.utils.html import format_html
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from home.blocks.liens import CLASSE_EXTERNE, adresses_documents, adresses_pages, ouvrir


class PageLink(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return ouvrir(Page, [str(attrs.get("id")) for attrs in attrs_list], adresses_pages)


class DocumentLink(DocumentLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        pks = [str(attrs.get("id")) for attrs in attrs_list]
        return ouvrir(cls.get_model(), pks, adresses_documents)


class ExternalLink(LinkHandler):
    """Another site: said to those who do not see the arrow (`dire_les_liens_externes`)."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs):
        href = attrs["href"]
        if f"{href}/".startswith(f"{settings.WAGTAILADMIN_BASE_URL}/"):
            return format_html('<a href="{}">', href)
        return format_html('<a href="{}" rel="noopener external" class="{}">', href, CLASSE_EXTERNE)
