"""Keeps the search index in step with the pages, once the change is committed."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home import lots
from home.documents import cle
from home.models import BasePage
from home.visibilite import sans_restriction
from search import services
from search.documents import Document


def a_indexer(pages):
    """Published and open to all; a second address of a page in its language is left out."""
    return sans_restriction(pages.live()).exclude(alias_of__locale=F("locale"))


def documents(modele: type[BasePage]) -> Iterator[Document]:
    """Documents of every published page of `modele`, for a rebuild; each says when it expires."""
    for page in a_indexer(modele.objects).select_related("locale").iterator(chunk_size=200):
        document = page.document()
        if document is not None:
            yield document


def indexer(pages) -> None:
    """Write or remove each page of this Page queryset (any types) in the index, now."""
    pages = [page for page in pages.specific() if isinstance(page, BasePage)]
    visibles = set(
        a_indexer(Page.objects)
        .filter(pk__in=[page.pk for page in pages])
        .values_list("pk", flat=True)
    )
    documents = {page: page.document() if page.pk in visibles else None for page in pages}
    services.indexer(*filter(None, documents.values()))
    for page, document in documents.items():
        if document is None:
            services.retirer(cle(page))


def indexer_apres_validation(pages: Callable) -> None:
    """`pages()` is asked once the transaction is committed, so that it sees what readers see."""
    transaction.on_commit(lambda: indexer(pages()))


def _page_changee(sender, instance, **kwargs) -> None:
    lot = lots.courant()
    if lot is not None:
        lot.noter(instance._meta.label_lower, instance.pk)
        return
    indexer_apres_validation(partial(Page.objects.filter, pk=instance.pk))


def _alias_cree(sender, instance, created=False, raw=False, **kwargs) -> None:
    """Wagtail tells of aliases when they follow a publication, not when they are made."""
    if created and not raw and isinstance(instance, BasePage) and instance.alias_of_id:
        _page_changee(sender, instance)


def _branche_changee(sender, instance, **kwargs) -> None:
    """A page moved or became private: what is below it follows."""
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    indexer_apres_validation(lambda: Page.objects.filter(path__startswith=page.path))


def _page_supprimee(sender, instance, **kwargs) -> None:
    if isinstance(instance, BasePage):
        transaction.on_commit(partial(services.retirer, cle(instance)))


def brancher() -> None:
    """Connect the signals (AppConfig.ready)."""
    page_published.connect(_page_changee, dispatch_uid="indexation_publication")
    page_unpublished.connect(_page_changee, dispatch_uid="indexation_depublication")
    post_page_move.connect(_branche_changee, dispatch_uid="indexation_deplacement")
    page_slug_changed.connect(_branche_changee, dispatch_uid="indexation_adresse")
    post_save.connect(_alias_cree, dispatch_uid="indexation_alias")
    post_delete.connect(_page_supprimee, dispatch_uid="indexation_suppression")
    for signal in (post_save, post_delete):
        signal.connect(
            _branche_changee,
            sender=PageViewRestriction,
            dispatch_uid=f"indexation_acces_{id(signal)}",
        )
