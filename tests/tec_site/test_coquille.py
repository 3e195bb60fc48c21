"""The shell of every page: what it says, what it must not carry, what it does when it breaks."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse

from tec_site.management.commands import assembler_dsfr
from tests.factories import UserFactory


def lire(client, adresse: str) -> str:
    """A whole page: served, with a heading and something under it."""
    reponse = client.get(adresse)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    contenu = page.split("<main", 1)[1].split("</main>")[0]
    assert "<h1" in contenu and len(contenu) > 500, adresse
    return page


ADRESSES = ["/", "/ressources/", "/themes/", "/actualites/", "/recherche/", "/contact/"]


@pytest.mark.parametrize("adresse", ADRESSES)
class TestChaquePage:
    def test_carries_nothing_inline(self, client, accueil, adresse):
        page = lire(client, adresse)
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)

    def test_asks_nothing_of_another_host(self, client, accueil, adresse):
        page = lire(client, adresse)
        assert not re.search(r'(?:src|<link[^>]+href)="(?:https?:)?//(?!testserver/)', page)

    def test_has_one_h1_and_unique_ids(self, client, accueil, adresse):
        page = lire(client, adresse)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert page.count("<h1") == 1
        assert len(ids) == len(set(ids))

    def test_says_what_the_law_asks(self, client, accueil, adresse):
        pied = client.get(adresse).content.decode().split("<footer", 1)[1]
        for mention in (
            "Accessibilité : non conforme",
            "Mentions légales",
            "Données personnelles",
            "Plan du site",
        ):
            assert mention in pied

    def test_opens_no_session_for_who_only_reads(self, client, accueil, adresse):
        lire(client, adresse)
        assert set(client.cookies) == ({"csrftoken"} if adresse == "/contact/" else set())


class TestMarques:
    def test_a_mock_up_says_so_and_has_no_mark_of_the_state(self, client, accueil):
        page = client.get("/").content.decode()
        assert "Maquette, site non officiel" in page
        assert "fr-logo" not in page
        assert "marque-etat.css" not in page

    @override_settings(TEC_MAQUETTE=False)
    def test_the_official_site_has_them(self, client, accueil):
        page = client.get("/").content.decode()
        assert "Maquette, site non officiel" not in page
        assert 'data-marque="etat"' in page
        assert "fr-logo" in page
        assert "marque-etat.css" in page


class TestErreurs:
    def test_an_unknown_address_helps(self, client, accueil):
        response = client.get("/nulle-part/")
        page = response.content.decode()
        assert response.status_code == 404
        assert reverse("plan_du_site") in page
        assert 'role="search"' in page

    def test_an_unknown_address_in_english_too(self, client, accueil):
        response = client.get("/en/nowhere/")
        assert response.status_code == 404
        assert '<html lang="en"' in response.content.decode()

    @pytest.mark.parametrize("gabarit", ["403.html", "403_csrf.html", "410.html"])
    def test_others_lead_somewhere(self, rf, accueil, gabarit):
        page = render_to_string(gabarit, request=rf.get("/x/"))
        assert 'class="fr-btn"' in page

    def test_a_breakdown_needs_neither_context_nor_database(self):
        page = render_to_string("500.html")
        assert "une erreur" in page
        assert "/contact/" in page


def test_the_sheet_of_dsfr_is_the_one_of_the_wheel():
    """After a new django-dsfr or a new icon: manage.py assembler_dsfr."""
    assert assembler_dsfr.SORTIE.read_text(encoding="utf-8") == assembler_dsfr.assembler()
    assert assembler_dsfr.MARQUE.read_text(encoding="utf-8") == assembler_dsfr.marque_etat()


def test_the_sheet_of_dsfr_has_both_themes_and_the_dark_one_stays_on_screen():
    """Pruning once ate the whole dark rule, and every « dark » check passed on white pages."""
    feuille = assembler_dsfr.SORTIE.read_text(encoding="utf-8")
    ecran = dict(assembler_dsfr.regles(assembler_dsfr.COMMENTAIRE.sub("", feuille)))
    choisi = ecran["@media screen"]
    appareil = ecran["@media screen and (prefers-color-scheme:dark)"]
    for regle in (choisi, appareil):
        assert "color-scheme:dark" in regle
        assert "--grey-1000-50:#161616" in regle
    for redessine in (".fr-select", "input[type=checkbox]:checked+label:before"):
        assert f"{assembler_dsfr.SELON_LE_SYSTEME} " in appareil and redessine in appareil


def test_the_font_of_the_state_is_not_in_the_common_sheets():
    for feuille in assembler_dsfr.STATIQUE.glob("*.css"):
        if feuille not in (assembler_dsfr.MARQUE, assembler_dsfr.STATIQUE / "identite.css"):
            assert "Marianne" not in feuille.read_text(encoding="utf-8")


class TestAdministration:
    """The way back to the admin, for those who may enter it."""

    def test_editors_have_it(self, client, accueil):
        client.force_login(UserFactory(is_superuser=True))
        assert client.get("/").content.decode().count('href="/admin/"') == 2  # header, phone menu

    def test_others_do_not(self, client, accueil):
        assert 'href="/admin/"' not in client.get("/").content.decode()
        client.force_login(UserFactory())
        assert 'href="/admin/"' not in client.get("/").content.decode()


def test_the_form_of_contact_has_one_name(client, accueil):
    """One thing has one name: what leads to the form of contact says « Écrire à l’équipe »."""
    page = client.get("/").content.decode()
    liens = re.findall(r'<a[^>]* href="/contact/"[^>]*>([^<]+)</a>', page)
    assert liens
    assert set(liens) == {"Écrire à l’équipe"}
