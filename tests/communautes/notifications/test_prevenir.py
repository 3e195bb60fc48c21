"""Who is told, once, of what they may read and have not silenced."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.comptes.models import User
from communautes.notifications import services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement, Notification
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


def canaux() -> dict:
    return dict(Notification.objects.values_list("personne", "canal"))


class TestNotifier:
    def test_each_is_told_as_the_kind_says(self, dire, personne):
        dire("essai.nouvelle", personne)
        assert canaux() == {personne.pk: Canal.HEBDOMADAIRE}
        evenement = Evenement.objects.get()
        assert evenement.par is None and evenement.cle_de("cadre")

    def test_twice_for_one_event_tells_nobody_twice(self, dire, personne):
        objet = dire("essai.nouvelle", personne)
        autre = UserFactory()
        assert services.notifier("essai.nouvelle", objet, a=[personne, autre]) == 1
        assert Evenement.objects.count() == 1 and Notification.objects.count() == 2

    def test_another_transition_of_the_object_is_another_event(self, dire, personne):
        objet = dire("essai.nouvelle", personne, cle="deplacee-1")
        dire("essai.nouvelle", personne, objet=objet, cle="deplacee-2")
        assert Notification.objects.count() == 2

    def test_the_database_keeps_one_row_a_person_and_an_event(self, dire, personne):
        dire("essai.nouvelle", personne)
        ligne = Notification.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            ligne.pk = None
            ligne.save(force_insert=True)

    def test_not_who_did_it_nor_who_may_not_read_nor_who_is_not_there(self, dire, salle, personne):
        ferme, auteur, exclue = UserFactory(is_active=False), UserFactory(), UserFactory()
        objet = CollectiviteFactory()
        salle.lecteurs[objet.pk] = {personne.pk, ferme.pk, auteur.pk}
        dire("essai.nouvelle", personne, ferme, auteur, exclue, objet=objet, par=auteur)
        assert list(canaux()) == [personne.pk]

    @pytest.mark.parametrize("meme_a_personne", [True, False])
    def test_what_tells_nobody_is_an_event_or_not(self, salle, discussion, meme_a_personne):
        dits = services.notifier(
            "essai.nouvelle", discussion, a=[], meme_a_personne=meme_a_personne
        )
        assert dits == 0 and Evenement.objects.exists() == meme_a_personne

    def test_an_unknown_kind_is_a_mistake_of_the_program(self, salle, discussion, personne):
        with pytest.raises(KeyError):
            services.notifier("essai.inconnu", discussion, a=[personne])

    def test_an_object_without_a_rule_is_read_by_nobody(self, salle, personne):
        assert services.notifier("essai.nouvelle", personne, a=[personne]) == 0

    def test_costs_the_same_for_3_or_300(self, dire, salle, count_queries, discussion):
        def cout(nombre: int) -> int:
            personnes = User.objects.filter(pk__in=[UserFactory().pk for _ in range(nombre)])
            objet = CollectiviteFactory()
            return count_queries(services.notifier, "essai.nouvelle", objet, a=personnes)

        assert cout(3) == cout(30)
        assert salle.appels == 2


class TestPreviendra:
    def test_counts_whom_it_would_tell_before_there_is_anything(
        self, salle, discussion, communaute, personne
    ):
        muette, refuse, exclue, auteur = UserFactory.create_batch(4)
        services.mettre_en_sourdine(muette, discussion)
        services.choisir(refuse, {"essai.nouvelle": Canal.RIEN})
        salle.lecteurs[None] = {personne.pk, muette.pk, refuse.pk, auteur.pk}
        options = {"a": User.objects.all(), "par": auteur, "sujet": discussion}
        objet = CollectiviteFactory.build()
        assert services.previendra("essai.nouvelle", objet, **options) == 1
        objet.save()
        salle.lecteurs[objet.pk] = salle.lecteurs[None]
        assert services.notifier("essai.nouvelle", objet, **options) == 1
        assert list(canaux()) == [personne.pk] and exclue.pk not in canaux()

    @pytest.mark.parametrize(
        ("nombre", "dite"),
        [(0, "ne préviendra personne."), (1, "préviendra 1 personne."), (2, "2 personnes.")],
    )
    def test_says_it(self, nombre, dite):
        assert services.dire_combien(nombre).endswith(dite)


class TestSourdine:
    @pytest.mark.parametrize("quoi", ["discussion", "communaute"])
    def test_silences_it_and_what_is_in_it(self, quoi, request, dire, personne):
        services.mettre_en_sourdine(personne, request.getfixturevalue(quoi))
        dire("essai.reponse", personne)
        assert not canaux()

    def test_what_waited_to_be_mailed_stays_on_the_site(self, dire, personne, discussion):
        dire("essai.nouvelle", personne)
        services.mettre_en_sourdine(personne, discussion)
        assert canaux() == {personne.pk: Canal.SITE}

    def test_not_what_is_always_said(self, dire, personne, discussion):
        services.mettre_en_sourdine(personne, discussion)
        dire("essai.decision", personne)
        assert canaux() == {personne.pk: Canal.IMMEDIAT}

    def test_ends(self, dire, personne, discussion):
        services.mettre_en_sourdine(personne, discussion)
        services.retirer_la_sourdine(personne, discussion)
        dire("essai.nouvelle", personne)
        assert len(canaux()) == 1


class TestRetirer:
    def test_who_is_excluded_keeps_nothing_of_the_community(self, dire, personne, communaute):
        autre = UserFactory()
        dire("essai.nouvelle", personne, autre)
        assert services.retirer(communaute, de=[personne]) == 1
        assert list(canaux()) == [autre.pk]
        services.retirer(communaute)
        assert not canaux()


class TestLimite:
    def test_two_a_week_in_one_community(self, dire, personne, communaute):
        debut = timezone.now().replace(microsecond=0)
        for jour in (0, 1):
            with time_machine.travel(debut + timedelta(days=jour), tick=False):
                services.verifier_la_limite("essai.lettre", communaute)
                dire("essai.lettre", personne)
        with time_machine.travel(debut + timedelta(days=6), tick=False):
            services.verifier_la_limite("essai.nouvelle", communaute)
            with pytest.raises(services.TropDEnvois, match="2 envois") as refus:
                services.verifier_la_limite("essai.lettre", communaute)
        assert refus.value.des_le == debut + timedelta(days=7)
        with time_machine.travel(debut + timedelta(days=7, seconds=1), tick=False):
            services.verifier_la_limite("essai.lettre", communaute)
