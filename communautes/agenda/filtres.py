"""How the two lists of the admin are filtered."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.adhesions.models import CommunautePage
from communautes.agenda.models import DecisionDeRencontre, Rencontre

QUAND = [("a_venir", _("À venir")), ("passees", _("Passées"))]
FILES = [("en_retard", _("En retard")), ("a_faire", _("À faire"))]


class FiltreDesRencontres(WagtailFilterSet):
    quand = django_filters.ChoiceFilter(
        label=_("Quand"), choices=QUAND, method="filtrer_par_moment"
    )
    communaute = django_filters.ModelChoiceFilter(
        label=_("Communauté"), queryset=CommunautePage.objects.sources().order_by("title", "pk")
    )

    class Meta:
        model = Rencontre
        fields = ["quand", "communaute", "etat", "audience"]

    def filtrer_par_moment(self, rencontres, nom, choix):
        return getattr(rencontres, choix)()


class FiltreDesDecisions(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("Où elle en est"), choices=FILES, method="filtrer_par_file"
    )

    class Meta:
        model = DecisionDeRencontre
        fields = ["file", "etat"]

    def filtrer_par_file(self, decisions, nom, choix):
        return getattr(decisions, choix)()
