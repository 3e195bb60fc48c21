"""What came out of a meeting: its minutes, and who does what until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CompteRendu(models.Model):
    rencontre = models.OneToOneField(
        "agenda.Rencontre",
        models.PROTECT,
        verbose_name=_("rencontre"),
        related_name="compte_rendu",
        primary_key=True,
    )
    texte = models.TextField(_("compte rendu"), max_length=20_000)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("écrit par"),
        related_name="comptes_rendus",
    )
    publie_le = models.DateTimeField(_("publié le"), default=timezone.now)
    modifie_le = models.DateTimeField(_("modifié le"), null=True, blank=True)

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(texte=""),
                name="compte_rendu_ecrit",
                violation_error_message=_("Écrivez le compte rendu."),
            )
        ]

    def __str__(self) -> str:
        return str(self.rencontre)


class DecisionQuerySet(models.QuerySet):
    def a_faire(self):
        return self.filter(etat=DecisionDeRencontre.Etat.A_FAIRE)

    def en_retard(self):
        return self.a_faire().filter(echeance__lt=timezone.localdate())

    def ouvertes_a_tous(self):
        """What members decided among themselves is theirs."""
        return self.filter(rencontre__audience="tous")

    def pour_liste(self):
        return self.select_related("rencontre__communaute", "porteur")


class DecisionDeRencontre(models.Model):
    class Etat(models.TextChoices):
        A_FAIRE = "a_faire", _("à faire")
        FAITE = "faite", _("faite")
        ABANDONNEE = "abandonnee", _("abandonnée")

    rencontre = models.ForeignKey(
        "agenda.Rencontre",
        models.PROTECT,
        verbose_name=_("rencontre"),
        related_name="decisions",
    )
    texte = models.CharField(_("décision"), max_length=300)
    porteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("à faire par"),
        related_name="decisions_de_rencontre",
        null=True,
        blank=True,
    )
    porteur_dit = models.CharField(_("collectivité, ou autre"), max_length=150, blank=True)
    echeance = models.DateField(_("échéance"), null=True, blank=True)
    etat = models.CharField(_("état"), max_length=10, choices=Etat, default=Etat.A_FAIRE)
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("décision de rencontre")
        verbose_name_plural = _("décisions de rencontre")
        ordering = ["rencontre", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(texte=""),
                name="decision_ecrite",
                violation_error_message=_("Écrivez la décision."),
            ),
            models.CheckConstraint(
                condition=Q(porteur__isnull=False, porteur_dit="")
                | (Q(porteur=None) & ~Q(porteur_dit="")),
                name="decision_portee",
                violation_error_message=_("Dites qui s’en charge\u00a0: une personne, ou un nom."),
            ),
            models.CheckConstraint(
                condition=Q(etat="a_faire", close_le=None)
                | (~Q(etat="a_faire") & Q(close_le__isnull=False)),
                name="decision_close_datee",
                violation_error_message=_("Ce qui est fait a une date, et cela seul."),
            ),
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def qui_ecrit(self) -> str:
        """Who does it, never by an address; the person read already."""
        if self.porteur is None:
            return self.porteur_dit
        return str(self.porteur) if self.porteur.est_anonymisee else self.porteur.get_full_name()

    @property
    def est_a_faire(self) -> bool:
        return self.etat == self.Etat.A_FAIRE

    @property
    def est_en_retard(self) -> bool:
        passee = self.echeance is not None and self.echeance < timezone.localdate()
        return self.est_a_faire and passee
