"""The animation writes to its members, from its page to theirs."""

import pytest
from django.urls import reverse

from communautes.adhesions import services as adhesions
from communautes.lettres import services
from communautes.lettres.models import Lettre
from tests.factories import AdhesionFactory, LettreFactory

pytestmark = pytest.mark.django_db


def adresse(nom: str, *cles) -> str:
    return reverse(f"lettres:{nom}", args=cles)


def test_from_the_community_to_the_letter(client, communaute, animatrice, membre):
    client.force_login(animatrice)
    assert "Écrire aux membres" in client.get(communaute.url).text
    page = client.get(adresse("ecrire", communaute.slug))
    lu = page.context["form"]["lu"].value()
    faux = client.post(
        adresse("ecrire", communaute.slug), {"titre": "", "texte": "Gardé", "lu": lu}
    )
    assert faux.status_code == 422 and "Donnez un objet" in faux.text and "Gardé" in faux.text
    donnees = {"titre": "La semaine", "texte": "**Trois** questions.", "lu": lu}
    apercu = client.post(adresse("ecrire", communaute.slug), donnees, follow=True)
    assert "Rien n’est encore parti" in apercu.text and "<strong>Trois</strong>" in apercu.text
    assert "préviendra 1\u00a0personne" in apercu.text or "préviendra 1 personne" in apercu.text
    lettre = Lettre.objects.get()
    lu = apercu.context["envoyer"]["lu"].value()
    parti = client.post(adresse("envoyer", lettre.pk), {"lu": lu}, follow=True)
    assert "Votre lettre est partie" in parti.text and "Envoyer aux membres" not in parti.text
    client.force_login(membre)
    assert "La semaine" in client.get(adresse("liste", communaute.slug)).text
    assert "Signaler" in client.get(lettre.get_absolute_url()).text


def test_what_is_typed_while_somebody_else_writes_comes_back(client, communaute, animatrice):
    client.force_login(animatrice)
    ou = adresse("ecrire", communaute.slug)
    lu = client.get(ou).context["form"]["lu"].value()
    envois = [{"titre": titre, "texte": "Oui.", "lu": lu} for titre in ("Une", "Deux")]
    autre = AdhesionFactory(communaute=communaute, anime=True).personne
    services.enregistrer(communaute, par=autre, titre="Une", texte="Non.")
    refus = client.post(ou, envois[1])
    assert refus.status_code == 422 and "Deux" in refus.text
    envois[1]["lu"] = refus.context["form"]["lu"].value()
    assert client.post(ou, envois[1]).status_code == 302
    assert Lettre.objects.get().titre == "Deux"


def test_who_writes_there_no_more_gets_their_words_back(client, communaute, membre):
    client.force_login(membre)
    envoi = {"titre": "La semaine", "texte": "Des heures de travail.", "lu": ""}
    refus = client.post(adresse("ecrire", communaute.slug), envoi)
    assert refus.status_code == 403 and "Des heures de travail." in refus.text
    communaute.unpublish()
    perdue = client.post(adresse("ecrire", communaute.slug), envoi)
    assert perdue.status_code == 404 and "Des heures de travail." in perdue.text


def test_two_clicks_are_one_draft_without_a_word(client, communaute, animatrice):
    client.force_login(animatrice)
    ou = adresse("ecrire", communaute.slug)
    lu = client.get(ou).context["form"]["lu"].value()
    donnees = {"titre": "Une", "texte": "Oui.", "lu": lu}
    assert [client.post(ou, donnees).status_code for _ in range(2)] == [302, 302]


def test_the_third_of_a_week_says_when(client, communaute, animatrice, ecrire, membre):
    for _fois in range(2):
        services.envoyer(ecrire(), par=animatrice)
    client.force_login(animatrice)
    troisieme = ecrire()
    apercu = client.get(troisieme.get_absolute_url()).text
    assert "le prochain sera possible le" in apercu and "Continuer à l’écrire" in apercu
    assert "préviendra" not in apercu and "Envoyer aux membres" not in apercu
    dit = client.post(adresse("envoyer", troisieme.pk), {"lu": ""}, follow=True)
    assert "le prochain sera possible le" in dit.text


def test_what_somebody_else_has_sent_is_neither_begun_again_nor_deleted(
    client, communaute, animatrice, ecrire, membre
):
    client.force_login(animatrice)
    brouillon = ecrire()
    lu = client.get(adresse("ecrire", communaute.slug)).context["form"]["lu"].value()
    bouton = client.get(brouillon.get_absolute_url()).context["supprimer"]
    services.envoyer(brouillon, par=AdhesionFactory(communaute=communaute, anime=True).personne)
    envoi = {"titre": "La semaine", "texte": "Une faute corrigée", "lu": lu}
    refus = client.post(adresse("ecrire", communaute.slug), envoi)
    assert refus.status_code == 422 and "Une faute corrigée" in refus.text
    assert "une lettre est partie" in refus.text
    envoi["lu"] = refus.context["form"]["lu"].value()
    assert client.post(adresse("ecrire", communaute.slug), envoi).status_code == 302
    dit = client.post(adresse("supprimer", communaute.pk), bouton.initial, follow=True)
    assert "Cette lettre est partie" in dit.text and "est supprimé" not in dit.text
    assert Lettre.objects.count() == 2


@pytest.mark.parametrize("lu", ["x" * 17, "\0", "illisible"])
def test_a_mark_out_of_shape_is_met_and_named(client, communaute, animatrice, ecrire, lu):
    client.force_login(animatrice)
    ecrire()
    envoi = {"titre": "Une", "texte": "Mes mots", "lu": lu}
    refus = client.post(adresse("ecrire", communaute.slug), envoi)
    assert refus.status_code == 422 and "Depuis que vous avez ouvert cette page" in refus.text
    envoi["lu"] = refus.context["form"]["lu"].value()
    assert client.post(adresse("ecrire", communaute.slug), envoi).status_code == 302


def test_where_nothing_is_written_any_more_nothing_offers_to(client, communaute, animatrice):
    adhesions.archiver(communaute, par=animatrice, motif="Fin", synthese="Merci.")
    client.force_login(animatrice)
    for ou in (communaute.url, adresse("liste", communaute.slug)):
        assert "Écrire aux membres" not in client.get(ou).text
    page = client.get(adresse("ecrire", communaute.slug))
    assert "on n’y écrit plus" in page.text and "<textarea" not in page.text
    envoi = {"titre": "Une", "texte": "Mes mots", "lu": ""}
    assert "Mes mots" in client.post(adresse("ecrire", communaute.slug), envoi).text


def test_the_list_costs_the_same_whatever_its_length(client, communaute, membre, count_queries):
    client.force_login(membre)
    LettreFactory(communaute=communaute, envoyee=True)
    ou = adresse("liste", communaute.slug)
    une = count_queries(client.get, ou)
    LettreFactory.create_batch(30, communaute=communaute, envoyee=True)
    assert count_queries(client.get, ou) == une
    assert len(client.get(ou).context["page_obj"]) == 20


def test_a_list_without_letters_says_so(client, communaute, membre):
    client.force_login(membre)
    assert "Aucune lettre pour l’instant" in client.get(adresse("liste", communaute.slug)).text
