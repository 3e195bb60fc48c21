"""What this room puts on the admin's home: what waits for ANCT."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import peut_instruire
from home.tableau.registre import File, mentionner


def a_instruire(request) -> list[File]:
    if not peut_instruire(request.user):
        return []
    adresse = reverse("affiliations_admin:index")
    contestations = Contestation.objects.pour_l_anct()
    return [
        File(
            _("Affiliations à instruire"),
            Affiliation.objects.pour_l_anct(),
            f"{adresse}?file=anct",
        ),
        File(
            _("Référents contestés à trancher"),
            Affiliation.objects.filter(pk__in=contestations.values("contestee")),
            f"{adresse}?file=a_trancher",
        ),
    ]


def brancher() -> None:
    mentionner("affiliations", a_instruire)
