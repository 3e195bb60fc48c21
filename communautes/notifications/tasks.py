from django_tasks import task

from communautes.notifications.services import livrer
from communautes.notifications.services.ecrire import ecrire_les_immediates


@task()
def livrer_courriel(pk: int) -> None:
    livrer(pk)


@task()
def ecrire_aux_personnes(evenement: int) -> None:
    ecrire_les_immediates(evenement)
