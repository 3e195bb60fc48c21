"""State × act: what a discussion that is closed, resolved, held back or asleep lets one do."""

import pytest
from django.utils import timezone

from communautes.adhesions.models import Vie
from communautes.discussions import services
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import Place, place
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ETATS = ("ouverte", "repondue", "résolue", "close", "en examen", "retirée", "supprimée", "endormie")
# act → who does it: role → states
ATTENDUS = {
    ("repond_a", "membre"): {"ouverte", "repondue", "résolue"},
    ("repond_a", "anct"): {"ouverte", "repondue", "résolue"},
    ("retient_pour", "demandeuse"): {"ouverte", "repondue", "résolue", "close"},
    ("retient_pour", "membre"): set(),
    ("retient_pour", "animatrice"): {"ouverte", "repondue", "résolue", "close"},
    ("corrige", "demandeuse"): {"ouverte", "repondue", "résolue"},
    ("corrige", "animatrice"): set(),
    ("regit", "animatrice"): {"ouverte", "repondue", "résolue", "close"},
    ("regit", "anct"): set(),
    ("deplace", "anct"): {"ouverte", "repondue", "résolue", "close", "endormie"},
    ("promeut", "anct"): {"résolue"},
    ("promeut", "animatrice"): set(),
    ("lit_la", "anonyme"): {"ouverte", "repondue", "résolue", "close", "endormie"},
    ("lit_la", "membre"): {"ouverte", "repondue", "résolue", "close", "endormie"},
    ("lit_la", "demandeuse"): set(ETATS) - {"supprimée"},
    ("lit_la", "animatrice"): set(ETATS) - {"supprimée", "retirée"},
    ("lit_la", "anct"): set(ETATS) - {"supprimée"},
    ("suit", "membre"): {"ouverte", "repondue", "résolue", "close", "endormie"},
}


@pytest.fixture(params=ETATS)
def dans_l_etat(request, discussion, membre, animatrice, demandeuse):
    etat = request.param
    if etat in ("repondue", "résolue"):
        reponse = services.repondre(discussion, par=membre, texte="Ainsi.")
        if etat == "résolue":
            services.retenir(reponse, par=demandeuse)
    elif etat == "close":
        services.clore(discussion, par=animatrice, motif="Posée deux fois")
    elif etat in ("en examen", "retirée"):
        moderation = "en_examen" if etat == "en examen" else "retire"
        Discussion.objects.update(moderation=moderation)
    elif etat == "supprimée":
        services.supprimer(discussion, par=demandeuse)
    elif etat == "endormie":
        Vie.objects.update(etat="sommeil", close_le=timezone.now())
    return etat


@pytest.mark.parametrize(("acte", "role"), ATTENDUS)
def test_cell(dans_l_etat, acte, role, discussion, request):
    from django.contrib.auth.models import AnonymousUser

    personne = AnonymousUser() if role == "anonyme" else request.getfixturevalue(role)
    lue = Discussion.objects.select_related("communaute__vie").get(pk=discussion.pk)
    permis = getattr(place(personne, lue), acte)(lue)
    assert permis == (dans_l_etat in ATTENDUS[acte, role])


def test_a_closed_account_reads_nothing_more(reservee, entrer):
    from tests.factories import DiscussionFactory

    personne = entrer(reservee)
    discussion = DiscussionFactory(communaute=reservee)
    personne.is_active = False
    assert not Place(personne, reservee).lit_la(discussion)


def test_anct_reads_the_one_that_is_confided_to_it(reservee, anct):
    from tests.factories import DiscussionFactory

    discussion = DiscussionFactory(communaute=reservee, confiee_a=anct, confiee_le=timezone.now())
    autre = DiscussionFactory(communaute=reservee)
    ici = Place(anct, reservee)
    assert ici.lit_la(discussion) and ici.repond_a(discussion) and not ici.lit_la(autre)
    simple = UserFactory()
    Discussion.objects.filter(pk=discussion.pk).update(confiee_a=simple)
    discussion.refresh_from_db()
    assert not Place(simple, reservee).lit_la(discussion)


def test_a_reply_held_back_is_its_author_s_and_who_moderates(
    reponse, membre, animatrice, demandeuse
):
    Reponse.objects.update(moderation="en_examen")
    lue = Reponse.objects.select_related("discussion__communaute__vie").get()
    lisent = {
        role
        for role, personne in {"R": membre, "N": animatrice, "Q": demandeuse}.items()
        if place(personne, lue.discussion).lit_le(lue)
    }
    assert lisent == {"R", "N"}
