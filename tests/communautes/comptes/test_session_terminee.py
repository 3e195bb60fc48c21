"""A session that ends while somebody writes costs nothing: neither the text, nor the safety."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import ActualitePageFactory, UserFactory

PIEGE = '"><script>alert(1)</script>\n</form> & l’eau'


class Champs(HTMLParser):
    """The fields of the form, as a browser reads them."""

    def __init__(self, html: str):
        super().__init__()
        self.trouves, self.balises = [], []
        self.feed(html)

    def handle_starttag(self, balise, attributs):
        attributs = dict(attributs)
        self.balises.append((balise, attributs))
        if balise == "input" and attributs.get("type") == "hidden":
            self.trouves.append((attributs["name"], attributs.get("value", "")))


@pytest.fixture
def page(db):
    return ActualitePageFactory()


@pytest.fixture
def url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def donnees(page, **champs) -> dict:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "body": streamfield([]),
            "comments": inline_formset([]),
        }
        | champs
    )


class TestRenvoi:
    def test_gives_back_every_field_as_it_was_sent(self, client, url):
        long = "é" * 10_000
        envoi = {"title": PIEGE, "resume": long, "choix": ["a", "b"], "vide": ""}
        reponse = client.post(url, envoi)
        html = reponse.content.decode()
        assert reponse.status_code == 401
        assert "Votre session est terminée. Rien n’est perdu." in html
        rendus = [c for c in Champs(html).trouves if c[0] in envoi]
        assert rendus == [
            ("title", PIEGE),
            ("resume", long),
            ("choix", "a"),
            ("choix", "b"),
            ("vide", ""),
        ]
        assert "<script>alert" not in html
        assert "no-store" in reponse["Cache-Control"]

    def test_leads_to_the_door_in_another_tab_and_back_to_the_same_address(self, client, url):
        balises = Champs(client.post(f"{url}?a=1", {"title": "x"}).content.decode()).balises
        liens = [a for b, a in balises if b == "a" and a.get("target") == "_blank"]
        assert any(a["href"].startswith(reverse("account_login")) for a in liens)
        [renvoi] = [a for b, a in balises if b == "form" and a.get("id") == "renvoi"]
        assert (renvoi["method"], renvoi["action"]) == ("post", f"{url}?a=1")
        assert renvoi["data-jeton"] == reverse("account_logout")  # where a new token is read
        assert any("comptes/renvoi.js" in a.get("src", "") for b, a in balises if b == "script")

    def test_says_that_files_are_not_kept(self, client, url):
        fichier = SimpleUploadedFile("plan.pdf", b"x")
        html = client.post(url, {"title": "x", "file": fichier}).content.decode()
        assert "plan.pdf" in html

    def test_once_signed_in_the_resend_is_saved_with_the_new_token(self, page, url):
        client = Client(enforce_csrf_checks=True)
        client.get(reverse("account_login"))
        jeton = client.cookies["csrftoken"].value
        envoi = donnees(page, resume="Écrit avant.", csrfmiddlewaretoken=jeton)
        rendus = dict(Champs(client.post(url, envoi).content.decode()).trouves)
        ancien = rendus["csrfmiddlewaretoken"]
        client.force_login(UserFactory(groupe="Rédaction"))
        client.cookies["csrftoken"] = "n" * 32  # signing in changes it
        assert client.post(url, rendus | {"csrfmiddlewaretoken": ancien}).status_code == 403
        reponse = client.post(url, rendus | {"csrfmiddlewaretoken": "n" * 32})
        assert reponse.status_code == 302
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().resume == "Écrit avant."


class TestAilleurs:
    def test_a_forged_form_is_never_given_back(self, url):
        reponse = Client(enforce_csrf_checks=True).post(url, {"title": "Piégé"})
        assert reponse.status_code == 403
        assert "Piégé" not in reponse.content.decode()

    def test_a_script_keeps_wagtail_s_answer(self, client, url):
        """Autosave alone has a sentence of its own (tests/home/edition/test_verrous.py)."""
        entetes = {"X-Requested-With": "XMLHttpRequest"}
        assert client.post(url, {"title": "x"}, headers=entetes).status_code in (302, 403)

    def test_reading_still_leads_to_the_door(self, client, url):
        assert client.get(url).status_code == 302

    def test_elsewhere_nothing_changes(self, client, db):
        assert client.post(reverse("wagtailimages:add"), {"title": "x"}).status_code == 302
