"""Communities and who belongs to them, for ANCT: read, filtered, exported; acts have a reason."""

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from communautes.adhesions.fiches import FicheDAdhesion, FicheDeCommunaute
from communautes.adhesions.filtres import FiltreDesAdhesions, FiltreDesCommunautes
from communautes.adhesions.listes import ListeDesAdhesions, ListeDesCommunautes
from communautes.adhesions.models import Adhesion, Vie
from home.listes.colonnes import Echeance, Nombre
from home.listes.lecture import LectureViewSet


class AdhesionViewSet(LectureViewSet):
    model = Adhesion
    icon = "group"
    menu_label = gettext_lazy("Adhésions")
    menu_order = 194
    index_view_class = ListeDesAdhesions
    inspect_view_class = FicheDAdhesion
    filterset_class = FiltreDesAdhesions
    form_fields = ["statut"]
    list_display = [
        TitleColumn(
            "personne",
            label=gettext_lazy("Personne"),
            sort_key="personne",
            url_name="adhesions_admin:inspect",
        ),
        Column("communaute", label=gettext_lazy("Communauté"), sort_key="communaute"),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="statut"),
        Column("get_role_display", label=gettext_lazy("Rôle"), sort_key="role"),
        DateColumn("depuis", label=gettext_lazy("Membre depuis"), sort_key="depuis"),
        Echeance("echeance_le", label=gettext_lazy("Réponse avant le"), sort_key="echeance_le"),
    ]
    inspect_view_fields = [
        "personne",
        "fonction",
        "vie",
        "etat_en_mots",
        "role",
        "motif",
        "demandee_le",
        "echeance_le",
        "escalade_dite_le",
        "depuis",
        "close_le",
        "exclue_jusqu_au",
    ]


class CommunauteViewSet(LectureViewSet):
    model = Vie
    icon = "group"
    menu_label = gettext_lazy("Communautés")
    menu_order = 193
    index_view_class = ListeDesCommunautes
    inspect_view_class = FicheDeCommunaute
    filterset_class = FiltreDesCommunautes
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "communaute",
            label=gettext_lazy("Communauté"),
            sort_key="communaute",
            url_name="communautes_admin:inspect",
        ),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="etat"),
        Nombre("nombre_de_membres", label=gettext_lazy("Membres"), sort_key="nombre_de_membres"),
        Nombre("nombre_de_demandes", label=gettext_lazy("Demandes"), sort_key="nombre_de_demandes"),
        Column("noms_de_l_animation", label=gettext_lazy("Animation")),
        DateColumn(
            "derniere_activite_le",
            label=gettext_lazy("Dernière activité"),
            sort_key="derniere_activite_le",
        ),
        Echeance(
            "fin_prevue",
            accessor="communaute.fin_prevue",
            label=gettext_lazy("Fin prévue"),
            sort_key="fin_prevue",
        ),
    ]
    inspect_view_fields = [
        "page",
        "etat_en_mots",
        "acces",
        "visibilite",
        "animation",
        "sans_animation_depuis",
        "membres",
        "demandes",
        "derniere_activite_le",
        "question_posee_le",
        "s_endort_le",
        "close_le",
        "fin",
        "synthese",
    ]
