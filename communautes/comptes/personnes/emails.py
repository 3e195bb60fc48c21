"""To who was given an account: how to enter, and what for."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from communautes.comptes.permissions import doit_prouver
from home import lettres


def compte_ouvert(personne) -> None:
    """In French, as every mail."""
    with translation.override(settings.LANGUAGE_CODE):
        contexte = {
            "second_facteur": doit_prouver(personne),
            "connexion": lettres.adresse("account_login"),
            "contact": lettres.adresse("contact"),
        }
        sujet = _("Un compte Territoires en commun vous est ouvert")
        corps = render_to_string("comptes/emails/compte_ouvert.txt", contexte)
        lettres.envoyer(sujet, corps, [personne.email])
