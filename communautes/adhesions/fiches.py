"""The screen of one adhésion, and of one community: what ANCT judges by, and what it decides."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions import decisions
from communautes.adhesions.models import Adhesion
from communautes.adhesions.permissions import peut_conduire
from communautes.adhesions.presentation import fonctions_de
from communautes.adhesions.refus import AdhesionRefusee
from home.listes.lecture import LectureView, lien
from home.marques import marque, relire

NOMS = {
    "fonction": gettext_lazy("Fonction"),
    "vie": gettext_lazy("Communauté"),
    "etat_en_mots": gettext_lazy("État"),
    "page": gettext_lazy("Page"),
    "acces": gettext_lazy("Comment on entre"),
    "visibilite": gettext_lazy("Qui lit"),
    "animation": gettext_lazy("Animation"),
    "membres": gettext_lazy("Membres"),
    "demandes": gettext_lazy("Demandes en attente"),
    "s_endort_le": gettext_lazy("S’endort, sans réponse, le"),
    "fin": gettext_lazy("Fin prévue"),
}


class FicheADecider(LectureView):
    """Its form sends to the screen itself: what is refused comes back as it was typed."""

    template_name = "adhesions/admin/fiche.html"
    decisions_de: Callable  # of the record → {code: Decision}

    def post(self, request, *args, **kwargs):
        if not peut_conduire(request.user):
            raise PermissionDenied
        form = self.formulaire
        if form.is_valid():
            decision = self.possibles[form.cleaned_data["acte"]]
            try:
                decision.faire(self.object, request.user, form.cleaned_data)
            except AdhesionRefusee as refus:
                relire(form, refus)
                form.add_error(None, str(refus))
            else:
                messages.success(request, str(decision.fait))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    @cached_property
    def possibles(self) -> dict[str, decisions.Decision]:
        return type(self).decisions_de(self.object) if peut_conduire(self.request.user) else {}

    @cached_property
    def formulaire(self) -> decisions.DecisionForm:
        donnees = self.request.POST if self.request.method == "POST" else None
        return decisions.DecisionForm(self.possibles, donnees, initial=self.initial())

    def initial(self) -> dict:
        return {}

    def get_context_data(self, **kwargs):
        form = self.formulaire if self.possibles else None
        return super().get_context_data(**kwargs) | {"form": form}

    def get_field_label(self, field_name, field):
        return str(NOMS.get(field_name) or super().get_field_label(field_name, field))


class FicheDAdhesion(FicheADecider):
    """Not what they wrote to enter: the animation alone reads it."""

    decisions_de = staticmethod(decisions.d_une_adhesion)

    def get_page_subtitle(self) -> str:
        return str(self.object.personne)

    def get_personne_display_value(self) -> str:
        return lien(self.object.personne, self.request.user)

    def get_fonction_display_value(self) -> str:
        cle = self.object.personne_id
        return fonctions_de([cle]).get(cle, "") or _("sans collectivité vérifiée")

    def get_vie_display_value(self) -> str:
        return lien(self.object.communaute.vie, self.request.user)


class FicheDeCommunaute(FicheADecider):
    decisions_de = staticmethod(decisions.d_une_communaute)

    def initial(self) -> dict:
        return {"synthese": self.object.synthese, "lu": marque(self.object.synthese)}

    def get_page_display_value(self) -> str:
        return lien(self.object.communaute.page_ptr, self.request.user)

    def get_acces_display_value(self) -> str:
        return self.object.communaute.get_acces_display()

    def get_visibilite_display_value(self) -> str:
        return self.object.communaute.get_visibilite_display()

    def get_fin_display_value(self):
        return self.object.communaute.fin_prevue

    def get_animation_display_value(self) -> str:
        siennes = Adhesion.objects.animatrices().filter(communaute=self.object.pk)
        liens = [
            (reverse("adhesions_admin:inspect", args=[une.pk]), une.personne)
            for une in siennes.pour_liste().order_by("pk")
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', liens) or _("personne")

    def get_membres_display_value(self) -> str:
        return self._nombre(Adhesion.objects.actives(), "actives")

    def get_demandes_display_value(self) -> str:
        return self._nombre(Adhesion.objects.demandees(), "demandees")

    def _nombre(self, adhesions, file: str) -> str:
        """How many, and the way to their list."""
        adresse = f"{reverse('adhesions_admin:index')}?file={file}&communaute={self.object.pk}"
        nombre = adhesions.filter(communaute=self.object.pk).count()
        return format_html('<a href="{}">{}</a>', adresse, nombre)
