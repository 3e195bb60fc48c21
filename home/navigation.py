"""Registry of the main navigation: rooms add their entry in AppConfig.ready.

Nothing is dead: an entry whose page is not public in the reader's language is absent, and so is
one that leads to a list with nothing in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from home.langues.lecture import SOURCE, langue_du_lecteur
from home.visibilite import publiques


@dataclass(frozen=True)
class Entree:
    """Leads to the only page of type `modele` in the reader's language."""

    libelle: str
    ordre: int
    modele: type[Page]


@dataclass(frozen=True)
class EntreeDeVue:
    """Leads to the view of this name, when `existe()` (asked with the pages) finds something."""

    nom: str
    libelle: str
    ordre: int
    vue: str
    existe: Callable[[], Exists]


_entrees: dict[str, Entree] = {}
_vues: dict[str, EntreeDeVue] = {}
_suivis: set[type[Page]] = set()
PROFONDEUR = 3  # right under the home page


def enregistrer(entree: Entree) -> None:
    _entrees[entree.modele._meta.label] = entree


def enregistrer_vue(entree: EntreeDeVue) -> None:
    _vues[entree.nom] = entree


def suivre(modele: type[Page]) -> None:
    """Its pages are read with those of the navigation (for the footer): no query more."""
    _suivis.add(modele)


def est_une_entree(page: Page) -> bool:
    """One of the portal's lists: what its address asks keeps its meaning in another language."""
    return type(page) in {entree.modele for entree in _entrees.values()}


def entrees(request) -> list[dict]:
    """[{nom, libelle, url, actif}] in order; one query for all of them, whatever their number."""
    trouvees = adresses(request)
    presentes = [
        (entree.ordre, entree.modele._meta.model_name, entree.libelle, url)
        for entree in _entrees.values()
        if (url := trouvees.get(entree.modele))
    ]
    with override(langue_du_lecteur()):
        presentes += [
            (entree.ordre, entree.nom, entree.libelle, reverse(entree.vue))
            for entree in vues_presentes(request)
        ]
    return [
        {"nom": nom, "libelle": libelle, "url": url, "actif": request.path.startswith(url)}
        for _ordre, nom, libelle, url in sorted(presentes, key=lambda entree: entree[0])
    ]


def vues_presentes(request) -> list[EntreeDeVue]:
    """Those with something to show."""
    lues = pages(request)[:1]
    return [e for e in _vues.values() if lues and getattr(lues[0], _annotation(e))]


def adresses(request) -> dict[type[Page], str]:
    """Address of the page of each registered type, in the reader's language."""
    if not hasattr(request, "_adresses_de_navigation"):
        request._adresses_de_navigation = {
            page.cached_content_type.model_class(): page.get_url(request)
            for page in reversed(pages(request))  # of several, the first of the tree wins
            if page.locale.language_code == langue_du_lecteur()
        }
    return request._adresses_de_navigation


def adresse_de(request, slug: str) -> str:
    """Address, in the reader's language, of the followed page of this French slug; or ""."""
    cles = {
        page.translation_key
        for page in pages(request)
        if page.slug == slug and page.locale.language_code == SOURCE
    }
    for page in pages(request):
        if page.translation_key in cles and page.locale.language_code == langue_du_lecteur():
            return page.get_url(request)
    return ""


def pages(request) -> list[Page]:
    """Public pages of every registered or followed type, in the order of the tree.

    In every language: one query, asked once a request; it says too which views have something.
    """
    if not hasattr(request, "_pages_de_la_coquille"):
        modeles = {entree.modele for entree in _entrees.values()} | _suivis
        types = ContentType.objects.get_for_models(*modeles)
        request._pages_de_la_coquille = list(
            publiques(Page.objects)
            .filter(content_type__in=types.values(), depth=PROFONDEUR)
            .annotate(**{_annotation(entree): entree.existe() for entree in _vues.values()})
            .select_related("locale", "accessibilitepage")
            .order_by("path")
        )
    return request._pages_de_la_coquille


def _annotation(entree: EntreeDeVue) -> str:
    return f"vue_{entree.nom}_presente"
