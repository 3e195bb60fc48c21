from django_tasks import task

from communautes.notifications.services import livrer


@task()
def livrer_courriel(pk: int) -> None:
    livrer(pk)
