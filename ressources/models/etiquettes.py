from collections.abc import Iterator
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.models import Page, Revision, TaskState


class EtiquetteQuerySet(models.QuerySet):
    def sans_emploi(self) -> Self:
        """That no stored row names, nor any version that may be published."""
        employes = {f"{lien}__isnull": True for lien in _etiquetages()}
        return self.filter(**employes).exclude(pk__in=_preparees())


class Etiquette(TagBase):
    """A free word on a resource; its slug is unaccented (settings)."""

    free_tagging = True

    objects = EtiquetteQuerySet.as_manager()

    class Meta:
        verbose_name = _("étiquette")
        verbose_name_plural = _("étiquettes")

    @classmethod
    def nommee(cls, nom: str) -> tuple[Self, bool]:
        """The one of this name, its capitals apart, and whether it was written just now.

        Two people may write the same word at the same instant: the second takes the first's.
        """
        with transaction.atomic():
            _un_a_la_fois(cls().slugify(nom))
            connue = cls.objects.filter(name__iexact=nom).first()
            return (connue, False) if connue else cls.objects.get_or_create(name=nom)

    def save(self, *args, **kwargs):
        """Two words of one slug (« mer », « Mer ») at the same instant: taggit numbers the second
        once it sees the first.
        """
        with transaction.atomic():
            if self._state.adding:
                _un_a_la_fois(self.slugify(self.name))
            super().save(*args, **kwargs)


class EtiquetteRessource(ItemBase):
    tag = models.ForeignKey(Etiquette, on_delete=models.CASCADE, related_name="ressources")
    content_object = ParentalKey(
        "ressources.RessourcePage", on_delete=models.CASCADE, related_name="etiquetages"
    )

    class Meta:
        verbose_name = _("étiquetage")
        verbose_name_plural = _("étiquetages")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="ressources_etiquette_une_fois"
            )
        ]


def _un_a_la_fois(slug: str) -> None:
    """Until the transaction ends, whoever writes the same word waits."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"etiquette:{slug}"])


def _etiquetages() -> dict[str, type[models.Model]]:
    """Of every room that tags what it publishes: name of the relation → its rows."""
    return {
        relation.name: relation.related_model
        for relation in Etiquette._meta.related_objects
        if issubclass(relation.related_model, ItemBase)
    }


def _preparees() -> set[int]:
    """Of the latest version of each content, those that wait for their hour, those in review."""
    return {cle for modele in _etiquetages().values() for cle in _preparees_de(modele)}


def _preparees_de(etiquetages: type[models.Model]) -> Iterator[int]:
    lien = etiquetages._meta.get_field("content_object")
    contenus = lien.related_model
    genre = Page if issubclass(contenus, Page) else contenus
    a_publier = Revision.objects.filter(
        Q(pk__in=contenus._default_manager.order_by().values("latest_revision"))
        | Q(approved_go_live_at__isnull=False)
        | Q(task_states__status=TaskState.STATUS_IN_PROGRESS),
        base_content_type=ContentType.objects.get_for_model(genre),
    )
    champ = f"content__{lien.remote_field.related_name}"
    for lignes in a_publier.order_by().values_list(champ, flat=True).iterator():
        yield from (ligne["tag"] for ligne in lignes or ())
