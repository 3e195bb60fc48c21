"""Two people in one form: who is there, who saved first, who locked; nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.edition.programmation import en_toutes_lettres
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory
from tests.saisies import edition, saisie

JSON = {"Accept": "application/json"}


@pytest.fixture
def anne(db):
    return UserFactory(
        groupe="Relecture", first_name="Anne", last_name="Le Goff", email="anne@exemple.example.org"
    )


class TestVerrouManuel:
    @pytest.fixture
    def verrouillee(self, anne):
        page = RessourcePageFactory(live=False, title="Une <i>page</i>", slug="lancer")
        page.locked, page.locked_by, page.locked_at = True, anne, timezone.now()
        page.save()
        return page

    def test_says_who_since_when_and_how_to_ask(self, redaction, verrouillee):
        html = redaction.get(edition(verrouillee)).content.decode()
        assert "<b>Anne Le Goff</b> a verrouillé" in html
        assert en_toutes_lettres(verrouillee.locked_at) in html
        assert 'href="mailto:anne@exemple.example.org"' in html
        assert "<i>page</i>" not in html

    def test_says_another_thing_to_who_locked(self, client, anne, verrouillee):
        client.force_login(anne)
        assert "Vous avez verrouillé" in client.get(edition(verrouillee)).content.decode()

    def test_an_actor_too(self, redaction, anne):
        acteur = ActeurFactory(locked=True, locked_by=anne, locked_at=timezone.now())
        html = redaction.get(reverse("acteurs:edit", args=[acteur.pk])).content.decode()
        assert "<b>Anne Le Goff</b> a verrouillé" in html

    def test_what_was_typed_meanwhile_is_still_in_the_form(self, redaction, verrouillee):
        reponse = redaction.post(edition(verrouillee), saisie(source="Mon texte"))
        assert "Mon texte" in reponse.content.decode()
        assert "verrouillé" in reponse.content.decode()
        assert Page.objects.get(pk=verrouillee.pk).specific.source == ""


class TestADeux:
    @pytest.fixture
    def page(self, db):
        page = RessourcePageFactory(live=False, title="Lancer", slug="lancer")
        page.save_revision()
        return page

    def ouvrir(self, client, personne, page) -> dict:
        """What the form sends back: which version it was opened on."""
        client.force_login(personne)
        contexte = client.get(edition(page)).context
        return {
            "loaded_revision_id": contexte["page"].latest_revision_id,
            "loaded_revision_created_at": contexte["loaded_revision_created_at"],
        }

    def test_each_sees_the_name_of_the_other(self, client, anne, page):
        self.ouvrir(client, anne, page)
        client.force_login(UserFactory(groupe="Rédaction"))
        contexte = client.get(edition(page)).context
        reponse = client.post(contexte["editing_sessions"].ping_url)
        assert [session["user"] for session in reponse.json()["other_sessions"]] == ["Anne Le Goff"]

    def test_autosave_never_overwrites_what_the_other_saved_and_says_so(self, client, anne, page):
        karim = UserFactory(groupe="Rédaction")
        vue_par_karim = self.ouvrir(client, karim, page)
        vue_par_anne = self.ouvrir(client, anne, page)
        d_anne = saisie(source="D’Anne") | vue_par_anne
        assert client.post(edition(page), d_anne, headers=JSON).status_code == 200
        client.force_login(karim)
        reponse = client.post(
            edition(page), saisie(source="De Karim") | vue_par_karim, headers=JSON
        )
        assert reponse.status_code == 400
        assert reponse.json()["error_code"] == "invalid_revision"
        assert "version" in reponse.json()["error_message"]
        assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().source == "D’Anne"

    def test_saving_on_purpose_keeps_both_versions_in_the_history(self, client, anne, page):
        karim = UserFactory(groupe="Rédaction")
        for personne, texte in ((anne, "D’Anne"), (karim, "De Karim")):
            client.force_login(personne)
            assert client.post(edition(page), saisie(source=texte)).status_code == 302
        sources = [revision.content["source"] for revision in page.revisions.order_by("pk")]
        assert sources[-2:] == ["D’Anne", "De Karim"]


class TestSessionTerminee:
    def test_autosave_says_why_it_stopped_and_what_to_do(self, client, db):
        page = RessourcePageFactory(live=False, slug="lancer")
        reponse = client.post(edition(page), saisie(), headers=JSON)
        assert reponse.status_code == 401
        corps = reponse.json()
        assert corps["success"] is False and corps["error_code"] == "locked"
        assert "Votre session est terminée" in corps["error_message"]
