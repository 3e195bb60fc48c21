"""Lists of images and files: columns, filters, and a constant number of queries."""

import pytest
from django.urls import reverse

from home.models import SiteDocument, SiteImage
from home.models.medias import SiteRendition
from tests.factories import ActualitePageFactory

IMAGES, DOCUMENTS = "wagtailimages:index", "wagtaildocs:index"


def trouves(client, adresse: str, **filtres) -> set[str]:
    reponse = client.get(reverse(adresse), filtres)
    assert reponse.status_code == 200
    return {media.title for media in reponse.context["object_list"]}


def beaucoup_d_images(racine, nombre: int) -> None:
    """With their thumbnails, as a list that has been read once has them."""
    images = SiteImage.objects.bulk_create(
        SiteImage(
            title=f"Image {rang}",
            file=f"original_images/{rang}.png",
            width=10,
            height=10,
            file_size=1000 * rang,
            collection=racine,
        )
        for rang in range(nombre)
    )
    SiteRendition.objects.bulk_create(
        SiteRendition(
            image=image,
            filter_spec="max-165x165",
            file=f"images/{image.pk}.png",
            width=10,
            height=10,
            focal_point_key="",
        )
        for image in images
    )


def beaucoup_de_documents(racine, nombre: int) -> None:
    SiteDocument.objects.bulk_create(
        SiteDocument(title=f"Fichier {rang}", file=f"documents/{rang}.pdf", collection=racine)
        for rang in range(nombre)
    )


class TestImages:
    def test_without_alternative(self, comme, image):
        image(title="Muette"), image(title="Décrite", description="Une place plantée")
        client = comme("Rédaction")
        assert trouves(client, IMAGES, alternative="sans") == {"Muette"}
        assert trouves(client, IMAGES, alternative="avec") == {"Décrite"}

    def test_unused(self, comme, image):
        prise, preparee = image(title="Prise"), image(title="En préparation")
        image(title="Libre")
        page = ActualitePageFactory(image=prise)
        page.image = preparee
        page.save_revision()
        client = comme("Rédaction")
        assert trouves(client, IMAGES, usage="aucun") == {"Libre"}
        assert trouves(client, IMAGES, usage="oui") == {"Prise", "En préparation"}

    def test_the_chooser_searches_a_word_among_those_of_a_tag(self, comme, image):
        image(title="Mare au printemps").tags.add("eau")
        image(title="Mare en hiver")
        reponse = comme("Rédaction").get(
            reverse("wagtailimages_chooser:choose_results"), {"q": "mare", "tag": "eau"}
        )
        assert [media.title for media in reponse.context["results"]] == ["Mare au printemps"]

    @pytest.mark.parametrize(
        ("filtre", "titres"),
        [
            ({"credit": "sans"}, {"Nue"}),
            ({"credit": "avec"}, {"Créditée"}),
            ({"licence": "cc-by"}, {"Créditée"}),
            ({"licence": "sans"}, {"Nue"}),
            ({"poids": "lourd"}, {"Nue"}),
            ({"poids": "leger"}, {"Créditée"}),
            ({"poids": "lourd", "credit": "avec"}, set()),
            ({"poids": "<script>"}, {"Nue", "Créditée"}),
            ({"q": "Créditée", "licence": "cc-by"}, {"Créditée"}),
            ({"q": "Créditée", "usage": "aucun", "ordering": "-file_size"}, {"Créditée"}),
        ],
    )
    def test_filters_add_up_and_go_with_a_search(self, comme, image, filtre, titres):
        nue = image(title="Nue")
        image(title="Créditée", credit="ANCT", licence="cc-by")
        SiteImage.objects.filter(pk=nue.pk).update(file_size=2_000_000)
        SiteImage.objects.exclude(pk=nue.pk).update(file_size=2_000)
        assert trouves(comme("Rédaction"), IMAGES, **filtre) == titres

    def test_columns_say_what_is_known(self, comme, image):
        media = image(description="Une place plantée", credit="ANCT", licence="licence-ouverte")
        ActualitePageFactory(image=media)
        contenu = comme("Rédaction").get(reverse(IMAGES), {"layout": "list"}).content.decode()
        for mot in ("Une place plantée", "ANCT", "Licence Ouverte 2.0", "octets", "Poids"):
            assert mot in contenu

    @pytest.mark.parametrize(
        "filtre", [{}, {"layout": "list"}, {"usage": "aucun"}, {"alternative": "sans", "p": "2"}]
    )
    def test_costs_the_same_for_40_or_2000(self, comme, racine, count_queries, filtre):
        client = comme("Rédaction")
        beaucoup_d_images(racine, 40)
        client.get(reverse(IMAGES), filtre)
        peu = count_queries(client.get, reverse(IMAGES), filtre)
        beaucoup_d_images(racine, 1960)
        assert count_queries(client.get, reverse(IMAGES), filtre) == peu <= 25


class TestDocuments:
    @pytest.mark.parametrize(
        ("filtre", "titres"),
        [
            ({"format": "txt"}, {"Texte"}),
            ({"langue": "en"}, {"Texte"}),
            ({"accessible": "oui"}, {"Texte"}),
            ({"accessible": "non"}, {"Note", "Doublée"}),
            ({"accessible": "rien"}, {"Note"}),
            ({"usage": "aucun"}, {"Note", "Doublée", "Texte"}),
            ({"usage": "oui"}, set()),
            ({"q": "Texte", "format": "txt", "langue": "en"}, {"Texte"}),
            ({"langue": "zz"}, {"Note", "Doublée", "Texte"}),
        ],
    )
    def test_filters(self, comme, document, filtre, titres):
        document()
        document(title="Doublée", alternative_texte="La même chose.")
        document(title="Texte", nom="a.txt", octets=b"Text.", langue="en", accessible=True)
        assert trouves(comme("Rédaction"), DOCUMENTS, **filtre) == titres

    def test_columns(self, comme, document):
        document(nom="a.txt", octets=b"Text.", langue="en")
        contenu = comme("Rédaction").get(reverse(DOCUMENTS)).content.decode()
        for mot in ("TXT", "Anglais", "Accessible", "Langue"):
            assert mot in contenu

    @pytest.mark.parametrize("filtre", [{}, {"usage": "aucun"}, {"format": "pdf", "p": "2"}])
    def test_costs_the_same_for_40_or_2000(self, comme, racine, count_queries, filtre):
        client = comme("Rédaction")
        beaucoup_de_documents(racine, 40)
        client.get(reverse(DOCUMENTS), filtre)
        peu = count_queries(client.get, reverse(DOCUMENTS), filtre)
        beaucoup_de_documents(racine, 1960)
        assert count_queries(client.get, reverse(DOCUMENTS), filtre) == peu <= 25


class TestSuppressionEnNombre:
    def test_costs_the_same_for_3_or_60(self, comme, racine, count_queries):
        client = comme("Administration")
        beaucoup_de_documents(racine, 3)
        url = reverse("wagtail_bulk_action", args=["home", "sitedocument", "delete"]) + "?id=all"
        client.get(url)
        peu = count_queries(client.get, url)
        beaucoup_de_documents(racine, 57)
        assert count_queries(client.get, url) == peu <= 25


@pytest.mark.parametrize("adresse", [IMAGES, DOCUMENTS])
def test_a_filter_that_finds_nothing_says_so(comme, image, document, adresse):
    image(description="Une place"), document()
    filtre = {"alternative": "sans", "format": "zip"}
    contenu = comme("Rédaction").get(reverse(adresse), filtre).content.decode()
    assert "ne correspond à ces filtres" in contenu
