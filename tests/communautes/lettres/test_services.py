"""Writing to all the members of a community: a draft, then a letter, twice a week at most."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.adhesions import services as adhesions
from communautes.adhesions.confidences import pourquoi_pas_ouvrir
from communautes.adhesions.models import CommunautePage, Vie
from communautes.journal.models import Entree
from communautes.lettres import services
from communautes.lettres.donnees import _les_siennes
from communautes.lettres.models import Lettre
from communautes.lettres.refus import LettreModifiee, LettreRefusee
from communautes.moderation.models import Moderation
from communautes.moderation.refus import ModerationRefusee
from communautes.moderation.services import signaler
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.services import choisir, mettre_en_sourdine, prevenir
from communautes.notifications.services.ecrire import ecrire_les_immediates
from tests.factories import AdhesionFactory, UserFactory

pytestmark = pytest.mark.django_db


def prevenues(lettre: Lettre) -> list[int]:
    lues = Notification.objects.sur(lettre).en_vue().order_by("personne")
    return list(lues.values_list("personne", flat=True))


class TestEnvoyer:
    def test_members_are_told_once_and_who_writes_is_not(self, ecrire, animatrice, membre):
        brouillon = ecrire()
        assert prevenues(brouillon) == []
        for _fois in range(2):
            lettre = services.envoyer(brouillon, par=animatrice)
        assert lettre.envoyee_le and prevenues(lettre) == [membre.pk]
        [entree] = Entree.objects.filter(acte="lettres.envoyee")
        assert entree.personne == animatrice

    def test_who_is_told_is_asked_once(self, ecrire, animatrice, membre):
        with patch.object(prevenir, "_candidats", wraps=prevenir._candidats) as demandes:
            lettre = services.envoyer(ecrire(), par=animatrice)
        assert demandes.call_count == 1 and prevenues(lettre) == [membre.pk]

    def test_its_mail_gives_the_subject_the_way_to_stop_and_none_of_its_words(self, lettre, membre):
        ecrire_les_immediates()
        [courriel] = Courriel.objects.filter(destinataires=[membre.email])
        assert "Commerces" in courriel.sujet and "La semaine des commerces" in courriel.sujet
        assert lettre.get_absolute_url() in courriel.corps
        assert "attendent" not in courriel.corps + courriel.html
        assert courriel.entetes["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_neither_who_left_nor_who_silenced_the_community(self, ecrire, animatrice, membre):
        communaute = ecrire().communaute
        muette = AdhesionFactory(communaute=communaute).personne
        mettre_en_sourdine(muette, communaute)
        AdhesionFactory(communaute=communaute, quittee=True)
        AdhesionFactory(communaute=communaute, exclue=True)
        assert prevenues(services.envoyer(ecrire(), par=animatrice)) == [membre.pk]

    def test_twice_a_week_at_most(self, ecrire, animatrice, membre):
        for rang in (1, 2):
            services.envoyer(ecrire(titre=f"Lettre {rang}"), par=animatrice)
        troisieme = ecrire(titre="Lettre 3")
        with pytest.raises(LettreRefusee, match="2 envois sont déjà partis"):
            services.envoyer(troisieme, par=animatrice)
        assert Lettre.objects.brouillons().get() == troisieme
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert services.envoyer(troisieme, par=animatrice).envoyee_le

    def test_what_told_nobody_does_not_count(self, ecrire, animatrice, communaute):
        for _fois in range(3):
            services.envoyer(ecrire(), par=animatrice)
        AdhesionFactory(communaute=communaute)
        assert len(prevenues(services.envoyer(ecrire(), par=animatrice))) == 1

    def test_it_counts_as_the_life_of_the_community(self, ecrire, animatrice):
        vie = ecrire().communaute.vie
        vie.derniere_activite_le = timezone.now() - timedelta(days=80)
        vie.save()
        services.envoyer(ecrire(), par=animatrice)
        vie.refresh_from_db()
        assert timezone.now() - vie.derniere_activite_le < timedelta(minutes=1)

    def test_not_where_nothing_lives(self, ecrire, animatrice):
        brouillon = ecrire()
        adhesions.endormir(brouillon.communaute, par=animatrice, motif="Une pause")
        for acte in (lambda: services.envoyer(brouillon, par=animatrice), lambda: ecrire()):
            with pytest.raises(LettreRefusee, match="sommeil"):
                acte()
        services.supprimer(brouillon.communaute, cle=brouillon.pk, par=animatrice)
        assert not Lettre.objects.exists()

    def test_nobody_but_who_animates(self, ecrire, membre):
        anct = UserFactory(groupe="Administration")
        for qui in (membre, anct):
            with pytest.raises(LettreRefusee, match="animation"):
                services.envoyer(ecrire(), par=qui)

    def test_what_leaves_is_what_was_read(self, ecrire, animatrice):
        lu = services.marque_de(ecrire())
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            recrite = ecrire(texte="Autre chose.")
        with pytest.raises(LettreModifiee):
            services.envoyer(recrite, par=animatrice, lu=lu)
        autre = AdhesionFactory(communaute=recrite.communaute, anime=True).personne
        partie = services.envoyer(recrite, par=autre, lu=services.marque_de(recrite))
        with pytest.raises(LettreModifiee, match="déjà partie, récrite"):
            services.envoyer(partie, par=animatrice, lu=lu)
        assert services.envoyer(partie, par=animatrice, lu=services.marque_de(recrite)) == partie


class TestBrouillon:
    def test_a_community_has_one_that_they_share(self, ecrire, communaute, animatrice):
        autre = AdhesionFactory(communaute=communaute, anime=True).personne
        assert ecrire() == services.enregistrer(communaute, par=autre, titre="À deux", texte="Oui")
        assert Lettre.objects.get().auteur == autre
        with pytest.raises(IntegrityError), transaction.atomic():
            Lettre.objects.create(communaute=communaute, auteur=autre, titre="x", texte="y")

    def test_of_two_who_begin_it_neither_undoes_the_other(self, ecrire, communaute):
        autre = AdhesionFactory(communaute=communaute, anime=True).personne
        vide = services.marque_d_ici(communaute)
        brouillon = ecrire(lu=vide)
        with pytest.raises(LettreModifiee, match="Une autre personne"):
            services.enregistrer(communaute, par=autre, titre="À", texte="Non", lu=vide)
        with pytest.raises(LettreModifiee):
            services.supprimer(communaute, cle=brouillon.pk, par=autre, lu=vide)
        assert Lettre.objects.get().texte == brouillon.texte

    def test_alone_one_crosses_nobody(self, ecrire, communaute):
        """« Back », then other words, from any page that one has had."""
        lus = [services.marque_d_ici(communaute)]
        for texte in ("Une", "Deux", "Trois"):
            for lu in list(lus):
                assert ecrire(lu=lu, texte=f"{texte} {lu}").texte == f"{texte} {lu}"
                lus.append(services.marque_d_ici(communaute))

    def test_an_old_page_undoes_nobody_in_between(self, ecrire, communaute, animatrice):
        ecrire()
        vieux = services.marque_d_ici(communaute)
        autre = AdhesionFactory(communaute=communaute, anime=True).personne
        mots = {"titre": "S", "texte": "Dix paragraphes"}
        services.enregistrer(communaute, par=autre, lu=vieux, **mots)
        ecrire(texte="Dix paragraphes.", lu=services.marque_d_ici(communaute))
        with pytest.raises(LettreModifiee, match="a été récrite") as refus:
            ecrire(texte="v1, suite", lu=vieux)
        assert Lettre.objects.get().texte == "Dix paragraphes."
        assert ecrire(texte="v1, suite", **refus.value.relu).texte == "v1, suite"

    @pytest.mark.parametrize("par_une_autre", [False, True])
    @pytest.mark.parametrize("fin", ["envoyer", "supprimer"])
    def test_what_left_meanwhile_is_not_begun_again_without_a_word(
        self, ecrire, communaute, animatrice, par_une_autre, fin
    ):
        """From an editor open on the draft, or opened before it was begun."""
        lus = [services.marque_d_ici(communaute)]
        brouillon = ecrire()
        lus.append(services.marque_d_ici(communaute))
        qui = animatrice
        if par_une_autre:
            qui = AdhesionFactory(communaute=communaute, anime=True).personne
        if fin == "envoyer":
            services.envoyer(brouillon, par=qui)
        else:
            services.supprimer(communaute, cle=brouillon.pk, par=qui)
            del lus[0]  # nothing was read that is not so
        for lu in lus:
            with pytest.raises(LettreModifiee, match="est partie") as refus:
                ecrire(texte="Une faute corrigée", lu=lu)
        assert not Lettre.objects.brouillons().exists()
        assert ecrire(texte="Une autre", **refus.value.relu).est_brouillon

    def test_it_goes_and_what_was_sent_stays(self, ecrire, animatrice, communaute, membre):
        cle = ecrire().pk
        for _fois in range(2):
            services.supprimer(communaute, cle=cle, par=animatrice)
        assert not Lettre.objects.exists()
        partie = services.envoyer(ecrire(), par=animatrice)
        with pytest.raises(LettreRefusee, match="est partie"):
            services.supprimer(communaute, cle=partie.pk, par=animatrice)
        assert Lettre.objects.count() == 1

    def test_moderation_knows_nothing_of_it(self, ecrire, communaute, membre):
        """What it cannot report, it cannot put back, nor tell."""
        autre = AdhesionFactory(communaute=communaute, anime=True).personne
        brouillon = ecrire()
        with pytest.raises(ModerationRefusee):
            signaler(brouillon, categorie="autre", par=autre)
        for etat in (Moderation.RETIRE, Moderation.PUBLIE):
            changer(brouillon, etat)
        assert prevenues(brouillon) == []


class TestModeration:
    @pytest.mark.parametrize("canal", ["immediat", "hebdomadaire"])
    def test_put_back_it_is_as_it_was(self, ecrire, animatrice, membre, canal):
        """Told once: neither in a second digest, nor never."""
        choisir(membre, {"lettres.lettre": canal})
        lettre = services.envoyer(ecrire(), par=animatrice)
        for ecrite in (None, timezone.now()):
            Notification.objects.update(ecrite_le=ecrite)
            for etat in (Moderation.RETIRE, Moderation.PUBLIE):
                changer(lettre, etat)
            [ligne] = Notification.objects.en_vue()
            assert (ligne.personne, ligne.canal, ligne.ecrite_le) == (membre, canal, ecrite)

    def test_withdrawn_it_is_told_of_no_more_and_put_back_not_mailed_twice(self, lettre, membre):
        ecrire_les_immediates()
        for etat, qui in ((Moderation.RETIRE, []), (Moderation.PUBLIE, [membre.pk])):
            changer(lettre, etat)
            assert prevenues(lettre) == qui
            ecrire_les_immediates()
        assert Courriel.objects.filter(destinataires=[membre.email]).count() == 1

    def test_held_back_then_accepted_it_is_told_at_last(
        self, ecrire, animatrice, membre, monkeypatch
    ):
        retenir = lambda lettre, par: changer(lettre, Moderation.EN_EXAMEN)  # noqa: E731
        monkeypatch.setattr(services, "examiner", retenir)
        lettre = services.envoyer(ecrire(), par=animatrice)
        assert prevenues(lettre) == []
        changer(lettre, Moderation.PUBLIE)
        assert prevenues(lettre) == [membre.pk]


def test_a_community_whose_letters_were_for_its_members_does_not_open(ecrire, animatrice):
    def pourquoi():
        page = CommunautePage.objects.get(pk=brouillon.communaute_id)
        page.visibilite = "publique"
        return pourquoi_pas_ouvrir(page)

    brouillon = ecrire()
    assert pourquoi() == {}
    services.envoyer(brouillon, par=animatrice)
    assert "visibilite" in pourquoi()
    brouillon.communaute.vie.refresh_from_db()
    Vie.objects.update(reservee_depuis=timezone.now() + timedelta(minutes=1))
    assert pourquoi() == {}  # everybody could read it then


def test_my_data_give_ones_own_words_and_no_name_that_changed(lettre, animatrice, communaute):
    adhesion = communaute.adhesions.get(personne=animatrice)
    adhesion.statut, adhesion.role, adhesion.close_le = "quittee", "membre", timezone.now()
    adhesion.save()
    communaute.visibilite = "invisible"
    communaute.save()
    [ligne] = _les_siennes(animatrice)
    assert ligne["texte"] == lettre.texte and "Commerces" not in ligne["communaute"]
