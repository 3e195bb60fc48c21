"""What the review says: on screen to who decides, by mail to who waits."""

import html
import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import ActualitePageFactory, UserFactory


@pytest.fixture
def redaction(db):
    return UserFactory(groupe="Rédaction", first_name="Démo")


@pytest.fixture
def relecture(db):
    return UserFactory(groupe="Relecture", first_name="Rita")


@pytest.fixture
def page(redaction, relecture):
    page = ActualitePageFactory(title="L’eau & vous", live=False, owner=redaction)
    page.save_revision()
    page.get_workflow().start(page, redaction)
    return page


@pytest.fixture
def decider(relecture, page):
    def _decider(decision: str, mot: str = "") -> list[str]:
        client = Client()
        client.force_login(relecture)
        donnees = {
            "title": page.title,
            "slug": page.slug,
            "resume": page.resume,
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-workflow-action": "true",
            "workflow-action-name": decision,
            "workflow-action-extra-data": json.dumps({"comment": mot}),
        }
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        reponse = client.post(url, nested_form_data(donnees), follow=True)
        return [html.unescape(str(message)).strip() for message in reponse.context["messages"]]

    return _decider


def seul_lien(courriel) -> str:
    liens = [mot for mot in courriel.body.split() if mot.startswith("http")]
    assert len(liens) == 1, courriel.body
    return liens[0]


def premiere_ligne(courriel) -> str:
    return courriel.body.splitlines()[0]


class TestEcran:
    def test_says_that_it_is_approved_and_published(self, decider, page):
        dits = decider("approve")
        assert dits == ["«\xa0L’eau & vous\xa0» est approuvée et publiée."]
        assert Page.objects.get(pk=page.pk).live

    def test_says_that_changes_are_asked(self, decider):
        dits = decider("reject", "Trop long.")
        assert len(dits) == 1 and dits[0].startswith("Vous avez demandé des modifications")


class TestCourriels:
    def test_to_the_reviewers(self, page, relecture, relever):
        [courriel] = [courriel for courriel in relever() if courriel.to == [relecture.email]]
        assert courriel.subject == "À relire sur Territoires en commun\xa0: «\xa0L’eau & vous\xa0»"
        assert premiere_ligne(courriel).startswith("Relisez ce contenu")
        assert "Démo vous soumet «\xa0L’eau & vous\xa0»" in courriel.body
        assert seul_lien(courriel).endswith(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def test_to_the_author_when_it_is_approved(self, decider, page, redaction, relever):
        decider("approve")
        courriel = relever()[-1]
        assert courriel.to == [redaction.email]
        assert courriel.subject == "Approuvée sur Territoires en commun\xa0: «\xa0L’eau & vous\xa0»"
        assert premiere_ligne(courriel).startswith("Allez voir votre page en ligne")
        assert seul_lien(courriel) == Page.objects.get(pk=page.pk).full_url

    def test_to_the_author_when_changes_are_asked(self, decider, page, redaction, relever):
        decider("reject", "Trop long & trop vague.")
        courriel = relever()[-1]
        assert courriel.to == [redaction.email]
        assert (
            courriel.subject == "À corriger sur Territoires en commun\xa0: «\xa0L’eau & vous\xa0»"
        )
        assert premiere_ligne(courriel).startswith("Corrigez votre page")
        assert "Rita demande des modifications" in courriel.body
        assert "Trop long & trop vague." in courriel.body
        assert seul_lien(courriel).endswith(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def test_never_in_wagtail_s_words(self, decider, relever):
        decider("reject", "Non.")
        recus = relever()
        assert recus
        for courriel in recus:
            assert "Salut" not in courriel.body and "rejeté" not in courriel.body
