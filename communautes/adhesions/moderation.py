"""Communities as places that their members moderate (communautes/moderation)."""

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.comptes.models import User
from communautes.moderation.registre import Lieu, declarer_lieu


def _moderateurs(communaute: CommunautePage):
    siennes = Adhesion.objects.actives().filter(communaute=communaute, role__in=Adhesion.MODERENT)
    return User.objects.filter(pk__in=siennes.values("personne"), is_active=True)


def _moderees_par(personne) -> list[int]:
    siennes = Adhesion.objects.actives().filter(personne=personne, role__in=Adhesion.MODERENT)
    return list(siennes.values_list("communaute", flat=True)) if personne.is_active else []


def brancher() -> None:
    declarer_lieu(
        Lieu(
            CommunautePage,
            titre=lambda communaute: communaute.title,
            moderateurs=_moderateurs,
            moderes_par=_moderees_par,
        )
    )
