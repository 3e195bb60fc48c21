from django.db import IntegrityError, transaction

from home.contact.emails import accuser_reception, prevenir_equipe
from home.models.message import MessageRecu


def recevoir(
    *, objet: str, email: str, texte: str, adresse_page: str = "", cle: str | None = None
) -> MessageRecu:
    """Store a visitor's message and the two mails that it causes: together, or not at all.

    `cle`: of the form that was sent; sent twice, even at once, it is one message.
    """
    champs = {"objet": objet, "email": email, "texte": texte, "adresse_page": adresse_page}
    try:
        with transaction.atomic():
            message = MessageRecu.objects.create(**champs, cle=cle)
            prevenir_equipe(message)
            accuser_reception(message)
    except IntegrityError:
        message = MessageRecu.objects.filter(cle=cle).first()
        if message is None:
            raise
    return message
