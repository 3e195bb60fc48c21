from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Etiquette(TagBase):
    """A free word on a resource; its slug is unaccented (settings)."""

    free_tagging = True

    class Meta:
        verbose_name = _("étiquette")
        verbose_name_plural = _("étiquettes")

    @classmethod
    def nommee(cls, nom: str) -> tuple[Self, bool]:
        """The one of this name, its capitals apart, and whether it was written just now.

        Two people may write the same word at the same instant: the second takes the first's.
        """
        connue = cls.objects.filter(name__iexact=nom).first()
        return (connue, False) if connue else cls.objects.get_or_create(name=nom)


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
