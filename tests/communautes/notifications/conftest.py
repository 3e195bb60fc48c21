"""A room that tells of something, for the tests of the machine: no room declares kinds here yet.

Its objects are collectivités (a reply, its discussion) and a group (the community). Who may read is
in `salle.lecteurs`: keys of people, None for everybody.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command

from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.registre import Cible, Genre
from communautes.territoires.models import Collectivite
from tests import pannes
from tests.factories import CollectiviteFactory, UserFactory

LUNDI = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def salle(db, monkeypatch):
    monkeypatch.setattr(registre, "_genres", {})
    monkeypatch.setattr(registre, "_cibles", {})
    salle = SimpleNamespace(lecteurs={}, appels=0)

    def peuvent_lire(personnes, objets):
        salle.appels += 1
        return {(p.pk, o.pk) for p in personnes for o in objets if lit(salle, p, o)}

    registre.declarer_cible(
        Cible(
            Collectivite,
            titre=lambda objet: objet.nom,
            adresse=lambda objet: f"/discussions/{objet.pk}/",
            peuvent_lire=peuvent_lire,
            en_sourdine="cette discussion",
        ),
        Cible(
            Group,
            titre=lambda objet: objet.name,
            adresse=lambda objet: f"/communautes/{objet.pk}/",
            peuvent_lire=peuvent_lire,
            en_sourdine="cette communauté",
        ),
    )
    registre.declarer(
        Genre("essai.reponse", "Une réponse", "Discussions", phrase_de_reponse, Canal.IMMEDIAT),
        Genre("essai.nouvelle", "Une nouvelle", "Discussions", phrase_de_nouvelle),
        Genre("essai.lettre", "La lettre", "Communautés", lambda e: f"Une lettre de {e.cadre}"),
        Genre(
            "essai.decision",
            "Une décision de modération",
            "Modération",
            lambda e: "Votre message a été retiré",
            Canal.IMMEDIAT,
            debrayable=False,
        ),
    )
    return salle


def lit(salle, personne, objet) -> bool:
    permis = salle.lecteurs.get(objet.pk, {None}) if isinstance(objet, Collectivite) else {None}
    return None in permis or personne.pk in permis


def phrase_de_reponse(evenement) -> str:
    qui = evenement.par.get_full_name() if evenement.par else "Quelqu’un"
    return f"{qui} répond dans « {evenement.sujet.nom} »"


def phrase_de_nouvelle(evenement) -> str:
    return f"Une nouvelle : {evenement.objet.nom}"


@pytest.fixture
def discussion(db):
    return CollectiviteFactory(nom="Budget participatif")


@pytest.fixture
def communaute(db):
    return Group.objects.create(name="Les budgets")


@pytest.fixture
def personne(db):
    return UserFactory(first_name="Camille", last_name="Duprez")


@pytest.fixture
def dire(salle, discussion, communaute):
    """`dire(code, *personnes)`: a new object of the discussion is told to them; it comes back."""

    def _dire(code, *personnes, objet=None, **options):
        objet = objet or CollectiviteFactory(nom="Un mot secret du corps")
        options = {"sujet": discussion, "cadre": communaute} | options
        services.notifier(code, objet, a=personnes, **options)
        return objet

    return _dire


@pytest.fixture
def horloge():
    with time_machine.travel(LUNDI - timedelta(days=3), tick=False) as horloge:
        yield horloge


@pytest.fixture
def passer(horloge, settings):
    """`passer(minutes)`: the scheduled commands, that long after Monday; `panne`: the server is
    down. What has left since the beginning comes back.
    """
    marche = settings.TEC_TRANSPORT_COURRIELS

    def faire(minutes: int = 0, *, panne: bool = False) -> list:
        settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL if panne else marche
        horloge.move_to(LUNDI + timedelta(minutes=minutes))
        call_command("envoyer_notifications", verbosity=0)
        call_command("envoyer_courriels", verbosity=0)
        return mail.outbox

    return faire
