"""What somebody chose to be told of, and how: only what differs from what everybody gets."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.notifications.canaux import Canal


class Preference(models.Model):
    """`genre`: the code of a kind, or RESTE: kinds that are told by digest unless somebody chose
    otherwise, those of tomorrow included.
    """

    RESTE = "*"

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="+",
    )
    genre = models.CharField(_("genre"), max_length=60)
    canal = models.CharField(_("canal"), max_length=12, choices=Canal)

    class Meta:
        verbose_name = _("préférence")
        verbose_name_plural = _("préférences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "genre"],
                name="preference_une_par_genre",
                violation_error_message=_("Cette personne a déjà choisi pour ce genre."),
            ),
            models.CheckConstraint(
                condition=Q(canal__in=Canal.values),
                name="preference_canal",
                violation_error_message=_("Ce n’est pas une façon de prévenir quelqu’un."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} : {self.canal}"


class SourdineQuerySet(models.QuerySet):
    def sur(self, *objets: models.Model | None) -> Self:
        """On any of these; one that is not saved yet is silenced by nobody."""
        condition = Q(pk__in=[])
        for objet in objets:
            if objet is not None and objet.pk is not None:
                genre = ContentType.objects.get_for_model(objet)
                condition |= Q(type_d_objet=genre, objet_pk=objet.pk)
        return self.filter(condition)


class Sourdine(models.Model):
    """One person hears no more of one object, nor of what is in it."""

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="+",
    )
    type_d_objet = models.ForeignKey(
        ContentType, models.CASCADE, verbose_name=_("type d’objet"), related_name="+"
    )
    objet_pk = models.PositiveBigIntegerField(_("objet"))
    depuis = models.DateTimeField(_("depuis"), default=timezone.now)

    objects = SourdineQuerySet.as_manager()

    class Meta:
        verbose_name = _("sourdine")
        verbose_name_plural = _("sourdines")
        ordering = ["-depuis", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["type_d_objet", "objet_pk"], name="sourdine_objet")]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "type_d_objet", "objet_pk"],
                name="sourdine_une_par_objet",
                violation_error_message=_("C’est déjà en sourdine."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type_d_objet_id} {self.objet_pk}"
