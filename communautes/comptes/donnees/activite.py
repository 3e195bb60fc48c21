"""When somebody was last there: a day, moved once a day, by a click as by a sign-in."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

from communautes.comptes.models import User


def noter_activite(personne: User) -> None:
    """One statement, and only on the first request of a day. What is forgotten stays so."""
    jour = timezone.localdate()
    if personne.derniere_activite >= jour:
        return
    User.objects.filter(pk=personne.pk, anonymisee_le=None, derniere_activite__lt=jour).update(
        derniere_activite=jour
    )
    personne.derniere_activite = jour


class ActiviteMiddleware:
    """Without touching the session of a visitor who has none: pages stay cacheable."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            noter_activite(request.user)
        return self.get_response(request)


def _a_la_connexion(sender, user, **kwargs) -> None:
    noter_activite(user)


def brancher() -> None:
    user_logged_in.connect(_a_la_connexion, dispatch_uid="derniere_activite")
