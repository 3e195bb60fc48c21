"""The two measures of a French text."""

import pytest

from home.qualite import lisibilite

COURTE = "<p>La commune publie le règlement. Les habitants votent en avril.</p>" * 15
LONGUE = (
    "<p>La commune, qui a décidé en conseil municipal de confier à un comité d’habitants le soin "
    "d’examiner chacune des propositions reçues pendant la période de dépôt, publie au début du "
    "mois qui suit la liste de celles que les services ont jugées réalisables.</p>" * 4
)


@pytest.mark.parametrize(
    ("mot", "syllabes"),
    [("communes", 2), ("été", 2), ("eau", 1), ("citoyenne", 3), ("le", 1), ("b", 1), ("votent", 1)],
)
def test_syllables(mot, syllabes):
    assert lisibilite.compter_syllabes(mot) == syllabes


@pytest.mark.parametrize(
    ("html", "nombre"),
    [
        ("<p>Un. Deux ! Trois ?</p>", 3),
        ("<ul><li>Un</li><li>Deux</li></ul>", 2),
        ("<p>Un<br/>Deux</p>", 2),
        ("<p>3.5 habitants, art. 4 du code.</p>", 2),
        ("<p>«\xa0Oui.\xa0» Non.</p>", 2),
        ("", 0),
    ],
)
def test_sentences(html, nombre):
    assert len(lisibilite.phrases(html)) == nombre


def test_short_sentences_are_easy():
    mesure = lisibilite.mesurer([COURTE])
    assert mesure.mots >= 100 and mesure.mots_par_phrase < 8 and mesure.indice > 60
    assert not mesure.difficile


def test_long_sentences_are_not():
    mesure = lisibilite.mesurer([LONGUE])
    assert mesure.mots_par_phrase > 40 and mesure.difficile
    assert mesure.plus_longue.startswith("La commune, qui")


def test_a_few_words_say_nothing():
    assert not lisibilite.mesurer([LONGUE[:200]]).difficile
    assert lisibilite.mesurer([]).mots == 0


@pytest.mark.parametrize(("mots", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_minutes(mots, minutes):
    assert lisibilite.minutes(mots) == minutes
