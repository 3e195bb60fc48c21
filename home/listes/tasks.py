from django_tasks import task

from home.listes import services


@task()
def executer_l_action(action_pk: int, jeton: str) -> None:
    services.executer(action_pk, jeton)
