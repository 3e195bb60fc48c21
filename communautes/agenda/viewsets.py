"""Meetings and what they decided, for ANCT: read, filtered, exported; prepared on the site.

Decisions taken among members stay theirs: ANCT reads here those of meetings open to all.
"""

from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from communautes.agenda.filtres import FiltreDesDecisions, FiltreDesRencontres
from communautes.agenda.models import DecisionDeRencontre, Rencontre
from home.echanges.listes import ListeEchangeable
from home.listes.colonnes import Echeance, Nombre
from home.listes.lecture import LectureView, LectureViewSet, lien
from home.listes.vues import ListeFiltrable


class ListeDesRencontres(ListeFiltrable, ListeEchangeable, IndexView):
    table_echangee = "rencontres"
    default_ordering = "-debut"
    champs_de_recherche = ["titre", "lieu", "communaute__title"]
    tris = {"titre": Lower("titre__unaccent"), "communaute": Lower("communaute__title__unaccent")}

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()


class ListeDesDecisions(ListeFiltrable, ListeEchangeable, IndexView):
    table_echangee = "decisions_de_rencontre"
    default_ordering = "echeance"
    champs_de_recherche = ["texte", "porteur_dit", "rencontre__titre"]
    tris = {"texte": Lower("texte__unaccent")}

    def get_base_queryset(self):
        return super().get_base_queryset().ouvertes_a_tous().pour_liste()


class FicheDeDecision(LectureView):
    def get_object(self, queryset=None):
        return get_object_or_404(DecisionDeRencontre.objects.ouvertes_a_tous(), pk=self.pk)


class FicheDeRencontre(LectureView):
    def get_field_label(self, field_name, field):
        return str(NOMS.get(field_name) or super().get_field_label(field_name, field))

    def get_page_display_value(self) -> str:
        adresse = reverse("agenda:rencontre", args=[self.object.pk])
        return format_html('<a href="{}">{}</a>', adresse, _("Voir la rencontre sur le portail"))

    def get_organisation_display_value(self) -> str:
        communaute = self.object.communaute
        if communaute is None:
            return _("Tout le portail")
        return lien(communaute.vie, self.request.user)

    def get_inscrits_display_value(self) -> int:
        return self.object.participations.inscrites().count()

    def get_en_attente_display_value(self) -> int:
        return self.object.participations.en_attente().count()


NOMS = {
    "page": gettext_lazy("Page"),
    "organisation": gettext_lazy("Communauté"),
    "etat_en_mots": gettext_lazy("État"),
    "dates_en_mots": gettext_lazy("Quand"),
    "format_en_mots": gettext_lazy("Format"),
    "inscrits": gettext_lazy("Inscrits"),
    "en_attente": gettext_lazy("En attente"),
}


class RencontreViewSet(LectureViewSet):
    model = Rencontre
    icon = "calendar"
    menu_label = gettext_lazy("Rencontres")
    menu_order = 195
    index_view_class = ListeDesRencontres
    inspect_view_class = FicheDeRencontre
    filterset_class = FiltreDesRencontres
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "titre",
            label=gettext_lazy("Titre"),
            sort_key="titre",
            url_name="rencontres_admin:inspect",
        ),
        Column("communaute", label=gettext_lazy("Communauté"), sort_key="communaute"),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="etat"),
        Column("debut_en_mots", label=gettext_lazy("Début"), sort_key="debut"),
        Nombre("nombre_d_inscrits", label=gettext_lazy("Inscrits"), sort_key="nombre_d_inscrits"),
        Nombre("en_attente", label=gettext_lazy("En attente"), sort_key="en_attente"),
    ]
    inspect_view_fields = [
        "page",
        "organisation",
        "etat_en_mots",
        "dates_en_mots",
        "format_en_mots",
        "lieu",
        "audience",
        "inscription",
        "capacite",
        "inscrits",
        "en_attente",
        "auteur",
        "annoncee_le",
        "annulee_le",
        "motif",
    ]


class DecisionViewSet(LectureViewSet):
    model = DecisionDeRencontre
    icon = "tasks"
    menu_label = gettext_lazy("Décisions de rencontre")
    menu_order = 196
    index_view_class = ListeDesDecisions
    inspect_view_class = FicheDeDecision
    filterset_class = FiltreDesDecisions
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "texte",
            label=gettext_lazy("Décision"),
            sort_key="texte",
            url_name="decisions_admin:inspect",
        ),
        Column("rencontre", label=gettext_lazy("Rencontre")),
        Column("qui_ecrit", label=gettext_lazy("À faire par")),
        Echeance("echeance", label=gettext_lazy("Échéance"), sort_key="echeance"),
        Column("get_etat_display", label=gettext_lazy("État"), sort_key="etat"),
    ]
    inspect_view_fields = [
        "texte",
        "rencontre",
        "porteur",
        "porteur_dit",
        "echeance",
        "etat",
        "close_le",
    ]
