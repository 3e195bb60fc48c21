"""What resources, themes and actors are filtered by in the admin."""

import django_filters
from django.db import models
from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _

from home.listes.filtres import POUR_MOI_SUIVIS, FiltreDeListe, LangueDePage, personnes_de
from home.territoires import ChoixDepartement
from ressources.models import (
    Acteur,
    ActeurTheme,
    Etiquette,
    EtiquetteRessource,
    RessourcePage,
    RessourceTheme,
    ThemePage,
)
from ressources.referentiels import GenreActeur, Nature


class ARevoir(models.TextChoices):
    EN_RETARD = "en_retard", _("En retard")
    BIENTOT = "bientot", _("Dans les trente jours")
    SANS_DATE = "sans_date", _("Sans date")


class Manque(models.TextChoices):
    THEME = "theme", _("Sans thème")
    RESPONSABLE = "responsable", _("Sans responsable")
    RESUME = "resume", _("Sans résumé")


def themes(request):
    """French pages, that links point at."""
    return ThemePage.objects.francais().ordonnes().defer_streamfields()


def responsables(request):
    """Those who answer for something."""
    return personnes_de(RessourcePage, Acteur)


class FiltreSuivi(FiltreDeListe):
    """By theme, by owner, by the date of the next reading, by what lacks."""

    lien_theme: type
    cle_theme: str

    pour_moi = django_filters.ChoiceFilter(
        label=_("Pour moi"), choices=POUR_MOI_SUIVIS, method="filtrer_pour_moi", widget=Select
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Thème"), queryset=themes, method="du_theme", widget=Select
    )
    revoir = django_filters.ChoiceFilter(
        label=_("À revoir"), choices=ARevoir.choices, method="a_revoir", widget=Select
    )
    responsable = django_filters.ModelChoiceFilter(
        label=_("Responsable"), queryset=responsables, widget=Select
    )
    manque = django_filters.ChoiceFilter(
        label=_("Il manque"), choices=Manque.choices, method="qui_manque_de", widget=Select
    )

    def du_theme(self, objets, nom, theme):
        return objets.filter(pk__in=self._liens().filter(theme=theme).values(self.cle_theme))

    def a_revoir(self, objets, nom, choix):
        if choix == ARevoir.EN_RETARD:
            return objets.en_retard()
        if choix == ARevoir.BIENTOT:
            return objets.a_revoir_bientot()
        return objets.filter(a_revoir_le=None)

    def qui_manque_de(self, objets, nom, choix):
        if choix == Manque.THEME:
            return objets.exclude(pk__in=self._liens().values(self.cle_theme))
        if choix == Manque.RESPONSABLE:
            return objets.sans_responsable()
        return objets.filter(resume="")

    def _liens(self):
        return self.lien_theme.objects.order_by()


class FiltreRessources(FiltreSuivi, LangueDePage):
    lien_theme, cle_theme = RessourceTheme, "page"

    nature = django_filters.MultipleChoiceFilter(
        label=_("Nature"), choices=Nature.choices, widget=CheckboxSelectMultiple
    )
    etiquette = django_filters.ModelChoiceFilter(
        label=_("Étiquette"),
        queryset=lambda request: Etiquette.objects.order_by("slug"),
        method="qui_porte",
        widget=Select,
    )

    class Meta:
        model = RessourcePage
        fields = []

    def qui_porte(self, objets, nom, etiquette):
        portees = EtiquetteRessource.objects.order_by().filter(tag=etiquette)
        return objets.filter(pk__in=portees.values("content_object"))


class FiltreThemes(FiltreDeListe, LangueDePage):
    class Meta:
        model = ThemePage
        fields = []


class FiltreActeurs(FiltreSuivi):
    lien_theme, cle_theme = ActeurTheme, "acteur"

    genre = django_filters.MultipleChoiceFilter(
        label=_("Genre"), choices=GenreActeur.choices, widget=CheckboxSelectMultiple
    )
    departement = django_filters.ChoiceFilter(
        label=_("Trouvé dans le département"),
        choices=ChoixDepartement.choices,
        method="trouves_dans",
        widget=Select,
    )

    class Meta:
        model = Acteur
        fields = []

    def trouves_dans(self, objets, nom, code):
        """As readers find them: by the département, by its région, by the whole country."""
        return objets.agissant_dans(code)
