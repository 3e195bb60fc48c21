"""What somebody reports: by an account, by an address, or by neither."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models.dossier import Dossier
from communautes.moderation.models.etats import Categorie


class SignalementQuerySet(models.QuerySet):
    def avec_adresse(self) -> Self:
        return self.exclude(email="")


class Signalement(models.Model):
    PRECISIONS_AU_PLUS = 2000

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("dossier"), related_name="signalements"
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("signalé par"),
        related_name="+",
        null=True,
        blank=True,
    )
    email = models.EmailField(_("adresse électronique"), blank=True)
    categorie = models.CharField(_("raison"), max_length=10, choices=Categorie)
    precisions = models.TextField(_("précisions"), max_length=PRECISIONS_AU_PLUS, blank=True)
    cle = models.CharField(
        _("clé du formulaire"),
        max_length=30,
        null=True,
        unique=True,
        editable=False,
        help_text=_("Un formulaire envoyé deux fois n’est qu’un signalement."),
    )
    recu_le = models.DateTimeField(_("reçu le"), default=timezone.now)

    objects = SignalementQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["recu_le", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "personne"],
                condition=Q(personne__isnull=False),
                name="signalement_un_par_personne",
                violation_error_message=_("Vous avez déjà signalé ce contenu."),
            ),
            models.CheckConstraint(
                condition=Q(categorie__in=Categorie.values),
                name="signalement_categorie",
                violation_error_message=_("Choisissez une raison de la liste."),
            ),
            models.CheckConstraint(
                condition=Q(personne=None) | Q(email=""),
                name="signalement_compte_ou_adresse",
                violation_error_message=_("Un compte a son adresse\u00a0: n’en gardez pas deux."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """« SIG-2026-000123 »."""
        return f"SIG-{timezone.localtime(self.recu_le).year}-{self.pk:06d}"
