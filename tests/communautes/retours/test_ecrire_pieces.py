"""Images and documents of a draft: what is hostile is refused and told, what is taken is light."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Revision

from communautes.fichiers.models import Fichier
from communautes.retours import services
from communautes.retours.models import RetourExperience, RetourImage
from communautes.retours.services.ecriture import brouillon_de
from communautes.retours.services.pieces import LARGEUR, OCTETS
from tests.factories.retours import RetourFactory, relecteur
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><script>attaque()</script>"
DESSIN = b"<svg xmlns='http://www.w3.org/2000/svg' onload='attaque()'/>"


@pytest.fixture(autouse=True)
def prives(monkeypatch, tmp_path):
    for nom in ("base_location", "location"):
        monkeypatch.setitem(Fichier.stockage().__dict__, nom, str(tmp_path / "prives"))


@pytest.fixture
def retour():
    return RetourFactory(etat="brouillon")


def navigateur(retour) -> Client:
    client = Client()
    client.force_login(retour.parcours.auteur)
    return client


def relu(retour) -> RetourExperience:
    return brouillon_de(RetourExperience.objects.select_related("parcours").get(pk=retour.pk))


def donner(retour, nom: str, octets: bytes, *, etape="images", **donnees):
    url = reverse("retours:garder", args=[retour.pk, etape])
    fichiers = {"fichiers": SimpleUploadedFile(nom, octets), "vers": "ici"}
    return navigateur(retour).post(url, donnees | fichiers)


def photo(largeur=2400, hauteur=1800, **options) -> bytes:
    sortie = BytesIO()
    grain = Image.effect_noise((largeur, hauteur), 60).convert("RGB")
    grain.save(sortie, "JPEG", quality=95, **options)
    return sortie.getvalue()


def lire(client: Client, fichier: Fichier):
    reponse = client.get(reverse("fichiers:lire", args=[fichier.pk, fichier.nom]))
    if reponse.streaming:
        reponse.getvalue()  # read to its end, it is closed
    return reponse


def octets_de(fichier: Fichier) -> bytes:
    with fichier.contenu.open() as contenu:
        return contenu.read()


class TestDonner:
    def test_an_image_then_what_it_shows(self, retour):
        reponse = donner(retour, "La cour.PNG", contenus.image())
        assert reponse.url == reverse("retours:ecrire", args=[retour.pk, "images"])
        image = relu(retour).images.get()
        assert image.fichier.nom == "la-cour.png" and image.fichier.objet == retour
        champ = f"alternative_{image.fichier_id}"
        page = navigateur(retour).get(reponse.url).text
        assert f'name="{champ}"' in page
        suivi = navigateur(retour).get(reverse("retours:suivi", args=[retour.pk])).text
        assert "Dites ce que montre chaque image." in suivi
        url = reverse("retours:garder", args=[retour.pk, "images"])
        navigateur(retour).post(url, {champ: "Des voisins sous les tilleuls."})
        assert relu(retour).images.get().alternative == "Des voisins sous les tilleuls."
        assert RetourImage.objects.get().alternative  # the row follows the draft

    def test_a_document_and_its_title(self, retour):
        donner(retour, "convention.pdf", contenus.PDF, etape="documents")
        document = relu(retour).documents.get()
        url = reverse("retours:garder", args=[retour.pk, "documents"])
        navigateur(retour).post(url, {f"titre_{document.fichier_id}": "La convention"})
        assert relu(retour).documents.get().titre == "La convention"

    def test_a_big_one_is_made_light_without_where_it_was_taken(self, retour):
        donner(retour, "vue.jpg", photo(exif=contenus.exif()))
        fichier = relu(retour).images.get().fichier
        octets = octets_de(fichier)
        with Image.open(BytesIO(octets)) as image:
            assert image.width == LARGEUR and not dict(image.getexif())
        assert len(octets) <= 2 * OCTETS and contenus.CANARI not in octets

    def test_the_same_twice_is_one(self, retour):
        for _clic in range(2):
            donner(retour, "cour.png", contenus.image())
        assert len(relu(retour).images.all()) == 1

    @pytest.mark.parametrize(
        ("nom", "octets", "phrase"),
        [
            ("a.svg", DESSIN, "Un dessin SVG peut contenir un programme"),
            ("a.png", PAGE, "ne s’ouvre pas"),
            ("a.png", DESSIN, "ne s’ouvre pas"),
            ("a.html", PAGE, "pas une image que le portail accepte"),
            ("a.pdf", contenus.PDF, "pas une image que le portail accepte"),
            ("a.jpg", contenus.image(), "donnez à son nom la bonne terminaison"),
            ("a.png", b"", ""),
            ("a.png", contenus.png_annonce(60_000, 60_000), "trop de points"),
            ("a", contenus.image(), "pas une image que le portail accepte"),
        ],
    )
    def test_a_hostile_image_is_refused_and_the_words_kept(self, retour, nom, octets, phrase):
        donner(retour, "cour.png", contenus.image())
        champ = f"alternative_{relu(retour).images.get().fichier_id}"
        reponse = donner(retour, nom, octets, **{champ: "Sous les tilleuls"})
        assert reponse.status_code == 422 if octets else reponse.status_code in (302, 422)
        if octets:
            assert phrase in reponse.text and "Sous les tilleuls" in reponse.text
        assert relu(retour).images.get().alternative == "Sous les tilleuls"
        assert Fichier.objects.count() == 1

    @pytest.mark.parametrize(
        ("nom", "octets", "phrase"),
        [
            ("a.docx", contenus.archive({"x.xml": b"0" * 10**8}), "a.docx"),
            ("a.pdf", PAGE, "pas un PDF"),
            ("a.pdf", contenus.pdf(b"4 0 obj << /J#61vaScript 1 >>"), "contient un programme"),
            ("a.exe", b"MZ", "pas un fichier que le portail accepte"),
            ("a.txt", PAGE, "pas du texte simple"),
            ("a.png", contenus.image(), "donnez-la à l’étape des images"),
            ("a.zip", contenus.archive({"a.txt": b"a"}), "pas un fichier que le portail accepte"),
        ],
    )
    def test_a_hostile_document_too(self, retour, nom, octets, phrase):
        reponse = donner(retour, nom, octets, etape="documents")
        assert reponse.status_code == 422 and phrase in reponse.text
        assert not Fichier.objects.exists() and not relu(retour).documents.all()

    def test_two_kinds_at_once_are_harmless(self, retour):
        """An image that a browser would also read as a page: written again, it is an image."""
        donner(retour, "deux.jpg", contenus.image("JPEG") + PAGE)
        fichier = relu(retour).images.get().fichier
        assert b"attaque" not in octets_de(fichier)
        reponse = lire(navigateur(retour), fichier)
        assert reponse["Content-Type"] == "image/jpeg"
        assert reponse["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("nom", ["../../etc/cour.png", "C:\\secret\\cour.png", "/cour.png"])
    def test_a_name_with_a_path_is_a_name(self, retour, nom):
        donner(retour, nom, contenus.image())
        fichier = relu(retour).images.get().fichier
        assert "/" not in fichier.nom and ".." not in fichier.contenu.name

    def test_those_that_are_right_are_taken_beside_those_that_are_not(self, retour):
        url = reverse("retours:garder", args=[retour.pk, "images"])
        lot = [
            SimpleUploadedFile("a.png", contenus.image()),
            SimpleUploadedFile("b.png", PAGE),
        ]
        reponse = navigateur(retour).post(url, {"fichiers": lot})
        assert reponse.status_code == 422 and "b.png" in reponse.text
        assert [image.fichier.nom for image in relu(retour).images.all()] == ["a.png"]


class TestRanger:
    @pytest.fixture
    def deux(self, retour):
        donner(retour, "a.png", contenus.image())
        donner(retour, "b.png", contenus.image(taille=(30, 30)))
        return [image.fichier for image in relu(retour).images.all()]

    def test_one_place_up(self, retour, deux):
        url = reverse("retours:garder", args=[retour.pk, "images"])
        navigateur(retour).post(url, {"monter": str(deux[1].pk)})
        page = navigateur(retour).get(reverse("retours:ecrire", args=[retour.pk, "images"])).text
        assert page.index("b.png") < page.index("a.png")

    def test_out_of_the_draft_its_content_is_gone(
        self, retour, deux, django_capture_on_commit_callbacks
    ):
        url = reverse("retours:garder", args=[retour.pk, "images"])
        with django_capture_on_commit_callbacks(execute=True):
            navigateur(retour).post(url, {"retirer": str(deux[0].pk)})
        assert [image.fichier for image in relu(retour).images.all()] == [deux[1]]
        deux[0].refresh_from_db()
        assert deux[0].retire_le is not None
        assert lire(navigateur(retour), deux[0]).status_code == 404


def contenus_gardes() -> list[str]:
    return [un.name for un in Path(Fichier.stockage().location).rglob("*") if un.is_file()]


def test_a_draft_that_is_deleted_takes_its_files_along(retour, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        donner(retour, "a.png", contenus.image())
        donner(retour, "b.pdf", contenus.PDF, etape="documents")
    autre = RetourFactory(etat="brouillon")
    donner(autre, "c.png", contenus.image())
    with django_capture_on_commit_callbacks(execute=True):
        navigateur(retour).post(reverse("retours:supprimer", args=[retour.pk]))
    assert not RetourExperience.objects.filter(pk=retour.pk).exists()
    assert [un.nom for un in Fichier.objects.all()] == ["c.png"]
    assert len(contenus_gardes()) == 1


class TestApresLaPublication:
    """What is published shows its own, whatever is done to the draft."""

    @pytest.fixture
    def publie(self):
        retour = RetourFactory(etat="brouillon")
        donner(retour, "cour.png", contenus.image())
        champ = f"alternative_{relu(retour).images.get().fichier_id}"
        url = reverse("retours:garder", args=[retour.pk, "images"])
        navigateur(retour).post(url, {champ: "La cour"})
        services.soumettre(retour, par=retour.parcours.auteur)
        services.publier(retour, par=relecteur())
        return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)

    def test_out_of_the_draft_everybody_still_reads_it_until_the_next(
        self, publie, django_capture_on_commit_callbacks
    ):
        fichier = publie.images.get().fichier
        anonyme = Client()
        assert lire(anonyme, fichier).status_code == 200
        url = reverse("retours:garder", args=[publie.pk, "images"])
        navigateur(publie).post(url, {"retirer": str(fichier.pk)})
        assert not relu(publie).images.all() and lire(anonyme, fichier).status_code == 200
        services.soumettre(publie, par=publie.parcours.auteur)
        with django_capture_on_commit_callbacks(execute=True):
            services.publier(publie, par=relecteur())
        assert lire(navigateur(publie), fichier).status_code == 404
        assert contenus_gardes() == []

    def test_publishing_takes_nothing_from_what_is_being_prepared(self, publie):
        """The hour of an older version may come while another one is written."""
        cle = publie.save_revision().pk
        donner(publie, "autre.png", contenus.image(taille=(30, 30)))
        Revision.objects.get(pk=cle).publish(skip_permission_checks=True)
        assert [une.fichier.retire_le for une in relu(publie).images.all()] == [None, None]

    def test_a_new_one_is_read_by_nobody_else_before_it_is_published(self, publie):
        donner(publie, "autre.png", contenus.image(taille=(30, 30)))
        neuf = relu(publie).images.all()[1].fichier
        assert lire(Client(), neuf).status_code == 302
        assert lire(navigateur(publie), neuf).status_code == 200
