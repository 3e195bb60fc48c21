from functools import partial

from django.db import transaction

from home.contact.tasks import envoyer_courriels
from home.models.message import MessageRecu


@transaction.atomic
def recevoir(*, objet: str, email: str, texte: str, adresse_page: str = "") -> MessageRecu:
    """Store a visitor's message; the team and the sender are written to once it is committed."""
    message = MessageRecu.objects.create(
        objet=objet, email=email, texte=texte, adresse_page=adresse_page
    )
    transaction.on_commit(partial(envoyer_courriels.enqueue, message.pk))
    return message
