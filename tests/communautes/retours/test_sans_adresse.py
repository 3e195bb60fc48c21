"""Nobody's mail address is read on a page of this room."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from communautes.retours.models import BilanDeReprise, Commentaire, RetourExperience
from communautes.retours.services import reprises
from communautes.retours.services.ecriture import brouillon_de
from tests.factories import AffiliationFactory
from tests.factories.retours import RetourFactory
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db

ADRESSE = "jeanne.secret@ville.example.org"
RETIREZ = "Retirez l’adresse électronique"
CHAMPS = (
    "titre resume contexte fait appris resultats echecs transposition cout_precision prestataires"
)


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def navigateur(personne) -> Client:
    client = Client()
    client.force_login(personne)
    return client


def envoyer(client: Client, retour) -> str:
    page = client.post(reverse("retours:envoyer", args=[retour.pk]), follow=True).text
    assert relu(retour).parcours.preparation == "brouillon"
    return page


@pytest.mark.parametrize("champ", CHAMPS.split())
def test_no_text_is_sent_with_one(champ):
    retour = RetourFactory(etat="brouillon", **{champ: f"Écrire à {ADRESSE}"})
    page = envoyer(navigateur(retour.parcours.auteur), retour)
    assert page.count(RETIREZ) == 1
    assert ADRESSE in getattr(brouillon_de(relu(retour)), champ)  # kept as it was typed


@pytest.mark.parametrize(
    "ecrite",
    ["[écrire](mailto:jeanne%40ville.example.org)", "jeanne\\@ville.example.org", "a\uff20b.fr"],
)
def test_however_it_is_written(ecrite):
    retour = RetourFactory(etat="brouillon", fait=f"Nous avons ouvert la cour\u00a0: {ecrite}")
    assert RETIREZ in envoyer(navigateur(retour.parcours.auteur), retour)


@pytest.mark.parametrize("champ", ["alternative", "legende"])
def test_nor_are_the_words_of_an_image(champ):
    retour = RetourFactory(etat="brouillon")
    client = navigateur(retour.parcours.auteur)
    images = reverse("retours:garder", args=[retour.pk, "images"])
    client.post(images, {"fichiers": SimpleUploadedFile("a.png", contenus.image()), "vers": "ici"})
    cle = brouillon_de(relu(retour)).images.get().fichier_id
    client.post(images, {f"alternative_{cle}": "La cour", f"{champ}_{cle}": f"Vue, {ADRESSE}"})
    assert RETIREZ in envoyer(client, retour)


def test_nor_are_its_own_words():
    retour = RetourFactory(etat="brouillon")
    client = navigateur(retour.parcours.auteur)
    themes = [str(lien.theme_id) for lien in retour.themes_lies.all()]
    donnees = {"themes": themes, "etiquettes": f"ombre, {ADRESSE}", "lu": "{}"}
    client.post(reverse("retours:garder", args=[retour.pk, "themes"]), donnees)
    assert RETIREZ in envoyer(client, retour)


def test_a_comment_is_given_back_with_the_reason():
    retour, affiliation = RetourFactory(), AffiliationFactory()
    reponse = navigateur(affiliation.personne).post(
        reverse("retours:commenter", args=[retour.pk]),
        {"texte": f"Écrivez à {ADRESSE}", "envoi": str(uuid.uuid4())},
    )
    assert reponse.status_code == 422
    assert RETIREZ in reponse.text and f"Écrivez à {ADRESSE}" in reponse.text
    assert not Commentaire.objects.exists()


def test_so_are_the_news_of_what_was_taken_up():
    retour, affiliation = RetourFactory(), AffiliationFactory()
    lien = reprises.s_inspirer(retour, affiliation, par=affiliation.personne)
    reponse = navigateur(affiliation.personne).post(
        reverse("retours:inspiration", args=[lien.pk]),
        {"issue": "fait", "texte": f"Voir {ADRESSE}"},
    )
    assert reponse.status_code == 422
    assert RETIREZ in reponse.text and f"Voir {ADRESSE}" in reponse.text
    assert not BilanDeReprise.objects.exists()
