"""What this room puts on the admin's home: what waits for ANCT."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import peut_instruire
from home.tableau.nombres import combien
from home.tableau.registre import Mention, mentionner


def a_instruire(request) -> list[Mention]:
    if not peut_instruire(request.user):
        return []
    adresse = reverse("affiliations_admin:index")
    contestations = Contestation.objects.pour_l_anct()
    files = [
        (_("Affiliations à instruire"), Affiliation.objects.pour_l_anct(), "?file=anct"),
        (
            _("Référents contestés à trancher"),
            Affiliation.objects.filter(pk__in=contestations.values("contestee")),
            "?file=a_trancher",
        ),
    ]
    nombres = combien(*(lignes for _titre, lignes, _question in files))
    return [
        Mention(titre, nombre, adresse + question)
        for (titre, _lignes, question), nombre in zip(files, nombres, strict=True)
        if nombre
    ]


def brancher() -> None:
    mentionner("affiliations", a_instruire)
