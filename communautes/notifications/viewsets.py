"""The outbox in the admin: read, and sent again. Nobody writes nor corrects a mail there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from communautes.notifications.models import Courriel
from communautes.notifications.permissions import peut_renvoyer
from communautes.notifications.services import RenvoiRefuse, renvoyer
from home.listes.lecture import LectureView, LectureViewSet


class ListeView(IndexView):
    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)


class LireView(LectureView):
    template_name = "notifications/admin/courriel.html"

    def get_corps_display_value(self) -> str:
        if self.object.confidentiel:
            return _("Ce texte est confidentiel : il n’est montré à personne.")
        return self.object.corps

    def get_destinataires_display_value(self) -> str:
        return self.object.destinataires_en_clair

    def get_repondre_a_display_value(self) -> str:
        return ", ".join(self.object.repondre_a)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "renvoyable": self.object.peut_etre_renvoye and peut_renvoyer(self.request.user),
        }


@require_POST
def renvoyer_view(request, pk: int):
    if not peut_renvoyer(request.user):
        raise PermissionDenied
    try:
        renvoyer(get_object_or_404(Courriel, pk=pk))
    except RenvoiRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, _("Le courriel repart."))
    return redirect(reverse("courriels:inspect", args=[pk]))


class CourrielViewSet(LectureViewSet):
    model = Courriel
    icon = "mail"
    menu_label = gettext_lazy("Courriels envoyés")
    menu_order = 210
    index_view_class = ListeView
    inspect_view_class = LireView
    form_fields = ["statut"]
    list_display = [
        "sujet",
        Column("destinataires_en_clair", label=gettext_lazy("Destinataires")),
        "statut",
        "essais",
        DateColumn("cree_le", label=gettext_lazy("Écrit le"), sort_key="cree_le"),
    ]
    list_filter = ["statut"]
    search_fields = ["sujet", "destinataires"]
    inspect_view_fields = [
        "statut",
        "destinataires",
        "repondre_a",
        "expediteur",
        "sujet",
        "corps",
        "essais",
        "prochain_essai_le",
        "derniere_erreur",
        "cree_le",
        "envoye_le",
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("renvoyer/<int:pk>/", renvoyer_view, name="renvoyer"),
        ]
