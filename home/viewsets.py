"""Lists of the admin for this room's contents and records."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.echanges.listes import ListeEchangeable
from home.listes.colonnes import Echeance
from home.listes.filtres import FiltreDeListe, LangueDePage
from home.listes.lecture import LectureView
from home.listes.vues import PagesViewSet
from home.models import ActualitePage, MessageRecu


class FiltreActualites(FiltreDeListe, LangueDePage):
    class Meta:
        model = ActualitePage
        fields = []


class ActualiteViewSet(PagesViewSet):
    model = ActualitePage
    icon = "calendar-alt"
    menu_label = _("Actualités")
    menu_order = 120
    table_echangee = "actualites"
    filterset_class = FiltreActualites
    colonnes_propres = [
        Echeance("first_published_at", label=_("Parue le"), sort_key="first_published_at")
    ]


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
    inspect_view_class = LectureView
    list_display = [
        "reference",
        "objet",
        "email",
        "statut",
        DateColumn("recu_le", label=_("Reçu le")),
    ]
    list_filter = ["objet", "statut"]
    search_fields = ["reference", "email", "texte"]
    panels = [
        FieldPanel("statut"),
        FieldPanel("objet", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("adresse_page", read_only=True),
        FieldPanel("texte", read_only=True),
    ]
