"""« Entrer comme … »: one click into a demo account. Development only (settings, urls)."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from communautes.comptes.adapter import CompteAdapter
from communautes.comptes.demo import COMPTES
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
    if url_has_allowed_host_and_scheme(suite, allowed_hosts={request.get_host()}):
        return redirect(suite)
    return redirect(CompteAdapter(request).get_login_redirect_url(request))
