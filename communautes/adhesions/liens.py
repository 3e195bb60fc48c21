"""The addresses that this room signs: of an invitation, and of the answer to a relayed mail.

Neither opens anything by itself: the one shows an invitation, the other a form to a member.
"""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from communautes.adhesions.models import Adhesion, Invitation

POUR_REPONDRE = timedelta(days=90)
_invitations = Signer(salt="adhesions.invitation")
_reponses = TimestampSigner(salt="adhesions.reponse")


def adresse_de(invitation: Invitation) -> str:
    """A path, of the language that is active."""
    args = [invitation.pk, _invitations.signature(_valeur(invitation))]
    return reverse("adhesions:invitation", args=args)


def invitation_du_lien(pk: int, signature: str) -> Invitation | None:
    lues = Invitation.objects.select_related("communaute__vie", "communaute__locale", "invitee_par")
    invitation = lues.filter(pk=pk).first()
    if invitation is None:
        return None
    try:
        _invitations.unsign(f"{_valeur(invitation)}:{signature}")
    except BadSignature:
        return None
    return invitation


def _valeur(invitation: Invitation) -> str:
    """With its hour: a number that is given again after a restoration is another invitation's."""
    return f"{invitation.pk}.{invitation.creee_le:%Y%m%d%H%M%S%f}"


def jeton_de_reponse(*, de: Adhesion, a: Adhesion) -> str:
    """For `a`, to whom `de` has written."""
    return _reponses.sign(f"{de.pk}.{a.pk}")


def peut_repondre(jeton: str, *, de: Adhesion, a: Adhesion) -> bool:
    """Whether it lets `de` answer `a`, who has written to them."""
    try:
        return _reponses.unsign(jeton, max_age=POUR_REPONDRE) == f"{a.pk}.{de.pk}"
    except BadSignature:
        return False
