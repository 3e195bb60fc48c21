"""« Marquer comme vérifié », one content at a time: its screen, its links, its form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from ressources.models import RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory, traduite

ROLES = ["Rédaction", "Relecture", "Administration"]
AN = timedelta(days=365)


@pytest.fixture
def aujourdhui():
    return timezone.localdate()


@pytest.fixture
def redaction(client, db):
    personne = UserFactory(groupe="Rédaction", first_name="Inès", last_name="Roy")
    client.force_login(personne)
    return personne


def adresse(objet, suite="") -> str:
    return reverse("fraicheur:verifier", args=[objet._meta.model_name, objet.pk]) + suite


class TestEcran:
    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    def test_proposes_the_next_date_then_says_it_is_done(
        self, client, redaction, aujourdhui, fabrique
    ):
        objet = fabrique(verifie_le=aujourdhui, a_revoir_le=aujourdhui + timedelta(days=90))
        type(objet).objects.filter(pk=objet.pk).update(
            verifie_le=aujourdhui - timedelta(days=120), a_revoir_le=aujourdhui - timedelta(days=30)
        )
        response = client.get(adresse(objet))
        proposee = response.context["form"]["a_revoir_le"].value()
        assert proposee == aujourdhui + timedelta(days=90)
        response = client.post(adresse(objet), {"a_revoir_le": proposee.isoformat()}, follow=True)
        assert "est marqué comme vérifié" in response.content.decode()
        objet.refresh_from_db()
        assert (objet.verifie_le, objet.a_revoir_le) == (aujourdhui, proposee)

    @pytest.mark.parametrize(
        ("date", "phrase"),
        [
            ("", "Indiquez la date"),
            ("hier", "Ce n’est pas une date"),
            ("2031-02-31", "Ce n’est pas une date"),
            ("2020-01-01", "à venir"),
            ("9999-12-31", "plus proche"),
        ],
    )
    def test_a_wrong_date_is_said_and_changes_nothing(
        self, client, redaction, aujourdhui, date, phrase
    ):
        page = RessourcePageFactory(verifie_le=aujourdhui - AN)
        response = client.post(adresse(page), {"a_revoir_le": date})
        assert response.status_code == 422
        assert (
            phrase in response.content.decode() and f'value="{date}"' in response.content.decode()
        )
        page.refresh_from_db()
        assert page.verifie_le == aujourdhui - AN

    def test_comes_back_where_it_was_pressed_and_nowhere_else(self, client, redaction, aujourdhui):
        page = RessourcePageFactory()
        envoi = {"a_revoir_le": (aujourdhui + AN).isoformat()}
        response = client.post(adresse(page), envoi | {"next": page.url})
        assert response.url == page.url
        response = client.post(adresse(page), envoi | {"next": "https://ailleurs.example.org/"})
        assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])

    def test_a_lock_is_explained(self, client, redaction):
        page = RessourcePageFactory(locked=True, locked_by=UserFactory(first_name="Léo"))
        response = client.get(adresse(page), follow=True)
        assert "verrouillé par Léo" in response.content.decode()

    @pytest.mark.parametrize("langue", ["alias", "translation"])
    def test_an_english_page_is_not_dated_for_itself(self, client, redaction, langue):
        page = RessourcePageFactory()
        if langue == "translation":
            traduite(page, title="Rain")
        anglaise = RessourcePage.objects.get(locale__language_code="en")
        assert client.get(adresse(anglaise)).status_code == 404

    def test_only_what_is_followed_has_this_screen(self, client, redaction):
        assert client.get("/admin/fraicheur/user/1/verifier/").status_code == 404

    @pytest.mark.parametrize(
        ("role", "attendu"),
        [("visiteur", 302), (None, 403), *((role, 200) for role in ROLES)],
        ids=str,
    )
    def test_who_may(self, client, db, role, attendu):
        page = RessourcePageFactory()
        if role != "visiteur":
            client.force_login(UserFactory(groupe=role))
        avant = page.verifie_le
        assert client.get(adresse(page)).status_code == attendu
        response = client.post(adresse(page), {"a_revoir_le": "2000-01-01"})
        assert response.status_code == {200: 422, 302: 401}.get(attendu, attendu)
        page.refresh_from_db()
        assert page.verifie_le == avant

    def test_costs_few_queries(self, client, redaction, count_queries):
        page, acteur = RessourcePageFactory(), ActeurFactory()
        assert count_queries(client.get, adresse(page)) <= 25
        assert count_queries(client.get, adresse(acteur)) <= 25


class TestOuLeTrouver:
    def edition(self, objet) -> str:
        if isinstance(objet, RessourcePage):
            return reverse("wagtailadmin_pages:edit", args=[objet.pk])
        return reverse("acteurs:edit", args=[objet.pk])

    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    def test_in_the_form(self, client, redaction, fabrique):
        objet = fabrique()
        assert adresse(objet) in client.get(self.edition(objet)).content.decode()

    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    @pytest.mark.parametrize("role", [None, *ROLES])
    def test_on_the_public_page_of_who_may(self, client, db, fabrique, role):
        objet = fabrique()
        public = objet.get_absolute_url() if fabrique is ActeurFactory else objet.url
        assert adresse(objet) not in client.get(public).content.decode()
        client.force_login(UserFactory(groupe=role))
        assert (adresse(objet) in client.get(public).content.decode()) is bool(role)

    def test_an_alias_sends_to_its_french_page(self, client, redaction):
        page = RessourcePageFactory()
        alias = RessourcePage.objects.get(locale__language_code="en")
        assert adresse(page) in client.get(alias.url).content.decode()

    def test_a_new_content_has_nothing_to_verify(self, client, redaction):
        index = RessourcePageFactory().get_parent()
        url = reverse("wagtailadmin_pages:add", args=["ressources", "ressourcepage", index.pk])
        assert "fraicheur-panneau" not in client.get(url).content.decode()


class TestFormulaire:
    def champ(self, client, page):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return client.get(url).context["form"].fields["responsable"]

    def test_owners_are_open_accounts_that_may_modify_by_name(self, client, redaction):
        UserFactory(first_name="Sans", last_name="Rôle")
        UserFactory(groupe="Rédaction", is_active=False, last_name="Partie")
        UserFactory(groupe="Relecture", first_name="Abel", last_name="Bo")
        noms = [str(nom) for _cle, nom in self.champ(client, RessourcePageFactory()).choices]
        assert noms == ["Personne", "Abel Bo", "Inès Roy"]

    def test_the_owner_whose_account_is_closed_is_said_and_stays(self, client, redaction):
        partie = UserFactory(groupe="Rédaction", is_active=False, last_name="Partie")
        page = RessourcePageFactory(responsable=partie)
        noms = [str(nom) for _cle, nom in self.champ(client, page).choices]
        assert "Partie (compte fermé)" in noms
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), formulaire(page))
        page.refresh_from_db()
        brouillon = page.get_latest_revision_as_object()
        assert brouillon.title == "Titre repris" and brouillon.responsable == partie

    def test_a_stranger_is_refused(self, client, redaction):
        page = RessourcePageFactory()
        donnees = formulaire(page, responsable=UserFactory().pk)
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), donnees)
        assert response.context["form"].errors["responsable"]

    def test_a_form_opened_before_does_not_undo_the_verification(
        self, client, redaction, aujourdhui
    ):
        page = RessourcePageFactory(verifie_le=aujourdhui - AN)
        edition = reverse("wagtailadmin_pages:edit", args=[page.pk])
        ouvert = formulaire(page, **{"fraicheur-lue": lue(client.get(edition))})
        client.post(adresse(page), {"a_revoir_le": (aujourdhui + 2 * AN).isoformat()})
        client.post(edition, ouvert | {"action-publish": "1"})
        page.refresh_from_db()
        assert page.title == "Titre repris"
        assert (page.verifie_le, page.a_revoir_le) == (aujourdhui, aujourdhui + 2 * AN)

    def test_what_its_author_changed_is_kept(self, client, redaction, aujourdhui):
        page = RessourcePageFactory(verifie_le=aujourdhui - AN)
        edition = reverse("wagtailadmin_pages:edit", args=[page.pk])
        voulu = aujourdhui + timedelta(days=30)
        ouvert = formulaire(
            page,
            **{"fraicheur-lue": lue(client.get(edition)), "a_revoir_le": voulu.isoformat()},
        )
        client.post(adresse(page), {"a_revoir_le": (aujourdhui + 2 * AN).isoformat()})
        client.post(edition, ouvert | {"action-publish": "1"})
        page.refresh_from_db()
        assert (page.verifie_le, page.a_revoir_le) == (aujourdhui, voulu)

    def test_nothing_is_verified_tomorrow(self, client, redaction, aujourdhui):
        page = RessourcePageFactory()
        demain = (aujourdhui + timedelta(days=1)).isoformat()
        donnees = formulaire(page, verifie_le=demain)
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), donnees)
        assert "à venir" in str(response.context["form"].errors["verifie_le"])


def lue(response) -> str:
    return response.content.decode().split('name="fraicheur-lue" value="')[1].split('"')[0]


def formulaire(page, **champs) -> dict:
    lien = RessourcePage.objects.get(pk=page.pk).themes_lies.get()
    return nested_form_data(
        {
            "title": "Titre repris",
            "slug": page.slug,
            "resume": page.resume,
            "nature": page.nature,
            "provenance": page.provenance,
            "responsable": page.responsable_id or "",
            "verifie_le": page.verifie_le.isoformat(),
            "a_revoir_le": page.a_revoir_le.isoformat(),
            "body": streamfield([]),
            "themes_lies": inline_formset([{"id": lien.pk, "theme": lien.theme_id}], initial=1),
            "fichiers": inline_formset([]),
            "liees": inline_formset([]),
            "comments": inline_formset([]),
        }
        | champs
    )
