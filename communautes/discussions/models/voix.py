"""What somebody says of a message by a button: once each, and taken back as easily."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _personne() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="+",
    )


class Voix(models.Model):
    personne = _personne()
    le = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.personne_id}, {self.le:%d/%m/%Y}"


class VoteUtile(Voix):
    """« Réponse utile »."""

    reponse = models.ForeignKey(
        "discussions.Reponse", models.CASCADE, verbose_name=_("réponse"), related_name="utiles"
    )

    class Meta(Voix.Meta):
        verbose_name = _("réponse jugée utile")
        verbose_name_plural = _("réponses jugées utiles")
        constraints = [
            models.UniqueConstraint(
                fields=["reponse", "personne"],
                name="vote_utile_une_fois",
                violation_error_message=_("Vous l’avez déjà dite utile."),
            )
        ]


class MemeQuestion(Voix):
    """« J’ai la même question »."""

    discussion = models.ForeignKey(
        "discussions.Discussion",
        models.CASCADE,
        verbose_name=_("discussion"),
        related_name="memes",
    )

    class Meta(Voix.Meta):
        verbose_name = _("même question")
        verbose_name_plural = _("mêmes questions")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "personne"],
                name="meme_question_une_fois",
                violation_error_message=_("Vous l’avez déjà dit."),
            )
        ]


class Abonnement(Voix):
    """« Suivre »: who asks and who replies follows without it."""

    discussion = models.ForeignKey(
        "discussions.Discussion",
        models.CASCADE,
        verbose_name=_("discussion"),
        related_name="abonnements",
    )

    class Meta(Voix.Meta):
        verbose_name = _("discussion suivie")
        verbose_name_plural = _("discussions suivies")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "personne"],
                name="abonnement_une_fois",
                violation_error_message=_("Vous la suivez déjà."),
            )
        ]
