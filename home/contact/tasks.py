from django_tasks import task

from home.contact.emails import accuser_reception, prevenir_equipe
from home.models.message import MessageRecu


@task()
def envoyer_courriels(message_pk: int) -> None:
    message = MessageRecu.objects.get(pk=message_pk)
    prevenir_equipe(message)
    accuser_reception(message)
