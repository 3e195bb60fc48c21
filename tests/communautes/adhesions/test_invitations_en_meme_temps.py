"""Two who answer, cancel or give one invitation at the same instant, on real connections."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, CommunauteTheme, Invitation
from communautes.adhesions.refus import AdhesionRefusee, InvitationsRefusees
from communautes.adhesions.services import invitations, relais
from communautes.comptes.models import User
from communautes.notifications.models import Courriel
from tests import journal
from tests.factories import AdhesionFactory, InvitationFactory, UserFactory
from tests.paralleles import a_part_puis_vider, en_deux, ensemble

pytestmark = pytest.mark.django_db
REFUS = (AdhesionRefusee, InvitationsRefusees)
ADRESSE = "ali.benali@vexin.example.org"


def course(fonction) -> dict:
    """What `fonction` noted; of what it wrote, pages included, nothing stays."""
    pages = set(Page.objects.values_list("pk", flat=True))

    def vider(personnes: set[int]) -> None:
        Adhesion.objects.all().delete()
        Invitation.objects.all().delete()
        Courriel.objects.all().delete()
        DBTaskResult.objects.all().delete()
        CommunauteTheme.objects.exclude(page__in=pages).delete()
        while page := Page.objects.exclude(pk__in=pages).order_by("-depth").first():
            page.specific.delete()  # its mirror may go with it
        journal.effacer()
        User.objects.exclude(pk__in=personnes).delete()

    return a_part_puis_vider(fonction, vider)


def invitee() -> User:
    return UserFactory(email=ADRESSE, first_name="Ali", last_name="Benali")


def test_two_tabs_accept_and_it_is_once():
    def jouer(vus):
        une, personne = InvitationFactory(adresse=ADRESSE), invitee()
        vus["dites"] = en_deux(*[lambda: invitations.accepter(une, par=personne)] * 2, refus=REFUS)
        vus["adhesions"] = Adhesion.objects.filter(personne=personne, statut="active").count()

    assert course(jouer) == {"dites": ["faite", "faite"], "adhesions": 1}


@pytest.mark.parametrize("contre", ["annuler", "decliner"])
def test_one_answer_holds_and_the_other_is_told(contre):
    def jouer(vus):
        une, personne = InvitationFactory(adresse=ADRESSE), invitee()
        autre = getattr(invitations, contre)
        qui = {"par": une.invitee_par} if contre == "annuler" else {}
        vus["dites"] = en_deux(
            lambda: invitations.accepter(une, par=personne),
            lambda: autre(une, **qui),
            refus=REFUS,
        )
        membre = Adhesion.objects.filter(personne=personne).exists()
        vus["accord"] = membre == (Invitation.objects.get().statut == "acceptee")

    assert course(jouer) == {"dites": ["faite", "refusée"], "accord": True}


def test_two_who_animate_call_one_address_once():
    def jouer(vus):
        un = AdhesionFactory(anime=True)
        autre = AdhesionFactory(anime=True, communaute=un.communaute)
        appels = [
            lambda qui=qui: invitations.inviter(
                un.communaute, [ADRESSE], par=qui.personne, role="membre"
            )
            for qui in (un, autre)
        ]
        vus["dites"] = en_deux(*appels, refus=REFUS)
        vus["lettres"] = Courriel.objects.count()

    assert course(jouer) == {"dites": ["faite", "refusée"], "lettres": 1}


def test_two_tabs_do_not_give_more_than_fifty():
    def jouer(vus):
        anime = AdhesionFactory(anime=True)
        ailleurs = AdhesionFactory(anime=True, personne=anime.personne)
        paquets = [
            (lieu.communaute, [f"{n}-{lieu.pk}@vexin.example.org" for n in range(30)])
            for lieu in (anime, ailleurs)
        ]

        def une():
            communaute, adresses = paquets.pop()
            try:
                invitations.inviter(communaute, adresses, par=anime.personne, role="membre")
            except AdhesionRefusee:
                return "refusée"
            return "faite"

        vus["dites"] = sorted(ensemble(une, 2))
        vus["parties"] = Invitation.objects.count()

    assert course(jouer) == {"dites": ["faite", "refusée"], "parties": 30}


def test_who_is_being_excluded_writes_before_or_not_at_all():
    def jouer(vus):
        anime = AdhesionFactory(anime=True)
        de = AdhesionFactory(communaute=anime.communaute)
        vus["dites"] = en_deux(
            lambda: services.exclure(de, par=anime.personne, motif="Hors sujet", jours=None),
            lambda: relais.ecrire(de, anime, "Bonjour"),
            refus=REFUS,
        )
        parties = Courriel.objects.filter(sujet__contains="vous écrit").count()
        vus["accord"] = parties == (vus["dites"] == ["faite", "faite"])
        del vus["dites"]

    assert course(jouer) == {"accord": True}
