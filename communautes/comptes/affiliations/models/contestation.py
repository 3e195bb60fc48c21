"""A provisional référent whose place another member asks for, or a référent told of to ANCT."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models.affiliation import Affiliation


class ContestationQuerySet(models.QuerySet):
    def ouvertes(self) -> Self:
        return self.filter(statut=Contestation.Statut.OUVERTE)

    def pour_l_anct(self) -> Self:
        """Seven days are over, or one of the two is out, by the clock too, or may not sign in."""
        presents = Affiliation.objects.en_vigueur().filter(personne__is_active=True)
        en_vigueur = presents.values("pk")
        partis = ~Q(par__in=en_vigueur) | ~Q(contestee__in=en_vigueur)
        return self.ouvertes().filter(Q(echeance_le__lte=timezone.now()) | partis)


class Contestation(models.Model):
    """A second member asks for the place of the provisional référent, or reports a full one; a
    provisional one reports a member whom they may not end.

    It outlives both affiliations: only ANCT, or the place given, closes it.
    """

    class Nature(models.TextChoices):
        PLACE = "place", _("place demandée")
        SIGNALEMENT = "signale", _("signalement à l’ANCT")

    class Statut(models.TextChoices):
        OUVERTE = "ouverte", _("ouverte")
        CEDEE = "cedee", _("place cédée")
        MAINTENUE = "maintenue", _("personne maintenue")
        TRANSFEREE = "transferee", _("rôle transféré")
        RETIREE = "retiree", _("rôle retiré par l’ANCT")
        CADUQUE = "caduque", _("sans objet")

    contestee = models.ForeignKey(
        Affiliation, models.PROTECT, verbose_name=_("contestée"), related_name="contestations"
    )
    par = models.ForeignKey(
        Affiliation, models.PROTECT, verbose_name=_("par"), related_name="contestations_faites"
    )
    nature = models.CharField(_("nature"), max_length=7, choices=Nature, default=Nature.PLACE)
    motif = models.CharField(_("motif"), max_length=300)
    statut = models.CharField(_("état"), max_length=10, choices=Statut, default=Statut.OUVERTE)
    reponse = models.CharField(_("réponse"), max_length=300, blank=True)
    faite_le = models.DateTimeField(_("faite le"), default=timezone.now)
    echeance_le = models.DateTimeField(_("réponse attendue avant le"))
    escalade_dite_le = models.DateTimeField(_("l’ANCT en est avertie le"), null=True, blank=True)
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = ContestationQuerySet.as_manager()

    class Meta:
        verbose_name = _("contestation")
        verbose_name_plural = _("contestations")
        ordering = ["-faite_le", "-pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["contestee", "par", "nature"],
                condition=Q(statut="ouverte"),
                name="contestation_une_seule_ouverte",
                violation_error_message=_("Vous l’avez déjà fait\u00a0: la réponse est attendue."),
            ),
            models.CheckConstraint(
                condition=~Q(motif=""),
                name="contestation_motivee",
                violation_error_message=_("Dites pourquoi."),
            ),
            models.CheckConstraint(
                condition=~Q(contestee=F("par")),
                name="contestation_d_autrui",
                violation_error_message=_("On ne se conteste pas soi-même."),
            ),
            models.CheckConstraint(
                condition=Q(statut="ouverte", close_le=None)
                | (~Q(statut="ouverte") & Q(close_le__isnull=False)),
                name="contestation_close_datee",
                violation_error_message=_("Ce qui est clos a une date, et cela seul."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contestee)

    @property
    def est_a_l_anct(self) -> bool:
        return self.statut == self.Statut.OUVERTE and self.echeance_le <= timezone.now()
