"""Communities and who belongs to them, for ANCT: read and filtered; acts have a reason."""

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from communautes.adhesions.models import Adhesion, Vie
from home.listes.lecture import LectureViewSet


class AdhesionViewSet(LectureViewSet):
    model = Adhesion
    icon = "group"
    menu_label = gettext_lazy("Adhésions")
    menu_order = 194
    form_fields = ["statut"]
    list_display = [
        TitleColumn("personne", label=gettext_lazy("Personne"), url_name="adhesions_admin:inspect"),
        Column("communaute", label=gettext_lazy("Communauté")),
        Column("get_statut_display", label=gettext_lazy("État")),
        Column("get_role_display", label=gettext_lazy("Rôle")),
        DateColumn("echeance_le", label=gettext_lazy("Réponse avant le")),
    ]


class CommunauteViewSet(LectureViewSet):
    model = Vie
    icon = "group"
    menu_label = gettext_lazy("Communautés")
    menu_order = 193
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "communaute", label=gettext_lazy("Communauté"), url_name="communautes_admin:inspect"
        ),
        Column("etat_en_mots", label=gettext_lazy("État")),
        DateColumn("derniere_activite_le", label=gettext_lazy("Dernière activité")),
    ]
