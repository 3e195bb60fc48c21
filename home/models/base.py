"""The abstract page that every page of the site stands on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from home import publication


class BasePageQuerySet(PageQuerySet):
    def visibles(self):
        """Published, and outside any private section."""
        return self.live().public()


class BasePage(Page):
    resume = models.CharField(
        _("résumé"),
        max_length=200,
        blank=True,
        help_text=_(
            "Deux lignes au plus, lues sous le titre, dans les listes et les moteurs de recherche."
        ),
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("resume")]
    search_fields = [*Page.search_fields, index.SearchField("resume"), index.FilterField("id")]

    class Meta:
        abstract = True

    def manques_pour_publier(self) -> dict[str, str]:
        """Field name → French sentence, for each thing that this page still lacks."""
        return {}

    def publish(self, revision, *args, **kwargs):
        publication.verifier(revision.as_object())
        return super().publish(revision, *args, **kwargs)
