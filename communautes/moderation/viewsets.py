"""The queue of moderation for ANCT: read, filtered, exported; acts have a reason and a trace."""

from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from communautes.moderation import lecture
from communautes.moderation.fiches import FicheDeDossier
from communautes.moderation.filtres import FiltreDesDossiers
from communautes.moderation.listes import ListeDesDossiers
from communautes.moderation.models import Dossier
from communautes.moderation.views.bilan import bilan
from home.listes.colonnes import Echeance, Nombre
from home.listes.lecture import LectureViewSet


class DossierViewSet(LectureViewSet):
    model = Dossier
    icon = "warning"
    menu_label = gettext_lazy("Modération")
    menu_order = 195
    index_view_class = ListeDesDossiers
    inspect_view_class = FicheDeDossier
    filterset_class = FiltreDesDossiers
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "reference",
            label=gettext_lazy("Dossier"),
            sort_key="reference",
            url_name="dossiers_de_moderation:inspect",
        ),
        Column("titre", label=gettext_lazy("Contenu"), sort_key="titre"),
        Column("sorte", accessor=lecture.libelle_de, label=gettext_lazy("Sorte"), sort_key="sorte"),
        Nombre(
            "nombre_de_signalements",
            label=gettext_lazy("Signalements"),
            sort_key="nombre_de_signalements",
        ),
        Column("get_etat_display", label=gettext_lazy("État"), sort_key="etat"),
        Column("get_decision_display", label=gettext_lazy("Décision"), sort_key="decision"),
        DateColumn("ouvert_le", label=gettext_lazy("Ouvert"), sort_key="ouvert_le"),
        Echeance("echeance_le", label=gettext_lazy("À décider avant le")),
    ]
    inspect_view_fields = [
        "sorte",
        "lieu",
        "auteur",
        "texte_actuel",
        "signalements",
        "regles",
        "etat",
        "ouvert_le",
        "instruit_par",
        "instruit_le",
        "decision",
        "base",
        "motif",
        "decide_par",
        "decide_le",
        "contestable",
        "contestation",
        "conteste_le",
        "motif_final",
        "tranche_par",
        "tranche_le",
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("bilan/", bilan, name="bilan")]
