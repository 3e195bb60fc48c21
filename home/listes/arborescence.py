"""Wagtail's explorer of pages: its screen as it is, for as few queries as a list of one type."""

from copy import copy

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery
from django.forms import CheckboxSelectMultiple
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail import hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.listing import (
    ExplorableIndexView,
    GenericPageFilterSet,
    PageFilterSet,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry, Revision, get_page_models

from home.langues.lecture import SOURCE
from home.listes.filtres import LangueDePage
from home.listes.vues import relectures_en_cours


def _types() -> list[tuple[int, str]]:
    modeles = [modele for modele in get_page_models() if modele is not Page]
    types = ContentType.objects.get_for_models(*modeles)
    choix = [(genre.pk, capfirst(modele.get_verbose_name())) for modele, genre in types.items()]
    return sorted(choix, key=lambda choix: choix[1])


class _Choix(django_filters.MultipleChoiceFilter):
    """In the place of one of Wagtail's, that reads what may be chosen each time it is drawn."""

    def __init__(self, nom: str, **options):
        label = GenericPageFilterSet.base_filters[nom].label
        super().__init__(label=label, distinct=False, widget=CheckboxSelectMultiple, **options)


class _ModifieePar(_Choix):
    def filter(self, pages, personnes):
        if not personnes:
            return pages
        ecrites = PageLogEntry.objects.filter(action="wagtail.edit", user__in=personnes)
        return pages.filter(pk__in=ecrites.order_by().values("page"))


class FiltreDeLExplorateur(LangueDePage, PageFilterSet):
    """There is one site only; people are read once for the two questions about them."""

    site = None
    owner = _Choix("owner")
    edited_by = _ModifieePar("edited_by")
    content_type = _Choix("content_type", choices=_types)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom in ("owner", "edited_by"):
            self.filters[nom].extra["choices"] = lambda: self._personnes

    @cached_property
    def _personnes(self) -> list[tuple[int, str]]:
        """Who owns a page, or has written in one."""
        ecrits = PageLogEntry.objects.filter(action="wagtail.edit")
        personnes = get_user_model().objects.filter(
            Q(pk__in=Page.objects.order_by().values("owner"))
            | Q(pk__in=ecrits.order_by().values("user"))
        )
        ordre = personnes.order_by("last_name", "first_name", "email")
        return [(personne.pk, get_user_display_name(personne)) for personne in ordre]


class Explorateur(ExplorableIndexView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        # Hidden here by Wagtail, that reads the parent of each line for it all the same.
        self.columns = [colonne for colonne in self.columns if colonne.name != "parent"]

    def get_valid_orderings(self):
        """The search cannot sort by types: Wagtail takes another name of it away (a 500)."""
        admis = super().get_valid_orderings()
        return [tri for tri in admis if not (self.is_searching and "content_type" in tri)]

    def annotate_queryset(self, pages):
        """A line shows nothing that is not in every page: types are not read one by one."""
        francaise = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=SOURCE
        )
        if self.show_locale_labels:
            pages = pages.prefetch_related("locale")
        return (
            pages.prefetch_related(relectures_en_cours())
            .annotate(slug_francais=Subquery(francaise.values("slug")[:1]))
            .annotate_site_root_state()
            .annotate_approved_schedule()
            .specific(defer=True)
        )

    def get_side_panels(self):
        """Of the page as its row is, and the dates of its draft: Wagtail makes its latest version
        again, with all that it refers to, and asks once more for its reviews and its locks.
        """
        page = self.parent_page
        if page.is_root():
            return super().get_side_panels()
        _lire_les_versions(page)
        panneau = PageStatusSidePanel(
            _aux_dates_du_brouillon(page),
            self.request,
            show_schedule_publishing_toggle=False,
            live_object=page,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
        )
        return MediaContainer([panneau])


def _lire_les_versions(page: Page) -> None:
    """The latest and the one that is live, with who wrote them."""
    cles = {page.latest_revision_id, page.live_revision_id} - {None}
    if not cles:
        return
    versions = Revision.objects.select_related("user").in_bulk(cles)
    page.latest_revision = versions.get(page.latest_revision_id)
    page.live_revision = versions.get(page.live_revision_id)


def _aux_dates_du_brouillon(page: Page) -> Page:
    brouillon = copy(page)
    contenu = page.latest_revision.content if page.latest_revision else {}
    for date in {"go_live_at", "expire_at"} & contenu.keys():
        setattr(brouillon, date, parse_datetime(contenu[date] or ""))
    return brouillon


class ExplorateurViewSet(PageViewSet):
    index_view_class = Explorateur
    filterset_class = FiltreDeLExplorateur


@hooks.register("register_admin_viewset")  # after Wagtail’s own, that comes first
def register_explorer():
    return ExplorateurViewSet()
