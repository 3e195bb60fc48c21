"""What a page says of its languages: the switcher, the alternates, the address that counts."""

from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, override
from wagtail.models import Page

from home import navigation
from home.langues.lecture import SOURCE, est_traduite
from home.visibilite import avec_acces, en_ligne


@dataclass
class Presentation:
    """`langues`: [{code, nom, url, courante, non_traduit}]; `alternatives`: [{code, url}]."""

    contenu: str
    langues: list[dict]
    alternatives: list[dict] = field(default_factory=list)
    canonique: str = ""


def declarer(request, page: Page) -> None:
    """Say which page this request shows (BasePage.get_context)."""
    if request is not None:
        request.page_affichee = page


def declarer_sans_traduction(request) -> None:
    """Say that this view shows what is written in the source language only, whatever its address:
    the French address counts, and the others are no translation of it.
    """
    request.contenu_sans_traduction = True


def contexte(request) -> dict:
    """For the context processor: nothing is computed before a template asks."""
    return {
        "langues": SimpleLazyObject(lambda: presentation(request).langues),
        "contenu_langue": SimpleLazyObject(lambda: presentation(request).contenu),
        "alternatives": SimpleLazyObject(lambda: presentation(request).alternatives),
        "canonique": SimpleLazyObject(lambda: presentation(request).canonique),
    }


def presentation(request) -> Presentation:
    """Computed once per request; one query for a page, none elsewhere."""
    if not hasattr(request, "_presentation_langues"):
        page = getattr(request, "page_affichee", None)
        request._presentation_langues = _de_page(request, page) if page else _de_vue(request)
    return request._presentation_langues


def lire_versions(request, slug: str, url_path: str) -> list[Page]:
    """The page online at this address, if there is one, and its versions in other languages."""
    page = Page.objects.filter(slug=slug, url_path=url_path)
    versions = en_ligne(Page.objects).filter(translation_key__in=page.values("translation_key"))
    request._versions_lues = list(avec_acces(versions).select_related("locale"))
    return request._versions_lues


def versions(request, page: Page) -> dict[str, Page]:
    """This page in each language where it is published; no query for what has been read already."""
    deja = [*getattr(request, "_versions_lues", ()), *navigation.pages(request)]
    lues = [lue for lue in deja if lue.translation_key == page.translation_key]
    if not lues:
        lues = en_ligne(Page.objects).filter(translation_key=page.translation_key)
        lues = lues.select_related("locale")
    return {version.locale.language_code: version for version in lues}


def _de_page(request, page: Page) -> Presentation:
    trouvees = versions(request, page)
    adresses = {code: version.get_url(request) for code, version in trouvees.items()}
    ecrites = {
        code: adresses[code]
        for code, version in trouvees.items()
        if est_traduite(version) and adresses[code]
    }
    contenu = get_language() if est_traduite(page) else SOURCE
    canonique = ecrites.get(contenu)
    return Presentation(
        contenu=contenu,
        langues=_langues(
            lambda code: _avec_question(request, page, adresses.get(code)) or _accueil(code),
            traduites=ecrites.keys(),
        ),
        alternatives=alternatives(request, ecrites) if est_traduite(page) else [],
        canonique=request.build_absolute_uri(canonique) if canonique else "",
    )


def _avec_question(request, page: Page, adresse: str | None) -> str | None:
    """A list keeps its words and filters, and begins again at its first page."""
    if not adresse or not request.GET or not navigation.est_une_entree(page):
        return adresse
    question = request.GET.copy()
    question.pop("page", None)
    return f"{adresse}?{question.urlencode()}" if question else adresse


def _de_vue(request) -> Presentation:
    """An address that is no page of the tree: the same in the other language, query included."""
    if not _est_une_vue(request):
        return Presentation(contenu=get_language(), langues=_langues(_accueil))
    adresses = {code: translate_url(request.path, code) for code, _nom in settings.LANGUAGES}
    seule = getattr(request, "contenu_sans_traduction", False)
    return Presentation(
        contenu=get_language(),
        langues=_langues(
            partial(translate_url, request.get_full_path()), traduites=[SOURCE] if seule else None
        ),
        alternatives=[] if request.GET or seule else alternatives(request, adresses),
        canonique=request.build_absolute_uri(adresses[SOURCE]) if seule else "",
    )


def _est_une_vue(request) -> bool:
    trouvee = getattr(request, "resolver_match", None)
    return (
        request.method in {"GET", "HEAD"}
        and trouvee is not None
        and trouvee.url_name != "wagtail_serve"
    )


def _langues(adresse, traduites=None) -> list[dict]:
    return [
        {
            "code": code,
            "nom": get_language_info(code)["name_local"].capitalize(),
            "url": adresse(code),
            "courante": code == get_language(),
            "non_traduit": traduites is not None and code not in traduites,
        }
        for code, _nom in settings.LANGUAGES
    ]


def alternatives(request, adresses: dict[str, str]) -> list[dict]:
    """hreflang: each real translation, and the source for everybody else."""
    if len(adresses) < 2:
        return []
    lignes = [
        {"code": code, "url": request.build_absolute_uri(adresses[code])} for code in adresses
    ]
    lignes.sort(key=lambda ligne: ligne["code"])
    if SOURCE in adresses:
        lignes.append({"code": "x-default", "url": request.build_absolute_uri(adresses[SOURCE])})
    return lignes


def _accueil(code: str) -> str:
    with override(code):
        return reverse("wagtail_serve", args=[""])
