"""Which collectivités sign a retour: the one that writes it, those that it invites to."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models import Niveau
from communautes.territoires.models import Collectivite
from home.referentiels import Strate


class CollectiviteAuteureQuerySet(models.QuerySet):
    def acceptees(self) -> Self:
        return self.filter(etat=CollectiviteAuteure.Etat.ACCEPTEE)

    def invitees(self) -> Self:
        """To sign what another writes."""
        return self.filter(etat=CollectiviteAuteure.Etat.INVITEE, principale=False)

    def proposees(self) -> Self:
        """In whose name a retour was begun out of an answer, whose author has not said yes."""
        return self.filter(etat=CollectiviteAuteure.Etat.INVITEE, principale=True)

    def ouvertes(self) -> Self:
        """That sign, or may still do so."""
        return self.filter(etat__in=CollectiviteAuteure.OUVERTES)


class CollectiviteAuteure(models.Model):
    """Outside the revised content: a consent is given once, and never comes back with a version.

    What it was when the retour was published is copied here: a merge or a census does not rewrite
    what was lived.
    """

    class Etat(models.TextChoices):
        INVITEE = "invitee", _("invitée")
        ACCEPTEE = "acceptee", _("signe")
        REFUSEE = "refusee", _("ne signe pas")
        RETIREE = "retiree", _("s’est retirée")

    OUVERTES = (Etat.INVITEE, Etat.ACCEPTEE)

    retour = models.ForeignKey(
        "retours.RetourExperience",
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="auteures",
    )
    collectivite = models.ForeignKey(
        Collectivite,
        models.PROTECT,
        verbose_name=_("collectivité"),
        related_name="retours_signes",
    )
    principale = models.BooleanField(
        _("écrit le retour"), default=False, help_text=_("Une seule\u00a0: les autres cosignent.")
    )
    etat = models.CharField(_("état"), max_length=8, choices=Etat, default=Etat.INVITEE)
    niveau = models.PositiveSmallIntegerField(
        _("niveau"),
        choices=Niveau,
        default=Niveau.DECLAREE,
        help_text=_("De l’affiliation de qui a signé, ce jour-là."),
    )
    invitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("invitée par"),
        related_name="+",
        null=True,
        blank=True,
    )
    invitee_le = models.DateTimeField(_("invitée le"), default=timezone.now)
    repondu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("répondu par"),
        related_name="+",
        null=True,
        blank=True,
    )
    repondu_le = models.DateTimeField(_("répondu le"), null=True, blank=True)
    nom = models.CharField(_("nom à la publication"), max_length=250, blank=True)
    type = models.CharField(_("type"), max_length=12, choices=Collectivite.Type, blank=True)
    strate = models.CharField(_("strate"), max_length=20, choices=Strate, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    region = models.CharField(_("région"), max_length=3, blank=True)
    departements = ArrayField(
        models.CharField(max_length=3), verbose_name=_("départements"), default=list, blank=True
    )

    objects = CollectiviteAuteureQuerySet.as_manager()

    class Meta:
        verbose_name = _("collectivité auteure")
        verbose_name_plural = _("collectivités auteures")
        ordering = ["-principale", "invitee_le", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "collectivite"],
                name="retours_auteure_une_fois",
                violation_error_message=_("Cette collectivité est déjà invitée à signer."),
            ),
            models.UniqueConstraint(
                fields=["retour"],
                condition=Q(principale=True),
                name="retours_auteure_une_principale",
                violation_error_message=_("Une seule collectivité écrit un retour."),
            ),
            models.CheckConstraint(
                condition=Q(etat="invitee", repondu_le=None)
                | (~Q(etat="invitee") & Q(repondu_le__isnull=False)),
                name="retours_auteure_reponse_datee",
                violation_error_message=_("Une réponse a une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom or str(self.collectivite)

    @property
    def signe(self) -> bool:
        return self.etat == self.Etat.ACCEPTEE

    @property
    def attend_son_auteur(self) -> bool:
        return self.principale and self.etat == self.Etat.INVITEE

    @property
    def est_verifiee(self) -> bool:
        """Signed by somebody whose work there is proven."""
        return self.signe and self.niveau >= Niveau.CONCORDANTE
