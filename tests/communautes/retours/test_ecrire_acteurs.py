"""Who went along, chosen in the directory while one writes: by names, with a script or without."""

import pytest
from django.urls import reverse

from communautes.retours.models import RetourExperience
from communautes.retours.services.ecriture import brouillon_de
from ressources.models import Acteur
from tests.communautes.retours.test_ecrire import SCRIPT, adresse, envoyer, navigateur, ouvrir
from tests.factories import ActeurFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def retour():
    return RetourFactory(etat="brouillon")


@pytest.fixture
def client(retour):
    return navigateur(retour.parcours.auteur)


@pytest.fixture
def deux():
    return ActeurFactory(nom="Échange & Co"), ActeurFactory(nom="Les Petits Ponts")


def lignes(*noms) -> dict:
    return {f"acteurs_{n}": nom for n, nom in enumerate([*noms, *[""] * (4 - len(noms))])}


def lies(retour) -> list[str]:
    frais = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    return [lien.acteur.nom for lien in brouillon_de(frais).acteurs_lies.all()]


def test_the_browser_proposes_the_directory(client, retour, deux):
    ActeurFactory(nom="Pas publié", live=False)
    page = client.get(adresse(retour, "moyens")).text
    assert '<option value="Les Petits Ponts">' in page and "Pas publié" not in page
    assert page.count('list="acteurs-de-l-annuaire"') == 4
    assert "Acteur 4" in page


def test_names_as_one_types_them(client, retour, deux):
    caches = ouvrir(client, retour, "moyens")
    dits = lignes("les petits ponts", "echange & co", "LES PETITS PONTS")
    assert envoyer(client, retour, "moyens", caches | dits).status_code == 302
    assert lies(retour) == ["Les Petits Ponts", "Échange & Co"]
    page = client.get(adresse(retour, "moyens")).text
    assert 'value="Les Petits Ponts"' in page
    apercu = client.get(reverse("retours:apercu", args=[retour.pk])).text
    assert "Qui l’a accompagné" in apercu and "Échange &amp; Co" in apercu
    envoyer(client, retour, "moyens", ouvrir(client, retour, "moyens") | lignes())
    assert lies(retour) == []


@pytest.mark.parametrize(
    ("tape", "dit"),
    [
        ("Ponts", "voulez-vous dire « Les Petits Ponts »"),
        ("Nulle part", "n’est pas dans l’annuaire"),
        ("Jumeau", "Plusieurs acteurs s’appellent « Jumeau »"),
    ],
)
def test_what_names_nobody_comes_back_as_it_was_typed(client, retour, deux, tape, dit):
    un, _autre = ActeurFactory(nom="Jumeau"), ActeurFactory(nom="Jumeau")
    reponse = envoyer(
        client, retour, "moyens", ouvrir(client, retour, "moyens") | lignes("Échange & Co", tape)
    )
    page = reponse.text.replace("\xa0", " ")
    assert reponse.status_code == 422 and dit in page and f'value="{tape}"' in page
    assert lies(retour) == []
    assert f'value="{tape}"' in client.get(adresse(retour, "moyens")).text
    if tape == "Jumeau":
        assert un.slug in page
        caches = ouvrir(client, retour, "moyens")
        envoyer(client, retour, "moyens", caches | lignes(un.slug))
        assert lies(retour) == ["Jumeau"]
        assert f'value="{un.slug}"' in client.get(adresse(retour, "moyens")).text


def test_half_a_name_is_not_written_while_one_types(client, retour, deux):
    caches = ouvrir(client, retour, "moyens")
    dits = caches | lignes("Les Petits Ponts") | {"jours_agent": "12"}
    assert envoyer(client, retour, "moyens", dits, headers=SCRIPT).status_code == 200
    frais = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    assert brouillon_de(frais).jours_agent == 12 and lies(retour) == []
    assert 'value="Les Petits Ponts"' in client.get(adresse(retour, "moyens")).text


def test_who_left_the_directory_stays_where_they_were_said(client, retour, deux):
    envoyer(client, retour, "moyens", ouvrir(client, retour, "moyens") | lignes("Échange & Co"))
    Acteur.objects.filter(pk=deux[0].pk).update(live=False)
    caches = ouvrir(client, retour, "moyens")
    envoyer(client, retour, "moyens", caches | lignes("Échange & Co", "Les Petits Ponts"))
    assert lies(retour) == ["Échange & Co", "Les Petits Ponts"]
    Acteur.objects.filter(pk=deux[1].pk).update(live=False)
    autre = RetourFactory(etat="brouillon")
    autre_client = navigateur(autre.parcours.auteur)
    caches = ouvrir(autre_client, autre, "moyens")
    assert (
        envoyer(autre_client, autre, "moyens", caches | lignes("Échange & Co")).status_code == 422
    )
