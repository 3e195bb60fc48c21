"""How the queue is filtered."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.territoires.models import Collectivite
from communautes.territoires.nommes import DEPARTEMENTS, nom_du_departement

FILES = [
    ("anct", _("À instruire par l’ANCT")),
    ("attente", _("En attente d’un référent")),
    ("a_trancher", _("Référents contestés, à trancher")),
    ("contestees", _("Référents contestés, tous")),
    ("vigueur", _("En vigueur")),
    ("expirees", _("Expirées")),
]
ATTENTES = [
    ("7", _("Plus de 7 jours")),
    ("30", _("Plus de 30 jours")),
    ("90", _("Plus de 90 jours")),
]


class FiltreDesAffiliations(WagtailFilterSet):
    file = django_filters.ChoiceFilter(
        label=_("File d’attente"), choices=FILES, method="filtrer_par_file"
    )
    attente = django_filters.ChoiceFilter(
        label=_("Attend depuis"), choices=ATTENTES, method="filtrer_par_attente"
    )
    escaladee = django_filters.BooleanFilter(
        label=_("L’ANCT en est avertie"),
        field_name="escalade_dite_le",
        lookup_expr="isnull",
        exclude=True,
    )
    type = django_filters.ChoiceFilter(
        label=_("Sorte de collectivité"),
        choices=Collectivite.Type.choices,
        field_name="collectivite__type",
    )
    departement = django_filters.ChoiceFilter(
        label=_("Département"),
        choices=[(code, nom_du_departement(code)) for code in DEPARTEMENTS],
        field_name="collectivite__departement",
    )

    class Meta:
        model = Affiliation
        fields = ["statut", "niveau", "role", "fonction"]

    def filtrer_par_file(self, affiliations, nom, choix):
        files = {
            "anct": affiliations.pour_l_anct,
            "attente": affiliations.demandes,
            "a_trancher": lambda: _contestees(affiliations, Contestation.objects.pour_l_anct()),
            "contestees": lambda: _contestees(affiliations, Contestation.objects.ouvertes()),
            "vigueur": affiliations.en_vigueur,
            "expirees": affiliations.expirees,
        }
        return files[choix]() if choix in files else affiliations

    def filtrer_par_attente(self, affiliations, nom, jours):
        """Requests only: what has its answer waits for nothing."""
        limite = timezone.now() - timedelta(days=int(jours))
        return affiliations.demandes().filter(depuis__lte=limite)


def _contestees(affiliations, contestations):
    """Each once, however many contest them."""
    return affiliations.filter(pk__in=contestations.values("contestee"))
