import re

import pytest
from django.core.exceptions import ValidationError

from home.blocks import CorpsBlock
from home.blocks.publication import manques_du_corps

TABLEAU = {
    "first_column_is_header": True,
    "table": {
        "caption": "Factures",
        "columns": [
            {"type": "text", "heading": "Foyer"},
            {"type": "number", "heading": "Tarif"},
        ],
        "rows": [{"values": ["Une personne", "148 €"]}, {"values": ["Famille", "444 €"]}],
    },
}


def avec(**champs) -> dict:
    return TABLEAU | {"table": TABLEAU["table"] | champs}


class TestRendu:
    def test_headers_have_their_scope(self, html):
        rendu = html(("table", TABLEAU))
        assert rendu.count('scope="col"') == rendu.count('scope="row"') == 2
        assert "Factures</span></caption>" in rendu

    def test_the_first_column_may_be_plain(self, html):
        assert 'scope="row"' not in html(("table", TABLEAU | {"first_column_is_header": False}))

    def test_the_region_that_scrolls_takes_the_focus_and_has_a_name(self, html):
        region = re.search(r"<div[^>]*fr-table__container[^>]*>", html(("table", TABLEAU)))[0]
        assert 'tabindex="0"' in region
        assert 'role="region"' in region
        assert 'aria-label="Factures"' in region

    def test_numbers_are_aligned(self, html):
        assert '<td class="fr-cell--right">148 €</td>' in html(("table", TABLEAU))

    def test_a_draft_without_caption_is_shown(self, html):
        assert "aria-label" not in html(("table", avec(caption="")))


class TestValidation:
    @pytest.mark.parametrize(
        ("valeur", "phrase"),
        [
            (avec(caption="  "), "Donnez un titre au tableau"),
            (avec(rows=[]), "au moins une colonne et une ligne"),
            (avec(columns=[], rows=[]), "au moins une colonne et une ligne"),
            (
                avec(columns=[{"type": "text", "heading": ""}], rows=[{"values": ["A"]}]),
                "Donnez un titre à chaque colonne",
            ),
        ],
    )
    def test_what_is_missing_is_said_but_a_draft_is_saved(self, corps, valeur, phrase):
        bloc = CorpsBlock().child_blocks["table"]
        bloc.clean_deferred(bloc.to_python(valeur))
        with pytest.raises(ValidationError):
            bloc.clean(bloc.to_python(valeur))
        assert phrase in manques_du_corps(corps(("table", valeur)))[0]

    def test_a_complete_table_is_accepted(self):
        bloc = CorpsBlock().child_blocks["table"]
        assert bloc.clean(bloc.to_python(TABLEAU))
