import re
from pathlib import PurePath

import pytest
from django.core.exceptions import ValidationError

from home.blocks import CorpsBlock
from home.blocks.fichiers import taille_lisible
from home.blocks.videos import hebergeur
from home.models import SiteDocument
from tests.factories import DocumentFactory, ImageFactory

VIDEO = {
    "url": "https://tube.numerique.gouv.fr/w/demo",
    "title": "Un atelier",
    "duration": 12,
    "thumbnail": None,
    "transcript": "<p>Une table, dix cartes.</p>",
}


def erreurs(nom: str, valeur) -> dict:
    bloc = CorpsBlock().child_blocks[nom]
    with pytest.raises(ValidationError) as refus:
        bloc.clean(bloc.to_python(valeur))
    return {champ: str(erreur) for champ, erreur in refus.value.block_errors.items()}


@pytest.fixture
def image(db):
    return ImageFactory(file__width=1600, file__height=900, credit="Dessin : ANCT")


def figure(image, *, alt="", decorative=False, caption="") -> dict:
    choix = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    return {"image": choix, "caption": caption}


class TestImage:
    def test_small_files_first_and_a_known_size(self, html, image):
        rendu = html(("image", figure(image, alt="Une place", caption="La place")))
        assert 'type="image/webp"' in rendu
        assert len(re.findall(r" \d+w", rendu)) == 3
        assert re.search(r'<img[^>]*alt="Une place"[^>]*width="800" height="450"', rendu)
        assert 'loading="lazy"' in rendu

    def test_the_figure_has_its_caption_and_its_credit(self, html, image):
        rendu = html(("image", figure(image, alt="Une place", caption="La place")))
        assert re.search(r"<figcaption.*La place.*Dessin : ANCT", rendu, re.S)

    def test_a_small_image_repeats_no_width(self, html, db):
        petite = ImageFactory(file__width=300, file__height=200)
        rendu = html(("image", figure(petite, alt="Un logo")))
        assert len(re.findall(r" \d+w", rendu)) == 1

    def test_a_decorative_image_has_an_empty_alternative(self, html, image):
        assert 'alt=""' in html(("image", figure(image, alt="Oubliée", decorative=True)))

    def test_an_informative_image_without_alternative_is_refused(self, image):
        assert "image" in erreurs("image", figure(image))

    def test_a_caption_needs_an_alternative(self, image):
        refus = erreurs("image", figure(image, decorative=True, caption="La place"))
        assert "retirez la légende" in refus["caption"]

    @pytest.mark.parametrize("valeur", [{"alt": "Une place"}, {"decorative": True}])
    def test_the_others_are_accepted(self, image, valeur):
        bloc = CorpsBlock().child_blocks["image"]
        assert bloc.clean(bloc.to_python(figure(image, **valeur)))

    def test_the_same_image_may_have_two_alternatives(self, html, image):
        rendu = html(("image", figure(image, alt="Une")), ("image", figure(image, alt="Deux")))
        assert re.findall(r'alt="(\w+)"', rendu) == ["Une", "Deux"]

    def test_many_images_cost_as_much_as_two(self, corps, count_queries, db):
        images = ImageFactory.create_batch(6)

        def cout(nombre: int) -> int:
            body = corps(*[("image", figure(image, alt="A")) for image in images[:nombre]])
            return count_queries(body.stream_block.render, body, {})

        cout(6)  # draws the renditions
        assert cout(6) == cout(2)

    def test_a_deleted_image_leaves_nothing(self, html, image):
        valeur = figure(image, alt="Une place", caption="La place")
        image.delete()
        assert not html(("image", valeur)).strip()


class TestHebergeur:
    @pytest.mark.parametrize(
        ("url", "nom"),
        [
            ("https://tube.numerique.gouv.fr/w/demo", "tube.numerique.gouv.fr"),
            ("https://www.youtube.com/watch?v=demo", "YouTube"),
            ("https://youtu.be/demo", "YouTube"),
            ("https://www.dailymotion.com/video/demo", "Dailymotion"),
            ("https://vimeo.com/123", "Vimeo"),
            ("https://WWW.YOUTUBE.COM/watch?v=demo", "YouTube"),
        ],
    )
    def test_known_sites_have_a_name(self, url, nom):
        assert hebergeur(url) == nom

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "http://www.youtube.com/watch?v=demo",
            "javascript:alert(1)//www.youtube.com/a",
            "data:text/html,https://vimeo.com/1",
            "//www.youtube.com/watch",
            "https://www.youtube.com",
            "https://www.youtube.com/",
            "https://www.youtube.com.exemple.example.org/watch",
            "https://exemple.example.org/www.youtube.com/a",
            "https://www.youtube.com@exemple.example.org/watch",
            "https://vimeo.com:secret@vimeo.com/1",
            "https://vimeo.com:8443/1",
            "https://vimeo.com\\@exemple.example.org/1",
            "https://vimeo.com%2f@exemple.example.org/1",
            "https://wwwxyoutube.com/a",
            "https://fake-vimeo.com/1",
            "https://www.y\u043eutube.com/watch",
            "https://vimeo.com\u3002exemple.example.org/1",
            "https://vimeo.com/1\n<script>",
            "https://vimeo.com/a b",
            "https://[vimeo.com/1",
            "https://exemple.example.org/video",
        ],
    )
    def test_the_others_are_refused(self, url):
        assert hebergeur(url) is None

    def test_a_setting_adds_a_peertube(self, settings):
        settings.TEC_PEERTUBE_HOTES = ["video.example.org"]
        assert hebergeur("https://video.example.org/w/a") == "video.example.org"
        assert hebergeur("https://tube.numerique.gouv.fr/w/a") is None


class TestVideo:
    def test_is_a_link_that_says_where_it_goes_and_asks_nothing_of_it(self, html):
        rendu = html(("video", VIDEO))
        lien = re.search(r"<a [^>]*>(.*?)</a>", rendu, re.S)
        assert 'rel="noopener external"' in lien[0]
        assert "Un atelier" in lien[1]
        assert "tube.numerique.gouv.fr" in lien[1]
        assert "12 minutes" in rendu
        assert "autre site" in rendu
        assert "<iframe" not in rendu
        assert not re.search(r'src(set)?="https?:', rendu)

    def test_the_transcript_folds_without_script(self, html):
        rendu = html(("video", VIDEO))
        assert re.search(
            r"<details.*transcription.*</summary>.*dix cartes.*</details>", rendu, re.S
        )

    def test_the_thumbnail_is_ours(self, html, image):
        rendu = html(("video", VIDEO | {"thumbnail": image.pk}))
        assert re.search(r'<img src="/medias/[^"]*" alt="" width="640" height="360"', rendu)

    def test_without_transcript_it_is_refused_but_not_in_a_draft(self):
        valeur = VIDEO | {"transcript": "<p> </p>"}
        assert "transcription" in erreurs("video", valeur)["transcript"]
        bloc = CorpsBlock().child_blocks["video"]
        assert bloc.clean_deferred(bloc.to_python(valeur))

    def test_another_site_is_refused_and_the_message_names_ours(self):
        refus = erreurs("video", VIDEO | {"url": "https://exemple.example.org/video"})
        assert "vimeo.com" in refus["url"]

    def test_another_site_is_never_linked(self, html):
        rendu = html(("video", VIDEO | {"url": "https://vimeo.com@exemple.example.org/1"}))
        assert "exemple.example.org" not in rendu
        assert "Un atelier" in rendu


class TestFichier:
    @pytest.mark.parametrize(
        ("octets", "lisible"),
        [
            (1, "1 octet"),
            (812, "812 octets"),
            (999, "999 octets"),
            (1000, "1 ko"),
            (42_400, "42 ko"),
            (999_400, "999 ko"),
            (999_600, "1,0 Mo"),
            (1_800_000, "1,8 Mo"),
            (12_300_000, "12 Mo"),
        ],
    )
    def test_sizes_are_written_as_people_say_them(self, octets, lisible):
        assert taille_lisible(octets).replace("\u00a0", " ") == lisible

    def test_the_card_says_format_size_and_accessibility(self, html, db):
        document = DocumentFactory(title="Règlement", accessible=True)
        SiteDocument.objects.filter(pk=document.pk).update(file_size=42_000)
        rendu = html(("download", {"document": document.pk})).replace("\u00a0", " ")
        assert "Télécharger « Règlement » (TXT, 42 ko)" in rendu
        assert "Fichier accessible" in rendu
        assert f'href="{document.url}"' in rendu

    def test_another_language_is_said(self, html, db):
        document = DocumentFactory(title="Guide", langue="en", accessible=False)
        rendu = html(("download", {"document": document.pk, "title": "Un guide"}))
        assert "en anglais" in rendu
        assert 'hreflang="en"' in rendu
        assert "non vérifiée" in rendu
        assert "Un guide" in rendu

    def test_the_disk_is_not_read(self, html, db, django_assert_num_queries):
        document = DocumentFactory()
        document.file.storage.delete(document.file.name)
        assert "Télécharger" in html(("download", {"document": document.pk}))

    def test_a_deleted_file_leaves_nothing(self, html, db):
        assert not html(("download", {"document": 999_999})).strip()


class TestNomDeFichier:
    """What a camera calls a file describes nothing."""

    def test_is_never_proposed_as_a_description(self, db):
        assert ImageFactory(title="DSC_0042").default_alt_text == ""
        assert ImageFactory(description="Une place plantée").default_alt_text == "Une place plantée"

    @pytest.mark.parametrize("entier", [True, False], ids=["avec extension", "sans"])
    def test_is_refused_as_one(self, db, entier):
        image = ImageFactory()
        nom = PurePath(image.file.name)
        texte = nom.name if entier else nom.stem.upper()
        assert "nom de son fichier" in erreurs("image", figure(image, alt=texte))["image"]
