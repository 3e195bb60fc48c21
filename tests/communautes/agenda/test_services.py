"""Preparing, announcing, moving and cancelling a meeting; coming, waiting, entering in turn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda import services
from communautes.agenda.models import Deplacement, Participation, Rencontre
from communautes.agenda.refus import ChampRefuse, RencontreRefusee
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.fermeture import fermer
from communautes.journal.models import Entree
from communautes.notifications.models import Notification
from tests.factories import (
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def recues(personne) -> list[str]:
    lues = Notification.objects.filter(personne=personne).order_by("pk")
    return [une.evenement.genre for une in lues.select_related("evenement")]


def actes() -> list[str]:
    lus = Entree.objects.filter(acte__startswith="rencontres.").order_by("pk")
    return [acte.removeprefix("rencontres.") for acte in lus.values_list("acte", flat=True)]


def etat_de(personne, rencontre) -> str:
    return Participation.objects.get(personne=personne, rencontre=rencontre).statut


class TestPreparer:
    def test_the_animation_plans_then_announces(self, communaute, animatrice, membre, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        assert rencontre.est_brouillon and recues(membre) == []
        rencontre = services.annoncer(rencontre, par=animatrice)
        assert (rencontre.etat, recues(membre), recues(animatrice)) == (
            "annoncee",
            ["agenda.nouvelle"],
            [],
        )
        assert actes() == ["creee", "annoncee"]

    def test_it_counts_as_the_life_of_the_community(self, communaute, animatrice, donnees):
        vie = communaute.vie
        vie.derniere_activite_le = timezone.now() - timedelta(days=80)
        vie.save()
        services.annoncer(services.creer(communaute, donnees(), par=animatrice), par=animatrice)
        vie.refresh_from_db()
        assert timezone.now() - vie.derniere_activite_le < timedelta(minutes=1)

    def test_twice_is_once(self, communaute, animatrice, membre, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        for _ in range(2):
            services.annoncer(rencontre, par=animatrice)
        assert recues(membre) == ["agenda.nouvelle"]

    def test_where_nobody_knows_that_it_is_its_members_meet_alone(self, anct, donnees):
        cachee = CommunautePageFactory(visibilite="invisible")
        with pytest.raises(ChampRefuse, match="invisible"):
            services.creer(cachee, donnees(audience="tous"), par=anct)
        dite = services.creer(cachee, donnees(audience="membres"), par=anct)
        with pytest.raises(ChampRefuse, match="invisible"):
            services.modifier(dite, donnees(audience="tous"), par=anct)

    def test_a_member_plans_nothing(self, communaute, membre, donnees):
        with pytest.raises(RencontreRefusee):
            services.creer(communaute, donnees(), par=membre)

    def test_anct_alone_plans_for_the_portal(self, anct, animatrice, donnees):
        assert services.creer(None, donnees(audience="membres"), par=anct).audience == "tous"
        with pytest.raises(RencontreRefusee):
            services.creer(None, donnees(), par=animatrice)

    def test_nothing_is_planned_where_nothing_lives(self, communaute, animatrice, donnees):
        adhesions.endormir(communaute, par=animatrice, motif="Pause d’été")
        with pytest.raises(RencontreRefusee):
            services.creer(communaute, donnees(), par=animatrice)

    def test_what_is_past_is_not_announced(self, communaute, animatrice, donnees):
        hier = timezone.now() - timedelta(days=1)
        rencontre = services.creer(
            communaute, donnees(debut=hier, fin=hier + timedelta(hours=1)), par=animatrice
        )
        with pytest.raises(ChampRefuse):
            services.annoncer(rencontre, par=animatrice)

    def test_a_draft_goes_and_what_is_announced_stays(self, communaute, animatrice, donnees):
        brouillon = services.creer(communaute, donnees(), par=animatrice)
        services.supprimer(brouillon, par=animatrice)
        assert not Rencontre.objects.exists()
        annoncee = RencontreFactory(communaute=communaute)
        with pytest.raises(RencontreRefusee):
            services.supprimer(annoncee, par=animatrice)


class TestDeplacer:
    def test_who_comes_is_told_once_with_both_dates(self, communaute, animatrice, membre, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        services.annoncer(rencontre, par=animatrice)
        services.inscrire(rencontre, par=membre)
        avant = donnees()["debut"]
        plus_tard = donnees(debut=avant + timedelta(days=2), fin=avant + timedelta(days=2, hours=2))
        rencontre = services.modifier(rencontre, plus_tard, par=animatrice)
        services.modifier(rencontre, plus_tard, par=animatrice)
        un = Deplacement.objects.get()
        assert (un.ancien_debut, un.debut) == (avant, avant + timedelta(days=2))
        assert recues(membre) == ["agenda.nouvelle", "agenda.deplacee"]
        rencontre.refresh_from_db()
        assert rencontre.sequence == 1
        assert actes() == ["creee", "annoncee", "deplacee"]

    def test_a_draft_is_moved_in_silence(self, communaute, animatrice, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        debut = rencontre.debut + timedelta(days=3)
        rencontre = services.modifier(
            rencontre, donnees(debut=debut, fin=debut + timedelta(hours=1)), par=animatrice
        )
        assert (rencontre.sequence, Deplacement.objects.count()) == (0, 0)

    def test_a_title_is_a_new_revision_and_no_news(self, animatrice, communaute, membre, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        services.annoncer(rencontre, par=animatrice)
        services.inscrire(rencontre, par=membre)
        rencontre = services.modifier(rencontre, donnees(titre="Compter"), par=animatrice)
        assert (rencontre.sequence, recues(membre)) == (1, ["agenda.nouvelle"])

    def test_not_to_the_past(self, communaute, animatrice, donnees):
        rencontre = RencontreFactory(communaute=communaute)
        hier = timezone.now() - timedelta(days=1)
        with pytest.raises(ChampRefuse):
            services.modifier(
                rencontre, donnees(debut=hier, fin=hier + timedelta(hours=1)), par=animatrice
            )


class TestAnnuler:
    def test_who_comes_and_who_waits_are_told(self, anct):
        rencontre = RencontreFactory(capacite=1)
        inscrite = ParticipationFactory(rencontre=rencontre).personne
        attend = ParticipationFactory(rencontre=rencontre, statut="attente").personne
        for _ in range(2):
            rencontre = services.annuler(rencontre, par=anct, motif="Grève des trains")
        assert recues(inscrite) == recues(attend) == ["agenda.annulee"]
        assert (rencontre.sequence, rencontre.motif) == (1, "Grève des trains")

    @pytest.mark.parametrize("trait", ["brouillon", "passee"])
    def test_neither_a_draft_nor_the_past(self, anct, trait):
        rencontre = RencontreFactory(**{trait: True})
        with pytest.raises(RencontreRefusee):
            services.annuler(rencontre, par=anct, motif="Non")

    def test_with_a_reason(self, anct):
        with pytest.raises(RencontreRefusee):
            services.annuler(RencontreFactory(), par=anct, motif=" ")


class TestVenir:
    def test_a_seat_then_the_list_in_order(self):
        rencontre = RencontreFactory(capacite=1)
        une, deux, trois = (UserFactory(first_name="A", last_name=str(n)) for n in range(3))
        statuts = [services.inscrire(rencontre, par=qui).statut for qui in (une, deux, trois)]
        assert statuts == ["inscrite", "attente", "attente"]
        rangs = [Participation.objects.get(personne=qui).rang for qui in (deux, trois)]
        assert rangs == [1, 2]

    def test_a_freed_seat_goes_to_the_first_who_waits_and_tells_them(self):
        rencontre = RencontreFactory(capacite=1)
        une, deux, trois = (UserFactory(first_name="A", last_name=str(n)) for n in range(3))
        for qui in (une, deux, trois):
            services.inscrire(rencontre, par=qui)
        services.se_retirer(rencontre, par=une)
        assert (etat_de(deux, rencontre), recues(deux)) == ("inscrite", ["agenda.place"])
        assert (etat_de(trois, rencontre), recues(trois)) == ("attente", [])

    def test_who_comes_back_is_last(self):
        rencontre = RencontreFactory(capacite=1)
        une, deux = (UserFactory(first_name="A", last_name=str(n)) for n in range(2))
        services.inscrire(rencontre, par=une)
        services.inscrire(rencontre, par=deux)
        services.se_retirer(rencontre, par=une)
        assert services.inscrire(rencontre, par=une).statut == "attente"
        assert Participation.objects.count() == 2

    def test_who_waits_for_what_is_cancelled_is_told_so_rather_than_their_rank(self, anct):
        rencontre = RencontreFactory(capacite=1)
        ParticipationFactory(rencontre=rencontre)
        qui = ParticipationFactory(rencontre=rencontre, statut="attente").personne
        services.annuler(rencontre, par=anct, motif="Salle inondée")
        with pytest.raises(RencontreRefusee, match="annulée"):
            services.inscrire(rencontre, par=qui)

    def test_more_seats_let_the_first_ones_in(self, anct, donnees):
        rencontre = RencontreFactory(capacite=1)
        gens = [UserFactory(first_name="A", last_name=str(n)) for n in range(4)]
        for qui in gens:
            services.inscrire(rencontre, par=qui)
        services.modifier(rencontre, donnees(capacite=3), par=anct)
        assert [etat_de(qui, rencontre) for qui in gens] == ["inscrite"] * 3 + ["attente"]
        assert "agenda.place" in recues(gens[2])

    def test_no_fewer_seats_than_people(self, anct, donnees):
        rencontre = RencontreFactory(capacite=3)
        for _ in range(2):
            ParticipationFactory(rencontre=rencontre)
        with pytest.raises(ChampRefuse):
            services.modifier(rencontre, donnees(capacite=1), par=anct)

    @pytest.mark.parametrize(
        "champs",
        [
            {"annulee": True},
            {"brouillon": True},
            {"passee": True},
            {"inscription": "sans"},
            {"inscription": "close"},
        ],
        ids=str,
    )
    def test_not_everywhere(self, personne, champs):
        with pytest.raises(RencontreRefusee):
            services.inscrire(RencontreFactory(**champs), par=personne)

    def test_a_name_is_asked_for(self):
        with pytest.raises(RencontreRefusee):
            services.inscrire(RencontreFactory(), par=UserFactory())

    def test_members_alone_where_it_says_so(self, communaute, membre, personne):
        rencontre = RencontreFactory(communaute=communaute, audience="membres")
        assert services.inscrire(rencontre, par=membre).est_inscrite
        with pytest.raises(RencontreRefusee):
            services.inscrire(rencontre, par=personne)

    def test_the_database_counts_the_seats_too(self):
        rencontre = RencontreFactory(capacite=1)
        ParticipationFactory(rencontre=rencontre)
        with pytest.raises(IntegrityError), transaction.atomic():
            ParticipationFactory(rencontre=rencontre)
        Rencontre.objects.filter(pk=rencontre.pk).update(capacite=2)
        ParticipationFactory(rencontre=rencontre)
        with pytest.raises(IntegrityError), transaction.atomic():
            Rencontre.objects.filter(pk=rencontre.pk).update(capacite=1)


class TestPartir:
    def test_leaving_gives_the_seat_back(self, communaute, membre):
        rencontre = RencontreFactory(communaute=communaute, audience="membres")
        services.inscrire(rencontre, par=membre)
        adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
        assert etat_de(membre, rencontre) == "retiree"

    def test_who_left_still_comes_to_what_is_open(self, communaute, membre):
        rencontre = RencontreFactory(communaute=communaute)
        services.inscrire(rencontre, par=membre)
        adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
        assert etat_de(membre, rencontre) == "inscrite"

    def test_who_is_excluded_comes_to_nothing(self, communaute, animatrice, membre):
        rencontre = RencontreFactory(communaute=communaute)
        services.inscrire(rencontre, par=membre)
        adhesion = Adhesion.objects.get(personne=membre)
        adhesions.exclure(adhesion, par=animatrice, motif="Insultes", jours=30)
        assert etat_de(membre, rencontre) == "retiree"
        with pytest.raises(RencontreRefusee):
            services.inscrire(rencontre, par=membre)

    def test_a_closed_account_gives_its_seat(
        self, rf, personne, django_capture_on_commit_callbacks
    ):
        rencontre = RencontreFactory(capacite=1)
        services.inscrire(rencontre, par=personne)
        autre = ParticipationFactory(rencontre=rencontre, statut="attente").personne
        personne.is_active = False
        personne.save()
        with django_capture_on_commit_callbacks(execute=True):
            fermer(rf.get("/"), [personne])
        assert (etat_de(personne, rencontre), etat_de(autre, rencontre)) == (
            "retiree",
            "inscrite",
        )

    def test_an_erased_account_too(self, personne):
        a_venir, passee = RencontreFactory(), RencontreFactory(passee=True)
        services.inscrire(a_venir, par=personne)
        ParticipationFactory(rencontre=passee, personne=personne)
        services.ouvrir_une_adresse(personne)
        anonymiser(personne, par=personne, cause=Cause.DEMANDE)
        assert etat_de(personne, a_venir) == "retiree"
        assert etat_de(personne, passee) == "inscrite"
        assert not hasattr(type(personne).objects.get(pk=personne.pk), "abonnement_d_agenda")
