"""docs/droits.md, on images and files: each address of the admin, for each role."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.home.medias import contenus
from tests.home.medias.contenus import depose

ROLES = [None, "compte", "Rédaction", "Relecture", "Administration"]
RD, AD = "Rédaction", "Administration"
DEPOT = {RD, AD}
CHOIX = {RD, "Relecture", AD}
# (address, what follows it, who enters): GET; « i » is the image’s key, « d » the document’s.
LECTURES = [
    ("wagtailimages:index", "", DEPOT),
    ("wagtailimages:index_results", "", DEPOT),
    ("wagtailimages:add", "", DEPOT),
    ("wagtailimages:add_multiple", "", DEPOT),
    ("wagtailimages:edit", "i", DEPOT),
    ("wagtailimages:image_usage", "i", DEPOT),
    ("wagtailimages:delete", "i", {AD}),
    ("wagtailimages:preview", "is", DEPOT),
    ("wagtailimages:url_generator", "i", set()),  # no public address draws an image on demand
    ("wagtailimages:url_generator_output", "i", set()),
    ("wagtailimages_chooser:choose", "", CHOIX),
    ("wagtailimages_chooser:choose_results", "", CHOIX),
    ("wagtailimages_chooser:chosen", "i", CHOIX),
    ("wagtailimages_chooser:chosen_multiple", "", CHOIX),
    ("wagtailimages_chooser:select_format", "i", CHOIX),
    ("wagtaildocs:index", "", DEPOT),
    ("wagtaildocs:index_results", "", DEPOT),
    ("wagtaildocs:add", "", DEPOT),
    ("wagtaildocs:add_multiple", "", DEPOT),
    ("wagtaildocs:edit", "d", DEPOT),
    ("wagtaildocs:document_usage", "d", DEPOT),
    ("wagtaildocs:delete", "d", {AD}),
    ("wagtaildocs_chooser:choose", "", CHOIX),
    ("wagtaildocs_chooser:choose_results", "", CHOIX),
    ("wagtaildocs_chooser:chosen", "d", CHOIX),
    ("wagtaildocs_chooser:chosen_multiple", "", CHOIX),
    ("wagtailadmin_api:images:listing", "", CHOIX),
    ("wagtailadmin_api:documents:listing", "", CHOIX),
]
ECRITURES = [
    ("wagtailimages:add", "", DEPOT),
    ("wagtailimages:add_multiple", "", DEPOT),
    ("wagtailimages:edit", "i", DEPOT),
    ("wagtailimages:edit_multiple", "i", DEPOT),
    ("wagtailimages_chooser:create", "", DEPOT),
    ("wagtaildocs:add", "", DEPOT),
    ("wagtaildocs:add_multiple", "", DEPOT),
    ("wagtaildocs:edit", "d", DEPOT),
    ("wagtaildocs:edit_multiple", "d", DEPOT),
    ("wagtaildocs_chooser:create", "", DEPOT),
]
SUPPRESSIONS = [
    ("wagtailimages:delete", "i"),
    ("wagtailimages:delete_multiple", "i"),
    ("wagtaildocs:delete", "d"),
    ("wagtaildocs:delete_multiple", "d"),
]
EN_NOMBRE = ["delete", "add_tags", "add_to_collection"]


@pytest.fixture
def entrer(comme):
    def _entrer(role) -> Client:
        return Client() if role is None else comme(None if role == "compte" else role)

    return _entrer


@pytest.fixture
def medias(image, document):
    return {"i": image(), "d": document()}


def adresse(nom: str, suite: str, medias) -> str:
    valeurs = {"s": "max-165x165"} | {cle: media.pk for cle, media in medias.items()}
    return reverse(nom, args=[valeurs[cle] for cle in suite])


def ids(cas) -> list[str]:
    return [nom for nom, *_ in cas]


class TestMatrice:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(("nom", "suite", "permis"), LECTURES, ids=ids(LECTURES))
    def test_reading(self, entrer, medias, role, nom, suite, permis):
        reponse = entrer(role).get(adresse(nom, suite, medias), HTTP_ACCEPT="*/*")
        assert (reponse.status_code == 200) is (role in permis)
        reponse.close()

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(("nom", "suite", "permis"), ECRITURES, ids=ids(ECRITURES))
    def test_writing(self, entrer, medias, racine, role, nom, suite, permis):
        prefixe = ""
        if nom.endswith("edit_multiple"):
            genre = {"i": "image", "d": "doc"}[suite]
            prefixe = f"{genre}-{medias[suite].pk}-"
        elif "chooser" in nom:
            prefixe = f"{'image' if 'images' in nom else 'document'}-chooser-upload-"
        octets = contenus.image(taille=(7, 7)) if "images" in nom else contenus.PDF
        cle = "files[]" if nom.endswith("add_multiple") else f"{prefixe}file"
        donnees = {cle: depose("neuf.png" if "images" in nom else "neuf.pdf", octets)}
        champs = {"title": "Écrit", "collection": racine.pk, "langue": "fr"}
        donnees |= {f"{prefixe}{champ}": valeur for champ, valeur in champs.items()}
        entrer(role).post(adresse(nom, suite, medias), donnees)
        modele = type(medias["i" if "images" in nom else "d"])
        assert modele.objects.filter(title="Écrit").exists() is (role in permis)

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(("nom", "suite"), SUPPRESSIONS, ids=ids(SUPPRESSIONS))
    def test_deleting_what_somebody_else_uploaded(self, entrer, medias, role, nom, suite):
        entrer(role).post(adresse(nom, suite, medias))
        reste = type(medias[suite]).objects.filter(pk=medias[suite].pk).exists()
        assert reste is (role != AD)

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("action", EN_NOMBRE)
    @pytest.mark.parametrize("cle", ["i", "d"])
    def test_several_at_once(self, entrer, medias, racine, role, action, cle):
        media = medias[cle]
        collection = racine.add_child(name="Ailleurs")
        url = reverse("wagtail_bulk_action", args=["home", media._meta.model_name, action])
        donnees = {"tags": "neuf", "collection": collection.pk}
        entrer(role).post(f"{url}?id={media.pk}", donnees)
        lu = type(media).objects.filter(pk=media.pk).first()
        fait = {
            "delete": lambda: lu is None,
            "add_tags": lambda: lu.tags.exists(),
            "add_to_collection": lambda: lu.collection_id == collection.pk,
        }[action]()
        assert fait is (role in ({AD} if action == "delete" else DEPOT))
