"""What a session says of the second factor. ProConnect's door writes the same mark."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in

from communautes.comptes.permissions import doit_prouver
from communautes.comptes.session import garder

MARQUE = "second_facteur_prouve"
ATTENDU = "second_facteur_attendu"  # who has one is asked for it, even where nothing demands it
MOYENS = ("totp", "passkey", "recuperation", "proconnect", "demonstration")


def prouve(request) -> bool:
    return request.session.get(MARQUE) in MOYENS


def marquer(request, moyen: str) -> None:
    """The session that has proved is another one than the session that had not."""
    garder(request)
    request.session[MARQUE] = moyen


def a_prouver(request) -> bool:
    if not settings.TEC_SECOND_FACTEUR or prouve(request):
        return False
    return request.session.get(ATTENDU, False) or doit_prouver(request.user)


def _noter_l_attente(sender, request, user, **kwargs) -> None:
    from communautes.comptes.second_facteur.facteurs import a_un_facteur

    if settings.TEC_SECOND_FACTEUR:
        request.session[ATTENDU] = a_un_facteur(user)


def brancher() -> None:
    user_logged_in.connect(_noter_l_attente, dispatch_uid="second_facteur_attendu")
