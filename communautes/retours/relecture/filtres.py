"""What retours are filtered by in the admin."""

import django_filters
from django.db import models
from django.forms import CheckboxSelectMultiple, Select
from django.utils.translation import gettext_lazy as _

from communautes.retours.models import RetourExperience, RetourTheme
from communautes.retours.referentiels import Format
from home.listes.filtres import FiltreDeListe
from home.territoires import ChoixDepartement
from ressources.models import ThemePage


class File(models.TextChoices):
    A_RELIRE = "a_relire", _("À relire")
    PERSONNE = "personne", _("À relire, par personne encore")
    A_COMPLETER = "a_completer", _("À compléter par leurs auteurs")
    A_ACTUALISER = "a_actualiser", _("À actualiser")
    ARCHIVES = "archives", _("Archivés")
    RETIRES = "retires", _("Retirés")


class FiltreDesRetours(FiltreDeListe):
    file = django_filters.ChoiceFilter(
        label=_("Où ils en sont"), choices=File.choices, method="dans_la_file", widget=Select
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Thème"),
        queryset=lambda request: ThemePage.objects.francais().ordonnes().defer_streamfields(),
        method="du_theme",
        widget=Select,
    )
    format = django_filters.MultipleChoiceFilter(
        label=_("Version"), choices=Format.choices, widget=CheckboxSelectMultiple
    )
    departement = django_filters.ChoiceFilter(
        label=_("Département"),
        choices=ChoixDepartement.choices,
        method="du_departement",
        widget=Select,
    )

    class Meta:
        model = RetourExperience
        fields = []

    def dans_la_file(self, retours, nom, choix):
        files = {
            File.A_RELIRE: lambda: retours.a_relire(),
            File.PERSONNE: lambda: retours.a_relire().filter(parcours__relecteur=None),
            File.A_COMPLETER: lambda: retours.filter(parcours__preparation="a_completer"),
            File.A_ACTUALISER: lambda: retours.a_actualiser(),
            File.ARCHIVES: lambda: retours.exclude(parcours__archive_le=None),
            File.RETIRES: lambda: retours.exclude(parcours__retire_le=None),
        }
        return files[choix]()

    def du_theme(self, retours, nom, theme):
        return retours.filter(pk__in=RetourTheme.objects.filter(theme=theme).values("retour"))

    def du_departement(self, retours, nom, code):
        return retours.filter(auteures__departements__contains=[code]).distinct()
