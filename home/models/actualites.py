from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from home.blocks import CorpsBlock
from home.documents import document_de_page
from home.models.base import BasePage, BasePageQuerySet
from home.models.reference import PageReferencee, reference_unique

ACTUALITES_PAR_PAGE = 12


class ActualiteQuerySet(BasePageQuerySet):
    def recentes(self):
        """Newest first, with what a card shows: two queries whatever the length."""
        return (
            self.defer_streamfields()
            .select_related("locale", "image")
            .order_by("-first_published_at", "-pk")
        )


class ActualiteIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["home.ActualitePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des actualités")
        verbose_name_plural = _("listes des actualités")

    def de_structure(self) -> bool:
        return True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        actualites = ActualitePage.objects.child_of(self).visibles().recentes()
        pages = Paginator(actualites, ACTUALITES_PAR_PAGE)
        return context | {"actualites": pages.get_page(request.GET.get("page"))}


class ActualitePage(PageReferencee, BasePage):
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

    objects = PageManager.from_queryset(ActualiteQuerySet)()

    parent_page_types = ["home.ActualiteIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("reference", read_only=True),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")
        constraints = [
            reference_unique(
                "home_actualite_reference_unique", _("Une autre actualité porte cette référence.")
            )
        ]

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.resume:
            manques["resume"] = _("Écrivez le résumé : il s’affiche dans la liste des actualités.")
        return manques

    def document(self):
        return document_de_page(self, nature="actualite")
