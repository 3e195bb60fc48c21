"""An image that comes in: decoded, cleaned, or refused with a sentence."""

from io import BytesIO

import pytest
from PIL import Image

from home.medias.images import controler_image
from home.medias.limites import FichierRefuse
from home.models import SiteImage
from tests.home.medias import contenus
from tests.home.medias.contenus import CANARI, depose, image


def propre(nom: str, octets: bytes) -> bytes:
    return controler_image(nom, depose(nom, octets)).read()


def refus(nom: str, octets: bytes) -> str:
    with pytest.raises(FichierRefuse) as erreur:
        propre(nom, octets)
    return erreur.value.messages[0].replace("\u00a0", " ")


class TestAccepte:
    @pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
    def test_the_same_picture_comes_out(self, format_):
        extension = {"JPEG": "jpg"}.get(format_, format_.lower())
        with Image.open(BytesIO(propre(f"plan.{extension}", image(format_)))) as lue:
            assert (lue.format, lue.size) == (format_, (60, 40))

    def test_the_name_may_be_in_capitals(self):
        assert propre("IMG_1234 (1).JPG", image("JPEG"))

    @pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG"])
    def test_an_animation_stays_one(self, format_):
        autre = Image.new("RGB", (60, 40), "red")
        octets = image(format_, save_all=True, append_images=[autre], duration=100)
        with Image.open(BytesIO(propre(f"anime.{format_.lower()}", octets))) as lue:
            assert lue.n_frames == 2

    def test_transparency_stays(self):
        sortie = BytesIO()
        Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(sortie, "PNG")
        with Image.open(BytesIO(propre("a.png", sortie.getvalue()))) as lue:
            assert lue.getpixel((0, 0))[3] == 0


class TestDonneesPersonnelles:
    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
    def test_position_and_names_go(self, format_):
        octets = image(format_, exif=contenus.exif())
        assert CANARI in octets
        nettoyee = propre(f"a.{format_.lower()}", octets)
        assert CANARI not in nettoyee and b"Exif" not in nettoyee

    @pytest.mark.parametrize("format_", ["JPEG", "GIF"])
    def test_comments_go(self, format_):
        octets = image(format_, comment=CANARI)
        assert CANARI in octets
        assert CANARI not in propre(f"a.{format_.lower()}", octets)

    def test_xmp_goes(self):
        octets = image("WEBP", xmp=CANARI)
        assert CANARI in octets
        assert CANARI not in propre("a.webp", octets)

    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP"])
    def test_what_is_hidden_behind_the_picture_goes(self, format_):
        octets = image(format_) + contenus.archive({"evil.html": CANARI}, compression=0)
        assert CANARI not in propre(f"a.{format_.lower()}", octets)

    def test_the_picture_is_stored_as_it_is_seen(self):
        octets = image("JPEG", exif=contenus.exif(orientation=6))
        with Image.open(BytesIO(propre("a.jpg", octets))) as lue:
            assert lue.size == (40, 60)
            assert lue.getexif().get(0x0112, 1) == 1


class TestRefuse:
    @pytest.mark.parametrize(
        ("nom", "octets", "phrase"),
        [
            ("dessin.svg", b"<svg/>", "exportez-le en PNG"),
            ("page.html", b"<html>", "pas une image que le portail accepte"),
            ("photo.png", b"<html><script>alert(1)</script>", "ne s’ouvre pas"),
            ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ne s’ouvre pas"),
            ("photo.png", b"MZ\x90\x00" * 100, "ne s’ouvre pas"),
            ("photo.jpg", image("PNG"), "au format PNG, pas JPG"),
            ("photo.png", image("PNG")[:-60], "ne s’ouvre pas"),
            ("photo.png", image("TIFF"), "ne s’ouvre pas"),
            ("photo", image("PNG"), "pas une image que le portail accepte"),
            ("photo.exe.", image("PNG"), "pas une image que le portail accepte"),
            ("grand.png", contenus.png_annonce(11_000, 11_000), "40 millions au plus"),
            ("geant.png", contenus.png_annonce(60_000, 60_000), "40 millions au plus"),
        ],
    )
    def test_says_why_and_what_to_do(self, nom, octets, phrase):
        assert phrase in refus(nom, octets)

    def test_the_points_of_an_animation_add_up(self, settings):
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60 * 40 + 1
        autre = Image.new("RGB", (60, 40), "red")
        octets = image("GIF", save_all=True, append_images=[autre], duration=100)
        assert "trop de points" in refus("anime.gif", octets)

    def test_the_weight_is_said(self, settings):
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
        assert "le maximum est 100 octets" in refus("a.png", image())


class TestStockage:
    def test_no_door_forgets_it(self, db):
        """Whoever stores a file: import, demo, command."""
        with pytest.raises(FichierRefuse):
            SiteImage.objects.create(title="Plan", file=depose("plan.png", image("GIF")))

    def test_the_name_is_the_title_and_the_content(self, db):
        noms = [
            SiteImage.objects.create(
                title="L’eau.png (1)", file=depose("IMG 1.PNG", octets)
            ).filename
            for octets in (image(), image(taille=(61, 40)))
        ]
        assert all(nom.startswith("l-eau-png-1-") and nom.endswith(".png") for nom in noms)
        assert noms[0] != noms[1]

    def test_size_and_shape_are_those_of_what_is_stored(self, db):
        octets = image("JPEG", exif=contenus.exif(orientation=6))
        photo = SiteImage.objects.create(title="Photo", file=depose("a.jpg", octets))
        assert (photo.width, photo.height) == (40, 60)
        with photo.file.open() as fichier:
            assert CANARI not in fichier.read()
