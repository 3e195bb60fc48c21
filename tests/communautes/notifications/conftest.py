"""A room that tells of something, for the tests of the machine: no room declares kinds here yet.

Its objects are collectivités (a reply, its discussion) and a group (the community). Who may read is
in `salle.lecteurs`: keys of people, None for everybody.
"""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.registre import Cible, Genre
from communautes.territoires.models import Collectivite
from tests.factories import CollectiviteFactory, UserFactory


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
