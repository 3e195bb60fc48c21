"""Registry of the main navigation: rooms add their entry in AppConfig.ready.

Nothing is dead: an entry whose page is not public in the reader's language is absent.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from wagtail.models import Page

from home.visibilite import publiques


@dataclass(frozen=True)
class Entree:
    """Leads to the only page of type `modele` in the reader's language."""

    libelle: str
    ordre: int
    modele: type[Page]


_entrees: dict[str, Entree] = {}


def enregistrer(entree: Entree) -> None:
    _entrees[entree.modele._meta.label] = entree


def entrees(request) -> list[dict]:
    """[{libelle, url, actif}] in order; one query for all the pages, whatever their number."""
    trouvees = adresses(request)
    return [
        {"libelle": entree.libelle, "url": url, "actif": request.path.startswith(url)}
        for entree in sorted(_entrees.values(), key=lambda entree: entree.ordre)
        if (url := trouvees.get(entree.modele))
    ]


def adresses(request) -> dict[type[Page], str]:
    """Address of the page of each registered type; asked once a request."""
    if not hasattr(request, "_adresses_de_navigation"):
        request._adresses_de_navigation = _chercher(request)
    return request._adresses_de_navigation


def _chercher(request) -> dict[type[Page], str]:
    types = ContentType.objects.get_for_models(*(entree.modele for entree in _entrees.values()))
    pages = (
        publiques(Page.objects)
        .filter(content_type__in=types.values(), locale__language_code=get_language())
        .order_by("-path")  # where there are several, the first of the tree wins
    )
    return {page.cached_content_type.model_class(): page.get_url(request) for page in pages}
