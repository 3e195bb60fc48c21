"""What this room puts on the admin's home: what waits for a review, what is no longer true."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.retours.models import RetourExperience
from communautes.retours.permissions import relit
from communautes.retours.relecture.filtres import File as OuIlsEnSont
from home.tableau.registre import File, mentionner


def a_relire(request) -> list[File]:
    if not relit(request.user):
        return []
    adresse = reverse("retours_admin:list")
    retours = RetourExperience.objects
    return [
        File(
            _("Retours d’expérience à relire"),
            retours.a_relire(),
            f"{adresse}?file={OuIlsEnSont.A_RELIRE}",
        ),
        File(
            _("Retours d’expérience à actualiser"),
            retours.a_actualiser(),
            f"{adresse}?file={OuIlsEnSont.A_ACTUALISER}",
        ),
    ]


def brancher() -> None:
    mentionner("retours", a_relire)
