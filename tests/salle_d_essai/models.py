"""Something that people publish, for the tests of the machines that rooms lend themselves to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models import Moderable


class Propos(Moderable):
    """Keys rather than foreign keys: what the product says of those does not speak of a test."""

    texte = models.TextField(_("texte"))
    auteur_pk = models.PositiveBigIntegerField(_("auteur"), null=True)
    communaute_pk = models.PositiveBigIntegerField(_("communauté"), null=True)
    reserve = models.BooleanField(_("réservé"), default=False)

    class Meta(Moderable.Meta):
        verbose_name = _("propos")
        verbose_name_plural = _("propos")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Propos {self.pk}"
