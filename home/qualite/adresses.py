"""Addresses typed by hand that lead to this very site, resolved as the site would do it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

DE_CE_SITE = ("http", "https", "")
PORTS = {"http": ":80", "https": ":443"}  # written or not, they are the same
LAISSEES = ("mailto", "tel", "ftp")

# View's name → function of its arguments: those that the public may open. Rooms fill it.
_OUVERTES: dict[str, Callable[[list[dict]], list[dict]]] = {}


def enregistrer(vue: str, ouvertes: Callable[[list[dict]], list[dict]]) -> None:
    """A view whose address names a row says which of these arguments lead to something public."""
    _OUVERTES[vue] = ouvertes


@dataclass
class Resolution:
    """Where the path of an address leads: a page (by `url_path`), a document, or a view."""

    url_path: str = ""
    document: str = ""
    existe: bool = False  # a view, or a redirect
    admin: bool = False
    vue: str = ""
    arguments: dict = field(default_factory=dict)


def chemin_interne(href: str) -> str | None:
    """Path of an address of this site, with or without its host; None for any other."""
    try:
        parties = urlsplit(href)
        hote = parties.netloc.lower().removesuffix(PORTS.get(parties.scheme, ":"))
    except ValueError:
        return None
    if parties.scheme not in DE_CE_SITE or (hote and hote not in _hotes()):
        return None
    if not hote and not parties.path.startswith("/"):
        return None
    return unquote(parties.path) or "/"


def sans_langue_source(chemin: str) -> str:
    """« /fr/ressources/ » is redirected to the same address without its prefix."""
    prefixe = f"/{settings.LANGUAGE_CODE}/"
    return chemin[len(prefixe) - 1 :] if chemin.startswith(prefixe) else chemin


def est_incomplete(href: str) -> bool:
    """« www.exemple.fr », « page/ »: a browser would look for it under the page itself."""
    try:
        parties = urlsplit(href)
    except ValueError:
        return True
    if parties.scheme in LAISSEES:
        return False
    if parties.scheme in ("http", "https"):
        return not parties.hostname
    return bool(parties.scheme) or not (parties.netloc or parties.path.startswith("/"))


def _hotes() -> set[str]:
    """Names of this site: its public address, and those that Wagtail knows (cached)."""
    racines = [settings.WAGTAILADMIN_BASE_URL, *(r.root_url for r in Site.get_site_root_paths())]
    return {urlsplit(racine).netloc.lower() for racine in racines if racine}


def resoudre(chemins: set[str]) -> dict[str, Resolution]:
    """Two queries at most, besides one for each kind of view that names a row."""
    resolues = {chemin: _resoudre(chemin) for chemin in chemins}
    _garder_les_ouvertes([r for r in resolues.values() if r.vue])
    return resolues


def rediriges(chemins: set[str]) -> set[str]:
    """Of these paths, those that Wagtail redirects to something that is still there."""
    if not chemins:
        return set()
    anciens = {Redirect.normalise_path(chemin): chemin for chemin in chemins}
    trouves = Redirect.objects.filter(
        Q(redirect_page=None) | Q(redirect_page__live=True), old_path__in=anciens
    )
    return {anciens[ancien] for ancien in trouves.values_list("old_path", flat=True)}


def _resoudre(chemin: str) -> Resolution:
    langue = get_language_from_path(chemin) or settings.LANGUAGE_CODE
    with override(langue):
        if chemin.startswith(reverse("wagtailadmin_home")):
            return Resolution(admin=True)
        chemin = sans_langue_source(chemin)
        for candidat in (chemin, f"{chemin}/"):
            try:
                trouve = resolve(candidat)
            except Resolver404:
                continue
            return _de_la_vue(trouve, langue)
    return Resolution()


def _de_la_vue(trouve, langue: str) -> Resolution:
    if trouve.url_name == "wagtail_serve":
        racines = [r for r in Site.get_site_root_paths() if r.language_code == langue]
        return Resolution(url_path=racines[0].root_path + trouve.args[0] if racines else "")
    if trouve.url_name == "telecharger":
        return Resolution(document=str(trouve.kwargs["document_id"]))
    if "/agir/" in f"/{trouve.route}":
        return Resolution()  # an act, that answers to a form only
    return Resolution(existe=True, vue=trouve.view_name, arguments=dict(trouve.kwargs))


def _garder_les_ouvertes(resolues: list[Resolution]) -> None:
    for vue in {resolue.vue for resolue in resolues} & _OUVERTES.keys():
        demandees = [resolue for resolue in resolues if resolue.vue == vue]
        ouvertes = _OUVERTES[vue]([resolue.arguments for resolue in demandees])
        for resolue in demandees:
            resolue.existe = resolue.arguments in ouvertes
