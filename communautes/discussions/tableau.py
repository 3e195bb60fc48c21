"""What this room puts on the admin's home: questions that nobody answered in time."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.adhesions.permissions import peut_conduire
from communautes.discussions.filtres import RETARD
from communautes.discussions.models import Discussion
from home.tableau.registre import File, mentionner


def a_repondre(request) -> list[File]:
    if not peut_conduire(request.user):
        return []
    adresse = reverse("discussions_admin:index")
    return [
        File(
            _("Questions au-delà du délai"),
            Discussion.objects.en_retard(),
            f"{adresse}?file={RETARD}",
        )
    ]


def brancher() -> None:
    mentionner("discussions", a_repondre)
