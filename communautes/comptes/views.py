from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings

from communautes.comptes.forms import CodeForm, ConnexionForm


class ConnexionView(RequestLoginCodeView):
    template_name = "comptes/connexion.html"

    def get_form_class(self):
        return ConnexionForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.TEC_PORTE_DEMO:
            from communautes.comptes.demo import COMPTES

            context["comptes_demo"] = COMPTES
        return context


class CodeView(ConfirmLoginCodeView):
    template_name = "comptes/code.html"

    def get_form_class(self):
        return super().get_form_class() if self._action == "resend" else CodeForm


class DeconnexionView(LogoutView):
    template_name = "comptes/deconnexion.html"
