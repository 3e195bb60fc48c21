"""Two who act at the same instant on one account, on real connections."""

from contextlib import suppress
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client

from communautes.comptes.affiliations import services as services_des_affiliations
from communautes.comptes.donnees.models import Avertissement
from communautes.comptes.donnees.services import (
    AnonymisationRefusee,
    Cause,
    CorrectionRefusee,
    anonymiser,
    correction,
    inactivite,
    prouver,
)
from communautes.comptes.models import Presence, User
from communautes.journal.models import Entree
from tests.communautes.comptes.affiliations.test_en_meme_temps import a_part_puis_vider
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.paralleles import derriere, ensemble

pytestmark = pytest.mark.django_db


def oublier(personne) -> None:
    anonymiser(personne, par=personne, cause=Cause.DEMANDE)


def test_two_deletions_are_one():
    def course(vus):
        personne = AffiliationFactory(referent=True).personne
        ensemble(lambda: oublier(User.objects.get(pk=personne.pk)), 4)
        vus["lignes"] = Entree.objects.filter(acte="donnees.anonymisee").count()
        vus["terminees"] = Entree.objects.filter(acte="affiliations.terminee").count()

    assert a_part_puis_vider(course) == {"lignes": 1, "terminees": 1}


def test_a_tab_that_had_read_the_person_brings_nothing_back():
    """It waits behind the deletion, then what it writes is refused."""

    def course(vus):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        lue_avant = User.objects.get(pk=personne.pk)

        def second():
            vus["second"] = "écrit"
            try:
                with transaction.atomic():
                    lue_avant.save()
            except IntegrityError:
                vus["second"] = "refusé"

        derriere(lambda: oublier(personne), second)
        vus["nom"] = User.objects.get(pk=personne.pk).get_full_name()

    assert a_part_puis_vider(course) == {"second": "refusé", "nom": ""}


def test_who_was_there_is_not_written_after():
    def course(vus):
        mairie = UserFactory(boite_partagee=True)

        def second():
            with suppress(IntegrityError), transaction.atomic():
                Presence.objects.create(personne=mairie, nom="Sam Petit", fonction="x")

        derriere(lambda: oublier(mairie), second)
        vus["noms"] = list(Presence.objects.values_list("nom", flat=True))

    assert a_part_puis_vider(course) == {"noms": []}


def test_signing_in_in_another_tab_opens_nothing():
    def course(vus):
        personne = UserFactory()
        client = Client()

        def second():
            with suppress(IntegrityError):
                client.force_login(User.objects.get(pk=personne.pk))

        derriere(lambda: oublier(personne), second)
        vus["entre"] = client.get("/mon-compte/").status_code

    with time_machine.travel("2026-11-27 10:00", tick=True):  # the day after: activity is written
        assert a_part_puis_vider(course) == {"entre": 302}


def test_of_two_superusers_who_leave_at_once_one_stays():
    def course(vus):
        deux = [User.objects.create_superuser(f"s{n}@exemple.example.org") for n in range(2)]
        file = list(deux)

        def partir():
            with suppress(AnonymisationRefusee):
                oublier(file.pop())

        ensemble(partir, 2)
        restent = User.objects.filter(is_superuser=True, is_active=True)
        vus["restent"] = restent.filter(pk__in=[une.pk for une in deux]).count()

    assert a_part_puis_vider(course) == {"restent": 1}


def test_who_signs_in_while_warned_is_not_forgotten():
    """The warning is written first: the sign-in waits, then makes it void."""

    def course(vus):
        personne = UserFactory(derniere_activite=date(2024, 1, 1))
        derriere(
            lambda: inactivite.passer(au_plus=10),
            lambda: Client().force_login(User.objects.get(pk=personne.pk)),
        )
        vus["ecrits"] = Avertissement.objects.count()
        vus["en_cours"] = Avertissement.objects.en_cours().count()

    assert a_part_puis_vider(course) == {"ecrits": 1, "en_cours": 0}


def test_two_rounds_at_once_write_one_mail():
    def course(vus):
        UserFactory.create_batch(3, derniere_activite=date(2024, 1, 1))
        ensemble(lambda: inactivite.passer(au_plus=10), 3)
        vus["ecrits"] = Avertissement.objects.count()

    assert a_part_puis_vider(course) == {"ecrits": 3}


def test_of_two_who_prove_one_address_one_has_it(monkeypatch):
    monkeypatch.setattr(correction.secrets, "randbelow", lambda n: 123456)

    def course(vus):
        nouvelle = "unique@commune.example.org"
        deux = UserFactory.create_batch(2)
        for une in deux:
            correction.demander(une, nouvelle)
        file = list(deux)

        def prouver_la_sienne():
            with suppress(CorrectionRefusee):
                prouver(file.pop(), "123456")

        ensemble(prouver_la_sienne, 2)
        vus["avec"] = User.objects.filter(email=nouvelle).count()

    assert a_part_puis_vider(course) == {"avec": 1}
    assert connection.in_atomic_block and not mail.outbox


def test_joining_from_another_tab_is_refused_with_a_sentence():
    def course(vus):
        personne = UserFactory(first_name="Camille", last_name="Duprez")
        commune = CollectiviteFactory()
        lue_avant = User.objects.get(pk=personne.pk)

        def second():
            try:
                services_des_affiliations.declarer(lue_avant, commune, fonction="agent")
            except services_des_affiliations.AffiliationRefusee as refus:
                vus["second"] = str(refus)

        derriere(lambda: oublier(personne), second)

    assert a_part_puis_vider(course) == {"second": "Ce compte est fermé."}
