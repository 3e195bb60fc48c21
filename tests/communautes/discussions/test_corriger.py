"""Correcting one's own words, from the form to the history: nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from communautes.adhesions.services import exclure
from communautes.discussions import services

pytestmark = pytest.mark.django_db


def adresse(nom: str, *args) -> str:
    return reverse(f"discussions:{nom}", args=args)


def test_from_the_form_to_the_history(client, discussion, reponse, membre, demandeuse):
    client.force_login(membre)
    ici = [discussion.communaute.slug, discussion.pk, reponse.pk]
    page = client.get(adresse("modifier_la_reponse", *ici))
    lu = page.context["form"]["lu"].value()
    suite = client.post(
        adresse("corriger_la_reponse", reponse.pk), {"texte": "Par quartier.", "lu": lu}
    )
    assert suite.status_code == 302
    historique = adresse("historique_de_la_reponse", *ici)
    assert "Par tirage d’adresses." in client.get(historique).text
    client.force_login(demandeuse)
    assert client.get(historique).status_code == 404


@pytest.fixture
def envoyer(client, discussion, reponse, membre):
    """What the page gave once, with other words each time."""
    client.force_login(membre)
    ici = [discussion.communaute.slug, discussion.pk, reponse.pk]
    lu = client.get(adresse("modifier_la_reponse", *ici)).context["form"]["lu"].value()
    ou = adresse("corriger_la_reponse", reponse.pk)
    return lambda texte, lu=lu: client.post(ou, {"texte": texte, "lu": lu})


def test_two_tabs(envoyer, reponse):
    """The second is told, with its words; sent as it came back, it is published."""
    assert envoyer("Une").status_code == 302
    croisee = envoyer("Deux")
    form = BeautifulSoup(croisee.content, "html.parser").find("form", {"novalidate": True})
    assert croisee.status_code == 422 and form.find("textarea").text.strip() == "Deux"
    assert envoyer("Deux", form.find(attrs={"name": "lu"})["value"]).status_code == 302
    reponse.refresh_from_db()
    assert reponse.texte == "Deux" and reponse.versions.count() == 2


def test_a_second_click_is_no_crossing(envoyer, reponse):
    assert [envoyer("Une").status_code for _clic in range(2)] == [302, 302]
    assert reponse.versions.count() == 1


def test_what_is_typed_is_kept_then_thrown_away(client, discussion, reponse, membre):
    client.force_login(membre)
    page = adresse("modifier_la_reponse", discussion.communaute.slug, discussion.pk, reponse.pk)
    agir = adresse("corriger_la_reponse", reponse.pk)
    garde = adresse("brouillon_de_correction_de_reponse", reponse.pk)
    assert "Brouillon enregistré" in client.post(garde, {"texte": "Par qua"}).text
    reprise = client.get(page)
    assert reprise.context["form"]["texte"].value() == "Par qua"
    assert "Vous aviez commencé cette correction" in reprise.text
    assert client.post(agir, {"texte": "Par qua", "repartir": "1"}).url == page
    assert client.get(page).context["form"]["texte"].value() == "Par tirage d’adresses."
    reponse.refresh_from_db()
    assert reponse.texte == "Par tirage d’adresses."


def test_a_failure_loses_nothing_and_publishing_leaves_no_draft(
    client, discussion, demandeuse, monkeypatch
):
    client.force_login(demandeuse)
    donnees = {"titre": "Quel quorum, au juste ?", "texte": "Pour cent habitants."}
    page = adresse("modifier", discussion.communaute.slug, discussion.pk)
    with monkeypatch.context() as patch:
        patch.setattr(services, "corriger", lambda *args, **kwargs: 1 / 0)
        client.raise_request_exception = False
        assert client.post(adresse("corriger", discussion.pk), donnees).status_code == 500
    form = client.get(page).context["form"]
    assert [form[nom].value() for nom in donnees] == list(donnees.values())
    assert client.post(adresse("corriger", discussion.pk), donnees).status_code == 302
    assert client.get(page).context["garde"] is None


def test_a_message_that_one_reads_no_more_gives_the_words_back(
    client, discussion, reponse, membre, animatrice
):
    sienne = discussion.communaute.adhesions.get(personne=membre)
    exclure(sienne, par=animatrice, motif="Assez", jours=None)
    client.force_login(membre)
    rendue = client.post(adresse("corriger_la_reponse", reponse.pk), {"texte": "Précieux"})
    assert "Précieux" in rendue.text
