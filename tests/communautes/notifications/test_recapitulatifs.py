"""Digests: one a person and a period, of what was told before, grouped, the latest first."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from communautes.comptes.models import User
from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import (
    Courriel,
    Evenement,
    Notification,
    Recapitulatif,
)
from communautes.notifications.registre import Genre
from communautes.notifications.services.recapitulatifs import (
    envoyer_les_recapitulatifs,
    periode_en_cours,
)
from communautes.territoires.models import Collectivite
from tests.factories import CollectiviteFactory, UserFactory
from tests.paralleles import a_part_puis_vider, ensemble

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
JEUDI = datetime(2026, 11, 26, 15, tzinfo=PARIS)
LUNDI = datetime(2026, 11, 30, 7, 1, tzinfo=PARIS)


@pytest.fixture
def horloge():
    with time_machine.travel(JEUDI, tick=False) as horloge:
        yield horloge


@pytest.fixture
def le_lundi(horloge, relever):
    """`le_lundi()`: the mails that have left by the next Monday."""

    def _le_lundi(instant=LUNDI) -> list:
        horloge.move_to(instant)
        envoyer_les_recapitulatifs()
        return relever()

    return _le_lundi


def sujet_de(courriel) -> str:
    return courriel.subject.replace("\u00a0", " ")


class TestPeriode:
    @pytest.mark.parametrize(
        ("instant", "frequence", "jour"),
        [
            (LUNDI, Canal.HEBDOMADAIRE, 30),
            (LUNDI - timedelta(minutes=2), Canal.HEBDOMADAIRE, 23),
            (JEUDI, Canal.HEBDOMADAIRE, 23),
            (JEUDI, Canal.QUOTIDIEN, 26),
            (JEUDI.replace(hour=6), Canal.QUOTIDIEN, 25),
        ],
    )
    def test_begins_at_seven_in_paris(self, horloge, instant, frequence, jour):
        horloge.move_to(instant)
        periode = periode_en_cours(frequence)
        assert periode.jour.day == jour and periode.debut.hour == 7

    @pytest.mark.parametrize("jour", [datetime(2026, 3, 30), datetime(2026, 10, 26)])
    def test_after_the_clocks_change_too(self, horloge, jour):
        horloge.move_to(jour.replace(hour=7, tzinfo=PARIS))
        periode = periode_en_cours(Canal.HEBDOMADAIRE)
        assert periode.jour == jour.date()
        assert periode.debut == jour.replace(hour=7, tzinfo=PARIS)


class TestEnvoyer:
    def test_nothing_leaves_before_monday_then_one_mail(self, dire, personne, le_lundi):
        dire("essai.nouvelle", personne)
        assert le_lundi(LUNDI - timedelta(minutes=2)) == []
        assert len(le_lundi()) == 1
        assert len(le_lundi(LUNDI + timedelta(days=1))) == 1
        assert Recapitulatif.objects.get().jour == LUNDI.date()

    def test_what_happens_on_tuesday_waits_for_the_next_monday(
        self, dire, personne, le_lundi, horloge
    ):
        horloge.move_to(LUNDI + timedelta(days=1))
        dire("essai.nouvelle", personne)
        assert le_lundi(LUNDI + timedelta(days=2)) == []
        assert len(le_lundi(LUNDI + timedelta(days=7))) == 1

    def test_a_command_that_did_not_run_on_monday_sends_on_wednesday(
        self, dire, personne, le_lundi
    ):
        dire("essai.nouvelle", personne)
        assert len(le_lundi(LUNDI + timedelta(days=2))) == 1

    def test_daily_for_who_chose_so(self, dire, personne, le_lundi):
        services.choisir(personne, {"essai.nouvelle": Canal.QUOTIDIEN})
        dire("essai.nouvelle", personne)
        [courriel] = le_lundi(JEUDI + timedelta(hours=16, minutes=1))
        assert "chaque matin" in courriel.body

    def test_groups_by_subject_the_latest_first(
        self, dire, personne, discussion, le_lundi, horloge
    ):
        autre = CollectiviteFactory(nom="Jurys citoyens")
        for heure, (nom, sujet) in enumerate(
            [("Un", discussion), ("Deux", autre), ("Trois", discussion)]
        ):
            horloge.move_to(JEUDI + timedelta(hours=heure))
            objet = CollectiviteFactory(nom=nom)
            dire("essai.nouvelle", personne, objet=objet, sujet=sujet)
        [courriel] = le_lundi()
        mots = ["Budget participatif", "Trois", "Un\n", "Jurys citoyens", "Deux"]
        places = [courriel.body.index(mot) for mot in mots]
        assert places == sorted(places)
        assert sujet_de(courriel) == "3 nouveautés, dans « Budget participatif » et ailleurs"
        assert courriel.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "<img" not in courriel.alternatives[0][0]

    def test_one_news_is_its_own_subject(self, dire, personne, le_lundi):
        dire("essai.reponse", personne, objet=CollectiviteFactory())
        Notification.objects.update(canal=Canal.HEBDOMADAIRE)
        assert le_lundi()[0].subject == "Quelqu’un répond dans « Budget participatif »"

    def test_says_how_many_it_does_not_write_out(self, dire, personne, le_lundi):
        for rang in range(7):
            dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom=f"Annonce {rang}"))
        [courriel] = le_lundi()
        assert courriel.body.count("- Une nouvelle") == 5
        assert (
            "et 2 autres" in courriel.body and "2 nouveautés ne sont pas écrites" in courriel.body
        )
        assert sujet_de(courriel) == "7 nouveautés dans « Budget participatif »"
        assert not Notification.objects.filter(ecrite_le=None).exists()

    def test_not_what_was_read_nor_what_may_be_read_no_more(
        self, dire, salle, personne, le_lundi, discussion
    ):
        lue = dire("essai.nouvelle", personne)
        services.tout_marquer_lu(personne, sur=lue)
        perdu = dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="Perdue"))
        dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="Gardée"))
        salle.lecteurs[perdu.pk] = salle.lecteurs[discussion.pk] = set()
        [courriel] = le_lundi()
        assert "Gardée" in courriel.body and "Perdue" not in courriel.body
        assert "Budget participatif" not in courriel.body  # its name is not theirs either
        assert not Notification.objects.sur(perdu).en_vue().exists()

    def test_nothing_left_to_say_is_no_mail(self, dire, salle, personne, le_lundi):
        objet = dire("essai.nouvelle", personne)
        salle.lecteurs[objet.pk] = set()
        assert le_lundi() == [] and not Recapitulatif.objects.exists()

    def test_a_closed_account_gets_none(self, dire, personne, le_lundi):
        dire("essai.nouvelle", personne)
        User.objects.filter(pk=personne.pk).update(is_active=False)
        assert le_lundi() == [] and Notification.objects.get().canal == Canal.SITE

    def test_one_that_fails_holds_nobody_back(self, dire, personne, le_lundi, caplog):
        autre = UserFactory()
        registre.declarer(Genre("essai.fautif", "x", "x", lambda e: 1 / 0))
        dire("essai.fautif", personne)
        dire("essai.lettre", autre)
        [courriel] = le_lundi()
        assert courriel.to == [autre.email] and "ZeroDivisionError" in caplog.text
        assert not Recapitulatif.objects.filter(personne=personne).exists()

    def test_costs_the_same_for_2_or_20_news(self, dire, personne, count_queries, horloge):
        def cout(nombre: int) -> int:
            for _rang in range(nombre):
                dire("essai.nouvelle", personne)
            horloge.shift(timedelta(days=7))
            return count_queries(envoyer_les_recapitulatifs)

        assert cout(2) == cout(20)

    def test_the_database_keeps_one_a_period(self, personne):
        ligne = {"personne": personne, "frequence": Canal.QUOTIDIEN, "jour": JEUDI.date()}
        Recapitulatif.objects.create(**ligne)
        with pytest.raises(IntegrityError), transaction.atomic():
            Recapitulatif.objects.create(**ligne)

    def test_several_runs_at_once_send_one(self, salle):
        """On real connections."""

        def course(vus):
            personne, objet = UserFactory(), CollectiviteFactory()
            services.notifier("essai.nouvelle", objet, a=[personne])
            Notification.objects.update(cree_le=JEUDI - timedelta(days=30))
            vus["partis"] = sum(ensemble(envoyer_les_recapitulatifs, 4))
            vus["courriels"] = Courriel.objects.filter(destinataires=[personne.email]).count()

        def vider(avant):
            Evenement.objects.all().delete()
            Recapitulatif.objects.all().delete()
            Courriel.objects.all().delete()
            Collectivite.objects.filter(source="tests").delete()
            User.objects.exclude(pk__in=avant).delete()

        vus = a_part_puis_vider(course, vider)
        assert vus["partis"] == vus["courriels"] == 1
