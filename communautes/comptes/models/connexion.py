"""A sign-in that waits for its code, and the log of those that were."""

from datetime import timedelta
from math import ceil
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.models.personne import User


class DemandeDeConnexionQuerySet(models.QuerySet):
    def ouvrir(self, cle: str, *, duree: timedelta, **champs) -> "DemandeDeConnexion":
        """One sign-in that begins; those that are over go."""
        self.purger()
        return self.create(cle=cle, expire_le=timezone.now() + duree, **champs)

    def purger(self) -> int:
        """An address is kept no longer than its code: also where nobody else signs in."""
        return self.filter(expire_le__lt=timezone.now()).delete()[0]

    def valables(self) -> Self:
        return self.filter(expire_le__gt=timezone.now())

    def consommer(self, cle: str, *, maximum: int) -> bool:
        """Spend one try, in one statement: the database sets parallel ones in a row."""
        ouverts = self.valables().filter(cle=cle, essais__lt=maximum)
        return ouverts.update(essais=F("essais") + 1) == 1

    def renouveler(self, cle: str, *, duree: timedelta, **secrets) -> bool:
        """Another code and another link in place of the first, once the delay is over.

        Without them, this one counts and the first ones last no longer.
        """
        maintenant = timezone.now()
        mures = self.valables().filter(
            cle=cle,
            envoyee_le__lte=maintenant - DemandeDeConnexion.DELAI,
            renvois__lt=DemandeDeConnexion.RENVOIS,
        )
        if secrets:
            secrets["expire_le"] = maintenant + duree
        return mures.update(renvois=F("renvois") + 1, envoyee_le=maintenant, **secrets) == 1

    def restants(self, cle: str, *, maximum: int) -> int:
        essais = self.filter(cle=cle).values_list("essais", flat=True).first()
        return 0 if essais is None else maximum - essais

    def fermer(self, cle: str) -> bool:
        """True for the one that closes it: the code and its link serve once, together."""
        return self.valables().filter(cle=cle).delete()[0] == 1


class DemandeDeConnexion(models.Model):
    """One sign-in that waits for its code or its link; of both, keyed hashes only.

    It knows an address and no account: nothing here depends on whether there is one.
    """

    DELAI = timedelta(seconds=30)  # between two mails
    RENVOIS = 3

    cle = models.CharField(_("clé"), max_length=32, unique=True)
    email = models.EmailField(_("adresse électronique"))
    suite = models.TextField(_("page demandée"), blank=True)
    code = models.CharField(_("empreinte du code"), max_length=64, blank=True)
    lien = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    renvois = models.PositiveSmallIntegerField(_("renvois"), default=0)
    envoyee_le = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expire_le = models.DateTimeField(_("expire le"), db_index=True)

    objects = DemandeDeConnexionQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de connexion")
        verbose_name_plural = _("demandes de connexion")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.essais}"

    @property
    def adresse_masquee(self) -> str:
        """Enough for its owner to know it again, on a screen that may not be theirs."""
        nom, _arobase, domaine = self.email.partition("@")
        return f"{nom[:1]}•••@{domaine}"

    @property
    def attente(self) -> int:
        """Seconds before another mail may be asked for; 0 when it may."""
        reste = (self.envoyee_le + self.DELAI - timezone.now()).total_seconds()
        return max(0, ceil(reste))

    @property
    def peut_etre_renvoyee(self) -> bool:
        return self.renvois < self.RENVOIS


class EvenementDeConnexion(models.Model):
    """A line of the log of sign-ins. The database refuses to change one, and to erase it early."""

    CONSERVATION = timedelta(days=365)

    evenement = models.CharField(_("événement"), max_length=40)
    date = models.DateTimeField(_("date"), default=timezone.now, db_index=True)
    personne = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne"),
    )
    cause = models.CharField(_("cause"), max_length=40, blank=True)
    details = models.JSONField(_("détails"), default=dict, blank=True)

    class Meta:
        verbose_name = _("événement de connexion")
        verbose_name_plural = _("événements de connexion")
        ordering = ["-date", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["personne", "-date"], name="evenement_de_qui"),
        ]

    def __str__(self) -> str:
        return f"{self.evenement} {self.cause}".strip()


class AdresseDeMachine(models.Model):
    """Where a sign-in came from, apart from the log: read one line at a time, never exported."""

    LONGUEUR = 50

    evenement = models.OneToOneField(
        EvenementDeConnexion,
        models.CASCADE,
        primary_key=True,
        related_name="machine",
        verbose_name=_("événement"),
    )
    adresse = models.CharField(_("adresse de la machine"), max_length=LONGUEUR)

    class Meta:
        verbose_name = _("adresse de machine")
        verbose_name_plural = _("adresses de machines")
        default_permissions = []

    def __str__(self) -> str:
        return self.adresse
