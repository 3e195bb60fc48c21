"""The field: what it refuses, what it takes away without a word, and what it looks like."""

import time

import pytest
from django import forms

from home.adresses_electroniques import sans_adresse_electronique
from home.contact.forms import TexteLongField
from home.texte_riche.champs import TexteRicheField


class Formulaire(forms.Form):
    texte = TexteRicheField(label="Texte", max_length=20)


def saisir(texte: str) -> Formulaire:
    return Formulaire({"texte": texte})


def test_keeps_what_was_typed():
    form = saisir("**un**\r\n- deux")
    assert form.is_valid() and form.cleaned_data["texte"] == "**un**\n- deux"


def test_counts_a_line_break_once():
    assert saisir("a\r\n" * 9 + "ab").is_valid()


@pytest.mark.parametrize("texte", ["> ", "-", "  \n ", "[](https://a.example)"])
def test_refuses_what_would_show_nothing(texte):
    form = saisir(texte)
    assert not form.is_valid() and form["texte"].errors


def test_too_long_is_said_and_comes_back():
    form = saisir("x" * 21)
    assert not form.is_valid() and "x" * 21 in str(form["texte"])


def test_signs_that_turn_the_reading_over_go_away():
    form = saisir("a\u202eb\x07c\u2066")
    assert form.is_valid() and form.cleaned_data["texte"] == "abc"


def test_nul_is_refused_with_a_sentence():
    assert "nul" in str(saisir("a\x00b")["texte"].errors).lower()


def test_without_script_it_is_a_textarea():
    html = str(saisir("</textarea><script>")["texte"])
    assert '<textarea name="texte"' in html and "&lt;/textarea&gt;&lt;script&gt;" in html
    assert 'role="toolbar"' in html and "hidden>" in html.partition("<textarea")[0]


@pytest.mark.parametrize("genre", [TexteLongField, TexteRicheField])
@pytest.mark.parametrize("morceau", ["http://a.", "[", "les mots de la cour ", "a@"])
def test_what_is_too_long_is_not_read(genre, morceau):
    """Django runs each validator, whatever the others have said."""
    champ = genre(max_length=3_000, validators=[sans_adresse_electronique])
    debut = time.process_time()
    with pytest.raises(forms.ValidationError) as refus:
        champ.clean((morceau * 2_000_000)[:1_900_000] + "@")
    assert time.process_time() - debut < 5  # the collector may pass meanwhile
    assert [erreur.code for erreur in refus.value.error_list] == ["max_length"]
