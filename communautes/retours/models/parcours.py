"""Where a retour stands, who holds it: what no version of its content brings back."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.retours.referentiels import Preparation

MOTIF_AU_PLUS = 300


def _personne(libelle):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=libelle,
        related_name="+",
        null=True,
        blank=True,
    )


class Parcours(models.Model):
    retour = models.OneToOneField(
        "retours.RetourExperience",
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="parcours",
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("écrit par"),
        related_name="retours_ecrits",
        null=True,
        blank=True,
        help_text=_("Personne\u00a0: il vient d’une base que l’ANCT avait déjà."),
    )
    preparation = models.CharField(
        _("préparation"),
        max_length=12,
        choices=Preparation,
        default=Preparation.BROUILLON,
        blank=True,
        help_text=_("Suit des faits (services/ecriture.py)\u00a0: ne s’écrit pas à la main."),
    )
    commence_le = models.DateTimeField(_("commencé le"), default=timezone.now)
    modifie_le = models.DateTimeField(_("modifié le"), default=timezone.now)
    soumis_par = _personne(_("soumis par"))
    soumis_le = models.DateTimeField(_("soumis le"), null=True, blank=True)
    relecteur = _personne(_("relu par"))
    pris_le = models.DateTimeField(_("en relecture depuis"), null=True, blank=True)
    version_relue = models.ForeignKey(
        "wagtailcore.Revision",
        models.SET_NULL,
        verbose_name=_("version relue"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_(
            "La dernière que l’ANCT a lue, ou que son import a apportée\u00a0: une correction de "
            "forme s’y compare."
        ),
    )
    retire_le = models.DateTimeField(_("retiré le"), null=True, blank=True)
    retire_par = _personne(_("retiré par"))
    retire_par_l_anct = models.BooleanField(_("retiré par l’ANCT"), default=False)
    motif_du_retrait = models.CharField(_("motif du retrait"), max_length=MOTIF_AU_PLUS, blank=True)
    archive_le = models.DateTimeField(_("archivé le"), null=True, blank=True)
    verifie_le = models.DateField(_("vérifié le"), null=True, blank=True)
    a_revoir_le = models.DateField(_("à revoir le"), null=True, blank=True)
    perime_le = models.DateTimeField(
        _("dit périmé le"),
        null=True,
        blank=True,
        help_text=_("Quelqu’un de la collectivité a répondu qu’il n’est plus vrai."),
    )
    contact_ferme = models.BooleanField(
        _("contact fermé"),
        default=False,
        help_text=_("Personne n’écrit plus à ses auteurs par le portail."),
    )
    nombre_de_reprises = models.PositiveIntegerField(
        _("nombre de reprises"),
        default=0,
        help_text=_(
            "Collectivités qui s’en inspirent ou ont vécu la même chose, comptées une fois."
        ),
    )
    saisies = models.JSONField(
        _("saisies en cours"),
        default=dict,
        blank=True,
        help_text=_("Étape → champ → ce qui a été tapé et n’est pas encore recevable."),
    )

    class Meta:
        verbose_name = _("parcours d’un retour")
        verbose_name_plural = _("parcours des retours")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["soumis_le"],
                condition=Q(preparation__in=["soumis", "en_relecture"]),
                name="retours_a_relire",
            ),
            models.Index(fields=["a_revoir_le"], name="retours_a_revoir"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(preparation__in=Preparation.values),
                name="retours_preparation_connue",
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                condition=Q(
                    retire_le=None, motif_du_retrait="", retire_par=None, retire_par_l_anct=False
                )
                | (Q(retire_le__isnull=False) & ~Q(motif_du_retrait="")),
                name="retours_retrait_motive",
                violation_error_message=_("Un retrait a une date et un motif."),
            ),
            models.CheckConstraint(
                condition=~Q(preparation__in=["soumis", "en_relecture"])
                | Q(soumis_le__isnull=False),
                name="retours_soumis_date",
                violation_error_message=_("Ce qui est soumis l’est depuis une date."),
            ),
            models.CheckConstraint(
                condition=~Q(preparation="en_relecture") | Q(pris_le__isnull=False),
                name="retours_relecture_datee",
                violation_error_message=_("Ce qui est en relecture l’est depuis une date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.retour_id}\u00a0: {self.get_preparation_display()}"

    @property
    def est_retire(self) -> bool:
        return self.retire_le is not None

    @property
    def est_archive(self) -> bool:
        return self.archive_le is not None

    @property
    def est_a_l_anct(self) -> bool:
        return self.preparation in (Preparation.SOUMIS, Preparation.EN_RELECTURE)

    @property
    def tour(self) -> tuple:
        """Another one once it is sent, taken back, sent again, answered (home/marques.py)."""
        return self.est_a_l_anct, self.soumis_le

    def est_a_actualiser(self, jour: date | None = None) -> bool:
        a_revoir = self.a_revoir_le is not None
        passee = a_revoir and self.a_revoir_le <= (jour or timezone.localdate())
        return passee or self.perime_le is not None
