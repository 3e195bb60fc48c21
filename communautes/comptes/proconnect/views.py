"""The three addresses of ProConnect: leaving for it, coming back signed in, coming back signed out.

A form that posts may not be redirected elsewhere (our content security policy, « form-action »):
a page that goes by itself stands between the portal and ProConnect.
"""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from communautes.comptes.proconnect import liaison, reglages, session
from communautes.comptes.proconnect.provider import ProConnectAdapter
from communautes.comptes.proconnect.refus import RefusProConnect, refuser
from communautes.comptes.retour import avec_suite
from home.limites import adresse_client, depasse

DEPARTS_PAR_MACHINE, MINUTE = 60, 60  # a whole town hall may share an address


class DepartView(OAuth2LoginView):
    def dispatch(self, request, *args, **kwargs):
        if not reglages.est_ouvert():
            raise Http404
        suite = request.POST.get("next") or request.GET.get("next", "")
        if request.method != "POST":
            return redirect(avec_suite("account_login", suite))
        machine = adresse_client(request)
        try:
            if depasse("proconnect", machine, limite=DEPARTS_PAR_MACHINE, fenetre=MINUTE):
                raise RefusProConnect("trop")
            return passage(request, super().dispatch(request, *args, **kwargs).url)
        except RefusProConnect as refus:
            return refuser(request, refus, suite=suite)


class RetourView(OAuth2CallbackView):
    def dispatch(self, request, *args, **kwargs):
        if not reglages.est_ouvert():
            raise Http404
        self.adapter.etat = {}
        try:
            reponse = super().dispatch(request, *args, **kwargs)
        except RefusProConnect as refus:
            liaison.oublier(request)
            return refuser(request, refus, suite=self.adapter.etat.get("next") or "")
        add_never_cache_headers(reponse)
        return reponse

    def _get_state(self, request, provider):
        """Consumed before anything is asked: an answer serves once, and in the same language."""
        etat, reponse = super()._get_state(request, provider)
        self.adapter.etat = etat or {}
        if langue := self.adapter.etat.get("langue"):
            activate(langue)
        return etat, reponse


depart = DepartView.adapter_view(ProConnectAdapter)
retour = require_GET(RetourView.adapter_view(ProConnectAdapter))


@require_GET
def sortie(request):
    """Back from ProConnect, whose session is over like ours."""
    if not reglages.est_ouvert():
        raise Http404
    if session.est_revenu(request):
        messages.success(request, _("Votre session est terminée, ici et chez ProConnect."))
    return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)


def passage(request, adresse: str):
    reponse = render(request, "comptes/proconnect_passage.html", {"adresse": adresse})
    add_never_cache_headers(reponse)
    return reponse


def fermer(request, fermer_ici):
    """Sign out here, then there: `fermer_ici` always runs, whether ProConnect answers or not."""
    try:
        adresse, etat = session.adresse_de_sortie(request)
    except RefusProConnect:
        reponse = fermer_ici()
        messages.warning(
            request,
            _(
                "Votre session est terminée ici, mais ProConnect ne répond pas : sur un poste "
                "partagé, fermez aussi le navigateur."
            ),
        )
        return reponse
    reponse = fermer_ici()
    if not adresse:
        return reponse
    request.session[session.SORTIE] = etat
    return passage(request, adresse)
