"""The collectivités of France: a referential that is imported, where nobody writes by hand."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communautes.territoires.contraintes import (
    code_de_son_type,
    siren_valide,
    successeur_si_fusionnee,
)
from communautes.territoires.nommes import (
    ARTICLE_DE_LA_REGION,
    ARTICLE_DU_DEPARTEMENT,
    nom_du_departement,
)
from home.articles import de
from home.referentiels import strate_de


class CollectiviteQuerySet(models.QuerySet):
    def actives(self) -> Self:
        return self.filter(statut=Collectivite.Statut.ACTIVE)

    def qui_deliberent(self) -> Self:
        """With an assembly of their own: not Bas-Rhin, whose powers Alsace has."""
        return self.actives().filter(exercee_par=None)

    def pour_cartes(self) -> Self:
        """What a line or a card shows, in one query."""
        return self.select_related("epci", "successeur").defer("recherche", "emails_officiels")


class Collectivite(models.Model):
    class Type(models.TextChoices):
        COMMUNE = "commune", _("Commune")
        EPCI = "epci", _("Intercommunalité")
        DEPARTEMENT = "departement", _("Département")
        REGION = "region", _("Région")
        EPT = "ept", _("Établissement public territorial")
        SYNDICAT = "syndicat", _("PETR ou syndicat mixte")
        PARTICULIERE = "particuliere", _("Collectivité à statut particulier")

    class Statut(models.TextChoices):
        ACTIVE = "active", _("En activité")
        FUSIONNEE = "fusionnee", _("Fusionnée")
        DISSOUTE = "dissoute", _("Dissoute")

    type = models.CharField(_("type"), max_length=12, choices=Type)
    code = models.CharField(
        _("code"),
        max_length=9,
        help_text=_("Code INSEE, ou SIREN d’une intercommunalité."),
    )
    siren = models.CharField(_("SIREN"), max_length=9, null=True, blank=True)
    nom = models.CharField(_("nom"), max_length=200)
    nom_normalise = models.CharField(_("nom sans accent ni article"), max_length=200)
    autres_noms = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("autres noms"),
        default=list,
        blank=True,
        help_text=_("Communes déléguées ou associées."),
    )
    recherche = models.TextField(_("mots cherchés"), editable=False)
    nature_juridique = models.CharField(_("nature juridique"), max_length=10, blank=True)
    departement = models.CharField(_("département"), max_length=3, blank=True)
    departements = ArrayField(
        models.CharField(max_length=3), verbose_name=_("départements"), default=list, blank=True
    )
    region = models.CharField(_("région"), max_length=3, blank=True)
    epci = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("intercommunalité"),
        related_name="communes",
        null=True,
        blank=True,
    )
    codes_postaux = ArrayField(
        models.CharField(max_length=5), verbose_name=_("codes postaux"), default=list, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    strate = models.GeneratedField(
        verbose_name=_("strate"),
        expression=strate_de("population"),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    emails_officiels = ArrayField(
        models.EmailField(), verbose_name=_("courriels officiels"), default=list, blank=True
    )
    statut = models.CharField(_("statut"), max_length=9, choices=Statut, default=Statut.ACTIVE)
    successeur = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("fusionnée dans"),
        related_name="absorbees",
        null=True,
        blank=True,
    )
    exercee_par = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("compétences exercées par"),
        related_name="exerce_pour",
        null=True,
        blank=True,
        help_text=_("Le département d’une collectivité unique n’a pas d’assemblée à lui."),
    )
    source = models.CharField(_("source"), max_length=300)
    millesime = models.PositiveSmallIntegerField(
        _("millésime"), help_text=_("Du dernier référentiel qui la cite.")
    )

    objects = CollectiviteQuerySet.as_manager()

    class Meta:
        verbose_name = _("collectivité")
        verbose_name_plural = _("collectivités")
        ordering = ["nom_normalise", "departement", "pk"]
        default_permissions = ["view"]
        permissions = [
            ("fusionner_collectivite", "Peut prononcer une fusion"),
            ("tenir_courriels_officiels", "Peut tenir les courriels officiels"),
        ]
        indexes = [
            GinIndex(fields=["recherche"], opclasses=["gin_trgm_ops"], name="collectivite_mots"),
            GinIndex(
                fields=["nom_normalise"], opclasses=["gin_trgm_ops"], name="collectivite_proche"
            ),
            models.Index(
                fields=["nom_normalise"],
                opclasses=["varchar_pattern_ops"],
                name="collectivite_debut",
            ),
            models.Index(
                F("population").desc(nulls_last=True), "id", name="collectivite_plus_grande"
            ),
            models.Index(fields=["departement", "type"], name="collectivite_departement"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "code"],
                name="collectivite_type_code",
                violation_error_message=_("Cette collectivité est déjà dans le référentiel."),
            ),
            models.UniqueConstraint(
                fields=["siren"],
                name="collectivite_siren_unique",
                violation_error_message=_("Une autre collectivité a ce SIREN."),
            ),
            models.CheckConstraint(
                condition=siren_valide(),
                name="collectivite_siren_valide",
                violation_error_message=_("Ce SIREN n’en est pas un\u00a0: sa clé est fausse."),
            ),
            models.CheckConstraint(
                condition=code_de_son_type(),
                name="collectivite_code_de_son_type",
                violation_error_message=_("Ce code n’est pas celui d’une telle collectivité."),
            ),
            models.CheckConstraint(
                condition=successeur_si_fusionnee(),
                name="collectivite_successeur",
                violation_error_message=_(
                    "Une collectivité fusionnée a un successeur, elle seule."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(successeur=F("id")) & ~Q(exercee_par=F("id")) & ~Q(epci=F("id")),
                name="collectivite_pas_elle_meme",
                violation_error_message=_("Une collectivité ne se succède pas à elle-même."),
            ),
            models.CheckConstraint(
                condition=Q(type="commune") | Q(epci=None),
                name="collectivite_epci_d_une_commune",
                violation_error_message=_("Seule une commune est dans une intercommunalité."),
            ),
        ]

    def __str__(self) -> str:
        return self.intitule

    def get_absolute_url(self) -> str:
        return reverse("territoires:collectivite", args=[self.type, self.code])

    @property
    def ou(self) -> str:
        """« Seine-Saint-Denis (93) »: what tells two homonyms apart."""
        return nom_du_departement(self.departement) if self.departement else ""

    @property
    def intitule(self) -> str:
        """Its name and its département: « Saint-Denis — La Réunion (974) », « Bas-Rhin (67) »."""
        if self.type == self.Type.DEPARTEMENT:
            return self.ou
        return f"{self.nom} — {self.ou}" if self.ou else self.nom

    @property
    def de_nom(self) -> str:
        """« du Havre », « de la Métropole du Grand Paris », « de l’Ain »."""
        articles = {
            self.Type.DEPARTEMENT: ARTICLE_DU_DEPARTEMENT,
            self.Type.REGION: ARTICLE_DE_LA_REGION,
        }
        return de(self.nom, articles.get(self.type, {}).get(self.code, ""))

    @property
    def est_active(self) -> bool:
        return self.statut == self.Statut.ACTIVE


class Fusion(models.Model):
    """One merge: what was moved, from whom to whom, and by which act."""

    absorbee = models.ForeignKey(
        Collectivite, models.PROTECT, verbose_name=_("absorbée"), related_name="fusions"
    )
    successeur = models.ForeignKey(
        Collectivite, models.PROTECT, verbose_name=_("successeur"), related_name="fusions_recues"
    )
    motif = models.CharField(_("motif"), max_length=300)
    prononcee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("prononcée par"),
        null=True,
        blank=True,
        help_text=_("Vide\u00a0: l’import du référentiel."),
    )
    date_d_effet = models.DateField(_("date d’effet"), null=True, blank=True)
    prononcee_le = models.DateTimeField(_("prononcée le"), auto_now_add=True)
    deplace = models.JSONField(_("déplacé"), default=dict, blank=True)

    class Meta:
        verbose_name = _("fusion")
        verbose_name_plural = _("fusions")
        ordering = ["-prononcee_le", "-pk"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.absorbee} → {self.successeur}"


class Dissolution(models.Model):
    """An act of ANCT: what has no successor keeps what it did, and does nothing more."""

    collectivite = models.ForeignKey(
        Collectivite, models.PROTECT, verbose_name=_("dissoute"), related_name="dissolutions"
    )
    motif = models.CharField(_("motif"), max_length=300)
    date_d_effet = models.DateField(_("date d’effet"))
    prononcee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("prononcée par")
    )
    prononcee_le = models.DateTimeField(_("prononcée le"), auto_now_add=True)
    termine = models.JSONField(_("terminé"), default=dict, blank=True)

    class Meta:
        verbose_name = _("dissolution")
        verbose_name_plural = _("dissolutions")
        ordering = ["-prononcee_le", "-pk"]
        default_permissions = []

    def __str__(self) -> str:
        return str(self.collectivite)


class ImportDuReferentiel(models.Model):
    """A year's file that was applied whole; the latest one says what the table holds."""

    millesime = models.PositiveSmallIntegerField(_("millésime"))
    empreinte = models.CharField(_("empreinte du fichier"), max_length=64)
    applique_le = models.DateTimeField(_("appliqué le"), auto_now_add=True)
    compteurs = models.JSONField(_("compteurs"), default=dict)

    class Meta:
        verbose_name = _("import du référentiel")
        verbose_name_plural = _("imports du référentiel")
        ordering = ["-applique_le", "-pk"]
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.millesime} ({self.applique_le:%d/%m/%Y})"
