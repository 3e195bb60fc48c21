"""The demo's retours: complete, marked as invented, signed where the referential knows them."""

import pytest
from django.contrib.auth.models import Group

from communautes.retours import demo
from communautes.retours.demo import en_attente
from communautes.retours.models import (
    BilanDeReprise,
    CollectiviteAuteure,
    Commentaire,
    LienDExperience,
    Parcours,
    RetourExperience,
)
from home.publication import manques
from tests.factories import ActeurFactory, CollectiviteFactory, ThemePageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def decor():
    fiches = [*demo.lire().values(), *demo.lire("en_attente").values()]
    for slug in sorted({theme for fiche in fiches for theme in fiche["themes"]}):
        ThemePageFactory(slug=slug)
    for slug in sorted({acteur for fiche in fiches for acteur in fiche.get("acteurs", ())}):
        ActeurFactory(slug=slug)
    nommees = {cle for fiche in fiches for cle in fiche["collectivites"]}
    nommees |= {
        une["collectivite"]
        for fiche in fiches
        for une in [*fiche.get("reprises", ()), *fiche.get("commentaires", ())]
    }
    for cle in sorted(nommees):
        type_, code = cle.split("/")
        siren = code if type_ in ("epci", "ept") else None
        CollectiviteFactory(type=type_, code=code, siren=siren, departement="")
    UserFactory(email=en_attente.RELECTURE).groups.add(Group.objects.get(name="Relecture"))


def test_forty_of_them_complete_and_invented():
    demo.charger()
    tous = RetourExperience.objects.visibles()
    assert tous.count() == 40
    assert all(retour.fictif for retour in tous)
    assert [retour.slug for retour in tous if manques(retour)] == []
    signatures = sum(len(fiche["collectivites"]) for fiche in demo.lire().values())
    signees = CollectiviteAuteure.objects.acceptees().filter(retour__live=True)
    assert signees.count() == signatures


def test_loaded_again_it_changes_nothing():
    demo.charger()
    avant = list(RetourExperience.objects.values_list("pk", "latest_revision"))
    assert len(avant) == 43
    demo.charger()
    assert list(RetourExperience.objects.values_list("pk", "latest_revision")) == avant


def test_nothing_without_the_referential():
    CollectiviteAuteure.objects.all().delete()
    type(CollectiviteFactory()).objects.all().delete()
    demo.charger()
    assert not RetourExperience.objects.exists()


def test_they_are_taken_up_answered_and_commented():
    demo.charger()
    fiches = demo.lire().values()
    liens = LienDExperience.objects.actifs()
    entre_eux = sum(len(fiche.get("liens", ())) for fiche in fiches)
    assert liens.exclude(retour=None).count() == entre_eux >= 25
    assert liens.filter(retour=None).count() == sum(len(f.get("reprises", ())) for f in fiches)
    assert BilanDeReprise.objects.count() > 15 and Commentaire.objects.count() > 15
    assert not liens.a_demander().exists()
    repris = RetourExperience.objects.order_by("-parcours__nombre_de_reprises").first()
    assert repris.parcours.nombre_de_reprises >= 3


def test_some_are_not_published_yet():
    """A draft, one in ANCT's queue, one that its author completes, remark by remark."""
    demo.charger()
    etats = dict(Parcours.objects.filter(retour__live=False).values_list("preparation", "retour"))
    assert sorted(etats) == ["a_completer", "brouillon", "soumis"]
    a_completer = RetourExperience.objects.get(pk=etats["a_completer"])
    champs = [remarque.champ for remarque in a_completer.remarques.ouvertes()]
    assert champs == [
        une["champ"] for une in demo.lire("en_attente")[a_completer.slug]["remarques"]
    ]
    soumis = RetourExperience.objects.get(pk=etats["soumis"])
    assert soumis.fictif and not manques(soumis.get_latest_revision_as_object())
    assert soumis.current_workflow_task_state.started_at == soumis.parcours.soumis_le
