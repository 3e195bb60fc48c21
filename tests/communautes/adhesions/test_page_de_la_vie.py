"""« La vie de la communauté », for who animates; and what members read of it on its page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.models import Vie
from tests.factories import AdhesionFactory, CommunautePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(communaute) -> str:
    return reverse("adhesions:vie", args=[communaute.slug])


@pytest.fixture
def cliente(animatrice):
    """Who animates, with a browser that has to send the forms of the page."""
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(animatrice)
    return cliente


def interroger(communaute) -> None:
    hier = timezone.now() - timedelta(days=1)
    Vie.objects.filter(pk=communaute.pk).update(
        derniere_activite_le=hier - timedelta(days=91), question_posee_le=hier
    )


def envoyer(cliente, page: str, acte: str, **champs):
    """The form of the page whose address is that of this act, filled in."""
    soupe = BeautifulSoup(cliente.get(page).content, "html.parser")
    [formulaire] = soupe.select(f'form[action$="/{acte}/"]')
    donnees = {
        champ["name"]: champ.get("value") or champ.text
        for champ in formulaire.select("input[name], textarea[name]")
    }
    return cliente.post(formulaire["action"], donnees | champs)


def test_looking_changes_nothing(cliente, page, communaute):
    interroger(communaute)
    avant = Vie.objects.filter(pk=communaute.pk).values().get()
    texte = cliente.get(page).text
    assert "Oui, elle continue" in texte
    assert Vie.objects.filter(pk=communaute.pk).values().get() == avant
    continuer = reverse("adhesions:continuer", args=[communaute.pk])
    assert cliente.get(continuer).status_code == 405


def test_the_answer_is_one_click(cliente, page, communaute):
    interroger(communaute)
    assert envoyer(cliente, page, "continuer").url == page
    assert "Oui, elle continue" not in cliente.get(page).text
    assert Vie.objects.get(pk=communaute.pk).question_posee_le is None


def test_sleeps_wakes_ends(cliente, page, communaute):
    for acte, etat in (("endormir", "sommeil"), ("reveiller", "active"), ("archiver", "archivee")):
        champs = {"motif": "Projet fini", "synthese": "Un guide."}
        assert envoyer(cliente, page, acte, **champs).status_code == 302
        assert Vie.objects.get(pk=communaute.pk).etat == etat
    texte = cliente.get(page).text
    assert "l’ANCT seule la rouvre" in texte and "/archiver/" not in texte


@pytest.mark.parametrize(
    ("acte", "champs"),
    [
        ("archiver", {"motif": "Projet fini", "synthese": ""}),
        ("archiver", {"motif": "", "synthese": "Un long guide."}),
        ("archiver", {"motif": "Écrire à eva@exemple.org", "synthese": "Un long guide."}),
        ("ecrire_synthese", {"synthese": "a" * 10001}),
        ("endormir", {"motif": "Écrire à eva@exemple.org"}),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(cliente, page, communaute, acte, champs):
    chemin = "synthese" if acte == "ecrire_synthese" else acte
    reponse = envoyer(cliente, page, chemin, **champs)
    assert reponse.status_code == 422
    soupe = BeautifulSoup(reponse.content, "html.parser")
    for nom, valeur in champs.items():
        champ = soupe.select_one(f'main [name="{nom}"]')
        assert (champ.get("value") or champ.text.strip()) == valeur
    assert Vie.objects.get(pk=communaute.pk).est_ouverte


def test_anct_is_led_to_its_own_screen(client, anct, page, communaute):
    client.force_login(anct)
    assert client.get(page).url == reverse("communautes_admin:inspect", args=[communaute.pk])


def test_who_animates_reads_the_question_where_they_pass(cliente, page, communaute):
    interroger(communaute)
    for adresse in (communaute.url, reverse("adhesions:animation", args=[communaute.slug])):
        assert f'href="{page}"' in cliente.get(adresse).text


class TestSurLaPage:
    def test_its_end_is_past(self, client, finissant):
        assert "Elle devait finir le" in client.get(finissant(-1).url).text
        assert "Elle devait finir le" not in client.get(finissant(0).url).text

    @pytest.mark.parametrize(("visibilite", "lue"), [("publique", True), ("listee", False)])
    def test_the_synthesis_is_for_who_reads_the_community(self, client, visibilite, lue):
        communaute = CommunautePageFactory(visibilite=visibilite)
        animatrice = AdhesionFactory(communaute=communaute, anime=True).personne
        services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un bois sec.")
        assert ("Un bois sec." in client.get(communaute.url).text) is lue
        client.force_login(animatrice)
        assert "Un bois sec." in client.get(communaute.url).text

    def test_a_member_is_not_asked(self, client, page, communaute):
        interroger(communaute)
        client.force_login(AdhesionFactory(communaute=communaute).personne)
        assert page not in client.get(communaute.url).text


@pytest.mark.parametrize("acte", ["ecrire_synthese", "archiver"])
def test_of_two_who_write_the_synthesis_neither_undoes_the_other(
    client, communaute, animatrice, acte
):
    client.force_login(animatrice)
    page = BeautifulSoup(
        client.get(reverse("adhesions:vie", args=[communaute.slug])).content, "html.parser"
    )
    ou = reverse(f"adhesions:{acte}", args=[communaute.pk])
    lu = page.find("form", action=ou).find("input", {"name": "lu"})["value"]
    services.ecrire_synthese(communaute, par=animatrice, texte="La sienne.")
    envoi = {"synthese": "La mienne.", "motif": "Elle finit", "lu": lu}
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "a été récrite" in refus.text
    assert Vie.objects.get(pk=communaute.pk).synthese == "La sienne."
    rendu = BeautifulSoup(refus.content, "html.parser").find("form", novalidate=True)
    assert rendu.textarea.text.strip() == "La mienne."
    nouveau = rendu.find("input", {"name": "lu"})["value"]
    assert client.post(ou, envoi | {"lu": nouveau}).status_code == 302
    assert Vie.objects.get(pk=communaute.pk).synthese == "La mienne."
