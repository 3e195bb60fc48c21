"""Index views of the admin's lists, for pages and for snippets."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView as ListeWagtail
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import IndexView as ListeWagtailDeSnippets

from home.echanges.listes import ListeEchangeable
from home.listes import registre
from home.listes.colonnes import ColonneEtat, ColonneModifiee, ColonneTitre
from home.listes.etats import avec_etat
from home.listes.filtres import FiltreDeListe
from home.listes.recherche import chercher

MODIFIEE = F("latest_revision_created_at")


class ListeFiltrable:
    """Mixin of an index view: sorts by what is read, search without accents.

    `tris`: sort key of a column → expression; a key that is not there is a field.
    """

    tris: dict = {}
    champs_de_recherche: list[str] = []
    is_searchable = True
    add_item_label = _("Ajouter")

    def search_queryset(self, queryset):
        return chercher(queryset, self.search_query, self.champs_de_recherche)

    def get_ordering(self):
        demande = self.request.GET.get("ordering")
        return demande if demande in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset):
        """To the last line, so that no content stands on two pages of the list."""
        cle = self.ordering.removeprefix("-")
        expression = self.tris.get(cle, F(cle))
        if self.ordering.startswith("-"):
            return queryset.order_by(expression.desc(nulls_last=True), "-pk")
        return queryset.order_by(expression.asc(nulls_first=True), "pk")


class ListeDePages(ListeFiltrable, ListeEchangeable, ListeWagtail):
    """What has been written: a page that only mirrors the French one is no second page."""

    template_name = "home/listes/pages.html"
    champ_du_titre = "draft_title"
    champs_de_recherche = ["title", "draft_title", "resume"]
    tris = {"titre": Lower("draft_title__unaccent"), "modifiee": MODIFIEE}
    relations: tuple = ()  # what columns read besides: select_related
    default_ordering = "-modifiee"
    base_filterset_class = FiltreDeListe

    def get_base_queryset(self):
        pages = self.model.objects.filter(alias_of=None, pk__in=self._visitables())
        return self.annotate_queryset(pages)

    def _visitables(self):
        """Asked once in a request, that may count several lists."""
        if not hasattr(self.request, "_pages_visitables"):
            pages = self.permission_policy.explorable_instances(self.request.user)
            self.request._pages_visitables = pages.values("pk")
        return self.request._pages_visitables

    def annotate_queryset(self, pages):
        """With what a line shows: pages of one type need not be asked for again as `specific`."""
        return (
            avec_etat(pages)
            .defer_streamfields()
            .select_related("content_type", "locale", "latest_revision__user", *self.relations)
            .defer("latest_revision__content")
            .prefetch_related(*self.prechargements())
            .annotate_site_root_state()
            .annotate_approved_schedule()
        )

    def prechargements(self) -> list:
        return [relectures_en_cours()]

    def get_context_data(self, **kwargs):
        # Bulk actions are those of this type, not those of every page of the site.
        return super().get_context_data(**kwargs) | {"model_opts": self.model._meta}


def relectures_en_cours() -> Prefetch:
    """Where Wagtail looks for the review of a page before it asks."""
    return Prefetch(
        "_specific_workflow_states",
        queryset=WorkflowState.objects.active().select_related("current_task_state__task"),
        to_attr="_current_workflow_states",
    )


class ListeDeSnippets(ListeFiltrable, ListeEchangeable, ListeWagtailDeSnippets):
    """The same for snippets that have drafts; bulk actions come from the class below."""

    template_name = "home/listes/snippets.html"
    default_ordering = "titre"

    def get_base_queryset(self):
        return avec_etat(super().get_base_queryset())


class ChoixDuParent(ChooseParentView):
    """« Ajouter » : refused to who may add nowhere, where Wagtail shows an empty choice."""

    def dispatch(self, request, *args, **kwargs):
        if not self.get_valid_parent_pages(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PagesViewSet(PageListingViewSet):
    """The list of one type of page, as every room shows it in the admin's menu."""

    index_view_class = ListeDePages
    choose_parent_view_class = ChoixDuParent
    filterset_class = FiltreDeListe
    add_to_admin_menu = True
    table_echangee = None  # code of the table that comes in and goes out (home/echanges)
    colonnes_propres: list[Column] = []  # between the state and the date

    @property
    def columns(self):
        return [
            BulkActionsColumn("bulk_actions"),
            ColonneTitre(),
            ColonneEtat(),
            *self.colonnes_propres,
            ColonneModifiee(),
        ]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(table_echangee=self.table_echangee, **kwargs)

    def on_register(self):
        super().on_register()
        registre.enregistrer(self.model, self.index_view)
