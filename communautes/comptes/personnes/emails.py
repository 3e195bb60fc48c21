"""To who was given an account: how to enter, and what for."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from communautes.comptes.permissions import doit_prouver


def compte_ouvert(personne) -> None:
    """In French, as every mail."""
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "second_facteur": doit_prouver(personne),
            "connexion": settings.WAGTAILADMIN_BASE_URL + reverse("account_login"),
            "contact": settings.WAGTAILADMIN_BASE_URL + reverse("contact"),
        }
        sujet = _("Un compte Territoires en commun vous est ouvert")
        corps = render_to_string("comptes/emails/compte_ouvert.txt", contexte)
    EmailMessage(subject=sujet, body=corps, to=[personne.email]).send()
