"""Retours in the admin: one list, one queue. They are begun on the site, or by an import."""

from collections.abc import Iterable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.functions import Lower
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from communautes.retours.models import RetourExperience
from communautes.retours.permissions import relit
from communautes.retours.relecture.ecran import EcranDeRelecture, sous_verrou
from communautes.retours.relecture.filtres import FiltreDesRetours
from home.listes import registre
from home.listes.colonnes import ColonneModifiee, Echeance
from home.listes.vues import ListeDeSnippets
from home.usages.views import EcranDeFiche

# Beginning one asks who signs it; withdrawing one asks why: both are done on the site. A review is
# answered on the form, that says what it was opened on (relecture/ecran.py).
ABSENTES = {"add", "preview_on_add", "copy", "delete", "unpublish", "workflow_action"}
# Authors send it. A review that ANCT would stop tells nobody: it asks to complete.
ACTES_ABSENTS = {"submit", "cancel-workflow", "restart-workflow"}
TENUES = {"edit", "revisions_revert"}


class ListeDesRetours(ListeDeSnippets):
    champ_du_titre = "titre"
    champs_de_recherche = ["titre", "resume", "reference"]
    tris = {
        "titre": Lower("titre__unaccent"),
        "soumis": F("parcours__soumis_le"),
        "revoir": F("parcours__a_revoir_le"),
        "modifiee": F("latest_revision__created_at"),
    }
    table_echangee = "retours"

    def get_base_queryset(self):
        return super().get_base_queryset().pour_la_redaction()


class ChoixDeRetour(SnippetChooserViewSet):
    """One is chosen, never made in passing; Wagtail's own asks nothing of who chooses."""

    def get_urlpatterns(self):
        return [route for route in _a_l_anct(super().get_urlpatterns()) if route.name != "create"]


def _a_l_anct(routes: Iterable[URLPattern]) -> list[URLPattern]:
    """Whatever each asks by itself: several show a title, and ask nothing."""
    return [
        URLPattern(route.pattern, _a_qui_relit(route.callback), route.default_args, route.name)
        for route in routes
    ]


def _tenue(route: URLPattern) -> URLPattern:
    if route.name not in TENUES:
        return route
    vue = sous_verrou(route.callback)
    return URLPattern(route.pattern, vue, route.default_args, route.name)


def _a_qui_relit(vue):
    @wraps(vue)
    def gardee(request, *args, **kwargs):
        if not relit(request.user):
            raise PermissionDenied
        return vue(request, *args, **kwargs)

    return gardee


class RetourViewSet(SnippetViewSet):
    model = RetourExperience
    chooser_viewset_class = ChoixDeRetour
    icon = "form"
    admin_url_namespace = "retours_admin"
    base_url_path = "retours"
    menu_label = _("Retours d’expérience")
    menu_name = "retours"
    menu_order = 118
    add_to_admin_menu = True
    index_view_class = ListeDesRetours
    edit_view_class = EcranDeRelecture
    usage_view_class = EcranDeFiche
    filterset_class = FiltreDesRetours
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-modifiee"
    index_template_name = "home/listes/snippets.html"
    list_display = [
        "titre",
        Column("qui", label=_("Qui signe"), accessor="noms_des_auteures", width="18%"),
        Column("ou", label=_("État"), accessor="etat.label", sort_key="etat"),
        DateColumn("parcours.soumis_le", label=_("Envoyé le"), sort_key="soumis"),
        Column("relecteur", label=_("Relu par"), accessor="parcours.relecteur"),
        Echeance("parcours.a_revoir_le", label=_("À revoir le"), sort_key="revoir"),
        ColonneModifiee("latest_revision.created_at"),
    ]

    def get_urlpatterns(self):
        siennes = [route for route in super().get_urlpatterns() if route.name not in ABSENTES]
        return [_tenue(route) for route in _a_l_anct(siennes)]

    def on_register(self):
        super().on_register()
        registre.enregistrer(self.model, self.index_view)
