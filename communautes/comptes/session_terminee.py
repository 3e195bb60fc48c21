"""The session ended while an editor wrote: what was sent comes back, ready to be sent again."""

from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _


class SessionTermineeMiddleware:
    """Instead of the sign-in page, that would lose the text, to who posts without a session.

    In `process_view`, after CsrfViewMiddleware's own: what a forged form posts is never given
    back. The resend is an ordinary POST, with the token of the moment.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        admin = reverse("wagtailadmin_home")
        self.prefixes = (f"{admin}pages/", f"{admin}snippets/")

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not self._a_garder(request):
            return None
        if not request.accepts("text/html"):
            return _enregistrement_arrete()
        champs = champs_envoyes(request)
        if not champs:
            return None
        contexte = {
            "champs": champs,
            "fichiers": [f.name for _nom, liste in request.FILES.lists() for f in liste],
        }
        response = render(
            request, "comptes/session_terminee.html", contexte, status=HTTPStatus.UNAUTHORIZED
        )
        add_never_cache_headers(response)
        return response

    def _a_garder(self, request) -> bool:
        return (
            request.method == "POST"
            and request.path.startswith(self.prefixes)
            and request.user.is_anonymous
            and request.headers.get("x-requested-with") != "XMLHttpRequest"
        )


def champs_envoyes(request) -> list[tuple[str, str]]:
    return [
        (nom, valeur)
        for nom, valeurs in request.POST.lists()
        if nom != "csrfmiddlewaretoken"
        for valeur in valeurs
    ]


def _enregistrement_arrete() -> JsonResponse:
    """To Wagtail's autosave, which shows the sentence beside « en pause » (for a code it knows)."""
    phrase = _(
        "Votre session est terminée : ce que vous écrivez n’est plus enregistré. Choisissez "
        "« Enregistrer le brouillon » : la page suivante garde votre texte et vous reconnecte."
    )
    corps = {"success": False, "error_code": "locked", "error_message": phrase}
    return JsonResponse(corps, status=HTTPStatus.UNAUTHORIZED)
