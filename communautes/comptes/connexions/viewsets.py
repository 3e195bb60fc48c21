"""The list and the line. The address of a machine is on the page of one line, nowhere else."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from communautes.comptes.connexions import mots
from communautes.comptes.models import AdresseDeMachine, EvenementDeConnexion
from home.echanges.listes import ListeEchangeable
from home.listes.lecture import LectureView, LectureViewSet
from home.listes.vues import ListeFiltrable


class FiltreDesEvenements(WagtailFilterSet):
    evenement = django_filters.ChoiceFilter(
        label=_("Événement"), choices=list(mots.EVENEMENTS.items())
    )
    cause = django_filters.ChoiceFilter(label=_("Cause"), choices=list(mots.CAUSES.items()))
    porte = django_filters.ChoiceFilter(
        label=_("Porte"), choices=list(mots.PORTES.items()), field_name="details__porte"
    )
    personne = django_filters.NumberFilter(
        label=_("Personne (son numéro)"), field_name="personne_id", min_value=1, max_value=2**31
    )
    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = EvenementDeConnexion
        fields = []


class ListeView(ListeFiltrable, ListeEchangeable, IndexView):
    table_echangee = "evenements"
    default_ordering = "-date"
    champs_de_recherche = ["personne__first_name", "personne__last_name", "personne__email"]

    def get_base_queryset(self):
        return EvenementDeConnexion.objects.select_related("personne")


class LireView(LectureView):
    def get_evenement_display_value(self) -> str:
        return mots.evenement(self.object)

    def get_cause_display_value(self) -> str:
        return mots.cause(self.object)

    def get_details_display_value(self) -> str:
        dits = [mots.porte(self.object), mots.precisions(self.object)]
        return ", ".join(dit for dit in dits if dit)

    def get_fields_context(self):
        """With the machine, while it is kept."""
        machine = AdresseDeMachine.objects.filter(evenement=self.object.pk).first()
        if machine is None:
            return super().get_fields_context()
        champ = {"label": _("Adresse de la machine"), "value": machine.adresse, "component": None}
        return [*super().get_fields_context(), champ]


class EvenementViewSet(LectureViewSet):
    model = EvenementDeConnexion
    icon = "key"
    menu_label = _("Connexions")
    menu_order = 196
    index_view_class = ListeView
    inspect_view_class = LireView
    filterset_class = FiltreDesEvenements
    form_fields = ["evenement"]
    list_display = [
        TitleColumn(
            "evenement",
            accessor=mots.evenement,
            label=_("Événement"),
            sort_key="evenement",
            url_name="evenements:inspect",
        ),
        DateColumn("date", label=_("Date"), sort_key="date"),
        Column("personne", label=_("Personne")),
        Column("porte", accessor=mots.porte, label=_("Porte")),
        Column("cause", accessor=mots.cause, label=_("Cause"), sort_key="cause"),
        Column("precisions", accessor=mots.precisions, label=_("Précisions")),
    ]
    inspect_view_fields = ["evenement", "date", "personne", "cause", "details"]
