"""At each sign-in, what the door has just said is held against what was declared or proven."""

from contextlib import suppress

from django.contrib.auth.signals import user_logged_in
from django.dispatch import Signal

from communautes.comptes.affiliations.preuves import dit_de
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services import concorder, constater_departs


def brancher(*ouvertures: Signal) -> None:
    """`ouvertures`: after which a session proves more than when it was opened."""
    for ouverture in (user_logged_in, *ouvertures):
        ouverture.connect(_concorder, dispatch_uid="affiliations_concorder")


def _concorder(sender, request, user, **kwargs) -> None:
    dit = dit_de(request)
    if dit.siret:
        with suppress(AffiliationRefusee):  # closed meanwhile: nothing to say of it
            constater_departs(user, dit)
            concorder(user, dit)
