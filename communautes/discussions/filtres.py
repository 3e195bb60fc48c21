"""How the list of the admin is filtered."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.adhesions.models import CommunautePage
from communautes.discussions.models import Discussion

RETARD = "retard"
FILES = [
    (RETARD, _("Sans réponse au-delà du délai")),
    ("sans_reponse", _("Sans réponse")),
    ("confiees", _("Confiées à une personne")),
    ("resolues", _("Résolues")),
    ("a_promouvoir", _("Résolues, à promouvoir peut-être")),
]


class FiltreDesDiscussions(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("Où elles en sont"), choices=FILES, method="filtrer_par_file"
    )
    communaute = django_filters.ModelChoiceFilter(
        label=_("Communauté"), queryset=CommunautePage.objects.sources().order_by("title", "pk")
    )

    class Meta:
        model = Discussion
        fields = ["file", "communaute"]

    def filtrer_par_file(self, discussions, nom, choix):
        files = {
            RETARD: discussions.en_retard,
            "sans_reponse": discussions.sans_reponse,
            "confiees": lambda: discussions.sans_reponse().filter(confiee_a__isnull=False),
            "resolues": discussions.resolues,
            "a_promouvoir": lambda: discussions.filter(etat=Discussion.Etat.RESOLUE),
        }
        return files[choix]()
