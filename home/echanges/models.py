"""An import, from the file that was read to what it wrote; purged after ninety days."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.echanges.pouls import SILENCE, TravailSuivi

CONSERVATION = timedelta(days=90)


class ImportQuerySet(models.QuerySet):
    def perimes(self):
        """Older than what is kept, and at rest."""
        return self.filter(cree_le__lt=timezone.now() - CONSERVATION).exclude(
            statut__in=Import.EN_COURS, battement__gte=timezone.now() - SILENCE
        )


class Import(TravailSuivi, models.Model):
    class Statut(models.TextChoices):
        DEPOSE = "depose", _("Colonnes à vérifier")
        ESSAI = "essai", _("Essai en cours")
        ESSAYE = "essaye", _("Rapport à lire")
        APPLICATION = "application", _("Import en cours")
        APPLIQUE = "applique", _("Importé")
        ANNULATION = "annulation", _("Annulation en cours")
        ANNULE = "annule", _("Annulé")

    EN_COURS = ("essai", "application", "annulation")

    table = models.CharField(_("table"), max_length=40)
    nom_du_fichier = models.CharField(_("fichier"), max_length=255)
    entetes = models.JSONField(_("titres de colonnes"))
    remarques = models.JSONField(_("remarques"), default=list)
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("déposé par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cree_le = models.DateTimeField(_("déposé le"), auto_now_add=True)
    correspondance = models.JSONField(_("correspondance des colonnes"), default=dict)
    publier = models.BooleanField(_("publier les lignes complètes"), default=False)
    ignorer_rejets = models.BooleanField(_("ignorer les lignes rejetées"), default=False)
    statut = models.CharField(
        _("statut"), max_length=12, choices=Statut, default=Statut.DEPOSE, db_index=True
    )
    # The step that runs: whose it is, which launch it is, and when its worker was last heard.
    lance_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lancé par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    jeton = models.UUIDField(_("jeton"), null=True)
    commence_le = models.DateTimeField(_("commencé le"), null=True)
    battement = models.DateTimeField(_("dernier signe de vie"), null=True)
    avancement = models.PositiveIntegerField(_("lignes faites"), default=0)
    incident = models.TextField(_("incident"), blank=True)
    compteurs = models.JSONField(_("compteurs"), default=dict)
    annexes = models.JSONField(_("créé en plus"), default=dict)
    applique_le = models.DateTimeField(_("importé le"), null=True)
    annule_le = models.DateTimeField(_("annulé le"), null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(statut__in=("essai", "application", "annulation"))
                | Q(jeton__isnull=False, battement__isnull=False),
                name="home_import_en_cours_suivi",
                violation_error_message=_("Une étape en cours a un jeton et un signe de vie."),
            ),
            models.CheckConstraint(
                condition=~Q(statut__in=("applique", "annulation", "annule"))
                | Q(applique_le__isnull=False),
                name="home_import_applique_date",
                violation_error_message=_("Un import fait porte sa date."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom_du_fichier

    def nombre(self, statut: str) -> int:
        return self.compteurs.get(statut, 0)

    @property
    def total(self) -> int:
        return self.compteurs.get("total", 0)

    @property
    def correctes(self) -> int:
        """Lines that would be written."""
        return self.nombre("a_creer") + self.nombre("a_modifier")

    @property
    def repos(self) -> str:
        """The stage that it is at again when the running step fails."""
        defait = self.Statut.ANNULE if self.annule_le else self.Statut.APPLIQUE
        return {"essai": self.Statut.DEPOSE, "application": self.Statut.ESSAYE}.get(
            self.statut, defait
        )

    @property
    def rejetees(self) -> int:
        return self.nombre("rejetee")


class LigneImport(models.Model):
    class Statut(models.TextChoices):
        LUE = "lue", _("Lue")
        A_CREER = "a_creer", _("À créer")
        A_MODIFIER = "a_modifier", _("À modifier")
        INCHANGEE = "inchangee", _("Inchangée")
        REJETEE = "rejetee", _("Rejetée")

    A_ECRIRE = ("a_creer", "a_modifier")

    origine = models.ForeignKey(
        Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="lignes"
    )
    numero = models.PositiveIntegerField(_("ligne"))
    titre = models.CharField(_("titre"), max_length=255, blank=True)
    valeurs = models.JSONField(_("cellules"))
    statut = models.CharField(_("statut"), max_length=10, choices=Statut, default=Statut.LUE)
    erreurs = models.JSONField(_("erreurs"), default=list)
    differences = models.JSONField(_("différences"), default=list)
    type_de_cible = models.ForeignKey(
        ContentType, verbose_name=_("type"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cible_pk = models.BigIntegerField(_("clé"), null=True)
    cible = GenericForeignKey("type_de_cible", "cible_pk")
    avant = models.BigIntegerField(_("version d’avant"), null=True)
    apres = models.BigIntegerField(_("version écrite"), null=True)
    etat = models.JSONField(_("état d’avant"), default=dict)
    ecrite = models.BooleanField(_("écrite"), default=False)
    laissee = models.TextField(_("pourquoi l’annulation l’a laissée"), blank=True)

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(fields=["origine", "numero"], name="home_ligneimport_une_fois"),
            models.CheckConstraint(
                condition=~Q(statut="rejetee") | ~Q(erreurs=[]),
                name="home_ligneimport_rejet_explique",
                violation_error_message=_("Une ligne rejetée dit pourquoi."),
            ),
            models.CheckConstraint(
                condition=Q(ecrite=False) | Q(statut__in=("a_creer", "a_modifier")),
                name="home_ligneimport_rejet_non_ecrit",
                violation_error_message=_("Une ligne rejetée n’est jamais écrite."),
            ),
        ]
        indexes = [models.Index(fields=["origine", "statut"], name="home_ligneimport_statut")]

    def __str__(self) -> str:
        return f"{self.numero} — {self.titre}"

    def rendue(self, revision) -> None:
        """Undone by this revision: the import that had written what it holds can be undone too."""
        LigneImport.objects.filter(
            type_de_cible=self.type_de_cible_id, cible_pk=self.cible_pk, apres=self.avant
        ).update(apres=revision.pk)
