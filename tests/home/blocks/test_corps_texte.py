from home.blocks.texte import texte
from tests.factories import ImageFactory


def test_everything_an_editor_wrote_and_no_label(corps, db):
    image = {"image": ImageFactory().pk, "alt_text": "une fontaine", "decorative": False}
    body = corps(
        ("heading", {"text": "Le règlement", "rank": "section"}),
        ("rich_text", "<p>Un <b>règle</b>ment&nbsp;court.</p><p>Deux pages.</p>"),
        ("quote", {"text": "Venez.", "author": "Une élue", "role": ""}),
        ("alert", {"kind": "warning", "title": "Délai", "text": "<p>Cinq jours.</p>"}),
        ("accordion", {"items": [{"title": "Qui ?", "text": "<p>Vous.</p>"}]}),
        ("image", {"image": image, "caption": "La place"}),
        (
            "table",
            {
                "table": {
                    "caption": "Factures",
                    "columns": [{"type": "text", "heading": "Foyer"}],
                    "rows": [{"values": ["Famille"]}],
                }
            },
        ),
        (
            "video",
            {
                "url": "https://vimeo.com/1",
                "title": "Atelier",
                "duration": 12,
                "transcript": "<p>Dix cartes.</p>",
            },
        ),
        ("key_figures", {"items": [{"value": "3 €", "label": "par habitant", "source": ""}]}),
        ("steps", {"title": "", "items": [{"title": "Annoncer", "when": "Mars", "text": ""}]}),
    )
    assert texte(body) == (
        "Le règlement Un règlement court. Deux pages. Venez. Une élue Délai Cinq jours. "
        "Qui ? Vous. une fontaine La place Factures Foyer Famille Atelier Dix cartes. "
        "3 € par habitant Annoncer Mars"
    )


def test_a_decorative_image_says_nothing(corps, db):
    image = {"image": ImageFactory().pk, "alt_text": None, "decorative": True}
    assert texte(corps(("image", {"image": image, "caption": ""}))) == ""


def test_no_body_has_no_text(corps):
    assert texte(corps()) == texte(None) == ""
