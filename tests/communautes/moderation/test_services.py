"""Reporting, deciding, contesting, answering: what is written, who is told, what is refused."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.journal.models import Entree
from communautes.moderation import services
from communautes.moderation.models import Dossier, Signalement
from communautes.moderation.refus import ModerationRefusee
from communautes.notifications.models import Courriel, Notification
from tests.factories import AdhesionFactory, UserFactory
from tests.salle_d_essai.models import Propos

MOTIF = "Propos insultants envers un élu"


def signaler(propos, **champs):
    return services.signaler(propos, **{"categorie": "injure"} | champs)


def retirer(dossier, par, **champs):
    valeurs = {"decision": "masque", "base": "regles", "motif": MOTIF} | champs
    return services.decider(dossier, par=par, **valeurs)


@pytest.fixture
def dossier(propos):
    return signaler(propos, email="temoin@exemple.example.org").dossier


class TestSignaler:
    def test_a_report_without_account(self, propos, communaute, autrice):
        un = signaler(propos, email="temoin@exemple.example.org", precisions=" Ligne 3 ")
        assert re.fullmatch(r"SIG-\d{4}-\d{6}", un.reference)
        dossier = un.dossier
        assert (dossier.objet, dossier.cadre, dossier.auteur) == (propos, communaute, autrice)
        assert (dossier.etat, dossier.texte) == ("recu", propos.texte)
        assert un.precisions == "Ligne 3"
        assert Entree.objects.get(acte="moderation.signale").apres["categorie"] == "injure"

    def test_the_journal_does_not_name_who_reported(self, propos):
        signaler(propos, par=UserFactory())
        assert Entree.objects.get(acte="moderation.signale").personne is None

    def test_it_is_acknowledged_by_mail_without_a_word_typed(self, propos):
        un = signaler(propos, email="temoin@exemple.example.org", precisions="Un secret")
        accuse = Courriel.objects.get(destinataires=["temoin@exemple.example.org"])
        assert un.reference in accuse.sujet and "/signalements/" in accuse.corps
        assert "Un secret" not in accuse.corps and "7\u00a0jours" in accuse.corps

    def test_by_nobody_in_particular_no_mail_leaves(self, propos):
        signaler(propos)
        assert not Courriel.objects.exists()

    def test_several_people_make_one_dossier(self, propos):
        gens = [UserFactory(), UserFactory()]
        dossiers = {signaler(propos, par=une).dossier_id for une in gens}
        dossiers |= {signaler(propos, email="a@exemple.example.org").dossier_id}
        assert len(dossiers) == 1 and Signalement.objects.count() == 3

    def test_the_same_person_twice_is_one_report_with_all_its_words(self, propos):
        personne = UserFactory()
        signaler(propos, par=personne, precisions="Ligne 3")
        un = signaler(propos, par=personne, precisions="Ligne 8 aussi")
        assert Signalement.objects.get() == un and un.precisions == "Ligne 3\n\nLigne 8 aussi"

    def test_an_address_that_is_typed_leads_to_no_other_report(self, propos):
        un = signaler(propos, email="a@exemple.example.org", precisions="Ligne 3")
        autre = signaler(propos, email="A@exemple.example.org", precisions="Des mots en plus")
        un.refresh_from_db()
        assert autre != un and autre.dossier == un.dossier and un.precisions == "Ligne 3"

    def test_the_outcome_is_told_once_to_an_address_that_reported_twice(self, propos, anct):
        for adresse in ("a@exemple.example.org", "A@exemple.example.org"):
            dossier = signaler(propos, email=adresse).dossier
        retirer(dossier, anct)
        suites = Courriel.objects.filter(sujet__contains="est retiré")
        assert [une.destinataires for une in suites] == [["A@exemple.example.org"]]

    def test_the_same_form_twice_is_one_report(self, propos):
        assert signaler(propos, cle="f1") == signaler(propos, cle="f1")

    def test_other_words_of_the_same_form_are_not_lost(self, propos):
        personne = UserFactory()
        signaler(propos, cle="f1", par=personne, precisions="Ligne 3")
        un = signaler(propos, cle="f1", par=personne, precisions="Ligne 8")
        assert un.precisions == "Ligne 3\n\nLigne 8"
        anonymes = [signaler(propos, cle="f2", precisions=mots) for mots in ("Un", "Deux", "Deux")]
        assert len({une.pk for une in anonymes}) == 2

    def test_the_same_key_of_another_thing_is_another_report(self, propos, autrice):
        autre = Propos.objects.create(texte="Autre", auteur_pk=autrice.pk)
        assert signaler(propos, cle="f1").dossier != signaler(autre, cle="f1").dossier

    def test_decided_it_may_be_reported_again(self, propos, dossier, anct):
        retirer(dossier, anct, decision="laisse")
        assert signaler(propos).dossier != dossier

    def test_its_author_does_not_report_it(self, propos, autrice):
        with pytest.raises(ModerationRefusee):
            signaler(propos, par=autrice)

    def test_what_one_cannot_read_is_not_reported(self, propos):
        Propos.objects.update(reserve=True)
        with pytest.raises(ModerationRefusee):
            signaler(propos, par=UserFactory())

    def test_who_moderates_there_is_told(self, propos, moderatrice, autrice, anct):
        signaler(propos, par=UserFactory())
        [une] = Notification.objects.all()
        assert une.personne == moderatrice and une.evenement.genre == "moderation.a_decider"

    def test_without_anybody_there_anct_is_told(self, propos, anct):
        signaler(propos)
        assert [une.personne for une in Notification.objects.all()] == [anct]


class TestDecider:
    def test_withdrawing_is_written_told_and_may_be_contested(
        self, salle, propos, dossier, moderatrice, autrice
    ):
        fait = retirer(dossier, moderatrice)
        assert (fait.etat, fait.decision, fait.base, fait.motif) == (
            "decide",
            "masque",
            "regles",
            MOTIF,
        )
        assert fait.instruit_par == fait.decide_par == moderatrice and fait.est_contestable
        assert Propos.objects.get().est_retire and salle.changes == [(propos.pk, "retire")]
        [une] = Notification.objects.filter(evenement__genre="moderation.decision")
        assert une.personne == autrice and une.canal == "immediat" and une.evenement.par is None
        entree = Entree.objects.get(acte="moderation.decide")
        assert entree.personne == moderatrice and entree.motif == MOTIF
        suite = Courriel.objects.order_by("pk").last()
        assert suite.destinataires == ["temoin@exemple.example.org"] and "retiré" in suite.sujet

    def test_leaving_tells_who_reported_and_not_who_wrote(self, propos, dossier, anct):
        retirer(dossier, anct, decision="laisse")
        assert Propos.objects.get().est_publie
        assert not Notification.objects.filter(evenement__genre="moderation.decision").exists()
        assert "reste en ligne" in Courriel.objects.order_by("pk").last().sujet

    def test_accepting_what_waited_publishes_it(self, salle, communaute, autrice, moderatrice):
        objet = Propos.objects.create(
            texte="https://exemple.org", auteur_pk=autrice.pk, communaute_pk=communaute.pk
        )
        services.examiner(objet, autrice)
        retirer(Dossier.objects.get(), moderatrice, decision="laisse", motif="Lien utile")
        assert salle.changes == [(objet.pk, "en_examen"), (objet.pk, "publie")]
        [une] = Notification.objects.filter(evenement__genre="moderation.decision")
        assert une.personne == autrice and une.evenement.cle == "accepte"

    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"motif": " "}, "motif"),
            ({"base": ""}, "regard"),
            ({"decision": "sans_objet"}, "existe encore"),
            ({"decision": "autre"}, "Choisissez"),
            ({"motif": "Injures de Camille Durand"}, "nom"),
        ],
    )
    def test_what_is_refused(self, dossier, anct, champs, dit):
        with pytest.raises(ModerationRefusee, match=dit):
            retirer(dossier, anct, **champs)
        assert Propos.objects.get().est_publie

    def test_neither_a_member_nor_the_author_decides(self, dossier, communaute, autrice):
        AdhesionFactory(communaute=communaute, personne=autrice, role="moderateur")
        for personne in (AdhesionFactory(communaute=communaute).personne, autrice):
            with pytest.raises(ModerationRefusee):
                retirer(dossier, personne)

    def test_what_is_gone_is_closed_by_anct(self, propos, dossier, moderatrice, anct):
        propos.delete()
        with pytest.raises(ModerationRefusee):
            retirer(dossier, moderatrice)
        with pytest.raises(ModerationRefusee, match="sans objet"):
            retirer(dossier, anct)
        fait = retirer(dossier, anct, decision="sans_objet", base="", motif="Retiré par l’auteur")
        assert (
            fait.etat == "decide"
            and "n’existe plus" in Courriel.objects.order_by("pk").last().sujet
        )

    def test_the_second_is_told_what_the_first_decided(self, dossier, moderatrice, anct):
        retirer(dossier, moderatrice)
        with pytest.raises(ModerationRefusee, match="retiré"):
            retirer(dossier, anct, decision="laisse")

    def test_taking_charge_is_seen_and_keeps_nobody_from_deciding(self, dossier, moderatrice, anct):
        assert services.examiner_a_la_main(dossier, par=moderatrice).etat == "instruit"
        services.examiner_a_la_main(dossier, par=moderatrice)
        with pytest.raises(ModerationRefusee, match="déjà"):
            services.examiner_a_la_main(dossier, par=anct)
        fait = retirer(dossier, anct)
        assert (fait.instruit_par, fait.decide_par) == (moderatrice, anct)


class TestContester:
    @pytest.fixture
    def retire(self, dossier, moderatrice):
        return retirer(dossier, moderatrice)

    def test_once_by_its_author(self, retire, autrice, anct):
        fait = services.contester(retire, par=autrice, texte=" C’est une citation ")
        assert (fait.etat, fait.contestation) == ("conteste", "C’est une citation")
        services.contester(retire, par=autrice, texte="C’est une citation")  # two clicks
        with pytest.raises(ModerationRefusee, match="déjà contesté"):
            services.contester(retire, par=autrice, texte="Encore")
        [une] = Notification.objects.filter(evenement__genre="moderation.contestation")
        assert une.personne == anct

    def test_nobody_else(self, retire, moderatrice):
        with pytest.raises(ModerationRefusee):
            services.contester(retire, par=moderatrice, texte="Non")

    @pytest.mark.parametrize(("jours", "possible"), [(29, True), (31, False)])
    def test_within_thirty_days(self, retire, autrice, jours, possible):
        with time_machine.travel(timezone.now() + timedelta(days=jours), tick=False):
            if possible:
                assert services.contester(retire, par=autrice, texte="Non").etat == "conteste"
            else:
                with pytest.raises(ModerationRefusee):
                    services.contester(retire, par=autrice, texte="Non")

    @pytest.mark.parametrize(
        ("lever", "etat", "moderation"),
        [(True, "leve", "publie"), (False, "confirme", "retire")],
    )
    def test_anct_answers(self, retire, autrice, anct, lever, etat, moderation):
        services.contester(retire, par=autrice, texte="C’est une citation")
        fait = services.trancher(retire, par=anct, lever=lever, motif="Relu en entier")
        assert (fait.etat, Propos.objects.get().moderation) == (etat, moderation)
        [une] = Notification.objects.filter(evenement__cle=etat)
        assert une.personne == autrice
        assert Entree.objects.filter(acte=f"moderation.{etat}", personne=anct).exists()

    def test_who_decided_leaves_the_answer_to_another(self, dossier, autrice, anct):
        retire = retirer(dossier, anct)
        services.contester(retire, par=autrice, texte="Non")
        seconde = UserFactory(groupe="Administration")
        with pytest.raises(ModerationRefusee, match="autre personne"):
            services.trancher(retire, par=anct, lever=False, motif="Relu")
        seconde.delete()
        assert services.trancher(retire, par=anct, lever=False, motif="Relu").etat == "confirme"

    def test_a_community_does_not_answer_for_anct(self, retire, autrice, moderatrice):
        services.contester(retire, par=autrice, texte="Non")
        with pytest.raises(ModerationRefusee, match="ANCT"):
            services.trancher(retire, par=moderatrice, lever=True, motif="Relu")


class TestLaBaseRefuse:
    @pytest.mark.parametrize(
        "champs",
        [
            {"etat": "decide"},
            {"etat": "conteste"},
            {"etat": "leve"},
            {"etat": "instruit"},
            {"decision": "masque"},
            {"motif_final": "Relu"},
            {"contestation": "Non"},
            {"cadre_pk": None},
            {"etat": "autre"},
        ],
    )
    def test_half_a_state(self, dossier, champs):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**champs)

    def test_going_back(self, dossier, anct):
        retirer(dossier, anct)
        vides = {"decision": "", "base": "", "motif": "", "decide_par": None, "decide_le": None}
        with pytest.raises(IntegrityError, match="ne devient pas"), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(etat="instruit", **vides)

    def test_a_second_open_dossier(self, propos, dossier):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.create(objet=propos)


def test_a_visitor_is_nobody(propos):
    from communautes.moderation.permissions import peut_moderer_partout

    assert not peut_moderer_partout(AnonymousUser())
