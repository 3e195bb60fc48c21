"""To both addresses: whoever did not ask for it may say so."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from home import lettres


def dire_la_reunion(adresses: list[str]) -> None:
    """`adresses`: that of the account that stays, then the other. In French, as every mail."""
    with translation.override(settings.LANGUAGE_CODE):
        gardee, absorbee = adresses
        contexte = {
            "gardee": gardee,
            "absorbee": absorbee,
            "contact": lettres.adresse("contact"),
        }
        corps = render_to_string("comptes/emails/reunion.txt", contexte)
        sujet = _("Vos deux comptes Territoires en commun n’en font plus qu’un")
        for adresse in adresses:
            lettres.envoyer(sujet, corps, [adresse])
