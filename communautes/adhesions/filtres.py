"""How the two lists of the admin are filtered."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.adhesions.models import Adhesion, CommunautePage, Vie

RETARD, SANS_ANIMATION = "retard", "sans_animation"
FILES = [
    (RETARD, _("Sans réponse à temps\u00a0: à l’ANCT de répondre")),
    ("demandees", _("En attente de l’animation, ou de l’ANCT")),
    ("actives", _("Membres")),
    ("exclues", _("Exclusions")),
]
FILES_DES_VIES = [
    (SANS_ANIMATION, _("Sans animation")),
    ("interrogees", _("Question posée à l’animation")),
    ("endormies", _("En sommeil")),
    ("fin_passee", _("Fin passée")),
    ("vivantes", _("Ouvertes")),
    ("archivees", _("Archivées")),
]


class FiltreDesAdhesions(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("File d’attente"), choices=FILES, method="filtrer_par_file"
    )
    communaute = django_filters.ModelChoiceFilter(
        label=_("Communauté"), queryset=CommunautePage.objects.sources().order_by("title", "pk")
    )

    class Meta:
        model = Adhesion
        fields = ["file", "communaute", "role"]

    def filtrer_par_file(self, adhesions, nom, choix):
        files = {
            RETARD: adhesions.en_retard,
            "demandees": adhesions.demandees,
            "actives": adhesions.actives,
            "exclues": adhesions.exclues,
        }
        return files[choix]()


class FiltreDesCommunautes(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("Où elle en est"), choices=FILES_DES_VIES, method="filtrer_par_file"
    )
    visibilite = django_filters.ChoiceFilter(
        label=_("Qui lit"),
        choices=CommunautePage._meta.get_field("visibilite").choices,
        field_name="communaute__visibilite",
    )

    class Meta:
        model = Vie
        fields = ["file", "visibilite"]

    def filtrer_par_file(self, vies, nom, choix):
        return getattr(vies, choix)()
