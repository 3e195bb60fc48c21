"""Who works for which collectivité, how that is known, and what follows from it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models.niveau import Niveau
from communautes.comptes.affiliations.models.requetes import (
    MOIS_SANS_RECONFIRMER,
    AffiliationQuerySet,
)
from communautes.territoires.models import Collectivite
from home.fraicheur.dates import plus_mois

DELAI = timedelta(days=7)  # of a référent to answer; then ANCT does


class Affiliation(models.Model):
    class Fonction(models.TextChoices):
        ELU = "elu", _("Mandat électif")
        DGS = "dgs", _("Direction générale des services")
        AGENT = "agent", _("Poste dans les services")

    class Role(models.TextChoices):
        MEMBRE = "membre", _("membre")
        REFERENT_PROVISOIRE = "provisoire", _("référent provisoire")
        REFERENT = "referent", _("référent")

    class Statut(models.TextChoices):
        DEMANDEE = "demandee", _("demandée")
        ACTIVE = "active", _("en vigueur")
        EXPIREE = "expiree", _("expirée")
        REFUSEE = "refusee", _("refusée")
        TERMINEE = "terminee", _("terminée")

    class Preuve(models.TextChoices):
        AUCUNE = "", _("aucune")
        SIRET = "siret", _("SIRET donné par ProConnect")
        COURRIEL = "courriel", _("code envoyé au courriel officiel")
        CAUTION = "caution", _("parole d’un référent")
        ANCT = "anct", _("vérification de l’ANCT")

    OUVERTES = (Statut.DEMANDEE, Statut.ACTIVE)
    REFERENTS = (Role.REFERENT_PROVISOIRE, Role.REFERENT)

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("personne"),
        related_name="affiliations",
    )
    collectivite = models.ForeignKey(
        Collectivite,
        models.PROTECT,
        verbose_name=_("collectivité"),
        related_name="affiliations",
    )
    fonction = models.CharField(_("fonction"), max_length=5, choices=Fonction)
    fin_mandat = models.DateField(_("fin du mandat"), null=True, blank=True)
    niveau = models.PositiveSmallIntegerField(_("niveau"), choices=Niveau, default=Niveau.DECLAREE)
    preuve = models.CharField(_("preuve"), max_length=8, choices=Preuve, blank=True)
    niveau_etabli = models.PositiveSmallIntegerField(
        _("niveau établi"),
        choices=Niveau,
        default=Niveau.DECLAREE,
        help_text=_("Sans la parole d’un référent provisoire, qui n’établit rien."),
    )
    identite = models.CharField(
        _("identité"),
        max_length=191,
        blank=True,
        help_text=_("Celle, chez ProConnect, dont le SIRET a concordé."),
    )
    verifiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("vérifiée par"),
        related_name="+",
        null=True,
        blank=True,
    )
    role = models.CharField(_("rôle"), max_length=10, choices=Role, default=Role.MEMBRE)
    habilite_a_engager = models.BooleanField(
        _("habilité à engager"),
        default=False,
        help_text=_("Peut inscrire la collectivité à un projet partagé."),
    )
    statut = models.CharField(_("état"), max_length=8, choices=Statut, default=Statut.DEMANDEE)
    motif = models.CharField(_("motif"), max_length=300, blank=True)
    depuis = models.DateTimeField(_("depuis"), default=timezone.now)
    confirmee_le = models.DateField(
        _("valable à compter du"),
        default=timezone.localdate,
        help_text=_("À confirmer à nouveau tous les vingt-quatre mois."),
    )
    echeance_le = models.DateTimeField(_("réponse attendue avant le"))
    escalade_dite_le = models.DateTimeField(_("l’ANCT en est avertie le"), null=True, blank=True)
    fin_annoncee = models.DateField(
        _("fin annoncée"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("La dernière dont la personne a été avertie."),
    )
    demande_a_l_anct = models.CharField(
        _("demande à l’ANCT"),
        max_length=300,
        blank=True,
        help_text=_("Pourquoi la personne demande à l’ANCT de la valider."),
    )
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)
    close_par_decision = models.BooleanField(
        _("close par décision"),
        default=False,
        help_text=_("Refusée ou terminée par un référent ou l’ANCT."),
    )
    empreintes = ArrayField(
        models.CharField(max_length=64),
        verbose_name=_("empreintes"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("De qui la décision écarte, pour reconnaître son retour\u00a0: deux ans."),
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["collectivite__nom_normalise", "depuis", "pk"]
        default_permissions = ["view"]
        permissions = [("instruire_affiliation", "Peut instruire une affiliation")]
        indexes = [
            models.Index(fields=["collectivite", "statut"], name="affiliation_collectivite"),
            models.Index(
                fields=["echeance_le"],
                condition=Q(statut="demandee"),
                name="affiliation_en_attente",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "collectivite"],
                condition=Q(statut__in=["demandee", "active"]),
                name="affiliation_une_seule_ouverte",
                violation_error_message=_("Vous avez déjà rejoint cette collectivité."),
            ),
            models.UniqueConstraint(
                fields=["collectivite"],
                condition=Q(statut="active", role="provisoire"),
                name="affiliation_un_provisoire",
                violation_error_message=_("Cette collectivité a déjà un référent provisoire."),
            ),
            models.CheckConstraint(
                condition=~Q(fonction="elu") | Q(fin_mandat__isnull=False),
                name="affiliation_mandat_d_un_elu",
                violation_error_message=_("Indiquez quand finit le mandat."),
            ),
            models.CheckConstraint(
                condition=(Q(statut="demandee") & Q(niveau=1))
                | (Q(statut="active") & Q(niveau__gt=1))
                | ~Q(statut__in=["demandee", "active"]),
                name="affiliation_active_si_prouvee",
                violation_error_message=_("Une affiliation active est prouvée, et elle seule."),
            ),
            models.CheckConstraint(
                condition=Q(niveau=1, preuve="") | (Q(niveau__gt=1) & ~Q(preuve="")),
                name="affiliation_niveau_et_preuve",
                violation_error_message=_("Au-delà de «\u00a0déclarée\u00a0», dites la preuve."),
            ),
            models.CheckConstraint(
                condition=Q(niveau__gte=1, niveau__lte=5),
                name="affiliation_niveau_connu",
                violation_error_message=_("Ce niveau n’existe pas."),
            ),
            models.CheckConstraint(
                condition=Q(niveau_etabli=F("niveau"))
                | Q(preuve="caution", niveau_etabli__gte=1, niveau_etabli__lt=F("niveau")),
                name="affiliation_niveau_etabli",
                violation_error_message=_("Seule une caution donne plus que ce qui est établi."),
            ),
            models.CheckConstraint(
                condition=Q(role="membre") | Q(niveau_etabli__gt=1),
                name="affiliation_referent_prouve",
                violation_error_message=_("Un référent a prouvé qu’il travaille là."),
            ),
            models.CheckConstraint(
                condition=Q(habilite_a_engager=False)
                | Q(niveau__gte=3, fonction="elu")
                | Q(niveau__gte=3, role__in=["provisoire", "referent"])
                | Q(niveau__gte=4, fonction="dgs"),
                name="affiliation_habilitation",
                violation_error_message=_(
                    "Seuls un référent, un élu, ou une direction générale cautionnée engagent "
                    "la collectivité."
                ),
            ),
            models.CheckConstraint(
                condition=Q(demande_a_l_anct="") | Q(statut="active"),
                name="affiliation_demande_en_vigueur",
                violation_error_message=_("Seule une affiliation en vigueur le demande."),
            ),
            models.CheckConstraint(
                condition=~Q(statut="refusee") | ~Q(motif=""),
                name="affiliation_refus_motive",
                violation_error_message=_("Dites pourquoi vous refusez."),
            ),
            models.CheckConstraint(
                condition=Q(close_par_decision=False) | ~Q(statut__in=["demandee", "active"]),
                name="affiliation_decision_close",
                violation_error_message=_("Seule une affiliation close l’est par décision."),
            ),
            models.CheckConstraint(
                condition=Q(empreintes=[]) | ~Q(statut__in=["demandee", "active"]),
                name="affiliation_empreintes_closes",
                violation_error_message=_("Seule une affiliation close garde une empreinte."),
            ),
            models.CheckConstraint(
                condition=Q(statut__in=["demandee", "active"], close_le=None)
                | (~Q(statut__in=["demandee", "active"]) & Q(close_le__isnull=False)),
                name="affiliation_close_datee",
                violation_error_message=_("Ce qui est clos a une date, et cela seul."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qui} — {self.collectivite}"

    @property
    def qui(self) -> str:
        return self.personne.nom_pour(self.collectivite)

    @property
    def nom_ecrit(self) -> str:
        """Never an address, in what leaves the portal."""
        return self.qui if self.personne.est_anonymisee else self.personne.get_full_name()

    @property
    def expire_le(self) -> date:
        """Its last day by the clock."""
        fin = plus_mois(self.confirmee_le, MOIS_SANS_RECONFIRMER) - timedelta(days=1)
        return min(fin, self.fin_mandat) if self.fin_mandat else fin

    @property
    def est_en_vigueur(self) -> bool:
        return (
            self.statut in self.OUVERTES
            and self.expire_le >= timezone.localdate()
            and self.collectivite.est_active
        )

    @property
    def est_active(self) -> bool:
        return self.statut == self.Statut.ACTIVE and self.est_en_vigueur

    @property
    def est_membre(self) -> bool:
        """As `membres()`: their account is open too."""
        return self.est_active and self.personne.is_active

    @property
    def est_referente(self) -> bool:
        return self.role in self.REFERENTS

    @property
    def echeance_attendue(self) -> datetime | None:
        """What has its answer waits for none."""
        return self.echeance_le if self.statut == self.Statut.DEMANDEE else None

    @property
    def se_fait_valider(self) -> bool:
        """ANCT has something to add to it."""
        provisoire = self.role == self.Role.REFERENT_PROVISOIRE
        return self.est_active and (provisoire or not self.est_confirmee)

    @property
    def est_a_l_anct(self) -> bool:
        """The référent let its days go by, or sent it there."""
        return self.statut == self.Statut.DEMANDEE and self.echeance_le <= timezone.now()

    @property
    def etat_en_mots(self) -> str:
        """What is true now, whatever the row says."""
        if self.statut in self.OUVERTES and not self.est_en_vigueur:
            return str(self.Statut.EXPIREE.label)
        return str(self.get_statut_display())

    @property
    def tient_par_soi(self) -> bool:
        return self.niveau_etabli > Niveau.DECLAREE

    @property
    def est_confirmee(self) -> bool:
        """By itself: without a provisional référent's word."""
        return self.niveau_etabli >= Niveau.CONFIRMEE

    @property
    def peut_engager(self) -> bool:
        """Could be given the right to commit the collectivité: what the constraint says."""
        return (
            self.niveau >= Niveau.CONFIRMEE
            and (self.est_referente or self.fonction == self.Fonction.ELU)
        ) or (self.niveau >= Niveau.CAUTIONNEE and self.fonction == self.Fonction.DGS)
