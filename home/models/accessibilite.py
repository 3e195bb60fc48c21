"""The accessibility statement that the law asks for, as structured data (RGAA 4.1, article 47)."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from home.models.base import BasePage

DUREE_DE_VALIDITE = 3  # years (décret 2019-768, article 5)
LISTE = ["ul", "bold", "link", "document-link"]


class AccessibilitePage(BasePage):
    class Conformite(models.TextChoices):
        TOTALE = "totale", _("totalement conforme")
        PARTIELLE = "partielle", _("partiellement conforme")
        NON = "non", _("non conforme")

    conformite = models.CharField(
        _("conformité"),
        max_length=10,
        choices=Conformite,
        default=Conformite.NON,
        help_text=_("« Non conforme » tant qu’aucun audit valide n’existe."),
    )
    etablie_le = models.DateField(_("établie le"), null=True, blank=True)
    audit_le = models.DateField(_("audit du"), null=True, blank=True)
    auditeur = models.CharField(_("audit mené par"), max_length=200, blank=True)
    referentiel = models.CharField(_("référentiel"), max_length=50, default="RGAA 4.1.2")
    taux = models.PositiveSmallIntegerField(
        _("critères respectés"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("En pour cent des critères applicables."),
    )
    non_conformites = RichTextField(_("non-conformités"), blank=True, features=LISTE)
    derogations = RichTextField(
        _("dérogations pour charge disproportionnée"), blank=True, features=LISTE
    )
    hors_perimetre = RichTextField(_("contenus non soumis"), blank=True, features=LISTE)
    technologies = models.CharField(_("technologies"), max_length=300, blank=True)
    outils = models.CharField(_("outils et assistances techniques"), max_length=300, blank=True)
    pages_verifiees = RichTextField(_("pages vérifiées"), blank=True, features=LISTE)
    schema_pluriannuel = RichTextField(_("schéma pluriannuel"), blank=True, features=LISTE)
    plan_action = RichTextField(_("plan d’action de l’année"), blank=True, features=LISTE)

    parent_page_types = ["home.AccueilPage"]
    subpage_types = []
    max_count_per_parent = 1
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("conformite"),
                FieldPanel("etablie_le"),
                FieldPanel("audit_le"),
                FieldPanel("auditeur"),
                FieldPanel("referentiel"),
                FieldPanel("taux"),
            ],
            heading=_("État de conformité"),
        ),
        FieldPanel("non_conformites"),
        FieldPanel("derogations"),
        FieldPanel("hors_perimetre"),
        FieldPanel("technologies"),
        FieldPanel("outils"),
        FieldPanel("pages_verifiees"),
        FieldPanel("schema_pluriannuel"),
        FieldPanel("plan_action"),
    ]

    class Meta:
        verbose_name = _("déclaration d’accessibilité")
        verbose_name_plural = _("déclarations d’accessibilité")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(conformite="non") | models.Q(audit_le__isnull=False),
                name="home_accessibilite_pas_de_conformite_sans_audit",
                violation_error_message=_("Sans audit daté, le site est « non conforme »."),
            )
        ]

    def de_structure(self) -> bool:
        return True

    @property
    def valable_jusqu_au(self) -> date | None:
        """Three years after it was established."""
        if self.etablie_le is None:
            return None
        annee = self.etablie_le.year + DUREE_DE_VALIDITE
        try:
            return self.etablie_le.replace(year=annee)
        except ValueError:  # established on a 29 February
            return self.etablie_le.replace(year=annee, day=28)

    @property
    def perimee(self) -> bool:
        fin = self.valable_jusqu_au
        return fin is not None and fin < timezone.localdate()

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.etablie_le:
            manques["etablie_le"] = _("Indiquez la date de la déclaration : elle vaut trois ans.")
        if self.conformite == self.Conformite.PARTIELLE and (self.taux or 0) < 50:
            manques["taux"] = _("« Partiellement conforme » demande au moins 50 % des critères.")
        return manques
