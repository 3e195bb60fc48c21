"""The drawings: the same seed gives the same drawing, light, without anything inline."""

import re
from io import BytesIO

import pytest
from django.template import Context, Template
from PIL import Image

from home.dessins import Lieu, parcelles
from home.dessins_png import MOTIFS, dessiner
from home.referentiels import Accent, Pictogramme
from tec_site.management.commands.assembler_dsfr import STATIQUE


class TestParcelles:
    def test_same_seed_same_drawing(self):
        assert parcelles("eau", "blue-ecume") == parcelles("eau", "blue-ecume")
        assert parcelles("eau", "blue-ecume") != parcelles("soins", "blue-ecume")

    @pytest.mark.parametrize("accent", Accent.values)
    def test_is_light_decorative_and_has_no_style(self, accent):
        lieux = (Lieu(0.2, 0.7, "commune", "A & B", "bas"), Lieu(0.8, 0.3, "libre", "Z", "haut"))
        dessin = parcelles("eau", accent, 640, 560, lieux)
        assert len(re.findall(r"<[a-z]", dessin)) < 60
        assert "style=" not in dessin
        assert 'aria-hidden="true"' in dessin
        assert "A &amp; B" in dessin

    def test_two_drawings_of_a_page_share_no_id(self):
        ids = re.findall(r'id="([^"]+)"', parcelles("a") + parcelles("b"))
        assert len(ids) == len(set(ids))


class TestPictogrammes:
    @pytest.mark.parametrize("nom", Pictogramme.values)
    def test_each_choice_is_in_the_sprite(self, nom):
        assert f'id="{nom}"' in (STATIQUE / "pictogrammes.svg").read_text(encoding="utf-8")

    def test_is_hidden_from_assistive_technologies(self):
        gabarit = '{% include "components/pictogramme.html" with nom="eau" variante=2 only %}'
        rendu = Template(gabarit).render(Context())
        assert 'aria-hidden="true"' in rendu
        assert "pictogrammes.svg#eau" in rendu


@pytest.mark.parametrize("motif", MOTIFS)
class TestImages:
    def test_same_seed_same_bytes(self, motif):
        assert dessiner(motif, "a", (320, 180)) == dessiner(motif, "a", (320, 180))

    def test_is_a_png_of_the_size_asked(self, motif):
        image = Image.open(BytesIO(dessiner(motif, "b")))
        assert (image.format, image.size) == ("PNG", (1200, 675))
