"""The outbox: every mail of the portal is a row before it is a message."""

from datetime import timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CourrielQuerySet(models.QuerySet):
    def a_envoyer(self) -> Self:
        return self.filter(statut=Courriel.Statut.EN_ATTENTE, prochain_essai_le__lte=timezone.now())

    def perimes(self) -> Self:
        """Waiting, and not worth sending any more: a sign-in code that is too old."""
        return self.filter(statut=Courriel.Statut.EN_ATTENTE, perime_le__lte=timezone.now())

    def a_renvoyer(self) -> Self:
        """Given up, and that somebody may send again: its text was kept, and may be read."""
        return self.filter(statut=Courriel.Statut.ABANDONNE, confidentiel=False).exclude(corps="")

    def a_effacer(self) -> Self:
        return self.exclude(statut=Courriel.Statut.EN_ATTENTE).filter(
            cree_le__lt=timezone.now() - Courriel.CONSERVATION
        )


class Courriel(models.Model):
    # After each failure, how long until the next try; after the last one, no more. Four days and a
    # half: a mail server that is down for a long weekend loses nothing.
    DELAIS = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=12),
        timedelta(days=1),
        timedelta(days=1),
        timedelta(days=2),
    )
    CONSERVATION = timedelta(days=90)

    class Statut(models.TextChoices):
        EN_ATTENTE = "en_attente", _("En attente")
        ENVOYE = "envoye", _("Envoyé")
        ABANDONNE = "abandonne", _("Abandonné")
        SANS_OBJET = "sans_objet", _("Sans objet")

    destinataires = ArrayField(models.CharField(max_length=320), verbose_name=_("destinataires"))
    repondre_a = ArrayField(
        models.CharField(max_length=320), verbose_name=_("répondre à"), default=list, blank=True
    )
    expediteur = models.CharField(_("expéditeur"), max_length=320)
    sujet = models.CharField(_("sujet"), max_length=998)  # the longest line of RFC 5322
    corps = models.TextField(_("texte"), blank=True)
    html = models.TextField(_("version HTML"), blank=True)
    entetes = models.JSONField(_("en-têtes"), default=dict, blank=True)
    confidentiel = models.BooleanField(
        _("confidentiel"),
        default=False,
        help_text=_("Le texte est chiffré tant qu’il attend, puis effacé."),
    )
    a_oublier = models.BooleanField(
        _("à oublier"),
        default=False,
        help_text=_("La ligne part avec le courriel : le dernier d’un compte supprimé."),
    )
    # The accounts that the text names, by their keys: what it says of them goes with them.
    au_sujet_de = ArrayField(
        models.BigIntegerField(), verbose_name=_("au sujet de"), default=list, blank=True
    )
    # What it tells, when it tells news: read again before it leaves (services/relire.py).
    notifications = ArrayField(
        models.BigIntegerField(), verbose_name=_("notifications"), default=list, blank=True
    )
    perime_le = models.DateTimeField(_("périmé le"), null=True, blank=True)
    statut = models.CharField(_("statut"), max_length=10, choices=Statut, default=Statut.EN_ATTENTE)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    prochain_essai_le = models.DateTimeField(_("prochain essai le"), default=timezone.now)
    derniere_erreur = models.CharField(_("dernière erreur"), max_length=500, blank=True)
    cree_le = models.DateTimeField(_("créé le"), default=timezone.now)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        ordering = ["-cree_le", "-pk"]
        default_permissions = ["view"]
        permissions = [("renvoyer_courriel", "Peut renvoyer un courriel abandonné")]
        indexes = [
            models.Index(
                fields=["prochain_essai_le"],
                condition=Q(statut="en_attente"),
                name="courriel_a_envoyer",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidentiel=False) | Q(statut="en_attente") | Q(corps="", html=""),
                name="courriel_confidentiel_efface",
                violation_error_message=_("Le texte d’un courriel confidentiel n’est pas gardé."),
            ),
            models.CheckConstraint(
                condition=Q(a_oublier=False) | Q(statut="en_attente"),
                name="courriel_a_oublier_parti",
                violation_error_message=_("Un courriel à oublier n’est plus là une fois parti."),
            ),
            models.CheckConstraint(
                condition=Q(statut="envoye", envoye_le__isnull=False)
                | (~Q(statut="envoye") & Q(envoye_le__isnull=True)),
                name="courriel_envoye_date",
                violation_error_message=_("Un courriel envoyé a une date d’envoi, et lui seul."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sujet} — {self.destinataires_en_clair}"

    @property
    def destinataires_en_clair(self) -> str:
        return ", ".join(self.destinataires)

    @property
    def peut_etre_renvoye(self) -> bool:
        """As `a_renvoyer` says it of all."""
        return self.statut == self.Statut.ABANDONNE and bool(self.corps) and not self.confidentiel

    def noter_envoi(self) -> None:
        self.essais += 1
        self.statut, self.envoye_le = self.Statut.ENVOYE, timezone.now()
        self.derniere_erreur = ""
        self._effacer_si_confidentiel()

    def noter_echec(self, erreur: str) -> None:
        """Try again later, or no more once every delay has been used."""
        self.essais += 1
        self.derniere_erreur = erreur[:500]
        if self.essais > len(self.DELAIS):
            self.abandonner()
        else:
            self.prochain_essai_le = timezone.now() + self.DELAIS[self.essais - 1]

    def abandonner(self, erreur: str = "") -> None:
        self.derniere_erreur = erreur or self.derniere_erreur
        self.statut = self.Statut.ABANDONNE
        self._effacer_si_confidentiel()

    def ne_jamais_partir(self, raison: str) -> None:
        """Nor by anybody's hand: nothing is left of what it told. Nothing went wrong."""
        self.statut, self.derniere_erreur = self.Statut.SANS_OBJET, raison
        self.corps = self.html = ""

    def conclure(self) -> None:
        """Written as it is now, or removed: what is to be forgotten waits, and no more."""
        if self.a_oublier and self.statut != self.Statut.EN_ATTENTE:
            self.delete()
        else:
            self.save()

    def remettre_en_attente(self) -> None:
        self.statut, self.essais = self.Statut.EN_ATTENTE, 0
        self.prochain_essai_le = timezone.now()

    def _effacer_si_confidentiel(self) -> None:
        if self.confidentiel:
            self.corps = self.html = ""
