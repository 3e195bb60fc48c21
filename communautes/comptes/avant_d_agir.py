"""What somebody signed in still owes before an admin page or an action: proving a second factor,
saying who is there behind a shared mailbox. They come back where they were, with what they sent.
"""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from communautes.comptes import session
from communautes.comptes.presence import presence_de
from communautes.comptes.retour import avec_suite
from communautes.comptes.second_facteur.preuve import a_prouver
from communautes.comptes.session_terminee import champs_envoyes
from communautes.journal.services import presence_courante

LECTURES = ("GET", "HEAD", "OPTIONS")
# Doors, ways out, and the pages that ask what is owed.
LIBRES = ("account_", "connexion_", "entrer_comme", "proconnect_", "second_facteur")
PRESENCE = ("se_presenter", "qui_est_la")


class AvantDAgirMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and session.trop_vieille(request):
            logout(request)
        jeton = presence_courante.set(None)
        try:
            return self.get_response(request)
        finally:
            presence_courante.reset(jeton)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not self._concerne(request):
            return None
        if a_prouver(request):
            return _detourner(request, "second_facteur_prouver")
        if request.user.boite_partagee:
            presence = presence_de(request)
            if presence is None and _nom(request) not in PRESENCE:
                return _detourner(request, "qui_est_la")
            presence_courante.set(presence)
        return None

    def _concerne(self, request) -> bool:
        agit = request.method not in LECTURES or request.path.startswith(self.admin)
        return agit and request.user.is_authenticated and not _nom(request).startswith(LIBRES)


def _nom(request) -> str:
    return request.resolver_match.view_name or ""


def _detourner(request, etape: str):
    if request.method in LECTURES:
        return redirect(avec_suite(etape, request.get_full_path()))
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts(
        "text/html"
    ):
        return _arrete()
    contexte = {
        "champs": champs_envoyes(request),
        "fichiers": [f.name for _nom, liste in request.FILES.lists() for f in liste],
        "etape": reverse(etape),
        "presence": etape == "qui_est_la",
    }
    response = render(request, "comptes/a_prouver.html", contexte, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(response)
    return response


def _arrete() -> JsonResponse:
    """To Wagtail's autosave, which shows the sentence (for a code it knows)."""
    phrase = _(
        "Une seconde vérification est demandée : ce que vous écrivez n’est plus enregistré. "
        "Choisissez « Enregistrer le brouillon » : la page suivante garde votre texte."
    )
    corps = {"success": False, "error_code": "locked", "error_message": phrase}
    return JsonResponse(corps, status=HTTPStatus.FORBIDDEN)
