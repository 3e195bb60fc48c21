"""What is a sentence or two is read whole while it is written."""

import re

import pytest
from django.urls import reverse

from home.blocks.medias import FigureBlock
from home.edition.phrases import PhraseInput
from tests.factories import ActeurFactory, RessourcePageFactory, ThemePageFactory
from tests.saisies import edition, saisie


def grande(html: str, nom: str) -> bool:
    return bool(re.search(rf'<textarea[^>]*name="{nom}"[^>]*rows="2"', html))


@pytest.mark.parametrize("fabrique", [RessourcePageFactory, ThemePageFactory])
def test_the_summary_of_a_page(redaction, fabrique):
    assert grande(redaction.get(edition(fabrique())).content.decode(), "resume")


def test_the_summary_of_an_actor(redaction):
    acteur = ActeurFactory()
    adresse = reverse(acteur.snippet_viewset.get_url_name("edit"), args=[acteur.pk])
    assert grande(redaction.get(adresse).content.decode(), "resume")


def test_what_an_image_shows(redaction):
    assert grande(redaction.get(reverse("wagtailimages:add")).content.decode(), "description")


def test_and_what_it_shows_in_a_page():
    image = FigureBlock().child_blocks["image"]
    assert isinstance(image.child_blocks["alt_text"].field.widget, PhraseInput)


def test_lines_that_are_pasted_are_one_text(redaction, db):
    page = RessourcePageFactory(live=False, title="Lancer", slug="lancer")
    champs = saisie([ThemePageFactory()], resume="De la délibération\r\nau bilan.")
    redaction.post(edition(page), champs)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().resume == "De la délibération au bilan."
