"""Giving an invitation, answering it, cancelling it: each state, and who may."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, Invitation
from communautes.adhesions.refus import AdhesionRefusee, InvitationsRefusees
from communautes.adhesions.services import invitations
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from communautes.journal.models import Entree
from communautes.notifications.models import Courriel
from tests import traces
from tests.factories import AdhesionFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db
ADRESSE = "ali.benali@vexin.example.org"


def inviter(communaute, par, *adresses, role="membre", message=""):
    return invitations.inviter(communaute, adresses, par=par, role=role, message=message)


def actes(prefixe: str) -> list[str]:
    lus = Entree.objects.filter(acte__startswith=prefixe).order_by("pk")
    return list(lus.values_list("acte", flat=True))


@pytest.fixture
def invitation(communaute, animatrice):
    return InvitationFactory(communaute=communaute, adresse=ADRESSE, invitee_par=animatrice)


@pytest.fixture
def invitee(invitation):
    """Whose account has the address."""
    return UserFactory(email=ADRESSE, first_name="Ali", last_name="Benali")


class TestInviter:
    @pytest.mark.parametrize("role", ["membre", "moderateur", "animateur"])
    def test_who_animates_calls_for_any_role(self, communaute, animatrice, role):
        (une,) = inviter(communaute, animatrice, ADRESSE, role=role)
        assert (une.adresse, une.role, une.statut) == (ADRESSE, role, "envoyee")
        assert timedelta(days=29) < une.expire_le - timezone.now() <= timedelta(days=30)
        assert actes("invitations") == ["invitations.envoyee"]

    def test_anct_may_without_belonging(self, communaute, anct):
        assert inviter(communaute, anct, ADRESSE)

    @pytest.mark.parametrize("role", ["membre", "moderateur"])
    def test_a_member_may_not(self, communaute, role):
        membre = AdhesionFactory(communaute=communaute, role=role).personne
        with pytest.raises(AdhesionRefusee, match="Seules l’animation"):
            inviter(communaute, membre, ADRESSE)

    def test_the_mail_names_who_invites_and_no_address_of_theirs(
        self, communaute, animatrice, relever
    ):
        inviter(communaute, animatrice, ADRESSE, message="On vous attend")
        (lettre,) = relever()
        assert lettre.to == [ADRESSE] and "Ana Matrice" in lettre.body
        assert animatrice.email not in lettre.body and "> On vous attend" in lettre.body
        assert Courriel.objects.get().au_sujet_de == [animatrice.pk]

    def test_the_same_is_done_with_or_without_an_account(
        self, communaute, animatrice, count_queries
    ):
        UserFactory(email=ADRESSE)
        avec = count_queries(inviter, communaute, animatrice, ADRESSE)
        sans = count_queries(inviter, communaute, animatrice, "personne@vexin.example.org")
        corps = {c.corps.replace(str(c.pk), "") for c in Courriel.objects.all()}
        assert avec == sans and len(corps) == 2  # their links alone differ

    def test_all_or_none(self, communaute, animatrice, invitation):
        with pytest.raises(InvitationsRefusees, match="déjà invitée"):
            inviter(communaute, animatrice, "autre@vexin.example.org", ADRESSE)
        assert Invitation.objects.count() == 1 and not Courriel.objects.exists()

    @pytest.mark.parametrize("secondaire", [False, True])
    def test_who_is_excluded_is_not_called_back(self, communaute, animatrice, secondaire):
        exclue = AdhesionFactory(communaute=communaute, exclue=True).personne
        adresse = "secondaire@vexin.example.org" if secondaire else exclue.email
        if secondaire:
            EmailAddress.objects.create(user=exclue, email=adresse, verified=True)
        with pytest.raises(InvitationsRefusees, match="exclue. Levez d’abord"):
            inviter(communaute, animatrice, adresse)

    def test_an_exclusion_that_is_over_keeps_nobody_away(self, communaute, animatrice):
        hier = timezone.now() - timedelta(days=1)
        exclue = AdhesionFactory(communaute=communaute, exclue=True, exclue_jusqu_au=hier)
        assert inviter(communaute, animatrice, exclue.personne.email)

    def test_fifty_a_day(self, communaute, animatrice):
        inviter(communaute, animatrice, *(f"a{n}@vexin.example.org" for n in range(49)))
        with pytest.raises(AdhesionRefusee, match="il vous en reste 1"):
            inviter(communaute, animatrice, "b@vexin.example.org", "c@vexin.example.org")
        inviter(communaute, animatrice, "b@vexin.example.org")
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            assert inviter(communaute, animatrice, "c@vexin.example.org")

    def test_an_address_receives_three_a_day_from_everywhere(self, communaute, animatrice, anct):
        for par in (animatrice, anct, animatrice):
            invitations.annuler(inviter(communaute, par, ADRESSE)[0], par=par)
        with pytest.raises(InvitationsRefusees, match="assez d’invitations"):
            inviter(communaute, animatrice, ADRESSE)

    def test_what_has_run_out_makes_room(self, communaute, animatrice, invitation):
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            inviter(communaute, animatrice, ADRESSE)
        assert sorted(Invitation.objects.values_list("statut", "adresse")) == [
            ("envoyee", ADRESSE),
            ("expiree", ""),
        ]

    def test_not_where_nobody_enters_any_more(self, communaute, animatrice):
        communaute.vie.question_posee_le = timezone.now() - timedelta(days=16)
        communaute.vie.derniere_activite_le = timezone.now() - timedelta(days=120)
        communaute.vie.save()
        with pytest.raises(AdhesionRefusee, match="en sommeil"):
            inviter(communaute, animatrice, ADRESSE)


class TestAccepter:
    @pytest.mark.parametrize("acces", ["libre", "demande", "invitation"])
    @pytest.mark.parametrize("visibilite", ["publique", "listee", "invisible"])
    def test_whoever_has_the_address_enters_at_once(self, invitation, invitee, acces, visibilite):
        communaute = invitation.communaute
        communaute.acces, communaute.visibilite = acces, visibilite
        communaute.save()
        adhesion = invitations.accepter(invitation, par=invitee)
        assert adhesion.est_active and adhesion.role == "membre"
        invitation.refresh_from_db()
        assert (invitation.statut, invitation.adresse) == ("acceptee", "")
        assert invitation.acceptee_par == invitee
        assert actes("invitations") == ["invitations.acceptee"]
        assert actes("adhesions") == ["adhesions.entree"]

    @pytest.mark.parametrize("role", ["moderateur", "animateur"])
    def test_with_the_role_that_was_meant(self, invitation, invitee, role):
        Invitation.objects.update(role=role)
        assert invitations.accepter(invitation, par=invitee).role == role

    def test_a_member_keeps_the_wider_role(self, invitation, invitee):
        AdhesionFactory(communaute=invitation.communaute, personne=invitee, anime=True)
        assert invitations.accepter(invitation, par=invitee).role == "animateur"

    def test_by_an_address_that_was_taken_in(self, invitation, personne):
        EmailAddress.objects.create(user=personne, email=ADRESSE, verified=True)
        assert invitations.accepter(invitation, par=personne).est_active

    def test_not_by_an_address_that_nobody_proved(self, invitation, personne):
        EmailAddress.objects.create(user=personne, email=ADRESSE, verified=False)
        assert invitations.accepter(invitation, par=personne).est_demandee

    def test_an_account_opened_since_is_as_good(self, invitation):
        nouvelle, cree = User.objects.ouvrir_par_code(ADRESSE)
        nom = {"first_name": "Ali", "last_name": "Benali"}
        assert cree and invitations.accepter(invitation, par=nouvelle, nom=nom).est_active
        nouvelle.refresh_from_db()
        assert nouvelle.get_full_name() == "Ali Benali"

    @pytest.mark.parametrize("visibilite", ["listee", "invisible"])
    def test_by_another_account_it_is_a_request_that_says_so(
        self, invitation, personne, visibilite, django_capture_on_commit_callbacks, relever
    ):
        invitation.communaute.visibilite = visibilite
        invitation.communaute.save()
        with django_capture_on_commit_callbacks(execute=True):
            adhesion = invitations.accepter(invitation, par=personne)
        assert adhesion.est_demandee and adhesion.invitation == invitation
        invitation.refresh_from_db()
        assert invitation.est_ouverte  # who it was for may still answer
        (lettre,) = relever()
        assert "répond à une invitation" in lettre.body

    def test_the_request_once_accepted_has_used_it(self, invitation, personne, animatrice):
        adhesion = invitations.accepter(invitation, par=personne)
        services.accepter(adhesion, par=animatrice)
        invitation.refresh_from_db()
        assert (invitation.statut, invitation.acceptee_par) == ("acceptee", personne)
        assert Adhesion.objects.get(pk=adhesion.pk).invitation is None

    def test_a_request_that_is_refused_leaves_it_to_who_it_was_for(
        self, invitation, invitee, personne, animatrice
    ):
        adhesion = invitations.accepter(invitation, par=personne)
        services.refuser(adhesion, par=animatrice, motif="Inconnue ici")
        assert invitations.accepter(invitation, par=invitee).est_active

    def test_where_anybody_enters_another_account_does(self, invitation, personne):
        invitation.communaute.acces = "libre"
        invitation.communaute.save()
        assert invitations.accepter(invitation, par=personne).est_active

    def test_from_who_animates_no_more_it_is_a_request(self, invitation, invitee, animatrice):
        services.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
        Invitation.objects.update(role="animateur")
        adhesion = invitations.accepter(invitation, par=invitee)
        assert adhesion.est_demandee and adhesion.role == "membre"

    def test_who_was_refused_before_is_called_now(self, invitation, invitee):
        AdhesionFactory(
            communaute=invitation.communaute,
            personne=invitee,
            statut="refusee",
            motif="Hors sujet",
            close_le=timezone.now(),
        )
        assert invitations.accepter(invitation, par=invitee).est_active

    def test_who_was_excluded_since_is_told(self, invitation, invitee):
        AdhesionFactory(communaute=invitation.communaute, personne=invitee, exclue=True)
        with pytest.raises(AdhesionRefusee, match="exclu·e"):
            invitations.accepter(invitation, par=invitee)

    def test_twice_is_once(self, invitation, invitee):
        premiere = invitations.accepter(invitation, par=invitee)
        assert invitations.accepter(invitation, par=invitee) == premiere
        assert actes("invitations") == ["invitations.acceptee"]

    @pytest.mark.parametrize(
        ("etat", "mot"), [("declinee", "déclinée"), ("annulee", "annulée"), ("expiree", "expirée")]
    )
    def test_not_once_it_is_closed(self, invitation, invitee, etat, mot):
        Invitation.objects.update(statut=etat, adresse="", close_le=timezone.now())
        with pytest.raises(AdhesionRefusee, match=f"est {mot}"):
            invitations.accepter(invitation, par=invitee)

    def test_the_clock_closes_it_whatever_command_has_run(self, invitation, invitee):
        with (
            time_machine.travel(timezone.now() + timedelta(days=31)),
            pytest.raises(AdhesionRefusee, match="est expirée"),
        ):
            invitations.accepter(invitation, par=invitee)

    def test_a_name_is_asked_of_who_has_none(self, invitation):
        nouvelle = UserFactory(email=ADRESSE, first_name="", last_name="")
        with pytest.raises(AdhesionRefusee, match="prénom"):
            invitations.accepter(invitation, par=nouvelle)


class TestClore:
    def test_declined_without_an_account(self, invitation):
        lue = invitations.decliner(invitation)
        assert (lue.statut, lue.adresse) == ("declinee", "")
        assert Entree.objects.get().personne is None
        assert invitations.decliner(invitation).statut == "declinee"

    def test_cancelled_by_another_who_animates(self, invitation):
        autre = AdhesionFactory(communaute=invitation.communaute, anime=True).personne
        assert invitations.annuler(invitation, par=autre).statut == "annulee"

    def test_not_cancelled_by_a_member(self, invitation, personne):
        AdhesionFactory(communaute=invitation.communaute, personne=personne)
        with pytest.raises(AdhesionRefusee):
            invitations.annuler(invitation, par=personne)

    def test_the_command_erases_what_nobody_answered(self, invitation, communaute, animatrice):
        encore = InvitationFactory(communaute=communaute, invitee_par=animatrice)
        Invitation.objects.filter(pk=invitation.pk).update(expire_le=timezone.now())
        call_command("purger_invitations", verbosity=0)
        invitation.refresh_from_db()
        encore.refresh_from_db()
        assert (invitation.statut, invitation.adresse) == ("expiree", "")
        assert encore.est_ouverte and actes("invitations") == ["invitations.expiree"]


class TestOublier:
    def test_no_word_of_who_was_invited_is_left(
        self, communaute, animatrice, invitee, django_capture_on_commit_callbacks, relever
    ):
        Invitation.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            inviter(communaute, animatrice, ADRESSE, message="Bonjour Ali Benali")
        assert traces.ou_sont([ADRESSE]) >= {f"adhesions_invitation: {ADRESSE}"}
        with django_capture_on_commit_callbacks(execute=True):
            anonymiser(invitee, par=invitee, cause=Cause.DEMANDE)
        assert traces.ou_sont([ADRESSE, "Benali"]) == set()
        assert actes("invitations")[-1] == "invitations.annulee"

    def test_nor_of_who_invited(
        self, communaute, animatrice, django_capture_on_commit_callbacks, relever
    ):
        with django_capture_on_commit_callbacks(execute=True):
            inviter(communaute, animatrice, ADRESSE, message="Ana Matrice vous attend")
            anonymiser(animatrice, par=animatrice, cause=Cause.DEMANDE)
        assert traces.ou_sont(["Matrice", animatrice.email]) == set()
        mail.outbox.clear()


@pytest.mark.parametrize(
    "fautes",
    [
        {"adresse": ""},
        {"close_le": timezone.now()},
        {"statut": "declinee", "close_le": timezone.now()},
        {"statut": "annulee", "adresse": ""},
        {"statut": "acceptee", "adresse": "", "close_le": timezone.now()},
        {"statut": "declinee", "adresse": "", "message": "Resté", "close_le": timezone.now()},
    ],
    ids=lambda fautes: "+".join(fautes),
)
def test_the_database_refuses(fautes):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(**fautes)


def test_one_open_for_an_address(invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(communaute=invitation.communaute, adresse=ADRESSE)
