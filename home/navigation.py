"""Registry of the main navigation: rooms add their entry in AppConfig.ready.

Nothing is dead: an entry whose page is not public in the reader's language is absent.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from home.langues.lecture import langue_du_lecteur
from home.visibilite import publiques


@dataclass(frozen=True)
class Entree:
    """Leads to the only page of type `modele` in the reader's language."""

    libelle: str
    ordre: int
    modele: type[Page]


_entrees: dict[str, Entree] = {}
_suivis: set[type[Page]] = set()
PROFONDEUR = 3  # right under the home page


def enregistrer(entree: Entree) -> None:
    _entrees[entree.modele._meta.label] = entree


def suivre(modele: type[Page]) -> None:
    """Its pages are read with those of the navigation (for the footer): no query more."""
    _suivis.add(modele)


def est_une_entree(page: Page) -> bool:
    """One of the portal's lists: what its address asks keeps its meaning in another language."""
    return type(page) in {entree.modele for entree in _entrees.values()}


def entrees(request) -> list[dict]:
    """[{nom, libelle, url, actif}] in order; one query for all the pages, whatever their number."""
    trouvees = adresses(request)
    return [
        {
            "nom": entree.modele._meta.model_name,
            "libelle": entree.libelle,
            "url": url,
            "actif": request.path.startswith(url),
        }
        for entree in sorted(_entrees.values(), key=lambda entree: entree.ordre)
        if (url := trouvees.get(entree.modele))
    ]


def adresses(request) -> dict[type[Page], str]:
    """Address of the page of each registered type, in the reader's language."""
    if not hasattr(request, "_adresses_de_navigation"):
        request._adresses_de_navigation = {
            page.cached_content_type.model_class(): page.get_url(request)
            for page in reversed(pages(request))  # of several, the first of the tree wins
            if page.locale.language_code == langue_du_lecteur()
        }
    return request._adresses_de_navigation


def pages(request) -> list[Page]:
    """Public pages of every registered or followed type, in the order of the tree.

    In every language: one query, asked once a request.
    """
    if not hasattr(request, "_pages_de_la_coquille"):
        modeles = {entree.modele for entree in _entrees.values()} | _suivis
        types = ContentType.objects.get_for_models(*modeles)
        request._pages_de_la_coquille = list(
            publiques(Page.objects)
            .filter(content_type__in=types.values(), depth=PROFONDEUR)
            .select_related("locale", "accessibilitepage")
            .order_by("path")
        )
    return request._pages_de_la_coquille
