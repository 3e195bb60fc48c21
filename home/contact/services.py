from django.db import IntegrityError, transaction

from home.contact.emails import accuser_reception, prevenir_equipe
from home.envois import cle_de_l_envoi
from home.models.message import MessageRecu


def recevoir(
    *, objet: str, email: str, texte: str, adresse_page: str = "", cle: str | None = None
) -> MessageRecu:
    """Store a visitor's message and the two mails that it causes: together, or not at all.

    `cle`: of the form that was sent; sent twice, even at once, it is one message. After « Back »,
    other words are another.
    """
    cle = cle and cle_de_l_envoi(cle, None, objet, email, texte, adresse_page).hex[:30]
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
