"""The log of sign-ins: read by the administration, kept a year, no machine in its lines."""

import ast
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.connexions import mots
from communautes.comptes.evenements import noter
from communautes.comptes.models import AdresseDeMachine, EvenementDeConnexion
from communautes.comptes.proconnect import refus
from tests.factories import UserFactory

LISTE = reverse("evenements:index")
MACHINE = "203.0.113.7"


@pytest.fixture
def administration(client, db):
    client.force_login(UserFactory(groupe="Administration"))
    return client


def ligne_du(jours: int, **champs) -> EvenementDeConnexion:
    ligne = EvenementDeConnexion.objects.create(
        evenement="connexion", date=timezone.now() - timedelta(days=jours), **champs
    )
    AdresseDeMachine.objects.create(evenement=ligne, adresse=MACHINE)
    return ligne


class TestMots:
    def test_every_word_of_the_code_is_read_in_french(self):
        """`noter("…")` in any file of the room: its first argument, both of a condition."""
        notes = set()
        for chemin in Path("communautes/comptes").rglob("*.py"):
            for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
                if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") == "noter":
                    mots_lus = [
                        n.value for n in ast.walk(noeud.args[0]) if isinstance(n, ast.Constant)
                    ]
                    notes.update(mot for mot in mots_lus if "." not in str(mot))
        assert notes - {"affiliations"} <= mots.EVENEMENTS.keys()
        assert "connexion" in notes

    def test_every_cause_too(self):
        assert refus.PAGES.keys() == mots.CAUSES.keys()


class TestMachine:
    def test_it_is_apart_from_the_line(self, client, db, settings):
        ligne = noter("connexion", personne=UserFactory(), machine=MACHINE, porte="courriel")
        assert MACHINE not in str(EvenementDeConnexion.objects.values().get())
        assert AdresseDeMachine.objects.get().evenement == ligne

    def test_a_refusal_keeps_where_it_came_from(self, client, fournisseur):
        client.get(reverse("proconnect_retour"), REMOTE_ADDR=MACHINE)
        assert AdresseDeMachine.objects.get().adresse == MACHINE

    def test_it_never_changes(self, db):
        ligne_du(1)
        with pytest.raises(DatabaseError), transaction.atomic():
            AdresseDeMachine.objects.update(adresse="198.51.100.1")


class TestConservation:
    def test_the_command_erases_what_is_a_year_old(self, db):
        vieille, jeune = ligne_du(366), ligne_du(364)
        sortie = io.StringIO()
        call_command("purger_connexions", stdout=sortie)
        assert "1 lignes" in sortie.getvalue()
        assert list(EvenementDeConnexion.objects.all()) == [jeune]
        assert not AdresseDeMachine.objects.filter(evenement=vieille.pk).exists()
        assert AdresseDeMachine.objects.count() == 1

    @pytest.mark.parametrize(
        "ordre",
        [
            "DELETE FROM comptes_evenementdeconnexion",
            "UPDATE comptes_evenementdeconnexion SET cause = 'autre'",
            "TRUNCATE comptes_evenementdeconnexion CASCADE",
        ],
    )
    def test_the_database_refuses_before(self, db, ordre):
        noter("connexion")
        with (
            pytest.raises(DatabaseError, match="comptes_evenementdeconnexion"),
            transaction.atomic(),
            connection.cursor() as curseur,
        ):
            curseur.execute(ordre)
        assert EvenementDeConnexion.objects.count() == 1


class TestListe:
    def test_it_is_read_in_french_without_any_machine(self, administration):
        personne = UserFactory(last_name="Abel")
        noter("refus", personne=personne, cause="nonce", machine=MACHINE, porte="proconnect")
        page = administration.get(LISTE).content.decode()
        for dit in ("Connexion refusée", "réponse à une autre demande", "ProConnect", "Abel"):
            assert dit in page
        assert MACHINE not in page

    def test_one_line_shows_the_machine_while_it_is_kept(self, administration):
        ligne = noter("connexion", machine=MACHINE, porte="courriel")
        adresse = reverse("evenements:inspect", args=[ligne.pk])
        assert MACHINE in administration.get(adresse).content.decode()
        AdresseDeMachine.objects.all().delete()
        assert "Adresse de la machine" not in administration.get(adresse).content.decode()

    @pytest.mark.parametrize(
        ("filtre", "nombre"),
        [
            ({"evenement": "refus"}, 1),
            ({"cause": "nonce"}, 1),
            ({"porte": "courriel"}, 1),
            ({"q": "évê"}, 1),
            ({"q": "eve"}, 1),
            ({"date_from": "2000-01-01", "date_to": "2000-01-02"}, 0),
        ],
    )
    def test_filters(self, administration, filtre, nombre):
        noter("refus", cause="nonce", porte="proconnect")
        noter("connexion", personne=UserFactory(last_name="Évêque"), porte="courriel")
        assert administration.get(LISTE, filtre).context["object_list"].count() == nombre

    def test_the_lines_of_one_person(self, administration):
        personne = UserFactory()
        noter("connexion", personne=personne, porte="courriel")
        noter("connexion", personne=UserFactory(), porte="courriel")
        lignes = administration.get(LISTE, {"personne": personne.pk}).context["object_list"]
        assert [ligne.personne for ligne in lignes] == [personne]
        assert administration.get(LISTE, {"personne": 10**30}).status_code == 200

    def test_it_costs_the_same_whatever_the_number(self, administration, count_queries):
        for _rang in range(3):
            noter("connexion", personne=UserFactory(), machine=MACHINE, porte="courriel")
        peu = count_queries(administration.get, LISTE)
        for _rang in range(9):
            noter("connexion", personne=UserFactory(), machine=MACHINE, porte="courriel")
        assert count_queries(administration.get, LISTE) == peu <= 25

    def test_its_export_has_numbers_and_no_machine(self, administration):
        personne = UserFactory(last_name="Abel")
        noter("refus", personne=personne, cause="nonce", machine=MACHINE, porte="proconnect")
        reponse = administration.get(LISTE, {"export": "csv"})
        texte = b"".join(reponse.streaming_content).decode()
        assert f";{personne.pk};" in texte and "Connexion refusée" in texte
        assert MACHINE not in texte and "Abel" not in texte and personne.email not in texte
