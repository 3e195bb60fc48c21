"""What a retour is made of besides its own fields: all of it in each of its versions."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from communautes.fichiers.models import Fichier
from ressources.models import Acteur, Etiquette, ThemePage


class RetourTheme(Orderable):
    """The first theme gives the retour its pictogram and its colour."""

    retour = ParentalKey(
        "retours.RetourExperience", on_delete=models.CASCADE, related_name="themes_lies"
    )
    theme = models.ForeignKey(
        ThemePage,
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="retours_lies",
        limit_choices_to={"locale__language_code": "fr"},
    )

    panels = [FieldPanel("theme", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("thème du retour")
        verbose_name_plural = _("thèmes du retour")
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "theme"],
                name="retours_theme_une_fois",
                violation_error_message=_("Ce thème est déjà choisi."),
            )
        ]

    def __str__(self) -> str:
        return self.theme.title


class RetourActeur(Orderable):
    """Of the directory: who accompanied it."""

    retour = ParentalKey(
        "retours.RetourExperience", on_delete=models.CASCADE, related_name="acteurs_lies"
    )
    acteur = models.ForeignKey(
        Acteur, verbose_name=_("acteur"), on_delete=models.PROTECT, related_name="retours_lies"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("acteur du retour")
        verbose_name_plural = _("acteurs du retour")
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "acteur"],
                name="retours_acteur_une_fois",
                violation_error_message=_("Cet acteur est déjà cité."),
            )
        ]

    def __str__(self) -> str:
        return self.acteur.nom


class EtiquetteRetour(ItemBase):
    tag = models.ForeignKey(Etiquette, on_delete=models.CASCADE, related_name="retours")
    content_object = ParentalKey(
        "retours.RetourExperience", on_delete=models.CASCADE, related_name="etiquetages"
    )

    class Meta:
        verbose_name = _("étiquetage d’un retour")
        verbose_name_plural = _("étiquetages des retours")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="retours_etiquette_une_fois"
            )
        ]


class RetourImage(Orderable):
    """An image that somebody gave (communautes/fichiers), with what it says to who does not see
    it.
    """

    retour = ParentalKey(
        "retours.RetourExperience", on_delete=models.CASCADE, related_name="images"
    )
    fichier = models.ForeignKey(
        Fichier, verbose_name=_("image"), on_delete=models.PROTECT, related_name="+"
    )
    alternative = models.CharField(
        _("ce qu’elle montre"),
        max_length=250,
        blank=True,
        help_text=_("Lu à voix haute à qui ne voit pas l’image."),
    )
    legende = models.CharField(_("légende"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("image du retour")
        verbose_name_plural = _("images du retour")
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "fichier"],
                name="retours_image_une_fois",
                violation_error_message=_("Cette image y est déjà."),
            )
        ]

    def __str__(self) -> str:
        return self.alternative or self.fichier.nom


class RetourFichier(Orderable):
    retour = ParentalKey(
        "retours.RetourExperience", on_delete=models.CASCADE, related_name="documents"
    )
    fichier = models.ForeignKey(
        Fichier, verbose_name=_("document joint"), on_delete=models.PROTECT, related_name="+"
    )
    titre = models.CharField(_("titre du document"), max_length=150, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("document du retour")
        verbose_name_plural = _("documents du retour")
        constraints = [
            models.UniqueConstraint(
                fields=["retour", "fichier"],
                name="retours_document_une_fois",
                violation_error_message=_("Ce document y est déjà."),
            )
        ]

    def __str__(self) -> str:
        return self.titre or self.fichier.nom
