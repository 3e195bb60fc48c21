from django.db import transaction

from home.contact.emails import accuser_reception, prevenir_equipe
from home.models.message import MessageRecu


@transaction.atomic
def recevoir(*, objet: str, email: str, texte: str, adresse_page: str = "") -> MessageRecu:
    """Store a visitor's message and the two mails that it causes: together, or not at all."""
    message = MessageRecu.objects.create(
        objet=objet, email=email, texte=texte, adresse_page=adresse_page
    )
    prevenir_equipe(message)
    accuser_reception(message)
    return message
