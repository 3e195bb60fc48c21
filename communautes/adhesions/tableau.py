"""What this room puts on the admin's home: what waits for ANCT."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.adhesions.filtres import RETARD, SANS_ANIMATION
from communautes.adhesions.models import Adhesion, Vie
from communautes.adhesions.permissions import peut_conduire
from home.tableau.registre import File, mentionner


def a_conduire(request) -> list[File]:
    if not peut_conduire(request.user):
        return []
    adhesions, communautes = reverse("adhesions_admin:index"), reverse("communautes_admin:index")
    return [
        File(
            _("Demandes d’adhésion restées sans réponse"),
            Adhesion.objects.en_retard(),
            f"{adhesions}?file={RETARD}",
        ),
        File(
            _("Communautés sans animation"),
            Vie.objects.sans_animation(),
            f"{communautes}?file={SANS_ANIMATION}",
        ),
        File(
            _("Communautés dont la fin est passée"),
            Vie.objects.fin_passee(),
            f"{communautes}?file=fin_passee",
        ),
    ]


def brancher() -> None:
    mentionner("adhesions", a_conduire)
