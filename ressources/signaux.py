"""The index follows actors, and what a resource's card borrows: a theme's colour, a file's title,
a tag's word.

Technical cache only (style.md, 3): nothing here decides anything.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.urls import reverse
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.signals import page_published, published, unpublished

from home.documents import cle
from home.edition import redirections
from home.langues.lecture import SOURCE
from ressources import documents
from ressources.models import Acteur, Etiquette, RessourcePage, ThemePage
from ressources.tasks import reindexer
from search import services


def _theme_publie(sender, instance, **kwargs) -> None:
    _reindexer(themes_lies__theme__translation_key=instance.translation_key)


def _etiquette_changee(sender, instance, created=False, **kwargs) -> None:
    if not created:
        _reindexer(etiquetages__tag=instance)


def _document_change(sender, instance, created=False, **kwargs) -> None:
    if not created:
        _reindexer(fichiers__document=instance)


def _reindexer(**filtres) -> None:
    cles = list(RessourcePage.objects.filter(**filtres).values_list("pk", flat=True).distinct())
    if cles:
        transaction.on_commit(partial(reindexer.enqueue, cles=cles))


def _acteur_change(sender, instance, **kwargs) -> None:
    transaction.on_commit(partial(_indexer_acteur, instance.pk))


def _acteur_supprime(sender, instance, **kwargs) -> None:
    transaction.on_commit(partial(services.retirer, cle(instance)))


def _acteur_va_changer(sender, instance, raw=False, **kwargs) -> None:
    """Remember where readers find it, while the row still says so."""
    avant = None
    if instance.pk and not raw:
        lu = Acteur.objects.visibles().filter(pk=instance.pk)
        avant = lu.values_list("slug", flat=True).first()
    instance.adresse_quittee = _adresse_francaise(avant) if avant else ""


def _adresse_francaise(slug: str) -> str:
    with override(SOURCE):
        return reverse("annuaire:acteur", args=[slug])


def _acteur_a_son_adresse(sender, instance, **kwargs) -> None:
    """Wagtail does it for pages; an actor's address is ours."""
    ancienne, nouvelle = instance.adresse_quittee, _adresse_francaise(instance.slug)
    if ancienne and ancienne != nouvelle:
        redirections.suivre(ancienne, nouvelle)
    elif instance.live and not ancienne:
        redirections.liberer_dans_chaque_langue(nouvelle)


def _indexer_acteur(pk: int) -> None:
    """As it is once committed; gone when it is not to be read any more."""
    trouves = list(documents.documents_acteurs(Acteur.objects.filter(pk=pk)))
    if trouves:
        services.indexer(*trouves)
    else:
        services.retirer(cle(Acteur(pk=pk)))


def brancher() -> None:
    """Connect the signals (AppConfig.ready)."""
    pre_save.connect(_acteur_va_changer, sender=Acteur, dispatch_uid="ressources_acteur_avant")
    post_save.connect(_acteur_a_son_adresse, sender=Acteur, dispatch_uid="ressources_acteur_apres")
    published.connect(_acteur_change, sender=Acteur, dispatch_uid="ressources_acteur_publie")
    unpublished.connect(_acteur_change, sender=Acteur, dispatch_uid="ressources_acteur_retire")
    post_delete.connect(_acteur_supprime, sender=Acteur, dispatch_uid="ressources_acteur_supprime")
    page_published.connect(_theme_publie, sender=ThemePage, dispatch_uid="ressources_theme")
    post_save.connect(_etiquette_changee, sender=Etiquette, dispatch_uid="ressources_etiquette")
    post_save.connect(
        _document_change, sender=get_document_model(), dispatch_uid="ressources_document"
    )
