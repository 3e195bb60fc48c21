"""A session that ends while somebody writes costs nothing: neither the text, nor the safety."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import ActualitePageFactory, AffiliationFactory, UserFactory

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


class TestUnBouton:
    """A form that only has its token: what was clicked is asked again, nobody meets a bare 405."""

    def test_is_asked_again_after_the_sign_in(self, client, db):
        affiliation = AffiliationFactory()
        url = reverse("affiliations:quitter", args=[affiliation.pk])
        reponse = client.post(url)
        assert reponse.status_code == 401 and "Demander de nouveau" in reponse.text
        assert "ne la fermez pas" not in reponse.text
        client.force_login(affiliation.personne)
        envoi = dict(Champs(reponse.text).trouves)
        assert client.post(url, envoi).status_code == 302
        affiliation.refresh_from_db()
        assert affiliation.statut == "terminee"


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


class TestPagesPubliques:
    """Any page of ours that sends to the door whoever posts."""

    @pytest.fixture
    def url(self, db):
        return reverse("affiliations:rejoindre")

    def test_what_was_typed_comes_back_after_the_door(self, client, url):
        reponse = client.post(url, {"collectivite": PIEGE, "fonction": "agent"})
        html = reponse.content.decode()
        assert reponse.status_code == 401
        assert ("collectivite", PIEGE) in Champs(html).trouves
        assert f"?next={reverse('connexion_faite')}" in html

    def test_what_was_clicked_too(self, client, db):
        reponse = client.post(reverse("affiliations:choisir"), {"affiliation": "12"})
        assert reponse.status_code == 401
        assert ("affiliation", "12") in Champs(reponse.content.decode()).trouves

    def test_reading_leads_to_the_door(self, client, url):
        assert client.get(url).status_code == 302

    def test_the_doors_themselves_keep_nothing(self, client, db):
        reponse = client.post(reverse("account_confirm_login_code"), {"code": "123456"})
        assert reponse.status_code == 302

    def test_without_a_script_the_resend_comes_once_more(self, url):
        """Signing in has changed the token: the page comes back with the right one."""
        client = Client(enforce_csrf_checks=True)
        client.get(reverse("account_login"))
        jeton = client.cookies["csrftoken"].value
        envoi = {"fonction": "agent", "csrfmiddlewaretoken": jeton}
        rendus = dict(Champs(client.post(url, envoi).content.decode()).trouves)
        client.force_login(UserFactory())
        client.cookies["csrftoken"] = "n" * 32
        reponse = client.post(url, rendus)
        html = reponse.content.decode()
        assert reponse.status_code == 403 and "Vous pouvez envoyer votre texte" in html
        rendus = dict(Champs(html).trouves)
        assert rendus["fonction"] == "agent"
        assert client.post(url, rendus).status_code == 422  # read: the collectivité is missing

    @pytest.mark.parametrize("volee", ["mark", "cookie", "address"])
    def test_nobody_else_gets_a_page_with_the_right_token(self, url, volee):
        """An attacker has such a page of their own, and makes somebody's browser send it."""
        attaquant, victime = Client(), Client(enforce_csrf_checks=True)
        champs = dict(Champs(attaquant.post(url, {"fonction": "x"}).content.decode()).trouves)
        victime.force_login(UserFactory())
        if volee == "mark":
            champs["renvoi"] = "n'importe quoi"
        if volee != "cookie":
            victime.cookies["renvoi"] = attaquant.cookies["renvoi"].value
        adresse = reverse("affiliations:choisir") if volee == "address" else url
        reponse = victime.post(adresse, champs)
        assert reponse.status_code == 403
        assert 'name="fonction"' not in reponse.content.decode()


class TestReconnexionAilleurs:
    """Signed in again in another tab: the form that waited here has an old token."""

    ICI = {"HTTP_ORIGIN": "http://testserver"}

    @pytest.fixture
    def url(self, db):
        return reverse("affiliations:rejoindre")

    @pytest.fixture
    def navigateur(self, db):
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory())
        client.cookies["csrftoken"] = "n" * 32
        return client

    def test_what_was_typed_comes_back_and_is_sent(self, navigateur, url):
        envoi = {"collectivite": PIEGE, "fonction": "agent", "csrfmiddlewaretoken": "a" * 32}
        reponse = navigateur.post(url, envoi, **self.ICI)
        assert reponse.status_code == 403 and "Vous pouvez envoyer votre texte" in reponse.text
        rendus = dict(Champs(reponse.text).trouves)
        assert rendus["collectivite"] == PIEGE
        assert navigateur.post(url, rendus, **self.ICI).status_code == 422

    def test_who_is_not_signed_in_is_told_to(self, url):
        client = Client(enforce_csrf_checks=True)
        client.cookies["csrftoken"] = "n" * 32
        reponse = client.post(url, {"fonction": "agent"}, **self.ICI)
        assert reponse.status_code == 401 and "Connectez-vous" in reponse.text

    def test_a_script_is_given_the_token_of_the_moment(self, navigateur, url):
        envoi = {"fonction": "agent", "csrfmiddlewaretoken": "a" * 32}
        script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        reponse = navigateur.post(url, envoi, **self.ICI, **script)
        assert reponse.status_code == 403 and "Votre session a changé" in reponse.json()["etat"]
        envoi["csrfmiddlewaretoken"] = reponse.json()["jeton"]
        assert navigateur.post(url, envoi, **self.ICI).status_code == 422

    @pytest.mark.parametrize(
        "origine",
        ["https://testserver", "http://ailleurs.example", "null", "http://testserver.example", ""],
    )
    def test_nothing_to_another_site(self, navigateur, url, origine):
        envoi = {"fonction": "agent"}
        for script in ({}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}):
            reponse = navigateur.post(url, envoi, HTTP_ORIGIN=origine, **script)
            assert reponse.status_code == 403
            assert 'name="fonction"' not in reponse.text and '"jeton"' not in reponse.text

    def test_a_browser_that_keeps_no_cookie_is_told_so(self, url):
        reponse = Client(enforce_csrf_checks=True).post(url, {"fonction": "agent"}, **self.ICI)
        assert reponse.status_code == 403 and "refuse les cookies" in reponse.text

    @pytest.mark.parametrize("porte", ["account_login", "wagtailadmin_account"])
    def test_no_password_comes_back(self, navigateur, porte):
        envoi = {"login": "x", "password": "secret-1", "password-new_password1": "secret-2"}
        reponse = navigateur.post(reverse(porte), envoi, **self.ICI)
        assert reponse.status_code == 403 and "secret-" not in reponse.text


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

    def test_the_other_forms_of_the_admin_too(self, client, db):
        reponse = client.post(reverse("wagtailimages:add"), {"title": "x"})
        assert reponse.status_code == 401
        assert f"?next={reverse('wagtailadmin_home')}" in reponse.content.decode()
