"""What the animation writes to all the members of its community."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models import Moderable, ModerableQuerySet
from home import marques

SIGNES = 10_000


class LettreQuerySet(ModerableQuerySet):
    def brouillons(self) -> Self:
        return self.filter(envoyee_le=None)

    def envoyees(self) -> Self:
        """The latest first."""
        return self.filter(envoyee_le__isnull=False).order_by("-envoyee_le", "-pk")

    def de(self, communaute) -> Self:
        return self.filter(communaute=communaute)


class Lettre(Moderable):
    """A draft until it is sent, then as it was sent."""

    communaute = models.ForeignKey(
        "adhesions.CommunautePage",
        models.PROTECT,
        verbose_name=_("communauté"),
        related_name="lettres",
    )
    titre = models.CharField(_("objet"), max_length=150)
    texte = models.TextField(_("texte"), max_length=SIGNES)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("écrite par"),
        related_name="lettres",
    )
    # Marks of what its author alone has written since another did: whoever read one crosses nobody.
    marques = ArrayField(
        models.CharField(max_length=marques.SIGNES),
        verbose_name=_("marques de l’auteur"),
        default=list,
        blank=True,
        editable=False,
    )
    modifiee_le = models.DateTimeField(_("modifiée le"), default=timezone.now)
    envoyee_le = models.DateTimeField(_("envoyée le"), null=True, blank=True)

    objects = LettreQuerySet.as_manager()

    class Meta(Moderable.Meta):
        abstract = False
        verbose_name = _("lettre")
        verbose_name_plural = _("lettres")
        ordering = ["-envoyee_le", "-pk"]
        default_permissions = ()
        constraints = [
            *Moderable.Meta.constraints,
            models.UniqueConstraint(
                fields=["communaute"],
                condition=Q(envoyee_le=None),
                name="lettre_un_brouillon",
                violation_error_message=_("Une lettre est déjà commencée."),
            ),
            models.CheckConstraint(
                condition=~Q(titre="") & ~Q(texte=""),
                name="lettre_ecrite",
                violation_error_message=_("Une lettre a un objet et un texte."),
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("lettres:lettre", args=[self.communaute.slug, self.pk])

    @property
    def est_brouillon(self) -> bool:
        return self.envoyee_le is None
