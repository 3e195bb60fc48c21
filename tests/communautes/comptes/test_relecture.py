"""A page in review is never public before somebody who may approve it has said so."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.publication import PublicationRefusee
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    RessourcePageFactory,
    UserFactory,
)

ATTENTE = "La page est en relecture"
RIEN = "Rien n’a été publié"


@pytest.fixture
def redaction(db):
    return UserFactory(groupe="Rédaction")


@pytest.fixture
def comme(db):
    def _comme(personne):
        client = Client()
        if isinstance(personne, str):
            personne = UserFactory(groupe=personne)
        client.force_login(personne)
        return client

    return _comme


@pytest.fixture
def soumettre(redaction):
    def _soumettre(page):
        page.save_revision()
        page.get_workflow().start(page, redaction)
        return page

    return _soumettre


@pytest.fixture
def soumise(soumettre):
    return soumettre(RessourcePageFactory(live=False))


def en_ligne(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def en_nombre(client, *pages, **donnees):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    reponse = client.post(f"{url}?{ids}", donnees, follow=True)
    return [str(message) for message in reponse.context["messages"]]


class TestPublier:
    @pytest.mark.parametrize("role", ["Relecture", "Administration"])
    def test_who_may_approve_may_publish(self, comme, soumise, role):
        en_nombre(comme(role), soumise)
        assert en_ligne(soumise)
        assert soumise.current_workflow_state is None

    def test_in_bulk_an_editor_is_refused_and_told(self, comme, redaction, soumise):
        dits = en_nombre(comme(redaction), soumise)
        assert not en_ligne(soumise)
        assert any(ATTENTE in dit and soumise.title in dit for dit in dits)

    def test_so_are_the_pages_under_the_chosen_one(self, comme, redaction, soumettre):
        dessus = ContenuPageFactory()
        dessous = soumettre(ContenuPageFactory(parent=dessus, live=False))
        dits = en_nombre(comme(redaction), dessus, include_descendants="on")
        assert not en_ligne(dessous)
        assert any(dessous.title in dit for dit in dits)
        assert any(RIEN in dit for dit in dits)

    def test_so_is_the_form_once_changes_are_asked(self, comme, redaction, soumettre):
        """While the review goes on Wagtail locks the form; afterwards it offers « Publier »."""
        page = soumettre(ActualitePageFactory(live=False))
        page.current_workflow_task_state.reject(user=UserFactory(groupe="Relecture"))
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        donnees = nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "resume": "Corrigé.",
                "body": streamfield([]),
                "comments": inline_formset([]),
                "action-publish": "1",
            }
        )
        reponse = comme(redaction).post(url, donnees, follow=True)
        dits = [str(message) for message in reponse.context["messages"]]
        assert any("renvoyez-lui la page corrigée" in dit for dit in dits), dits
        assert reponse.redirect_chain[-1][0] == url
        assert not en_ligne(page)
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().resume == "Corrigé."

    def test_so_is_the_api_of_the_admin(self, comme, redaction, soumise):
        url = reverse("wagtailadmin_api:pages:action", args=[soumise.pk, "publish"])
        assert comme(redaction).post(url).status_code == 400
        assert not en_ligne(soumise)

    def test_the_api_refuses_what_is_incomplete_too(self, comme, redaction):
        page = RessourcePageFactory(live=False, resume="")
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
        assert comme(redaction).post(url).status_code == 400
        assert not en_ligne(page)

    @pytest.mark.parametrize("par", [False, True], ids=["nobody", "an editor"])
    def test_so_is_a_revision(self, redaction, soumise, par):
        with pytest.raises(PublicationRefusee):
            soumise.get_latest_revision().publish(user=redaction if par else None)
        assert not en_ligne(soumise)

    def test_the_public_version_stays_while_its_draft_is_in_review(
        self, comme, redaction, soumettre, client
    ):
        page = RessourcePageFactory(title="Version publique")
        page.title = "Version relue"
        soumettre(page)
        en_nombre(comme(redaction), page)
        assert "Version publique" in client.get(page.url).content.decode()
        assert Page.objects.get(pk=page.pk).title == "Version publique"

    def test_a_copy_published_at_once_holds_what_was_public(self, comme, redaction, soumettre):
        page = RessourcePageFactory(title="Version publique")
        page.resume = "Un résumé en relecture."
        soumettre(page)
        comme(redaction).post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            {
                "new_title": "Copie",
                "new_slug": "copie",
                "new_parent_page": page.get_parent().pk,
                "publish_copies": "on",
            },
        )
        copie = type(page).objects.get(slug="copie", alias_of=None)
        assert copie.live and copie.resume != "Un résumé en relecture."

    def test_at_its_hour_it_stays_a_draft(self, soumise):
        revision = soumise.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
        call_command("publish_scheduled")
        assert not en_ligne(soumise)

    def test_moving_it_does_not_publish_it(self, soumettre, redaction):
        page = soumettre(ContenuPageFactory(live=False))
        page.move(ContenuPageFactory(), pos="last-child", user=redaction)
        assert not en_ligne(page)

    def test_an_editor_may_withdraw_and_then_publish(self, comme, redaction, soumise):
        soumise.current_workflow_state.cancel(user=redaction)
        en_nombre(comme(redaction), soumise)
        assert en_ligne(soumise)


class TestEnNombre:
    def test_one_refused_page_stops_all_and_each_is_named(self, comme, redaction, soumise):
        complete = RessourcePageFactory(live=False)
        complete.save_revision()
        incomplete = RessourcePageFactory(live=False, resume="")
        dits = en_nombre(comme(redaction), complete, incomplete, soumise)
        assert not any(map(en_ligne, [complete, incomplete, soumise]))
        for page in (incomplete, soumise):
            assert any(page.title in dit for dit in dits), dits
        assert RIEN in dits[-1]

    def test_complete_pages_are_published(self, comme, redaction):
        pages = RessourcePageFactory.create_batch(2, live=False)
        for page in pages:
            page.save_revision()
        en_nombre(comme(redaction), *pages)
        assert all(map(en_ligne, pages))
