"""Links of rich text: addresses asked once for a whole body, external links marked.

Wagtail asks each block on its own, and each translated page on its own. `adresses_de` asks for all
the links of a body at once; outside a body (a RichTextField), the handlers ask for their own text.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.langues.lecture import langue_du_lecteur
from home.visibilite import en_ligne

CLASSE_EXTERNE = "tec-lien-externe"
_EXTERNE = re.compile(rf'(<a [^>]*class="{CLASSE_EXTERNE}"[^>]*>)(.*?)</a>', re.DOTALL)

# (model, id as text) → address or None, for the body that is being rendered.
_connues: ContextVar[dict | None] = ContextVar("adresses_du_corps", default=None)


@contextmanager
def adresses_de(bloc, valeur) -> Iterator[None]:
    """Within it, the links of this value are known: four queries whatever their number."""
    cibles: dict[type, set[str]] = {Page: set(), get_document_model(): set()}
    for modele, pk, *_chemins in bloc.extract_references(valeur):
        if modele in cibles:
            cibles[modele].add(str(pk))
    documents = {str(pk): document.url for pk, document in documents_a_telecharger(valeur).items()}
    cibles[get_document_model()] -= documents.keys()
    connues = {(get_document_model(), pk): url for pk, url in documents.items()}
    for modele, pks in cibles.items():
        adresses = adresses_pages(pks) if modele is Page else adresses_documents(pks)
        connues |= {(modele, pk): adresses.get(pk) for pk in pks}
    jeton = _connues.set(connues)
    try:
        yield
    finally:
        _connues.reset(jeton)


def documents_a_telecharger(body) -> dict[int, object]:
    """Key → document of each block « fichier à télécharger » of a body: one query for them all."""
    return {document.pk: document for document in documents_du_corps(body)}


def documents_du_corps(body) -> list:
    """Each as its block holds it: chosen twice, a file is two objects."""
    choisis = (bloc.value.get("document") for bloc in body or () if bloc.block_type == "download")
    return [document for document in choisis if document is not None]


def adresses_pages(pks: Iterable[str]) -> dict[str, str]:
    """Addresses of the published pages, in the reader's language when it is translated."""
    pks = [pk for pk in pks if pk.isdigit()]
    if not pks:
        return {}
    pages = list(en_ligne(Page.objects).filter(pk__in=pks).select_related("locale"))
    langue = langue_du_lecteur()
    a_traduire = [page.translation_key for page in pages if page.locale.language_code != langue]
    traductions = {}
    if a_traduire:
        traduites = en_ligne(Page.objects).filter(
            locale__language_code=langue, translation_key__in=a_traduire
        )
        traductions = {page.translation_key: page for page in traduites.select_related("locale")}
    return {
        str(page.pk): url
        for page in pages
        if (url := traductions.get(page.translation_key, page).get_url())
    }


def adresses_documents(pks: Iterable[str]) -> dict[str, str]:
    pks = [pk for pk in pks if pk.isdigit()]
    if not pks:
        return {}
    documents = get_document_model().objects.filter(pk__in=pks)
    return {str(document.pk): document.url for document in documents}


def ouvrir(modele: type, pks: list[str], chercher) -> list[str]:
    """Opening tags; a link that leads nowhere any more is plain text (<a> without href)."""
    connues = _connues.get()
    if connues is None or any((modele, pk) not in connues for pk in pks):
        connues = {(modele, pk): url for pk, url in chercher(pks).items()}
    urls = (connues.get((modele, pk)) for pk in pks)
    return [format_html('<a href="{}">', url) if url else "<a>" for url in urls]


def dire_les_liens_externes(html: str) -> str:
    """Add « (site externe) », for screen readers, in the links that ExternalLink opened."""
    mention = format_html('<span class="fr-sr-only">\u00a0({})</span>', _("site externe"))
    return _EXTERNE.sub(lambda lien: f"{lien[1]}{lien[2]}{mention}</a>", html)
