"""The map of tiles: every département once, and the table says all that the tiles show."""

import re
from collections import Counter

from django.conf import settings
from django.template.loader import render_to_string

from communautes.territoires.carte import DEGRES, PLACES, carte
from home.territoires import NOMS_DEPARTEMENTS


def test_every_departement_has_its_own_place():
    assert PLACES.keys() == NOMS_DEPARTEMENTS.keys()
    assert set(Counter(PLACES.values()).values()) == {1}


def test_every_place_has_its_class():
    css = (settings.RACINE / "tec_site/static/tec/pages.css").read_text(encoding="utf-8")
    for rang, colonne in PLACES.values():
        assert f".tec-rang-{rang} " in css and f".tec-colonne-{colonne} " in css


def test_shades():
    degres = {t.code: t.degre for t in carte({"01": 1, "02": 100}, titre="", unite="")["tuiles"]}
    assert (degres["01"], degres["02"], degres["03"]) == (1, DEGRES, 0)


def test_the_table_says_what_the_tiles_show():
    contexte = {"carte": carte({"974": 3, "2A": 5}, titre="Places", unite="Nombre")}
    html = render_to_string("components/carte_tuiles.html", contexte | {"identifiant": "c"})
    assert html.count("tec-carte-tuiles__tuile ") == 101
    lignes = re.findall(r'lang="fr">(.+?)</th><td>(\d+)</td>', html)
    assert lignes == [("Corse-du-Sud (2A)", "5"), ("La Réunion (974)", "3")]
    assert "style=" not in html and 'aria-hidden="true"' in html


def test_nothing_yet():
    contexte = {"carte": carte({}, titre="Places", unite="Nombre"), "identifiant": "c"}
    html = render_to_string("components/carte_tuiles.html", contexte)
    assert "Aucun département" in html and "<table" not in html


def test_it_is_in_the_gallery_of_components(client, db, settings):
    settings.TEC_GALERIE = True
    texte = client.get("/_composants/").text
    assert "components/carte_tuiles.html" in texte and "Collectivités engagées" in texte
