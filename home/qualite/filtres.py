"""Filters of the report on quality."""

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from home.qualite import registre
from home.qualite.models import Constat, GenreConstat

IGNORES, TOUS = "ignores", "tous"


def _responsables(request):
    """Who answers for a content at least."""
    condition = Q(pk__in=[])
    for contenu in registre.contenus():
        if contenu.responsable:
            objets = contenu.modele._default_manager.exclude(**{contenu.responsable: None})
            condition |= Q(pk__in=objets.values(contenu.responsable))
    return get_user_model().objects.filter(condition).order_by("last_name", "first_name", "pk")


def _types() -> list[tuple[str, str]]:
    return [(c.modele._meta.label_lower, str(c.libelle)) for c in registre.contenus()]


class FiltreConstats(WagtailFilterSet):
    genre = django_filters.MultipleChoiceFilter(
        label=_("Problème"), choices=GenreConstat.choices, widget=CheckboxSelectMultiple
    )
    type = django_filters.ChoiceFilter(label=_("Type"), choices=_types, method="du_type")
    theme = django_filters.ChoiceFilter(
        label=_("Thème"), choices=registre.themes, method="du_theme"
    )
    responsable = django_filters.ModelChoiceFilter(
        label=_("Responsable"), queryset=_responsables, method="de_la_personne"
    )
    etat = django_filters.ChoiceFilter(
        label=_("État"),
        choices=[(IGNORES, _("Ignorés")), (TOUS, _("Tous"))],
        empty_label=_("À corriger"),
        method="dans_cet_etat",
    )

    class Meta:
        model = Constat
        fields = ["genre", "type", "theme", "responsable", "etat"]

    def filter_queryset(self, queryset):
        """Without a state asked for, what is to be mended."""
        if not self.form.cleaned_data.get("etat"):
            queryset = queryset.ouverts()
        return super().filter_queryset(queryset)

    def du_type(self, queryset, nom, valeur):
        app, _point, modele = valeur.partition(".")
        return queryset.filter(type_de_contenu__app_label=app, type_de_contenu__model=modele)

    def du_theme(self, queryset, nom, valeur):
        return queryset.du_theme(int(valeur))

    def de_la_personne(self, queryset, nom, valeur):
        return queryset.de(valeur)

    def dans_cet_etat(self, queryset, nom, valeur):
        return queryset.filter(ignore_le__isnull=False) if valeur == IGNORES else queryset
