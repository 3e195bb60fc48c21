"""What is private: by sign-in it leads to the code and back, by password it cannot be guessed."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from communautes.comptes.pages_protegees import ESSAIS
from home.models import SiteDocument
from tests.courrier import code_recu
from tests.factories import RessourcePageFactory, UserFactory

SECRET = "sésame ouvre-toi"


@pytest.fixture
def page(db):
    return RessourcePageFactory(resume="Un résumé que tous ne lisent pas.")


@pytest.fixture
def restreindre(page):
    def _restreindre(genre, **champs):
        return PageViewRestriction.objects.create(page=page, restriction_type=genre, **champs)

    return _restreindre


@pytest.fixture
def document(db):
    collection = Collection.get_first_root_node().add_child(name="Réservée")
    document = SiteDocument(title="Note", collection=collection)
    document.file.save("note.txt", ContentFile(b"note"))
    return document


def essayer(client, url, motdepasse, retour, **entetes):
    return client.post(url, {"password": motdepasse, "return_url": retour}, headers=entetes)


class TestParConnexion:
    def test_wagtails_door_leads_to_ours_and_keeps_the_page(self, client, db):
        for prefixe in ("", "/en"):
            response = client.get(f"{prefixe}/_util/login/?next=/x/")
            assert response.status_code == 302
            assert response.url.endswith("?next=/x/")
            assert b'type="password"' not in client.get(response.url).content

    @pytest.mark.parametrize("genre", ["login", "groups"])
    def test_a_private_page_leads_to_the_code_and_back(self, client, page, restreindre, genre):
        restriction = restreindre(genre)
        if genre == "groups":
            restriction.groups.set([Group.objects.get(name="Relecture")])
        personne = UserFactory(groupe="Relecture")
        response = client.get(page.url)
        assert response.url == f"{reverse('account_login')}?next={page.url}"
        suite = client.post(response.url, {"email": personne.email, "next": page.url})
        response = client.post(suite.url, {"code": code_recu(), "next": page.url})
        assert response.url == page.url
        assert client.get(page.url).status_code == 200

    def test_a_private_document_too(self, client, document):
        CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type="login"
        )
        response = client.get(document.url)
        assert response.url.startswith(f"{reverse('account_login')}?next=/documents/")
        client.force_login(UserFactory())
        response = client.get(document.url)
        response.close()
        assert response.status_code == 200


class TestParMotDePasse:
    @pytest.fixture
    def adresse(self, page, restreindre):
        restriction = restreindre("password", password=SECRET)
        return reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    def test_is_asked_in_our_pages_without_a_word_of_the_page(self, client, page, adresse):
        contenu = client.get(page.url).content.decode()
        assert 'id="contenu"' in contenu
        assert adresse in contenu
        assert page.resume not in contenu

    def test_opens_the_page(self, client, page, adresse):
        assert essayer(client, adresse, SECRET, page.url).url == page.url
        assert client.get(page.url).status_code == 200
        assert page.resume in client.get(page.url).content.decode()

    def test_a_wrong_one_is_said(self, client, page, adresse):
        response = essayer(client, adresse, "faux", page.url)
        assert response.status_code == 422
        assert "fr-error-text" in response.content.decode()

    def test_leads_nowhere_else(self, client, page, adresse):
        assert essayer(client, adresse, SECRET, "https://x.example.org/").url == "/"

    def test_after_ten_wrong_ones_even_the_right_one_waits(self, client, page, adresse):
        for _ in range(ESSAIS):
            assert essayer(client, adresse, "faux", page.url).status_code == 422
        response = essayer(client, adresse, SECRET, page.url)
        assert response.status_code == 429
        assert "attendez dix minutes" in response.content.decode()
        assert page.resume not in client.get(page.url).content.decode()

    def test_others_are_not_held_up(self, client, page, adresse, settings):
        settings.TEC_PROXYS_DE_CONFIANCE = 1
        for _ in range(ESSAIS + 1):
            essayer(client, adresse, "faux", page.url, **{"X-Forwarded-For": "203.0.113.1"})
        autre = {"X-Forwarded-For": "203.0.113.2"}
        assert essayer(client, adresse, SECRET, page.url, **autre).status_code == 302

    def test_a_whole_town_hall_may_enter(self, client, page, adresse):
        for _ in range(ESSAIS * 2):
            assert essayer(client, adresse, SECRET, page.url).status_code == 302

    def test_a_document_is_held_the_same(self, client, document):
        restriction = CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type="password", password=SECRET
        )
        assert 'id="contenu"' in client.get(document.url).content.decode()
        url = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
        assert essayer(client, url, SECRET, document.url).url == document.url
        for _ in range(ESSAIS):
            essayer(client, url, "faux", document.url)
        assert essayer(client, url, SECRET, document.url).status_code == 429

    @pytest.mark.parametrize("genre", ["login", "groups"])
    def test_opens_nothing_that_asks_for_something_else(self, client, page, restreindre, genre):
        restriction = restreindre(genre)
        url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
        for _ in range(2):
            essayer(client, url, "", page.url)
        assert client.get(page.url).status_code == 302
