"""Who takes up a retour: a collectivité that lived the same, that draws on it, that went on."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.models.retour import RetourExperience
from communautes.territoires.models import Collectivite
from home.fraicheur.dates import plus_mois

MOIS_AVANT_LA_QUESTION = 6


class LienQuerySet(models.QuerySet):
    def actifs(self) -> Self:
        return self.filter(retire_le=None)

    def montres(self) -> Self:
        """To everybody: what leads to a retour shows once that one is published."""
        lisibles = RetourExperience.objects.lisibles().values("pk")
        return self.actifs().filter(Q(retour=None) | Q(retour__in=lisibles))

    def reprises(self) -> Self:
        """That count: of another collectivité than those that sign; what goes on is its own."""
        signent = CollectiviteAuteure.objects.acceptees().filter(
            retour=OuterRef("vers"), collectivite=OuterRef("collectivite")
        )
        autres = self.montres().exclude(nature=LienDExperience.Nature.SUITE_DE)
        return autres.exclude(Exists(signent))

    def en_attente_de_nouvelles(self) -> Self:
        """« Et alors ? » may be answered: of what is still proposed, by who is still there."""
        visibles = RetourExperience.objects.visibles().values("pk")
        inspires = self.actifs().filter(nature=LienDExperience.Nature.INSPIRE_DE, retour=None)
        return inspires.filter(vers__in=visibles)

    def a_demander(self, jour: date | None = None) -> Self:
        """Six months have gone by, nobody has answered nor was asked, who pressed still works
        there.
        """
        la = Affiliation.objects.membres().filter(
            personne=OuterRef("par"), collectivite=OuterRef("collectivite")
        )
        return self.en_attente_de_nouvelles().filter(
            Exists(la),
            nouvelles_le__lte=jour or timezone.localdate(),
            demandee_le=None,
            bilan=None,
        )


class LienDExperience(models.Model):
    """`retour`: the one that the collectivité wrote, when it wrote one. Without it, the link says
    that it did, or will: once for each nature, whoever presses.
    """

    class Nature(models.TextChoices):
        INSPIRE_DE = "inspire_de", _("s’en inspire")
        SIMILAIRE = "similaire", _("a vécu une expérience similaire")
        SUITE_DE = "suite_de", _("en est la suite")

    vers = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour repris"),
        related_name="liens_recus",
    )
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    collectivite = models.ForeignKey(
        Collectivite,
        models.PROTECT,
        verbose_name=_("collectivité"),
        related_name="liens_d_experience",
    )
    retour = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour qu’elle a écrit"),
        related_name="liens_donnes",
        null=True,
        blank=True,
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("dit par"),
        related_name="+",
        null=True,
        blank=True,
    )
    le = models.DateTimeField(_("le"), default=timezone.now)
    retire_le = models.DateTimeField(_("retiré le"), null=True, blank=True)
    nouvelles_le = models.DateField(
        _("nouvelles attendues le"),
        null=True,
        blank=True,
        help_text=_("Six mois après, à l’heure de Paris\u00a0: «\u00a0et alors\u00a0?\u00a0»"),
    )
    demandee_le = models.DateTimeField(_("question posée le"), null=True, blank=True)

    objects = LienQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien d’expérience")
        verbose_name_plural = _("liens d’expérience")
        ordering = ["le", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["nouvelles_le"],
                condition=Q(retire_le=None, demandee_le=None, retour=None),
                name="retours_nouvelles_a_demander",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["vers", "collectivite", "nature"],
                condition=Q(retire_le=None, retour=None),
                name="retours_lien_une_fois",
                violation_error_message=_("Votre collectivité l’a déjà dit."),
            ),
            models.UniqueConstraint(
                fields=["vers", "retour", "nature"],
                condition=Q(retire_le=None),
                name="retours_lien_entre_deux_une_fois",
                violation_error_message=_("Ces deux retours sont déjà liés."),
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["inspire_de", "similaire", "suite_de"]),
                name="retours_lien_nature_connue",
                violation_error_message=_("Ce lien n’existe pas."),
            ),
            models.CheckConstraint(
                condition=~Q(nature="suite_de") | Q(retour__isnull=False),
                name="retours_lien_suite_d_un_retour",
                violation_error_message=_("La suite d’un retour est un autre retour."),
            ),
            models.CheckConstraint(
                condition=~Q(retour=models.F("vers")),
                name="retours_lien_vers_un_autre",
                violation_error_message=_("Un retour n’est pas lié à lui-même."),
            ),
            models.CheckConstraint(
                condition=Q(nature="inspire_de", nouvelles_le__isnull=False)
                | (~Q(nature="inspire_de") & Q(nouvelles_le=None, demandee_le=None)),
                name="retours_lien_nouvelles_datees",
                violation_error_message=_(
                    "On demande des nouvelles à qui s’inspire, six mois après."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collectivite_id} {self.get_nature_display()}\u00a0: {self.vers_id}"

    @property
    def est_actif(self) -> bool:
        return self.retire_le is None

    @property
    def demande_des_nouvelles(self) -> bool:
        """By the clock, whether or not the mail has left."""
        return (
            self.est_actif
            and self.retour_id is None
            and self.nouvelles_le is not None
            and self.nouvelles_le <= timezone.localdate()
            and self.nouvelles is None
        )

    @property
    def nouvelles(self):
        """What its collectivité answered to « et alors ? », or None."""
        return getattr(self, "bilan", None)


def date_des_nouvelles(le) -> date:
    """`le`: an instant; six calendar months later, by the day of Paris."""
    return plus_mois(timezone.localdate(le), MOIS_AVANT_LA_QUESTION)
