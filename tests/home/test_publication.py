"""Nothing incomplete is published, whichever way; drafts may be incomplete."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from home.publication import PublicationRefusee
from ressources.models import RessourceIndexPage, RessourcePage
from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory
from tests.saisies import saisie


@pytest.fixture
def redaction(client, db):
    client.force_login(UserFactory(groupe="Rédaction"))
    return client


@pytest.fixture
def index(db):
    return RessourceIndexPage.objects.get(locale__language_code="fr")


def url_de_creation(index) -> str:
    return reverse("wagtailadmin_pages:add", args=["ressources", "ressourcepage", index.pk])


class TestFormulaire:
    def test_a_draft_may_lack_everything_but_its_title(self, redaction, index):
        donnees = saisie(resume="", a_revoir_le="")
        response = redaction.post(url_de_creation(index), donnees)
        assert response.status_code == 302
        assert not RessourcePage.objects.get(slug="lancer", alias_of=None).live

    def test_publishing_says_everything_that_is_missing_on_its_field(self, redaction, index):
        donnees = saisie(resume="", a_revoir_le="") | {"action-publish": "1"}
        response = redaction.post(url_de_creation(index), donnees)
        assert response.status_code == 200
        form = response.context["form"]
        assert "résumé" in str(form.errors["resume"])
        assert "relue" in str(form.errors["a_revoir_le"])
        assert "au moins un thème" in str(form.formsets["themes_lies"].non_form_errors())
        assert not RessourcePage.objects.filter(slug="lancer").exists()

    @pytest.mark.parametrize(("jours", "permis"), [(-1, False), (0, False), (1, True)])
    def test_the_date_of_the_next_reading_is_to_come(self, redaction, index, jours, permis):
        jour = timezone.localdate() + timedelta(days=jours)
        donnees = saisie(themes=[ThemePageFactory()], a_revoir_le=jour.isoformat())
        response = redaction.post(url_de_creation(index), donnees | {"action-publish": "1"})
        assert RessourcePage.objects.filter(slug="lancer", alias_of=None).exists() is permis
        if not permis:
            assert "Indiquez une date à venir" in str(response.context["form"].errors)

    def test_an_old_page_published_again_asks_for_a_new_date(self, db):
        page = RessourcePageFactory()
        page.a_revoir_le = timezone.localdate() - timedelta(days=1)
        with pytest.raises(PublicationRefusee, match="Indiquez une date à venir"):
            page.save_revision().publish()
        assert Page.objects.get(pk=page.pk).live

    @pytest.mark.parametrize(
        ("title", "slug", "attendu"),
        [
            ("🎉 Fête", "-fete", "fete"),
            ("🎉 Fête", "", "fete"),
            ("Fête 🎉", "fete-", "fete"),
        ],
    )
    def test_an_address_has_no_hyphen_at_its_ends(self, redaction, index, title, slug, attendu):
        redaction.post(url_de_creation(index), saisie(title=title, slug=slug))
        assert RessourcePage.objects.get(title=title, alias_of=None).slug == attendu

    @pytest.mark.parametrize("slug", ["", "-"])
    def test_a_title_without_a_word_is_refused_where_it_is_written(self, redaction, index, slug):
        response = redaction.post(url_de_creation(index), saisie(title="🎉", slug=slug))
        erreurs = response.context["form"].errors
        assert list(erreurs) == ["title"] and "au moins un mot" in str(erreurs["title"])
        assert not RessourcePage.objects.filter(title="🎉").exists()

    def test_what_was_typed_is_kept(self, redaction, index):
        donnees = saisie(resume="", source="Équipe éditoriale") | {"action-publish": "1"}
        response = redaction.post(url_de_creation(index), donnees)
        assert "Équipe éditoriale" in response.content.decode()

    def test_a_complete_resource_is_published(self, redaction, index):
        donnees = saisie(themes=[ThemePageFactory()]) | {"action-publish": "1"}
        assert redaction.post(url_de_creation(index), donnees).status_code == 302
        assert RessourcePage.objects.get(slug="lancer", alias_of=None).live


class TestAutresVoies:
    def test_a_revision_is_refused(self, db):
        page = RessourcePageFactory(live=False, resume="", themes=[])
        with pytest.raises(PublicationRefusee) as refus:
            page.save_revision().publish()
        assert set(refus.value.message_dict) == {"resume", "themes_lies"}
        page.refresh_from_db()
        assert not page.live

    def test_the_bulk_action_brings_back_to_the_page_with_the_reason(self, redaction):
        page = RessourcePageFactory(live=False, resume="")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = redaction.post(f"{url}?id={page.pk}", follow=True)
        assert "Écrivez le résumé" in response.content.decode()
        page.refresh_from_db()
        assert not page.live

    def test_at_its_hour_an_incomplete_page_stays_a_draft_and_the_others_go(self, db):
        incomplete, complete = RessourcePageFactory(live=False), RessourcePageFactory(live=False)
        for page in (incomplete, complete):
            page.go_live_at = timezone.now() + timedelta(hours=1)
            page.save_revision().publish()
        passe = timezone.now() - timedelta(minutes=1)
        for page in (incomplete, complete):
            revision = page.get_latest_revision()
            revision.approved_go_live_at = passe
            revision.content["go_live_at"] = passe.isoformat()
            if page == incomplete:
                revision.content["resume"] = ""
            revision.save()
        call_command("publish_scheduled")
        assert not Page.objects.get(pk=incomplete.pk).live
        assert Page.objects.get(pk=complete.pk).live
        assert Revision.page_revisions.get(object_id=incomplete.pk).approved_go_live_at is None
