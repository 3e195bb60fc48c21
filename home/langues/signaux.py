"""What happens to a French page happens to the pages that follow it, whoever does it."""

from functools import partial

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home import indexation, publication
from home.langues import faits, miroir
from home.models import BasePage


def _publiee(sender, instance, **kwargs) -> None:
    """The translations of a French page come back with it, and take its facts."""
    if not instance.live or not miroir.est_source(instance):
        return
    for autre in miroir.autres(instance).filter(alias_of=None).specific():
        if not autre.live:
            if not publication.relecture_en_attente(autre):
                autre.save_revision(clean=False).publish()
        elif faits.copier(type(instance).objects.get(pk=instance.pk), autre):
            autre.save(clean=False)
            if not autre.has_unpublished_changes:
                autre.save_revision(clean=False, changed=False)
            indexation.indexer_apres_validation(partial(Page.objects.filter, pk=autre.pk))


def _depubliee(sender, instance, **kwargs) -> None:
    """Without its French page a translation is withdrawn; alone, it gives way to the alias."""
    if miroir.est_source(instance):
        for autre in miroir.autres(instance).live().filter(alias_of=None).specific():
            autre.unpublish()
    elif instance.alias_of_id is None:
        # Wagtail unpublishes what it is about to delete: look again once it is done.
        transaction.on_commit(partial(_ceder_la_place, instance.pk))


def _ceder_la_place(pk: int) -> None:
    page = Page.objects.filter(pk=pk, live=False, alias_of=None).first()
    source = miroir.source_de(page) if page is not None else None
    if source is not None and source.live:
        miroir.redevenir_alias(page)


def _creee(sender, instance, created=False, raw=False, **kwargs) -> None:
    """A page created live, without publication: copies, imports."""
    if not created or raw or not isinstance(instance, BasePage):
        return
    if instance.live and instance.alias_of_id is None:
        transaction.on_commit(partial(_assurer, instance.pk))


def _assurer(pk: int) -> None:
    page = Page.objects.live().filter(pk=pk, alias_of=None).first()
    if page is not None:
        miroir.assurer_aliases(page)


def _deplacee(sender, instance, **kwargs) -> None:
    if miroir.est_source(instance):
        miroir.suivre_place(instance)


def _renommee(sender, instance, **kwargs) -> None:
    if miroir.est_source(instance):
        miroir.suivre_adresse(instance)


def _bientot_supprimee(sender, instance, **kwargs) -> None:
    """Nothing stays of a French page: an orphan alias would be a page of its own."""
    if miroir.est_source(instance):
        for autre in miroir.autres(instance):
            autre.delete()


def _supprimee(sender, instance, **kwargs) -> None:
    """A translation that is deleted leaves its place to an alias again."""
    if not miroir.est_source(instance):
        transaction.on_commit(partial(_remplacer, instance))


def _remplacer(instance: Page) -> None:
    source = miroir.source_de(instance)
    if source is not None and source.live:
        miroir.assurer_aliases(source)


def _acces_change(sender, instance, **kwargs) -> None:
    """At once: never a moment when a page is private in French only."""
    if not isinstance(instance, PageViewRestriction):
        return
    page = Page.objects.filter(pk=instance.page_id).select_related("locale").first()
    if page is not None and miroir.est_source(page):
        miroir.suivre_acces(page)


def brancher() -> None:
    """Connect the signals (AppConfig.ready)."""
    page_published.connect(_publiee, dispatch_uid="langues_publication")
    page_unpublished.connect(_depubliee, dispatch_uid="langues_depublication")
    post_page_move.connect(_deplacee, dispatch_uid="langues_deplacement")
    page_slug_changed.connect(_renommee, dispatch_uid="langues_adresse")
    post_save.connect(_creee, dispatch_uid="langues_creation")
    pre_delete.connect(_bientot_supprimee, sender=Page, dispatch_uid="langues_avant_suppression")
    post_delete.connect(_supprimee, sender=Page, dispatch_uid="langues_suppression")
    for signal in (post_save, post_delete):
        signal.connect(
            _acces_change, sender=PageViewRestriction, dispatch_uid=f"langues_acces_{id(signal)}"
        )
    m2m_changed.connect(
        _acces_change,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="langues_acces_groupes",
    )
