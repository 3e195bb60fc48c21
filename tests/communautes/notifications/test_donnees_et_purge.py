"""What the room keeps of a person: shown, erased, brought together; and for how long."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from communautes.comptes.reunion.services import reunir
from communautes.notifications import services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import (
    Courriel,
    Evenement,
    Notification,
    Preference,
    Recapitulatif,
    Sourdine,
)
from communautes.notifications.services.ecrire import ecrire_les_immediates
from communautes.territoires.models import Collectivite
from tests import journal
from tests.factories import CollectiviteFactory, UserFactory
from tests.paralleles import a_part_puis_vider, derriere

pytestmark = pytest.mark.django_db
SIENS = (Notification, Preference, Sourdine, Recapitulatif)


@pytest.fixture
def remplie(dire, personne, discussion):
    dire("essai.nouvelle", personne)
    services.choisir(personne, {"essai.lettre": Canal.RIEN, Preference.RESTE: Canal.QUOTIDIEN})
    services.mettre_en_sourdine(personne, discussion)
    Recapitulatif.objects.create(
        personne=personne, frequence=Canal.QUOTIDIEN, jour=timezone.localdate()
    )
    return personne


class TestDonnees:
    def test_are_shown_to_who_they_are_about_without_others_words(self, client, remplie):
        client.force_login(remplie)
        page = client.get("/mon-compte/mes-donnees/").text
        for mot in ("Une nouvelle", "La lettre", "Pas du tout", "Budget participatif"):
            assert mot in page
        assert "secret" not in page
        fichier = client.get("/mon-compte/mes-donnees/fichier.json").json()["donnees"]
        assert len(fichier["notifications"]) == len(fichier["sourdines"]) == 1
        assert len(fichier["preferences_de_notification"]) == 2

    def test_what_one_may_read_no_more_is_not_named(self, client, remplie, salle, discussion):
        salle.lecteurs[discussion.pk] = set()
        client.force_login(remplie)
        assert "Budget participatif" not in client.get("/mon-compte/mes-donnees/").text

    def test_go_with_the_account(self, remplie):
        anonymiser(remplie, par=remplie, cause=Cause.DEMANDE)
        assert [modele.objects.count() for modele in SIENS] == [0, 0, 0, 0]

    def test_a_name_leaves_the_mails_that_wait_for_others(self, dire, personne, relever):
        auteur = UserFactory(first_name="Zoé", last_name="Durandeau")
        dire("essai.reponse", personne, par=auteur)
        ecrire_les_immediates()
        anonymiser(auteur, par=auteur, cause=Cause.DEMANDE)
        [courriel] = [parti for parti in relever() if parti.to == [personne.email]]
        assert courriel.subject.startswith("Compte supprimé répond")
        assert "Durandeau" not in courriel.body + courriel.alternatives[0][0]

    def test_who_did_it_is_a_deleted_account_on_the_page(self, client, dire, personne):
        auteur = UserFactory(first_name="Zoé", last_name="Durandeau")
        dire("essai.reponse", personne, par=auteur)
        anonymiser(auteur, par=auteur, cause=Cause.DEMANDE)
        client.force_login(personne)
        assert "Durandeau" not in client.get("/notifications/").text


class TestOubliee:
    def test_is_told_nothing_more_even_by_who_had_read_her_before(self, salle, personne):
        """The transition waits for the anonymisation, then skips the row, and tells the others."""

        def course(vus):
            objet, autre, partie = CollectiviteFactory(), UserFactory(), UserFactory()
            a = list(User.objects.filter(pk__in=[autre.pk, partie.pk]))
            vus["autre"] = autre.pk

            derriere(
                lambda: anonymiser(partie, par=partie, cause=Cause.DEMANDE),
                lambda: services.notifier("essai.nouvelle", objet, a=a),
            )
            vus["prevenues"] = list(Notification.objects.values_list("personne", flat=True))

        def vider(avant):
            journal.effacer()
            Evenement.objects.all().delete()
            Courriel.objects.all().delete()
            Collectivite.objects.filter(source="tests").delete()
            User.objects.exclude(pk__in=avant).delete()

        vus = a_part_puis_vider(course, vider)
        assert vus["prevenues"] == [vus["autre"]]

    def test_chooses_nothing_more(self, remplie, discussion):
        tenue = User.objects.get(pk=remplie.pk)
        anonymiser(remplie, par=remplie, cause=Cause.DEMANDE)
        for acte in (
            lambda: services.choisir(tenue, {"essai.lettre": Canal.RIEN}),
            lambda: services.mettre_en_sourdine(tenue, discussion),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                acte()


class TestReunion:
    def test_what_both_have_is_had_once_and_the_account_that_stays_prevails(
        self, dire, remplie, discussion
    ):
        garde = UserFactory()
        objet = dire("essai.nouvelle", garde)
        Notification.objects.update(personne=remplie)
        dire("essai.nouvelle", garde, objet=objet)
        services.choisir(garde, {"essai.lettre": Canal.SITE})
        reunir(garde, remplie, par=UserFactory(is_superuser=True), motif="Vu au téléphone")
        evenements = Notification.objects.values_list("personne", "evenement__objet_pk")
        assert sorted(pk for _p, pk in evenements) == sorted({pk for _p, pk in evenements})
        assert {une.personne for modele in SIENS for une in modele.objects.all()} == {garde}
        choix = dict(Preference.objects.values_list("genre", "canal"))
        assert choix == {"essai.lettre": Canal.SITE, Preference.RESTE: Canal.QUOTIDIEN}

    def test_what_one_did_is_the_other_s(self, dire, personne):
        absorbe, garde = UserFactory(first_name="Zoé", last_name="Durandeau"), UserFactory()
        dire("essai.reponse", personne, par=absorbe)
        reunir(garde, absorbe, par=UserFactory(is_superuser=True), motif="Vu au téléphone")
        assert Evenement.objects.get().par == garde


class TestPurge:
    def test_six_months_then_nothing(self, dire, personne, capsys):
        dire("essai.nouvelle", personne)
        Recapitulatif.objects.create(
            personne=personne, frequence=Canal.QUOTIDIEN, jour=timezone.localdate()
        )
        maintenant = timezone.now()
        for jours, restent in ((179, 1), (181, 0)):
            with time_machine.travel(maintenant + timedelta(days=jours)):
                call_command("purger_notifications")
            assert Notification.objects.count() == Evenement.objects.count() == restent
        assert capsys.readouterr().out == "Notifications effacées : 1.\n"
        assert not Recapitulatif.objects.exists()

    def test_what_is_about_nothing_goes_at_once(self, dire, personne, communaute):
        services.mettre_en_sourdine(personne, communaute)
        autre = CollectiviteFactory()
        services.mettre_en_sourdine(personne, autre)
        dire("essai.decision", personne).delete()
        gardee = dire("essai.decision", personne)
        communaute.delete()
        call_command("purger_notifications")
        assert Notification.objects.get().evenement.objet_pk == gardee.pk
        assert Sourdine.objects.get().objet_pk == autre.pk

    def test_a_letter_that_was_deleted_still_counts(self, dire, personne, communaute):
        for _fois in range(2):
            dire("essai.lettre", personne).delete()
        call_command("purger_notifications")
        with pytest.raises(services.TropDEnvois):
            services.verifier_la_limite("essai.lettre", communaute)
