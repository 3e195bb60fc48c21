"""wagtail-localize: texts are segments, what is chosen follows the source."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.factories import DocumentFactory, ImageFactory, UserFactory
from tests.home.blocks.test_corps_tableau import TABLEAU

ELEMENT = {"type": "item", "id": "11111111-1111-4111-8111-111111111111"}
TEXTES = [
    "Un titre",
    "Un paragraphe.",
    "Une citation",
    "Une élue",
    "Un volet",
    "Dedans.",
    "Factures",
    "Foyer",
    "Famille",
    "Une place",
    "La légende",
    "Un atelier",
    "Dix cartes.",
    "Une fiche",
    "par habitant",
    "Annoncer",
]


@pytest.fixture
def page(page_avec):
    table = TABLEAU["table"] | {"rows": [{"values": ["Famille", "444 €"]}]}
    return page_avec(
        ("heading", {"text": "Un titre", "rank": "section"}),
        ("rich_text", "<p>Un paragraphe.</p>"),
        ("quote", {"text": "Une citation", "author": "Une élue", "role": ""}),
        (
            "accordion",
            {"items": [ELEMENT | {"value": {"title": "Un volet", "text": "<p>Dedans.</p>"}}]},
        ),
        ("table", TABLEAU | {"table": table}),
        (
            "image",
            {
                "image": {
                    "image": ImageFactory().pk,
                    "alt_text": "Une place",
                    "decorative": False,
                },
                "caption": "La légende",
            },
        ),
        (
            "video",
            {
                "url": "https://vimeo.com/1",
                "title": "Un atelier",
                "duration": 12,
                "thumbnail": None,
                "transcript": "<p>Dix cartes.</p>",
            },
        ),
        ("download", {"document": DocumentFactory().pk, "title": "Une fiche", "description": ""}),
        (
            "key_figures",
            {"items": [ELEMENT | {"value": {"value": "3 €", "label": "par habitant"}}]},
        ),
        ("steps", {"items": [ELEMENT | {"value": {"title": "Annoncer", "when": "", "text": ""}}]}),
    )


@pytest.fixture
def traduction(page):
    page.get_latest_revision().publish()
    page.refresh_from_db()
    source, _cree = TranslationSource.get_or_create_from_instance(page)
    anglais = Locale.objects.get(language_code="en")
    return Translation.objects.create(source=source, target_locale=anglais)


def traduire(traduction) -> None:
    for segment in traduction.source.stringsegment_set.select_related("string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=traduction.target_locale,
            defaults={"data": f"EN {segment.string.data}"},
        )


class TestTraduction:
    def test_every_text_is_a_segment(self, traduction):
        segments = traduction.source.stringsegment_set.values_list("string__data", flat=True)
        assert [texte for texte in TEXTES if texte not in list(segments)] == []
        assert "https://vimeo.com/1" not in segments

    def test_every_text_comes_back_and_what_was_chosen_stays(self, traduction, page):
        traduire(traduction)
        traduction.save_target(publish=True)
        anglaise = traduction.get_target_instance()
        rendu = anglaise.body.stream_block.render(anglaise.body, {})
        assert [texte for texte in TEXTES if f"EN {texte}" not in rendu] == []
        par_nom = {bloc.block_type: bloc.value for bloc in anglaise.body}
        origine = {bloc.block_type: bloc.value for bloc in page.body}
        assert par_nom["image"]["image"].pk == origine["image"]["image"].pk
        assert par_nom["download"]["document"] == origine["download"]["document"]
        assert par_nom["video"]["url"] == origine["video"]["url"]
        assert par_nom["table"]["first_column_is_header"]

    def test_the_french_page_is_left_as_it_was(self, traduction, page):
        traduire(traduction)
        traduction.save_target(publish=True)
        page.refresh_from_db()
        assert page.body[0].value["text"] == "Un titre"
        assert page.body[4].value["table"].caption == "Factures"

    def test_the_translator_s_screen_opens(self, traduction, client):
        traduction.save_target(publish=False)
        client.force_login(UserFactory(is_superuser=True))
        anglaise = traduction.get_target_instance()
        response = client.get(reverse("wagtailadmin_pages:edit", args=[anglaise.pk]))
        assert response.status_code == 200
        assert "Factures" in response.content.decode()
