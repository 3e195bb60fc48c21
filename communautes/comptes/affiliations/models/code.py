"""The code that an official mailbox receives."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models.affiliation import Affiliation


class CodeQuerySet(models.QuerySet):
    def consommer(self, affiliation, *, maximum: int) -> bool:
        """Spend one try, in one statement: the database sets parallel ones in a row."""
        ouverts = self.filter(
            affiliation=affiliation, essais__lt=maximum, expire_le__gt=timezone.now()
        )
        return ouverts.update(essais=F("essais") + 1) == 1


class CodeDeConfirmation(models.Model):
    """Sent to the official mail of a collectivité; only its keyed hash is kept."""

    affiliation = models.OneToOneField(
        Affiliation, models.CASCADE, verbose_name=_("affiliation"), related_name="code"
    )
    empreinte = models.CharField(_("empreinte"), max_length=64)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    envoye_le = models.DateTimeField(_("envoyé le"))
    expire_le = models.DateTimeField(_("expire le"))

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code de confirmation")
        verbose_name_plural = _("codes de confirmation")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.envoye_le:%d/%m/%Y %H:%M}"
