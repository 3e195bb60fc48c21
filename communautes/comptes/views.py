from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from communautes.comptes.code import ConnexionParCode
from communautes.comptes.forms import CodeForm, ConnexionForm
from communautes.comptes.proconnect import reglages as proconnect_reglages
from communautes.comptes.proconnect import views as proconnect
from home.limites import adresse_client


class ConnexionView(RequestLoginCodeView):
    template_name = "comptes/connexion.html"

    def get_form_class(self):
        return ConnexionForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"machine": adresse_client(self.request)}

    def form_valid(self, form):
        ConnexionParCode.commencer(
            request=self.request, user=form._user, email=form.cleaned_data["email"]
        )
        return HttpResponseRedirect(self.get_success_url())

    def _redirect_to_pending_stage(self, request, stage):
        """« Indiquer une autre adresse »: a code that is awaited does not hold anyone back."""
        return None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["proconnect"] = proconnect_reglages.est_ouvert()
        if settings.TEC_PORTE_DEMO:
            from communautes.comptes.demo import COMPTES

            context["comptes_demo"] = COMPTES
        return context


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"),
    name="dispatch",
)
class CodeView(ConfirmLoginCodeView):
    template_name = "comptes/code.html"

    def dispatch(self, request, *args, **kwargs):
        self.stage = request._login_stage
        self._process = ConnexionParCode.resume(self.stage)
        if not self._process:
            return self.recommencer(_("Ce code n’est plus valable : demandez-en un autre."))
        # Past allauth's own dispatch, which would take up its own process.
        return super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return Form if self._action == "resend" else CodeForm

    def get_form_kwargs(self):
        kwargs = super(ConfirmLoginCodeView, self).get_form_kwargs()
        return kwargs if self._action == "resend" else kwargs | {"processus": self._process}

    def _resend_form_valid(self, form):
        self._process.resend()
        messages.info(
            self.request,
            _("Si un compte existe à cette adresse, un autre code vient de lui être envoyé."),
        )
        return redirect(self.passthrough_next_url(self.request.path))

    def form_invalid(self, form):
        if self._process.essais_restants() > 0:
            return super(ConfirmLoginCodeView, self).form_invalid(form)
        self._process.abort()
        return self.recommencer(
            _("Ce code n’est pas le bon, et c’était le dernier essai : demandez un autre code.")
        )

    def recommencer(self, pourquoi: str) -> HttpResponseRedirect:
        messages.error(self.request, pourquoi)
        return redirect(self.passthrough_next_url(reverse("account_login")))


class DeconnexionView(LogoutView):
    template_name = "comptes/deconnexion.html"

    def post(self, request, *args, **kwargs):
        return proconnect.fermer(request, lambda: super(DeconnexionView, self).post(request))
