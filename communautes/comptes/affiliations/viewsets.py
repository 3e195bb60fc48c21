"""The queue of affiliations for ANCT: read, filtered, exported; acts with a reason and a trace."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.functions import Concat, Lower
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from communautes.comptes.affiliations.decisions import (
    instruire,
    ouvertes_contre,
    possibles,
    reprise,
)
from communautes.comptes.affiliations.en_nombre import CHAMPS_DE_RECHERCHE
from communautes.comptes.affiliations.filtres import FiltreDesAffiliations
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.journal.models import Entree
from home.echanges.listes import ListeEchangeable
from home.listes.colonnes import Echeance
from home.listes.decisions import ListeCochable
from home.listes.lecture import LectureView, LectureViewSet, lien
from home.listes.vues import ListeFiltrable
from home.mots import en_mots

# Filters whose lines wait for an answer: the first one to be late comes first.
QUI_ATTENDENT = ("anct", "attente")


class ListeView(ListeCochable, ListeFiltrable, ListeEchangeable, IndexView):
    """Opens on what waits for ANCT; « ?file= » is the whole list."""

    table_echangee = "affiliations"
    default_ordering = "collectivite"
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    tris = {
        "personne": Lower(
            Concat("personne__last_name__unaccent", "personne__first_name__unaccent")
        ),
        "collectivite": F("collectivite__nom_normalise"),
    }

    def get(self, request, *args, **kwargs):
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?file=anct")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()

    def get_ordering(self):
        if not self.request.GET.get("ordering") and self._file in QUI_ATTENDENT:
            return "echeance_le"
        return super().get_ordering()

    @property
    def _file(self) -> str:
        return self.request.GET.get("file", "")

    @property
    def no_results_message(self):
        if self._file == "anct" and not self.is_searching:
            return _("Aucune demande n’attend l’ANCT. Retirez le filtre pour lire les autres.")
        return super().no_results_message

    @cached_property
    def peut_decider(self) -> bool:
        return peut_instruire(self.request.user)


A_JUGER = {
    "adresse": gettext_lazy("Adresse électronique"),
    "courriels_officiels": gettext_lazy("Courriels officiels de la collectivité"),
    "referents": gettext_lazy("Référents de la collectivité"),
}


class LireView(LectureView):
    """With what ANCT judges by: an address to compare with the official ones, and who answers
    there already.
    """

    template_name = "affiliations/admin/affiliation.html"

    def get_fields_context(self):
        """What is empty says nothing of whom is judged."""
        return [champ for champ in super().get_fields_context() if champ["value"] != en_mots(None)]

    def get_field_label(self, field_name, field):
        return str(A_JUGER.get(field_name) or super().get_field_label(field_name, field))

    def get_personne_display_value(self) -> str:
        return lien(self.object.personne, self.request.user)

    def get_adresse_display_value(self) -> str:
        personne = self.object.personne
        return "" if personne.est_anonymisee else personne.email

    def get_collectivite_display_value(self) -> str:
        return lien(self.object.collectivite, self.request.user)

    def get_courriels_officiels_display_value(self) -> list[str]:
        return self.object.collectivite.emails_officiels

    def get_referents_display_value(self) -> str:
        siens = Affiliation.objects.referents().filter(collectivite=self.object.collectivite_id)
        liens = [
            (format_html("{}, {}", lien(a.personne, self.request.user), a.get_role_display()),)
            for a in siens.exclude(pk=self.object.pk).select_related("personne")
        ]
        return format_html_join(mark_safe("<br>"), "{}", liens) or _("aucun autre")

    def get_context_data(self, **kwargs):
        affiliation = self.object
        ouvertes = ouvertes_contre(affiliation)
        instruit = peut_instruire(self.request.user)
        actes = possibles(affiliation, ouvertes) if instruit else {}
        return super().get_context_data(**kwargs) | {
            "actes": list(actes.items()),
            "refusee": reprise(self.request, affiliation),
            "contestations": ouvertes,
            "avis": _avis_du_provisoire(affiliation),
            "journal": f"{reverse('journal:index')}?q={affiliation.collectivite.code}",
        }

    def get_statut_display_value(self) -> str:
        return self.object.etat_en_mots

    def get_echeance_le_display_value(self) -> datetime | None:
        return self.object.echeance_attendue


def _avis_du_provisoire(affiliation: Affiliation) -> str:
    """Why he has sent the request to ANCT."""
    if affiliation.statut != Affiliation.Statut.DEMANDEE:
        return ""
    siens = Entree.objects.filter(
        acte="affiliations.renvoyee",
        type_d_objet=ContentType.objects.get_for_model(Affiliation),
        objet_pk=affiliation.pk,
    )
    return siens.order_by("-pk").values_list("motif", flat=True).first() or ""


class AffiliationViewSet(LectureViewSet):
    model = Affiliation
    icon = "group"
    menu_label = gettext_lazy("Affiliations")
    menu_order = 192
    index_view_class = ListeView
    inspect_view_class = LireView
    filterset_class = FiltreDesAffiliations
    form_fields = ["statut"]
    list_display = [
        TitleColumn(
            "qui",
            label=gettext_lazy("Personne"),
            sort_key="personne",
            url_name="affiliations_admin:inspect",
        ),
        Column("collectivite", label=gettext_lazy("Collectivité"), sort_key="collectivite"),
        Column("get_fonction_display", label=gettext_lazy("Fonction"), sort_key="fonction"),
        Column("get_niveau_display", label=gettext_lazy("Niveau"), sort_key="niveau"),
        Column("get_role_display", label=gettext_lazy("Rôle"), sort_key="role"),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="statut"),
        DateColumn("depuis", label=gettext_lazy("Depuis"), sort_key="depuis"),
        Echeance(
            "echeance_le",
            accessor="echeance_attendue",
            label=gettext_lazy("Réponse avant le"),
            sort_key="echeance_le",
        ),
    ]
    inspect_view_fields = [
        "personne",
        "adresse",
        "collectivite",
        "courriels_officiels",
        "referents",
        "fonction",
        "fin_mandat",
        "niveau",
        "preuve",
        "niveau_etabli",
        "verifiee_par",
        "role",
        "habilite_a_engager",
        "statut",
        "motif",
        "depuis",
        "confirmee_le",
        "echeance_le",
        "demande_a_l_anct",
        "close_le",
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("instruire/<int:pk>/", instruire, name="instruire"),
        ]
