"""An account that is forgotten: what goes, what stays, what the database refuses ever after."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.urls import reverse

from communautes.comptes.demo import COMPTES
from communautes.comptes.donnees.services import (
    AnonymisationRefusee,
    Cause,
    CorrectionRefusee,
    anonymiser,
    demander,
)
from communautes.comptes.models import Presence, User
from communautes.journal.models import Entree
from communautes.notifications.models import Courriel
from tests.factories import CourrielFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def personne():
    return UserFactory(first_name="Camille", last_name="Duprez", fonction="DGS", groupe="Rédaction")


def oublier(personne, **options):
    return anonymiser(personne, **({"par": None, "cause": Cause.INACTIVITE} | options))


def test_nothing_of_the_person_is_left_on_the_account(personne):
    Presence.objects.create(personne=personne, nom="Camille Duprez", fonction="DGS")
    oublier(personne)
    personne.refresh_from_db()
    assert personne.email == f"anonyme-{personne.pk}@anonyme.invalid"
    assert (personne.get_full_name(), personne.fonction, str(personne)) == (
        "",
        "",
        "Compte supprimé",
    )
    assert not personne.is_active and not personne.groups.exists()
    assert [(p.nom, p.fonction) for p in personne.presences.all()] == [("", "")]


def test_the_journal_says_it_without_anything_of_the_person(personne):
    oublier(personne)
    entree = Entree.objects.get(acte="donnees.anonymisee")
    assert (entree.objet, entree.personne, entree.apres) == (
        personne,
        None,
        {"cause": "inactivite"},
    )
    assert entree.changements_en_mots.endswith("vingt-quatre mois sans activité")


def test_twice_is_once(personne):
    oublier(personne)
    oublier(personne)
    assert Entree.objects.filter(acte="donnees.anonymisee").count() == 1


def test_every_open_session_ends(personne, client):
    client.force_login(personne)
    oublier(personne)
    assert client.get(reverse("affiliations:mon_compte")).status_code == 302
    assert not Session.objects.exists()


def test_the_address_serves_again(personne):
    adresse = personne.email
    oublier(personne)
    nouvelle, ouverte = User.objects.ouvrir_par_code(adresse)
    assert ouverte and nouvelle.pk != personne.pk


def test_it_may_be_forgotten_again_while_the_last_mail_waits(personne, relever):
    adresse = personne.email
    anonymiser(personne, par=personne, cause=Cause.DEMANDE)
    autre = UserFactory(email=adresse)
    anonymiser(autre, par=autre, cause=Cause.DEMANDE)
    assert [m.to for m in relever() if m.to == [adresse]] == [[adresse]]


def test_the_last_superuser_stays():
    seule = User.objects.create_superuser("seule@exemple.example.org")
    with pytest.raises(AnonymisationRefusee, match="dernier superutilisateur"):
        oublier(seule)
    User.objects.create_superuser("autre@exemple.example.org")
    oublier(seule)


def test_nobody_above_is_anonymised(personne):
    par = UserFactory(groupe="Administration")
    au_dessus = User.objects.create_superuser("dessus@exemple.example.org")
    with pytest.raises(AnonymisationRefusee):
        anonymiser(au_dessus, par=par, cause=Cause.ANCT, motif="Départ")


def test_a_reason_does_not_name_the_person(personne):
    par = UserFactory(groupe="Administration")
    with pytest.raises(AnonymisationRefusee, match="nom de la personne"):
        anonymiser(personne, par=par, cause=Cause.ANCT, motif="Départ de Camille Duprez")
    personne.refresh_from_db()
    assert personne.anonymisee_le is None


@pytest.mark.parametrize(
    "champs",
    [
        {"first_name": "Camille"},
        {"is_active": True},
        {"email": "camille@exemple.example.org"},
        {"anonymisee_le": None},
    ],
    ids=str,
)
def test_the_database_keeps_it_forgotten(personne, champs):
    """A tab that had read the person before writes its stale row: it does not come back."""
    oublier(personne)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=personne.pk).update(**champs)
    with pytest.raises(IntegrityError), transaction.atomic():
        personne.save()


def test_nothing_is_tied_to_it_any_more(personne):
    oublier(personne)
    with pytest.raises(IntegrityError), transaction.atomic():
        personne.groups.add(Group.objects.get(name="Rédaction"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(personne=personne, nom="Camille", fonction="DGS")


def test_its_addresses_are_of_nobody_else():
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="anonyme-7@anonyme.invalid")


def test_a_homonym_keeps_what_is_theirs(personne, relever):
    """What names both is left; what has the address goes."""
    UserFactory(first_name="Camille", last_name="Duprez")
    dits = [f"Camille Duprez demande {n}" for n in ("un", "deux")]
    for dit in dits:
        CourrielFactory(corps=dit, derniere_erreur=personne.email if "un" in dit else "")
    oublier(personne)
    assert {c.corps for c in Courriel.objects.exclude(sujet="")} >= set(dits)


def test_a_merged_duplicate_says_nothing_and_keeps_the_name(personne, relever):
    CourrielFactory(corps="Camille Duprez demande")
    oublier(personne, cause=Cause.FUSION)
    assert Courriel.objects.get().corps == "Camille Duprez demande"


def test_the_accounts_of_the_demo_stay(settings):
    settings.TEC_PORTE_DEMO = True
    demo = UserFactory(email=COMPTES[0].email)
    with pytest.raises(AnonymisationRefusee, match="démonstration"):
        oublier(demo)
    with pytest.raises(CorrectionRefusee, match="démonstration"):
        demander(demo, "ailleurs@commune.example.org")
