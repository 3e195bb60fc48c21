"""A room that publishes, for the tests of this one: its table is that of tests/salle_d_essai.

Its community is a real one; who reads, whoever may read the community, unless it is `reserve`d to
members. `salle.changes`: what it was told of, in order.
"""

from types import SimpleNamespace

import pytest

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.permissions import adhesion_de
from communautes.adhesions.permissions import peut_moderer as modere_la_communaute
from communautes.comptes.models import User
from communautes.moderation import registre
from communautes.moderation.permissions import laisse_lire
from communautes.moderation.registre import Signalable
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory
from tests.salle_d_essai.models import Propos


def communaute_de(propos):
    return CommunautePage.objects.filter(pk=propos.communaute_pk).first()


def lit(personne, propos) -> bool:
    if propos.reserve:
        sienne = adhesion_de(personne, communaute_de(propos))
        if sienne is None or not sienne.est_active:
            return False
    return laisse_lire(personne, propos)


def modere(personne, propos) -> bool:
    communaute = communaute_de(propos)
    return communaute is not None and modere_la_communaute(personne, communaute)


@pytest.fixture
def salle(db, monkeypatch):
    monkeypatch.setattr(registre, "_signalables", dict(registre._signalables))
    salle = SimpleNamespace(changes=[])
    registre.declarer(
        Signalable(
            Propos,
            libelle="un propos",
            titre=lambda propos: f"Le propos {propos.pk}",
            texte=lambda propos: propos.texte,
            adresse=lambda propos: f"/propos/{propos.pk}/",
            auteur=lambda propos: User.objects.filter(pk=propos.auteur_pk).first(),
            peut_lire=lit,
            peut_moderer=modere,
            cadre=communaute_de,
            quand_change=lambda propos: salle.changes.append((propos.pk, propos.moderation)),
        )
    )
    return salle


@pytest.fixture
def communaute(db):
    return CommunautePageFactory(acces="libre", visibilite="publique")


@pytest.fixture
def autrice(db):
    return UserFactory(first_name="Camille", last_name="Durand")


@pytest.fixture
def propos(salle, communaute, autrice):
    return Propos.objects.create(
        texte="La réunion de quartier a trouvé un accord.",
        auteur_pk=autrice.pk,
        communaute_pk=communaute.pk,
    )


@pytest.fixture
def moderatrice(communaute):
    return AdhesionFactory(communaute=communaute, role="moderateur").personne


@pytest.fixture
def anct(db):
    return UserFactory(groupe="Administration", first_name="Nour", last_name="Petit")
