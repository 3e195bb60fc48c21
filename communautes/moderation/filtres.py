"""How the queue of the admin is filtered."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.moderation.models import Categorie, Dossier

A_TRAITER, OUVERTS, CONTESTES, RETARD = "a_traiter", "ouverts", "contestes", "retard"
FILES = [
    (A_TRAITER, _("Attendent une décision, ou une réponse")),
    (OUVERTS, _("Attendent une décision")),
    (RETARD, _("En retard")),
    (CONTESTES, _("Contestés")),
    ("automatiques", _("Retenus par une règle automatique")),
    ("decides", _("Décidés")),
]


class FiltreDesDossiers(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("Où il en est"), choices=FILES, method="filtrer_par_file"
    )
    categorie = django_filters.ChoiceFilter(
        label=_("Signalé pour"), choices=Categorie.choices, method="filtrer_par_raison"
    )

    class Meta:
        model = Dossier
        fields = ["file", "categorie", "decision", "base"]

    def filtrer_par_file(self, dossiers, nom, choix):
        files = {
            A_TRAITER: dossiers.a_traiter,
            OUVERTS: dossiers.ouverts,
            RETARD: dossiers.en_retard,
            CONTESTES: dossiers.contestes,
            "automatiques": dossiers.automatiques,
            "decides": dossiers.decides,
        }
        return files[choix]()

    def filtrer_par_raison(self, dossiers, nom, choix):
        """Not by a join: each has its count of reports."""
        return dossiers.signales_pour(choix)
