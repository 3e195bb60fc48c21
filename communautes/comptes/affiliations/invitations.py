"""On the page of a collectivité: « vous y travaillez ? »; to who has joined it, their account."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.courant import agir
from communautes.territoires.forms import cle_de
from communautes.territoires.sections import Invitation, inviter_par


def inviter(collectivite, request) -> Invitation | None:
    """Not where nobody may be of: dissolved, or without an assembly of its own."""
    if not collectivite.est_active or collectivite.exercee_par_id:
        return None
    siennes = agir(request).affiliations
    if any(affiliation.collectivite_id == collectivite.pk for affiliation in siennes):
        return Invitation(
            _("Vous avez rejoint cette collectivité."),
            _("Voir mon compte"),
            reverse("affiliations:mon_compte"),
        )
    choisie = urlencode({"collectivite_cle": cle_de(collectivite)})
    return Invitation(
        _("Vous y travaillez\u00a0? Rejoignez-la pour agir en son nom."),
        _("Rejoindre cette collectivité"),
        f"{reverse('affiliations:rejoindre')}?{choisie}",
    )


def brancher() -> None:
    inviter_par(inviter)
