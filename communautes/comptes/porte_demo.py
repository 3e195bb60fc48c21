"""« Entrer comme … »: one click into a demo account. Development only (settings, urls)."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from communautes.comptes.adapter import CompteAdapter
from communautes.comptes.demo import COMPTES
from communautes.comptes.retour import est_d_ici
from communautes.comptes.second_facteur import preuve


@require_POST
def entrer_comme(request):
    if not settings.TEC_PORTE_DEMO:
        raise PermissionDenied
    email = request.POST.get("email", "")
    if email not in {compte.email for compte in COMPTES}:
        raise PermissionDenied
    user = get_object_or_404(get_user_model(), email=email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    preuve.marquer(request, "demonstration")
    suite = request.POST.get("next", "")
    defaut = CompteAdapter(request).get_login_redirect_url(request)
    return redirect(suite if est_d_ici(request, suite) else defaut)
