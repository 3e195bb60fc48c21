"""What this room puts on the admin's home: what waits for ANCT."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.adhesions.filtres import RETARD, SANS_ANIMATION
from communautes.adhesions.models import Adhesion, Vie
from communautes.adhesions.permissions import peut_conduire
from home.tableau.nombres import combien
from home.tableau.registre import Mention, mentionner


def a_conduire(request) -> list[Mention]:
    if not peut_conduire(request.user):
        return []
    adhesions, communautes = reverse("adhesions_admin:index"), reverse("communautes_admin:index")
    files = [
        (
            _("Demandes d’adhésion restées sans réponse"),
            Adhesion.objects.en_retard(),
            f"{adhesions}?file={RETARD}",
        ),
        (
            _("Communautés sans animation"),
            Vie.objects.sans_animation(),
            f"{communautes}?file={SANS_ANIMATION}",
        ),
        (
            _("Communautés dont la fin est passée"),
            Vie.objects.fin_passee(),
            f"{communautes}?file=fin_passee",
        ),
    ]
    nombres = combien(*(lignes for _titre, lignes, _adresse in files))
    return [
        Mention(titre, nombre, adresse)
        for (titre, _lignes, adresse), nombre in zip(files, nombres, strict=True)
        if nombre
    ]


def brancher() -> None:
    mentionner("adhesions", a_conduire)
