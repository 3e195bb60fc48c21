"""What is said of a file before it is downloaded, without reading the disk."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.blocks.liens import adresses_pages
from home.medias.langues import LangueFichier
from home.medias.poids import taille_lisible
from home.visibilite import sans_restriction


def fichier(document, *, titre: str = "") -> dict:
    """{titre, url, details, langue, accessible, alternative}; `details`: « PDF, 42 ko ».

    `alternative`, of a file that is not accessible: {texte}, {page} (its address) or
    {fichier, details}; else None.
    """
    return {
        "titre": titre or document.title,
        "url": document.url,
        "details": _details(document),
        "langue": document.langue,
        "accessible": document.accessible,
        "alternative": alternative(document),
    }


def alternative(document) -> dict | None:
    if document.accessible:
        return None
    if document.alternative_texte:
        return {"texte": document.alternative_texte}
    if not hasattr(document, "alternative_lue"):
        precharger([document])
    return document.alternative_lue


def precharger(documents: Iterable) -> None:
    """What says the same as each of these files, a few queries for them all.

    A page that is no longer published, or that is private, says nothing to readers.
    """
    documents = [document for document in documents if not document.accessible]
    pages = {d.alternative_page_id for d in documents if d.alternative_page_id}
    adresses = adresses_pages(_lisibles_par_tous(pages)) if pages else {}
    autres = {d.alternative_document_id for d in documents if d.alternative_document_id}
    fichiers = get_document_model().objects.in_bulk(autres) if autres else {}
    for document in documents:
        autre = fichiers.get(document.alternative_document_id)
        adresse = adresses.get(str(document.alternative_page_id))
        document.alternative_lue = None
        if adresse:
            document.alternative_lue = {"page": adresse}
        elif autre:
            document.alternative_lue = {"fichier": autre.url, "details": _details(autre)}


def _lisibles_par_tous(pks: set[int]) -> list[str]:
    lisibles = sans_restriction(Page.objects.filter(pk__in=pks))
    return [str(pk) for pk in lisibles.values_list("pk", flat=True)]


def _details(document) -> str:
    details = [document.format]
    if document.file_size:
        details.append(taille_lisible(document.file_size))
    if document.langue == LangueFichier.ANGLAIS:
        details.append(_("en anglais"))
    elif document.langue == LangueFichier.AUTRE:
        details.append(_("dans une autre langue que le français"))
    return ", ".join(details)
