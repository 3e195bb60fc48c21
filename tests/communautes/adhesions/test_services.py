"""Entering, answering, excluding, leaving: each state, and who may."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, Vie
from communautes.adhesions.permissions import peut_ecrire, peut_lire
from communautes.adhesions.refus import AdhesionRefusee
from communautes.journal.models import Entree
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Adhesion.Role


def actes() -> list[str]:
    return list(Entree.objects.order_by("pk").values_list("acte", flat=True))


class TestEntrer:
    @pytest.mark.parametrize(("acces", "statut"), [("libre", "active"), ("demande", "demandee")])
    def test_as_the_page_says(self, personne, acces, statut):
        adhesion = services.rejoindre(CommunautePageFactory(acces=acces), par=personne)
        assert adhesion.statut == statut

    def test_on_invitation_nobody_enters_alone(self, personne):
        with pytest.raises(AdhesionRefusee, match="sur invitation"):
            services.rejoindre(CommunautePageFactory(acces="invitation"), par=personne)

    def test_an_invisible_one_is_not_open(self, personne):
        with pytest.raises(AdhesionRefusee, match="n’est pas ouverte"):
            services.rejoindre(CommunautePageFactory(visibilite="invisible"), par=personne)

    def test_a_withdrawn_one_neither(self, personne, communaute):
        communaute.unpublish()
        with pytest.raises(AdhesionRefusee, match="n’est pas ouverte"):
            services.rejoindre(communaute, par=personne)

    def test_twice_is_once(self, personne, communaute):
        un = services.rejoindre(communaute, par=personne, message="Bonjour")
        deux = services.rejoindre(communaute, par=personne, message="Encore")
        assert un.pk == deux.pk and deux.message == "Bonjour"
        assert actes() == ["adhesions.demandee"]

    def test_without_a_name_one_is_told_to_say_it(self, communaute):
        with pytest.raises(AdhesionRefusee, match="prénom et votre nom"):
            services.rejoindre(communaute, par=UserFactory())

    def test_the_journal_says_nothing_of_a_collectivite(self, personne, communaute):
        services.rejoindre(communaute, par=personne)
        ligne = Entree.objects.get()
        assert (ligne.personne, ligne.au_nom_de, ligne.concerne) == (personne, None, None)
        assert ligne.apres == {"statut": "demandee", "role": "membre", "communaute": communaute.pk}

    def test_a_sleeping_one_is_read_and_not_entered(self, personne, communaute):
        Vie.objects.filter(pk=communaute.pk).update(etat="sommeil", close_le=timezone.now())
        with pytest.raises(AdhesionRefusee, match="en sommeil"):
            services.rejoindre(communaute, par=personne)

    def test_by_the_clock_too(self, personne, communaute):
        """Nobody has answered the question in fifteen days; no command has run since."""
        Vie.objects.filter(pk=communaute.pk).update(
            derniere_activite_le=timezone.now() - timedelta(days=110),
            question_posee_le=timezone.now() - timedelta(days=16),
        )
        with pytest.raises(AdhesionRefusee, match="en sommeil"):
            services.rejoindre(communaute, par=personne)


class TestRepondre:
    @pytest.fixture
    def demande(self, communaute, personne):
        return services.rejoindre(communaute, par=personne, message="Je voudrais apprendre.")

    def test_who_is_accepted_belongs_and_the_message_goes(self, demande, animatrice):
        acceptee = services.accepter(demande, par=animatrice)
        assert acceptee.est_active and acceptee.message == ""
        assert peut_lire(demande.personne, demande.communaute)

    def test_accepting_twice_is_once(self, demande, animatrice, anct):
        services.accepter(demande, par=animatrice)
        assert services.accepter(demande, par=anct).est_active
        assert actes().count("adhesions.acceptee") == 1

    def test_a_refusal_has_a_reason_that_the_person_reads(
        self, demande, animatrice, relever, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            services.refuser(demande, par=animatrice, motif="Réservée aux communes")
        message = next(m for m in relever() if m.to == [demande.personne.email])
        assert "Réservée aux communes" in message.body
        assert message.subject.endswith("est refusée")

    @pytest.mark.parametrize("motif", ["", "  ", "Écrire à eva@exemple.org", "Benali ne vient pas"])
    def test_a_reason_is_required_and_names_nobody(self, demande, animatrice, motif):
        with pytest.raises(AdhesionRefusee):
            services.refuser(demande, par=animatrice, motif=motif)
        demande.refresh_from_db()
        assert demande.est_demandee

    def test_after_a_refusal_one_waits_a_month(self, demande, animatrice):
        services.refuser(demande, par=animatrice, motif="Complet")
        with pytest.raises(AdhesionRefusee, match="refaire le"):
            services.rejoindre(demande.communaute, par=demande.personne)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert services.rejoindre(demande.communaute, par=demande.personne).est_demandee

    def test_neither_a_member_nor_oneself_answers(self, demande, communaute):
        membre = AdhesionFactory(communaute=communaute).personne
        moderateur = AdhesionFactory(communaute=communaute, role=Role.MODERATEUR).personne
        for qui in (membre, moderateur, demande.personne, UserFactory()):
            with pytest.raises(AdhesionRefusee):
                services.accepter(demande, par=qui)

    def test_who_animates_elsewhere_neither(self, demande):
        ailleurs = AdhesionFactory(anime=True).personne
        with pytest.raises(AdhesionRefusee):
            services.accepter(demande, par=ailleurs)

    def test_after_seven_days_it_is_late(self, demande, animatrice):
        with time_machine.travel(demande.demandee_le + timedelta(days=7), tick=False) as horloge:
            assert Adhesion.objects.en_retard().get() == demande
            horloge.shift(timedelta(seconds=-1))
            assert not Adhesion.objects.en_retard().exists()

    def test_at_once_when_nobody_animates(self, demande):
        assert Adhesion.objects.en_retard().get() == demande

    def test_the_animation_is_told(
        self, communaute, animatrice, personne, relever, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            services.rejoindre(communaute, par=personne, message="Secret de l’animation")
        message = relever()[-1]
        assert message.to == [animatrice.email] and "Ali Benali" in message.body
        assert "Secret" not in message.body


class TestExclure:
    @pytest.fixture
    def membre(self, communaute, personne):
        return AdhesionFactory(communaute=communaute, personne=personne, dans_l_annuaire=True)

    def test_reads_nothing_more(self, membre, animatrice):
        services.exclure(membre, par=animatrice, motif="Insultes", jours=30)
        assert not peut_lire(membre.personne, membre.communaute)
        membre.refresh_from_db()
        assert not membre.dans_l_annuaire

    def test_may_not_come_back_before_the_end(self, membre, animatrice):
        services.exclure(membre, par=animatrice, motif="Insultes", jours=30)
        with pytest.raises(AdhesionRefusee, match="exclu"):
            services.rejoindre(membre.communaute, par=membre.personne)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert services.rejoindre(membre.communaute, par=membre.personne).est_demandee

    def test_for_good_it_has_no_end(self, membre, animatrice, anct):
        services.exclure(membre, par=animatrice, motif="Insultes", jours=None)
        with time_machine.travel(timezone.now() + timedelta(days=4000)):
            with pytest.raises(AdhesionRefusee, match="exclu"):
                services.rejoindre(membre.communaute, par=membre.personne)
            with pytest.raises(AdhesionRefusee, match="exclue"):
                services.inscrire(membre.communaute, membre.personne, par=anct)

    def test_leaving_first_changes_nothing_to_it(self, membre, animatrice):
        services.exclure(membre, par=animatrice, motif="Insultes", jours=30)
        services.quitter(membre, par=membre.personne)
        membre.refresh_from_db()
        assert membre.est_exclue

    def test_lifted_they_ask_again(self, membre, animatrice):
        services.exclure(membre, par=animatrice, motif="Insultes", jours=None)
        services.lever_l_exclusion(membre, par=animatrice, motif="Excuses faites")
        assert services.rejoindre(membre.communaute, par=membre.personne).est_demandee

    def test_a_moderator_excludes_a_member_and_not_who_animates(
        self, membre, communaute, animatrice
    ):
        moderateur = AdhesionFactory(communaute=communaute, role=Role.MODERATEUR).personne
        services.exclure(membre, par=moderateur, motif="Insultes", jours=30)
        celle_qui_anime = Adhesion.objects.get(personne=animatrice)
        with pytest.raises(AdhesionRefusee, match="l’ANCT seule"):
            services.exclure(celle_qui_anime, par=moderateur, motif="Insultes", jours=30)

    def test_anct_excludes_even_who_animates_and_sees_that_nobody_does(
        self, communaute, animatrice, anct
    ):
        services.exclure(
            Adhesion.objects.get(personne=animatrice), par=anct, motif="Abus", jours=None
        )
        assert Vie.objects.sans_animation().get().pk == communaute.pk


class TestPartir:
    def test_twice_is_once_and_the_row_stays(self, communaute, personne):
        adhesion = AdhesionFactory(communaute=communaute, personne=personne)
        services.quitter(adhesion, par=personne)
        assert services.quitter(adhesion, par=personne).statut == "quittee"
        assert actes() == ["adhesions.quittee"]

    def test_takes_a_request_back(self, communaute, personne):
        demande = services.rejoindre(communaute, par=personne)
        assert services.quitter(demande, par=personne).statut == "quittee"

    def test_nobody_leaves_for_another(self, communaute, animatrice, personne):
        adhesion = AdhesionFactory(communaute=communaute, personne=personne)
        with pytest.raises(AdhesionRefusee):
            services.quitter(adhesion, par=animatrice)

    def test_the_last_animator_leaves_a_task_to_anct(
        self, communaute, animatrice, anct, relever, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            services.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
        assert Vie.objects.sans_animation().get().pk == communaute.pk
        message = next(m for m in relever() if m.to == [anct.email])
        assert message.subject == "« Budgets participatifs » n’a plus personne pour l’animer"

    def test_until_somebody_is_named(self, communaute, animatrice, anct, personne):
        services.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
        services.nommer(communaute, personne, par=anct)
        assert not Vie.objects.sans_animation().exists()
        assert Adhesion.objects.get(personne=personne).anime


class TestRoles:
    def test_one_animator_does_not_unseat_another(self, communaute, animatrice, anct):
        autre = AdhesionFactory(communaute=communaute, anime=True)
        with pytest.raises(AdhesionRefusee, match="anime aussi"):
            services.donner_role(autre, Role.MEMBRE, par=animatrice)
        assert services.donner_role(autre, Role.MEMBRE, par=anct).role == Role.MEMBRE

    def test_gives_back_their_own(self, communaute, animatrice):
        sienne = Adhesion.objects.get(personne=animatrice)
        assert services.donner_role(sienne, Role.MEMBRE, par=animatrice).role == Role.MEMBRE
        assert Vie.objects.sans_animation().exists()

    def test_a_member_gives_themselves_none(self, communaute, personne):
        adhesion = AdhesionFactory(communaute=communaute, personne=personne)
        with pytest.raises(AdhesionRefusee):
            services.donner_role(adhesion, Role.ANIMATEUR, par=personne)

    def test_only_anct_names_from_outside(self, communaute, animatrice, personne):
        with pytest.raises(AdhesionRefusee):
            services.nommer(communaute, personne, par=animatrice)


class TestEcrire:
    def test_members_while_it_lives(self, communaute, personne):
        AdhesionFactory(communaute=communaute, personne=personne)
        assert peut_ecrire(personne, communaute)
        Vie.objects.filter(pk=communaute.pk).update(etat="sommeil", close_le=timezone.now())
        communaute.refresh_from_db()
        assert not peut_ecrire(personne, communaute) and peut_lire(personne, communaute)

    def test_nobody_else_even_where_everybody_reads(self, personne):
        publique = CommunautePageFactory()
        assert peut_lire(personne, publique) and not peut_ecrire(personne, publique)


@pytest.mark.parametrize(
    "fautes",
    [
        {"role": "animateur", "statut": "quittee", "close_le": timezone.now()},
        {"statut": "refusee", "close_le": timezone.now()},
        {"statut": "exclue", "close_le": timezone.now()},
        {"exclue_jusqu_au": timezone.now()},
        {"statut": "demandee"},
        {"message": "Resté là"},
        {"depuis": None},
        {"dans_l_annuaire": True, "statut": "quittee", "close_le": timezone.now()},
    ],
    ids=lambda fautes: "+".join(fautes),
)
def test_the_database_refuses(fautes):
    with pytest.raises(IntegrityError), transaction.atomic():
        AdhesionFactory(**fautes)


def test_one_row_a_person(communaute, personne):
    AdhesionFactory(communaute=communaute, personne=personne)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdhesionFactory(communaute=communaute, personne=personne)
