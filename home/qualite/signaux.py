"""A content that is published, withdrawn or deleted is surveyed again, in background.

Technical only (style.md, 3): the table of findings is a cache of what is public.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, published, unpublished

from home.qualite import registre


def _change(sender, instance, **kwargs) -> None:
    if isinstance(instance, Page) and instance.alias_of_id:
        return  # a mirror says nothing of its own
    if registre.contenu(type(instance)) is not None:
        from home.qualite.tasks import relever  # a task of an app is made once apps are ready

        cle = {"modele": instance._meta.label_lower, "pk": instance.pk}
        transaction.on_commit(partial(relever.enqueue, **cle))


def _media_change(sender, instance, created=False, **kwargs) -> None:
    if not created:
        _change(sender, instance)


def brancher(medias: tuple[type, ...]) -> None:
    """Connect the signals (AppConfig.ready)."""
    for nom, signal in {
        "publication": page_published,
        "retrait": page_unpublished,
        "fiche_publiee": published,
        "fiche_retiree": unpublished,
        "suppression": post_delete,
    }.items():
        signal.connect(_change, dispatch_uid=f"qualite_{nom}")
    for modele in medias:
        post_save.connect(
            _media_change, sender=modele, dispatch_uid=f"qualite_{modele._meta.label_lower}"
        )
