"""The first of a month, as each language writes it."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from home.jours import date_format, heure_en_mots

PREMIER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("langue", "jour", "forme", "dit"),
    [
        ("fr", PREMIER, None, "1er décembre 2026"),
        ("fr", PREMIER, "l j F", "mardi 1er décembre"),
        ("fr", PREMIER, "j N Y", "1er déc. 2026"),
        ("fr", PREMIER, "F Y", "décembre 2026"),
        ("fr", PREMIER, "SHORT_DATE_FORMAT", "01/12/2026"),
        ("fr", date(2026, 12, 11), None, "11 décembre 2026"),
        ("en", PREMIER, "j F Y", "1 December 2026"),
    ],
)
def test_a_day_is_said_as_its_language_says_it(langue, jour, forme, dit):
    gabarit = engines["django"].from_string('{{ jour|date:"%s" }}' % (forme or ""))
    with override(langue):
        assert date_format(jour, forme) == dit
        assert gabarit.render({"jour": jour}) == dit


def test_an_instant_is_of_the_day_that_it_is_in_paris():
    gabarit = engines["django"].from_string('{{ quand|date:"j F, G:i" }}')
    soir = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert gabarit.render({"quand": soir}) == "1er décembre, 0:30"


@pytest.mark.parametrize(
    ("langue", "minutes", "dit"),
    [("fr", 44, "20 h 44"), ("fr", 0, "20 h"), ("en", 44, "20:44"), ("en", 0, "20:00")],
)
def test_an_hour_is_said_as_its_language_says_it(langue, minutes, dit):
    instant = datetime(2026, 11, 30, 19, minutes, tzinfo=UTC)
    gabarit = engines["django"].from_string("{{ quand|instant }}")
    with override(langue):
        assert heure_en_mots(instant).replace("\xa0", " ") == dit
        assert gabarit.render({"quand": instant}).replace("\xa0", " ").endswith(dit)


@pytest.mark.parametrize("rien", [None, "", "demain"])
def test_what_is_no_date_says_nothing(rien):
    assert engines["django"].from_string('{{ jour|date:"j F" }}').render({"jour": rien}) == ""
