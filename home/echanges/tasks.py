from django_tasks import task

from home.echanges import services


@task()
def executer_l_etape(import_pk: int, jeton: str) -> None:
    services.executer(import_pk, jeton)
