"""Who comes to a meeting, and who waits for a seat: one row for each person, whatever happens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ParticipationQuerySet(models.QuerySet):
    def inscrites(self):
        return self.filter(statut=Participation.Statut.INSCRITE)

    def en_attente(self):
        """The first to have come is the first to enter."""
        attente = self.filter(statut=Participation.Statut.ATTENTE)
        return attente.order_by("arrivee_le", "pk")

    def en_cours(self):
        return self.exclude(statut=Participation.Statut.RETIREE)


class Participation(models.Model):
    class Statut(models.TextChoices):
        INSCRITE = "inscrite", _("inscrite")
        ATTENTE = "attente", _("en attente")
        RETIREE = "retiree", _("retirée")

    rencontre = models.ForeignKey(
        "agenda.Rencontre",
        models.PROTECT,
        verbose_name=_("rencontre"),
        related_name="participations",
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("personne"),
        related_name="participations",
    )
    statut = models.CharField(_("état"), max_length=8, choices=Statut)
    arrivee_le = models.DateTimeField(_("arrivée le"), default=timezone.now)
    retiree_le = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["rencontre", "arrivee_le", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["rencontre", "statut", "arrivee_le"], name="participation_file")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rencontre", "personne"],
                name="participation_une_fois",
                violation_error_message=_("Cette personne est déjà connue de la rencontre."),
            ),
            models.CheckConstraint(
                condition=(Q(statut="retiree") & Q(retiree_le__isnull=False))
                | (~Q(statut="retiree") & Q(retiree_le=None)),
                name="participation_retrait_date",
                violation_error_message=_("Un retrait a une date, et lui seul."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rencontre_id}, {self.personne_id}"

    @property
    def est_inscrite(self) -> bool:
        return self.statut == self.Statut.INSCRITE

    @property
    def est_en_attente(self) -> bool:
        return self.statut == self.Statut.ATTENTE

    @property
    def rang(self) -> int:
        """On the waiting list, from one; it only goes down."""
        devant = Participation.objects.en_attente().filter(rencontre=self.rencontre_id)
        devant = devant.filter(
            Q(arrivee_le__lt=self.arrivee_le) | Q(arrivee_le=self.arrivee_le, pk__lt=self.pk)
        )
        return devant.count() + 1

    @property
    def nom_ecrit(self) -> str:
        """Never an address, in what leaves the portal."""
        anonyme = self.personne.est_anonymisee
        return str(self.personne) if anonyme else self.personne.get_full_name()
