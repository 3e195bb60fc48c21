"""A reply. Which one was accepted is said by its discussion."""

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communautes.discussions.models.ecrit import Ecrit, EcritQuerySet


class ReponseQuerySet(EcritQuerySet):
    def pour_page(self):
        """In the order in which they came, each with how many found it useful."""
        return (
            self.select_related("auteur")
            .annotate(nombre_d_utiles=Count("utiles"))
            .order_by("ecrit_le", "pk")
        )


class Reponse(Ecrit):
    discussion = models.ForeignKey(
        "discussions.Discussion",
        models.PROTECT,
        verbose_name=_("discussion"),
        related_name="reponses",
    )
    de_l_anct = models.BooleanField(
        _("réponse de l’ANCT"),
        default=False,
        help_text=_("Engage l’agence\u00a0: qui la représente ici l’a choisi."),
    )

    objects = ReponseQuerySet.as_manager()

    class Meta(Ecrit.Meta):
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        ordering = ["ecrit_le", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["discussion", "ecrit_le"], name="reponse_dans_l_ordre")]

    def __str__(self) -> str:
        return f"{self.discussion_id}, {self.pk}"

    def get_absolute_url(self) -> str:
        """Which page of the discussion it is on is asked when the address is opened."""
        lieu = self.discussion
        return reverse("discussions:reponse", args=[lieu.communaute.slug, lieu.pk, self.pk])
