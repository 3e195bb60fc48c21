from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from ressources.models.theme import ThemePage


class ActeurTheme(Orderable):
    acteur = ParentalKey("ressources.Acteur", on_delete=models.CASCADE, related_name="themes_lies")
    theme = models.ForeignKey(
        ThemePage,
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="acteurs_lies",
        limit_choices_to={"locale__language_code": "fr"},
    )

    panels = [FieldPanel("theme", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("thème de l’acteur")
        verbose_name_plural = _("thèmes de l’acteur")
        constraints = [
            models.UniqueConstraint(
                fields=["acteur", "theme"],
                name="ressources_acteur_theme_une_fois",
                violation_error_message=_("Ce thème est déjà choisi."),
            )
        ]

    def __str__(self) -> str:
        return self.acteur.nom
