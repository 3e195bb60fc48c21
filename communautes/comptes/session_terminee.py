"""The session ended while somebody wrote: what was sent comes back, ready to be sent again.

Signing in changes the token against forged forms. A script takes the new one; without it, what a
page of ours sent comes back once more, with the right token: a browser says from where it posts,
and where it does not, the mark of this browser is known.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from communautes.comptes.retour import aux_portes

CHAMP = COOKIE = "renvoi"
DUREE = 60 * 60  # seconds, to sign in and come back
_signeur = TimestampSigner(salt=__name__)


class SessionTermineeMiddleware:
    """Instead of the sign-in page, that would lose the text, to who posts without a session.

    After CsrfViewMiddleware: what a forged form posts is never given back. The resend is an
    ordinary POST, with the token of the moment.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        admin = reverse("wagtailadmin_home")
        self.prefixes = (f"{admin}pages/", f"{admin}snippets/")

    def __call__(self, request):
        sans_session = _sans_session(request)  # before: a view may end the session itself
        response = self.get_response(request)
        if sans_session and self._perdrait(request, response):
            return _page(request, champs_envoyes(request), get_random_string(32))
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Wagtail's forms, that say nothing of the session before they have read everything."""
        if not (_sans_session(request) and request.path.startswith(self.prefixes)):
            return None
        if not request.accepts("text/html"):
            return _enregistrement_arrete()
        return _page(request, champs_envoyes(request), get_random_string(32))

    def _perdrait(self, request, response) -> bool:
        """A page of ours sends whoever posted to the door, which only keeps an address."""
        return (
            response.status_code == HTTPStatus.FOUND
            and request.resolver_match is not None
            and urlsplit(response.headers["Location"]).path == reverse("account_login")
            and not aux_portes(request)
            and request.accepts("text/html")
        )


def csrf_refuse(request, reason=""):
    """Settings' CSRF_FAILURE_VIEW. A form of this very browser only lacks the new token."""
    marque = request.COOKIES.get(COOKIE, "")
    if not (_est_d_ici(request) or _est_un_renvoi(request, marque)):
        return csrf_failure(request, reason)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return _jeton_du_moment(request)
    champs, marque = champs_envoyes(request), marque or get_random_string(32)
    return _page(request, champs, marque, revenue=request.user.is_authenticated)


def _est_d_ici(request) -> bool:
    """Posted by a page of this site, says the browser, that keeps our cookies; no door is given
    back what was typed at it.
    """
    if aux_portes(request) or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return False
    ici = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("origin") == ici and request.accepts("text/html")


def _est_un_renvoi(request, marque: str) -> bool:
    try:
        signee = _signeur.unsign(request.POST.get(CHAMP, ""), max_age=DUREE)
    except BadSignature:
        return False
    return constant_time_compare(signee, f"{marque} {request.get_full_path()}")


def _jeton_du_moment(request) -> JsonResponse:
    """To our scripts, that send again: no page of another site reads it."""
    phrase = _("Votre session a changé\u00a0: enregistrez de nouveau.")
    corps = {"etat": phrase, "jeton": get_token(request)}
    response = JsonResponse(corps, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(response)
    return response


def champs_envoyes(request) -> list[tuple[str, str]]:
    """No page gives back a password."""
    return [
        (nom, valeur)
        for nom, valeurs in request.POST.lists()
        if nom not in {"csrfmiddlewaretoken", CHAMP} and "password" not in nom
        for valeur in valeurs
    ]


def _sans_session(request) -> bool:
    return (
        request.method == "POST"
        and request.user.is_anonymous
        and request.headers.get("x-requested-with") != "XMLHttpRequest"
    )


def _page(request, champs: list, marque: str, *, revenue: bool = False):
    contexte = {
        "champs": [*champs, (CHAMP, _signeur.sign(f"{marque} {request.get_full_path()}"))],
        "fichiers": [f.name for _nom, liste in request.FILES.lists() for f in liste],
        "revenue": revenue,
        "un_bouton": not champs and not request.FILES,
        "suite": "connexion_faite",
    }
    if request.path.startswith(reverse("wagtailadmin_home")):
        contexte["suite"] = "wagtailadmin_home"  # where a second factor is asked for at once
    statut = HTTPStatus.FORBIDDEN if revenue else HTTPStatus.UNAUTHORIZED
    response = render(request, "comptes/session_terminee.html", contexte, status=statut)
    response.set_cookie(
        COOKIE,
        marque,
        max_age=DUREE,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    add_never_cache_headers(response)
    return response


def _enregistrement_arrete() -> JsonResponse:
    """To Wagtail's autosave, which shows the sentence beside « en pause » (for a code it knows)."""
    phrase = _(
        "Votre session est terminée : ce que vous écrivez n’est plus enregistré. Choisissez "
        "« Enregistrer le brouillon » : la page suivante garde votre texte et vous reconnecte."
    )
    corps = {"success": False, "error_code": "locked", "error_message": phrase}
    return JsonResponse(corps, status=HTTPStatus.UNAUTHORIZED)
