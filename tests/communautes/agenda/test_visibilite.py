"""Role × visibility × audience × state, on every way out: pages, calendars, search, maps, news."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda import nouvelles, services
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Rencontre
from communautes.agenda.moderation import _quand_change
from communautes.agenda.permissions import lecteurs, peut_lire
from communautes.notifications.models import Notification
from search.facade import Requete, chercher
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TITRE = "Baliveau"
ETATS = {
    "annoncee": {},
    "annulee": {"annulee": True},
    "brouillon": {"brouillon": True},
    "en examen": {"moderation": "en_examen"},
    "retiree": {"moderation": "retire"},
}
ROLES = {
    "anonyme": None,
    "connectee": {},
    "ancienne": {"quittee": True},
    "exclue": {"exclue": True},
    "membre": {"statut": "active"},
    "moderatrice": {"role": "moderateur"},
    "animatrice": {"anime": True},
    "anct": None,
}
DEDANS = {"membre", "moderatrice", "animatrice"}


def attendu(visibilite: str, audience: str, etat: str, role: str) -> bool:
    """Written from domain.md, section 8, not from the query."""
    if role == "anct":
        return True
    if etat == "brouillon" or etat == "retiree":
        return role == "animatrice" and etat == "brouillon"
    if etat == "en examen":
        return role in {"moderatrice", "animatrice"}
    if role in DEDANS:
        return True
    return audience == "tous" and visibilite != "invisible"


def qui_est(role: str, communaute):
    if role == "anonyme":
        return None
    if role == "anct":
        return UserFactory(first_name="N", last_name="A", groupe="Administration")
    personne = UserFactory(first_name="Ali", last_name="Benali")
    if ROLES[role]:
        AdhesionFactory(communaute=communaute, personne=personne, **ROLES[role])
    return personne


@pytest.mark.parametrize("etat", ETATS)
@pytest.mark.parametrize("audience", ["tous", "membres"])
@pytest.mark.parametrize("visibilite", ["publique", "listee", "invisible"])
def test_every_cell(client, visibilite, audience, etat, django_capture_on_commit_callbacks):
    communaute = CommunautePageFactory(visibilite=visibilite, acces="invitation")
    rencontre = RencontreFactory(
        titre=TITRE, communaute=communaute, audience=audience, **ETATS[etat]
    )
    page = rencontre.get_absolute_url()
    fichier = reverse("agenda:fichier", args=[rencontre.pk])
    for role in ROLES:
        personne = qui_est(role, communaute)
        client.logout()
        if personne is not None:
            client.force_login(personne)
        lit = attendu(visibilite, audience, etat, role)
        assert (client.get(page).status_code == 200) == lit, role
        assert (client.get(f"/en{page}").status_code == 200) == lit, role
        assert (client.get(fichier).status_code == 200) == (lit and etat != "brouillon"), role
        assert (TITRE in client.get("/agenda/").text) == lit, role
        if personne is not None:
            assert peut_lire(personne, rencontre) == lit, role
            if etat not in ("brouillon", "en examen", "retiree") and role != "anct":
                assert bool(lecteurs([personne], [rencontre])) == lit, role
    ouverte = attendu(visibilite, audience, etat, "anonyme")
    client.logout()
    assert (TITRE in client.get("/agenda/agenda.ics").text) == ouverte
    assert (page in client.get("/sitemap-rencontres.xml").text) == (ouverte and etat != "annulee")
    assert (TITRE in client.get("/plan-du-site/").text) == (ouverte and etat != "annulee")


@pytest.mark.parametrize(
    ("champs", "visibilite", "trouvee"),
    [
        ({}, "publique", True),
        ({}, "listee", True),
        ({}, "invisible", False),
        ({"audience": "membres"}, "publique", False),
    ],
)
def test_search_finds_what_anybody_reads(
    anct, donnees, champs, visibilite, trouvee, django_capture_on_commit_callbacks
):
    """Of one whose community was closed to eyes after it was prepared, too."""
    communaute = CommunautePageFactory(visibilite="publique")
    with django_capture_on_commit_callbacks(execute=True):
        rencontre = services.creer(communaute, donnees(titre=TITRE, **champs), par=anct)
        communaute.visibilite = visibilite
        communaute.save()
        services.annoncer(rencontre, par=anct)
    lignes = chercher(Requete(texte="baliveau", locale="fr")).lignes
    assert any(TITRE in ligne.titre for ligne in lignes) == trouvee
    with django_capture_on_commit_callbacks(execute=True):
        services.annuler(rencontre, par=anct, motif="Grève")
    assert not chercher(Requete(texte="baliveau", locale="fr")).lignes


@pytest.mark.parametrize("comment", ["depubliee", "section privee"])
def test_a_community_that_is_withdrawn_takes_its_meetings_along(client, comment):
    communaute = CommunautePageFactory()
    rencontre = RencontreFactory(communaute=communaute, titre=TITRE)
    membre = AdhesionFactory(communaute=communaute).personne
    if comment == "depubliee":
        communaute.unpublish()
    else:
        PageViewRestriction.objects.create(page=communaute.get_parent(), restriction_type="login")
    assert client.get(rencontre.get_absolute_url()).status_code == 404
    assert TITRE not in client.get("/agenda/agenda.ics").text
    client.force_login(membre)
    assert client.get(rencontre.get_absolute_url()).status_code == 404


def test_what_members_said_is_not_anct_s(client, communaute, membre, anct):
    rencontre = RencontreFactory(communaute=communaute, audience="membres", passee=True)
    CompteRendu.objects.create(rencontre=rencontre, texte="Entre nous", auteur=membre)
    page = rencontre.get_absolute_url()
    for personne, lit in [(membre, True), (anct, False)]:
        client.force_login(personne)
        assert ("Entre nous" in client.get(page).text) == lit


def test_a_name_is_read_where_its_owner_chose_to_appear(client, communaute, membre, animatrice):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    CompteRendu.objects.create(rencontre=rencontre, texte="Vu.", auteur=animatrice)
    DecisionDeRencontre.objects.create(rencontre=rencontre, texte="Écrire", porteur=membre)
    autre = AdhesionFactory(communaute=communaute).personne
    page = rencontre.get_absolute_url()

    def nomme(qui) -> bool:
        client.logout()
        if qui is not None:
            client.force_login(qui)
        return "Ali Benali" in client.get(page).text

    assert [nomme(qui) for qui in (None, autre, animatrice)] == [False, False, True]
    Adhesion.objects.filter(personne=membre).update(dans_l_annuaire=True)
    assert [nomme(qui) for qui in (None, autre)] == [False, True]


def test_who_left_before_the_mail_reads_nothing(communaute, membre, anct, relever):
    """The news was made for a member; the mail leaves later."""
    rencontre = RencontreFactory(communaute=communaute, audience="membres")
    ParticipationFactory(rencontre=rencontre, personne=membre)
    services.annuler(rencontre, par=anct, motif="Grève")
    assert Notification.objects.filter(personne=membre).exists()
    adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
    assert not Notification.objects.filter(personne=membre).exists()


def test_nobody_is_told_of_what_they_may_not_read(communaute, membre, personne):
    rencontre = RencontreFactory(communaute=communaute, audience="membres")
    for qui in (membre, personne):
        ParticipationFactory(rencontre=rencontre, personne=qui)
    nouvelles.rappeler(rencontre)
    dits = Notification.objects.values_list("personne", flat=True)
    assert list(dits) == [membre.pk]


def test_a_meeting_held_back_is_told_once_accepted(communaute, membre, animatrice):
    rencontre = RencontreFactory(communaute=communaute, auteur=animatrice, moderation="en_examen")
    assert not nouvelles.dire_l_annonce(rencontre, par=animatrice)
    Rencontre.objects.update(moderation="publie")
    rencontre.refresh_from_db()
    _quand_change(rencontre)
    assert Notification.objects.get().personne == membre
