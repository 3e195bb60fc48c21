"""What other sites would have answered: invented addresses of the demo lead to none."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from home.qualite import releve
from home.qualite.models import AdresseExterne
from home.qualite.tasks import tout_relever

Statut = AdresseExterne.Statut
REPONSES = {
    "https://exemple.example.org/boutique-a-l-essai": {
        "statut": Statut.MORTE,
        "echecs": AdresseExterne.ECHECS_POUR_CONCLURE,
        "code": 404,
        "detail": "réponse 404",
    },
    "https://exemple.example.org/trajets-solidaires": {
        "statut": Statut.DEPLACEE,
        "code": 200,
        "detail": "réponse 200",
        "vers": "https://exemple.example.org/mobilites/trajets-solidaires",
    },
    "https://exemple.example.org/place-de-la-halle": {
        "statut": Statut.A_LA_MAIN,
        "code": 403,
        "detail": "réponse 403",
    },
}


def charger() -> None:
    """After every content: a survey, so that the report is alive from the first day."""
    releve.collecter_tout()
    hier = timezone.now() - timedelta(days=1)
    for url, reponse in REPONSES.items():
        adresses = AdresseExterne.objects.filter(url=url, verifiee_le=None)
        adresses.update(verifiee_le=hier, prochaine_le=hier + AdresseExterne.SEMAINE, **reponse)
    releve.relever_tout()
    # Which files are in use is known once Wagtail's own tasks have run.
    transaction.on_commit(tout_relever.enqueue)
