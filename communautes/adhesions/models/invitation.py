"""Whom a community calls, by an address: what waits for an answer, and what became of it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models.adhesion import Adhesion

DUREE = timedelta(days=30)


def adresses_de(personne) -> set[str]:
    """Those that open this account: its own, and those of the accounts that it took in."""
    if not personne.is_active:  # nor a visitor
        return set()
    return {personne.email, *_secondaires(personne).values_list("email", flat=True)}


def _secondaires(personne):
    return EmailAddress.objects.filter(user=personne, verified=True)


class InvitationQuerySet(models.QuerySet):
    def ouvertes(self):
        """As `est_ouverte` says it of one: by the clock."""
        return self.filter(statut=Invitation.Statut.ENVOYEE, expire_le__gt=timezone.now())

    def a_expirer(self):
        return self.filter(statut=Invitation.Statut.ENVOYEE, expire_le__lte=timezone.now())

    def qui_appellent(self, cle: int):
        """Whoever's key it is, of an account that is not read yet: by any of its addresses."""
        personnes = get_user_model().objects.filter(pk=cle)
        siennes = EmailAddress.objects.filter(user=cle)
        return self.filter(
            Q(adresse__in=personnes.values("email")) | Q(adresse__in=siennes.values("email")),
            statut=Invitation.Statut.ENVOYEE,
        )

    def recues_par(self, personne):
        """To any of `adresses_de`: one query."""
        if not personne.is_active:
            return self.none()
        secondaires = _secondaires(personne).values("email")
        return self.ouvertes().filter(Q(adresse=personne.email) | Q(adresse__in=secondaires))


class Invitation(models.Model):
    class Statut(models.TextChoices):
        ENVOYEE = "envoyee", _("envoyée")
        ACCEPTEE = "acceptee", _("acceptée")
        DECLINEE = "declinee", _("déclinée")
        ANNULEE = "annulee", _("annulée")
        EXPIREE = "expiree", _("expirée")

    communaute = models.ForeignKey(
        "adhesions.CommunautePage",
        models.PROTECT,
        verbose_name=_("communauté"),
        related_name="invitations",
    )
    adresse = models.CharField(
        _("adresse"),
        max_length=254,
        blank=True,
        help_text=_("Gardée jusqu’à la réponse, ou l’expiration."),
    )
    role = models.CharField(
        _("rôle"), max_length=10, choices=Adhesion.Role, default=Adhesion.Role.MEMBRE
    )
    message = models.CharField(_("message"), max_length=300, blank=True)
    invitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("invitée par"),
        related_name="invitations_envoyees",
    )
    statut = models.CharField(_("état"), max_length=8, choices=Statut, default=Statut.ENVOYEE)
    creee_le = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expire_le = models.DateTimeField(_("expire le"))
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)
    acceptee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("acceptée par"),
        related_name="invitations_acceptees",
        null=True,
        blank=True,
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-creee_le", "-pk"]
        default_permissions = []
        indexes = [
            models.Index(
                fields=["adresse"], condition=Q(statut="envoyee"), name="invitation_en_attente"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["communaute", "adresse"],
                condition=Q(statut="envoyee"),
                name="invitation_une_ouverte",
                violation_error_message=_("Cette adresse est déjà invitée."),
            ),
            models.CheckConstraint(
                condition=(Q(statut="envoyee", close_le=None) & ~Q(adresse=""))
                | (~Q(statut="envoyee") & Q(close_le__isnull=False, adresse="", message="")),
                name="invitation_close_sans_adresse",
                violation_error_message=_("D’une invitation close, l’adresse est effacée."),
            ),
            models.CheckConstraint(
                condition=Q(acceptee_par=None) | Q(statut="acceptee"),
                name="invitation_acceptee_par_quelqu_un",
                violation_error_message=_("Seule une invitation acceptée l’est par quelqu’un."),
            ),
            models.CheckConstraint(
                condition=~Q(statut="acceptee") | Q(acceptee_par__isnull=False),
                name="invitation_acceptee_dit_par_qui",
                violation_error_message=_("Dites qui l’a acceptée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communaute_id}, {self.get_statut_display()}"

    @property
    def est_ouverte(self) -> bool:
        return self.statut == self.Statut.ENVOYEE and self.expire_le > timezone.now()

    @property
    def etat_en_mots(self) -> str:
        if self.statut == self.Statut.ENVOYEE and not self.est_ouverte:
            return str(self.Statut.EXPIREE.label)
        return str(self.get_statut_display())

    def est_pour(self, personne) -> bool:
        return self.adresse in adresses_de(personne)
