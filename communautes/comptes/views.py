from http import HTTPStatus

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.code import ConnexionParCode, demande_du_lien, entrer
from communautes.comptes.forms import CodeForm, ConnexionForm
from communautes.comptes.models import DemandeDeConnexion
from communautes.comptes.proconnect import reglages as proconnect_reglages
from communautes.comptes.proconnect import views as proconnect
from home.limites import adresse_client


class ConnexionView(RequestLoginCodeView):
    template_name = "comptes/connexion.html"

    def get_form_class(self):
        return ConnexionForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"machine": adresse_client(self.request)}

    def get_initial(self):
        """« Corriger l’adresse »: most often one letter of the first."""
        attendue = LoginStageController.enter(self.request, LoginByCodeStage.key)
        adresse = attendue.state.get("email", "") if attendue else ""
        return super().get_initial() | ({"email": adresse} if adresse else {})

    def form_valid(self, form):
        ConnexionParCode.commencer(
            request=self.request,
            email=form.cleaned_data["email"],
            suite=self.get_next_url() or "",
        )
        return HttpResponseRedirect(self.get_success_url())

    def _redirect_to_pending_stage(self, request, stage):
        """« Corriger l’adresse »: a code that is awaited does not hold anyone back."""
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
        if self._action == "resend":
            return kwargs
        return kwargs | {"processus": self._process, "machine": adresse_client(self.request)}

    @property
    def _action(self) -> str:
        return "resend" if self.request.POST.get("action") == "resend" else "verify"

    def _resend_form_valid(self, form):
        if self._process.resend():
            messages.info(
                self.request, _("Un autre courriel est parti : son code remplace le précédent.")
            )
        elif attente := self._process.demande.attente:
            phrase = ngettext(
                "Attendez encore %(secondes)s seconde avant de demander un autre code.",
                "Attendez encore %(secondes)s secondes avant de demander un autre code.",
                attente,
            )
            messages.error(self.request, phrase % {"secondes": attente})
        else:
            messages.error(
                self.request, _("Vous avez reçu assez de codes : servez-vous du dernier courriel.")
            )
        return redirect(self.passthrough_next_url(self.request.path))

    def get_context_data(self, **kwargs):
        demande = self._process.demande
        return super().get_context_data(**kwargs) | {
            "can_resend": bool(demande and demande.peut_etre_renvoyee),
            "attente": demande.attente if demande else 0,
            "adresse": self._process.state["email"],
        }

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


@method_decorator(never_cache, name="dispatch")
class LienView(View):
    """The link of the mail. Reading it changes nothing: mail scanners do. Its button signs in,
    also in another browser than the one that asked.

    The button posts to an address without the token: what refuses a form writes its address down.
    """

    def get(self, request, jeton: str):
        return self.montrer(jeton, demande_du_lien(jeton))

    def post(self, request):
        jeton = request.POST.get("jeton", "")
        demande = demande_du_lien(jeton)
        if demande is None or not DemandeDeConnexion.objects.fermer(demande.cle):
            return self.montrer(jeton, None)
        return entrer(request, email=demande.email, suite=demande.suite)

    def montrer(self, jeton: str, demande: DemandeDeConnexion | None):
        contexte = {"demande": demande, "jeton": jeton, "ici": self.demandee_ici(demande)}
        statut = HTTPStatus.OK if demande else HTTPStatus.GONE
        return render(self.request, "comptes/lien.html", contexte, status=statut)

    def demandee_ici(self, demande: DemandeDeConnexion | None) -> bool:
        stage = LoginStageController.enter(self.request, LoginByCodeStage.key)
        return bool(demande and stage and stage.state.get("cle") == demande.cle)


@never_cache
@require_safe
@login_required
def connexion_faite(request):
    """The end of a sign-in in a tab of its own: what was being done waits in the other one."""
    return render(request, "comptes/connexion_faite.html")


class DeconnexionView(LogoutView):
    template_name = "comptes/deconnexion.html"

    def post(self, request, *args, **kwargs):
        return proconnect.fermer(request, lambda: super(DeconnexionView, self).post(request))
