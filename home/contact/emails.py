"""The two mails of a message: to the team, in French, and the acknowledgement to the sender.

Written while the visitor waits, they leave by the outbox (settings: EMAIL_BACKEND).
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from home import lettres
from home.contact.robots import recoit_un_accuse


@translation.override(settings.LANGUAGE_CODE)
def prevenir_equipe(message) -> None:
    lettres.envoyer(
        _("%(objet)s, référence %(reference)s")
        % {"objet": message.get_objet_display(), "reference": message.reference},
        render_to_string("home/emails/message_equipe.txt", {"message": message}),
        [settings.TEC_CONTACT_EMAIL],
        repondre_a=[message.email],
    )


def accuser_reception(message) -> None:
    """In the language that the sender reads; says nothing that they typed.

    The form must not carry anyone's text to anyone.
    """
    if not recoit_un_accuse(message.email):
        return
    lettres.envoyer(
        _("Votre message est bien arrivé, référence %(reference)s")
        % {"reference": message.reference},
        render_to_string(
            "home/emails/accuse_reception.txt",
            {"message": message, "delai": settings.TEC_DELAIS_REPONSE[message.objet]},
        ),
        [message.email],
    )
