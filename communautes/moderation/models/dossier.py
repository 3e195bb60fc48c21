"""One thing to decide on: the reports that speak of it, the decision, its contest, its outcome."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.moderation.delais import POUR_CONTESTER, POUR_DECIDER
from communautes.moderation.models.contraintes import CONTRAINTES_DU_DOSSIER
from communautes.moderation.models.etats import CLOS, OUVERTS, Base, Decision, Etat


class DossierQuerySet(models.QuerySet):
    def ouverts(self) -> Self:
        """That wait for a decision."""
        return self.filter(etat__in=OUVERTS)

    def contestes(self) -> Self:
        return self.filter(etat=Etat.CONTESTE)

    def a_traiter(self) -> Self:
        """Whatever waits for somebody of ANCT: a decision, or the answer to an appeal."""
        return self.filter(etat__in=[*OUVERTS, Etat.CONTESTE])

    def en_retard(self) -> Self:
        """Past the delay that was said to who reported."""
        return self.ouverts().filter(ouvert_le__lt=timezone.now() - POUR_DECIDER)

    def automatiques(self) -> Self:
        return self.exclude(regles=[])

    def decides(self) -> Self:
        return self.exclude(decide_le=None)

    def signales_pour(self, categorie: str) -> Self:
        from communautes.moderation.models import Signalement

        siens = Signalement.objects.filter(categorie=categorie)
        return self.filter(pk__in=siens.values("dossier"))

    def sur(self, objet: models.Model) -> Self:
        genre = ContentType.objects.get_for_model(objet)
        return self.filter(type_d_objet=genre, objet_pk=objet.pk)

    def dans(self, cadre: models.Model) -> Self:
        genre = ContentType.objects.get_for_model(cadre)
        return self.filter(type_de_cadre=genre, cadre_pk=cadre.pk)

    def pour_liste(self) -> Self:
        """Each with how many reports speak of it; nothing of the thing itself is read."""
        return (
            self.select_related("type_d_objet", "auteur", "instruit_par")
            .annotate(nombre_de_signalements=models.Count("signalements"))
            .order_by("ouvert_le", "pk")
        )


class Dossier(models.Model):
    MOTIF_AU_PLUS = 300
    CONTESTATION_AU_PLUS = 2000

    type_d_objet = models.ForeignKey(
        ContentType, models.PROTECT, verbose_name=_("sorte de contenu"), related_name="+"
    )
    objet_pk = models.PositiveBigIntegerField(_("numéro du contenu"))
    objet = GenericForeignKey("type_d_objet", "objet_pk")
    type_de_cadre = models.ForeignKey(
        ContentType,
        models.PROTECT,
        verbose_name=_("sorte de lieu"),
        related_name="+",
        null=True,
        blank=True,
    )
    cadre_pk = models.PositiveBigIntegerField(_("numéro du lieu"), null=True, blank=True)
    cadre = GenericForeignKey("type_de_cadre", "cadre_pk")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("auteur du contenu"),
        related_name="+",
        null=True,
        blank=True,
    )
    titre = models.CharField(_("titre"), max_length=200, blank=True)
    texte = models.TextField(
        _("texte à l’ouverture"),
        blank=True,
        help_text=_("Tel qu’il était quand le dossier s’est ouvert."),
    )
    regles = models.JSONField(_("règles automatiques"), default=list, blank=True)
    etat = models.CharField(_("état"), max_length=8, choices=Etat, default=Etat.RECU)
    ouvert_le = models.DateTimeField(_("ouvert le"), default=timezone.now)
    instruit_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("examiné par"),
        related_name="+",
        null=True,
        blank=True,
    )
    instruit_le = models.DateTimeField(_("examiné depuis"), null=True, blank=True)
    decision = models.CharField(_("décision"), max_length=10, choices=Decision, blank=True)
    base = models.CharField(_("au regard de"), max_length=6, choices=Base, blank=True)
    motif = models.CharField(_("motif"), max_length=MOTIF_AU_PLUS, blank=True)
    decide_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("décidé par"),
        related_name="+",
        null=True,
        blank=True,
    )
    decide_le = models.DateTimeField(_("décidé le"), null=True, blank=True)
    contestation = models.TextField(_("contestation"), max_length=CONTESTATION_AU_PLUS, blank=True)
    conteste_le = models.DateTimeField(_("contesté le"), null=True, blank=True)
    motif_final = models.CharField(_("motif de la réponse"), max_length=MOTIF_AU_PLUS, blank=True)
    tranche_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("répondu par"),
        related_name="+",
        null=True,
        blank=True,
    )
    tranche_le = models.DateTimeField(_("répondu le"), null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier de modération")
        verbose_name_plural = _("dossiers de modération")
        ordering = ["-ouvert_le", "-pk"]
        default_permissions = ["view"]
        permissions = [("moderer_partout", _("Peut décider de tout contenu signalé"))]
        indexes = [
            models.Index(fields=["type_d_objet", "objet_pk"], name="dossier_objet"),
            models.Index(
                fields=["type_de_cadre", "cadre_pk"],
                condition=Q(etat__in=["recu", "instruit", "conteste"]),
                name="dossier_a_traiter",
            ),
        ]
        constraints = CONTRAINTES_DU_DOSSIER

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """« MOD-2026-000012 »: a year that helps the memory, a number that is unique alone."""
        return f"MOD-{timezone.localtime(self.ouvert_le).year}-{self.pk:06d}"

    @property
    def echeance_le(self) -> datetime | None:
        """When it is late; None once it is decided."""
        return self.ouvert_le + POUR_DECIDER if self.est_ouvert else None

    @property
    def est_ouvert(self) -> bool:
        return self.etat in OUVERTS

    @property
    def est_clos(self) -> bool:
        return self.etat in CLOS

    @property
    def est_automatique(self) -> bool:
        return bool(self.regles)

    @property
    def contestable_jusqu_au(self) -> datetime | None:
        """None when there is nothing to contest."""
        if self.decision != Decision.MASQUE or self.decide_le is None:
            return None
        return self.decide_le + POUR_CONTESTER

    @property
    def est_contestable(self) -> bool:
        """Once, within the delay, by the clock."""
        limite = self.contestable_jusqu_au
        return self.etat == Etat.DECIDE and limite is not None and timezone.now() <= limite
