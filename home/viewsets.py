"""Lists of the admin for this room's contents and records."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from home.echanges.listes import ListeEchangeable
from home.models import ActualitePage, MessageRecu


class Echeance(Column):
    """A date that may be to come: written out, where Wagtail's column counts only what is past."""

    def get_value(self, instance) -> str:
        jour = super().get_value(instance)
        return date_format(jour) if jour else ""


class ListeDePages(ListeEchangeable, IndexView):
    """What has been written: a page that only mirrors the French one is no second page."""

    def get_base_queryset(self):
        # By key: a search refuses to filter on a field that it does not index.
        propres = Page.objects.filter(alias_of__isnull=True)
        return super().get_base_queryset().filter(pk__in=propres.values("pk"))


class PagesViewSet(PageListingViewSet):
    """The list of one type of page, as every room shows it in the admin's menu."""

    index_view_class = ListeDePages
    add_to_admin_menu = True
    table_echangee = None  # code of the table that comes in and goes out (home/echanges)

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(table_echangee=self.table_echangee, **kwargs)


class ActualiteViewSet(PagesViewSet):
    model = ActualitePage
    icon = "calendar-alt"
    menu_label = _("Actualités")
    menu_order = 120
    table_echangee = "actualites"


class ListeDesMessages(ListeEchangeable, generic.IndexView):
    table_echangee = "messages"


class MessageRecuViewSet(ModelViewSet):
    """What visitors wrote: read, answered by mail, then marked « traité »."""

    model = MessageRecu
    index_view_class = ListeDesMessages
    icon = "mail"
    menu_label = _("Messages reçus")
    menu_order = 200
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["reference", "objet", "email", "statut", DateColumn("recu_le")]
    list_filter = ["objet", "statut"]
    search_fields = ["reference", "email", "texte"]
    panels = [
        FieldPanel("statut"),
        FieldPanel("objet", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("adresse_page", read_only=True),
        FieldPanel("texte", read_only=True),
    ]
