"""410 rather than 404 where something was published, and is not any more.

Around Wagtail's redirects (settings: MIDDLEWARE): an address that leads elsewhere never gets here.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from wagtail.models import Page, Site

from home.visibilite import en_ligne, sans_restriction

# Name of a view → whether what its arguments name was published once.
_questions: dict[str, Callable[..., bool]] = {}
_phrases: dict[str, str | Callable[..., str]] = {}


def enregistrer(
    vue: str, question: Callable[..., bool], phrase: str | Callable[..., str] = ""
) -> None:
    """`phrase`: what is said of it, where « it was published here » is not enough; or a function
    of the view's arguments.
    """
    _questions[vue] = question
    _phrases[vue] = phrase


class RetraitMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in {"GET", "HEAD"}:
            return response
        vue = request.resolver_match
        question = _questions.get(vue.view_name) if vue else None
        if question is None or not question(*vue.args, **vue.kwargs):
            return response
        phrase = _phrases[vue.view_name]
        dite = phrase(*vue.args, **vue.kwargs) if callable(phrase) else phrase
        contexte = {"sans_retour": True, "phrase": dite}
        retiree = render(request, "410.html", contexte, status=HTTPStatus.GONE)
        add_never_cache_headers(retiree)  # it may come back
        return retiree


def page_retiree(path: str) -> bool:
    """Private ones stay unknown; the mirror of a page has been published when it has."""
    racines = [r for r in Site.get_site_root_paths() if r.language_code == get_language()]
    pages = Page.objects.filter(
        url_path__in=[f"{racine.root_path}{path.rstrip('/')}/" for racine in racines]
    )
    retirees = pages.exclude(first_published_at=None).exclude(pk__in=en_ligne(pages).values("pk"))
    return sans_restriction(retirees).exists()
