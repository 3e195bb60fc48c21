"""The editors' guide: read in the admin, its screenshots all there."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.guide.lecture import CAPTURES, GUIDE
from tests.factories import UserFactory

IMAGES = re.compile(r"!\[([^\]]*)\]\(captures/redaction/([a-z0-9-]+)\.png\)")


@pytest.fixture
def lire(client, db):
    def _lire(adresse, role="Relecture"):
        client.force_login(UserFactory(groupe=role))
        return client.get(adresse)

    return _lire


@pytest.mark.parametrize("role", ["Rédaction", "Relecture", "Administration"])
def test_every_role_reads_it_with_its_chapters(lire, role):
    soupe = BeautifulSoup(lire(reverse("guide:guide"), role).content, "html.parser")
    ancres = [lien["href"][1:] for lien in soupe.select(".guide-sommaire a")]
    assert ancres == [titre["id"] for titre in soupe.select(".guide-corps h2")]
    assert len(ancres) > 5


def test_it_is_linked_from_the_menu_and_wagtail_s_own_is_not(lire):
    page = lire(reverse("wagtailadmin_home")).content.decode()
    assert reverse("guide:guide") in page
    assert "guide.wagtail.org" not in page
    assert "docs.wagtail.org" not in page


def test_its_inner_links_lead_somewhere(lire):
    soupe = BeautifulSoup(lire(reverse("guide:guide")).content, "html.parser")
    ids = {element["id"] for element in soupe.select(".guide-corps [id]")}
    vers = {lien["href"][1:] for lien in soupe.select(".guide-corps a[href^='#']")}
    assert vers <= ids


class TestCaptures:
    def test_each_is_there_said_in_words_and_used(self):
        dites = dict(reversed(couple) for couple in IMAGES.findall(GUIDE.read_text()))
        assert set(dites) == {chemin.stem for chemin in CAPTURES.glob("*.png")}
        assert all(dites.values())

    def test_each_is_served_to_who_enters(self, lire):
        premiere = next(CAPTURES.glob("*.png")).stem
        response = lire(reverse("guide:capture", args=[premiere]))
        assert response.headers["Content-Type"] == "image/png"
        assert b"".join(response.streaming_content)[:4] == b"\x89PNG"

    @pytest.mark.parametrize("nom", ["inconnue", "accueil-1280"])
    def test_nothing_else_is(self, lire, nom):
        adresse = reverse("guide:capture", args=["x"]).replace("x.png", f"{nom}.png")
        assert lire(adresse).status_code == 404

    def test_a_visitor_reads_neither(self, client, db):
        for nom, arguments in (("guide:guide", []), ("guide:capture", ["x"])):
            response = client.get(reverse(nom, args=arguments))
            assert response.url.startswith("/connexion/")
