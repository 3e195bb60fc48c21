"""Every door of the admin: the rule is said before, the refusal after; nothing typed is lost."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from home.models import SiteDocument, SiteImage
from tests.home.medias import contenus
from tests.home.medias.contenus import CANARI, depose

IMAGES = "wagtailimages"
DOCUMENTS = "wagtaildocs"
PREFIXES = {IMAGES: "image-chooser-upload-", DOCUMENTS: "document-chooser-upload-"}
PORTES = [
    (app, porte)
    for app in (IMAGES, DOCUMENTS)
    for porte in ("seule", "plusieurs", "choix", "édition")
]
MODELES = {IMAGES: SiteImage, DOCUMENTS: SiteDocument}
FAUX = {IMAGES: ("a.png", b"<html>"), DOCUMENTS: ("evil.pdf", b"<html>")}
VRAIS = {
    IMAGES: ("IMG_1234 (1).JPG", contenus.image("JPEG", exif=contenus.exif())),
    DOCUMENTS: ("Scan 3.PDF", contenus.PDF),
}


@pytest.fixture
def deposer(comme, racine, image, document):
    """`deposer(app, porte, fichier)`: the answer of this door."""
    client = comme("Rédaction")

    def _deposer(app, porte, fichier, **champs):
        donnees = {"title": "Place du marché", "collection": racine.pk, "langue": "fr"} | champs
        if porte == "plusieurs":
            url = reverse(f"{app}:add_multiple")
            return client.post(url, donnees | {"files[]": fichier})
        if porte == "choix":
            url = reverse(f"{app}_chooser:create")
            donnees |= {"file": fichier}
            return client.post(url, {PREFIXES[app] + nom: v for nom, v in donnees.items()})
        url = reverse(f"{app}:add")
        if porte == "édition":
            ancien = (image if app == IMAGES else document)(title="Ancienne")
            url = reverse(f"{app}:edit", args=[ancien.pk])
        return client.post(url, donnees | {"file": fichier})

    return _deposer


class TestPortes:
    @pytest.mark.parametrize(("app", "porte"), PORTES)
    def test_a_false_file_is_refused_and_the_title_kept(self, deposer, app, porte):
        reponse = deposer(app, porte, depose(*FAUX[app]))
        texte = reponse.json() if "json" in reponse["Content-Type"] else reponse.content.decode()
        assert "ne s’ouvre pas" in str(texte) or "pas un PDF entier" in str(texte)
        assert porte == "plusieurs" or "Place du marché" in str(texte)
        assert not MODELES[app].objects.filter(title="Place du marché").exists()

    @pytest.mark.parametrize(("app", "porte"), PORTES)
    def test_a_true_one_is_stored_under_its_title(self, deposer, app, porte):
        deposer(app, porte, depose(*VRAIS[app]))
        media = MODELES[app].objects.get(title="Place du marché")
        assert media.filename.startswith("place-du-marche")
        assert media.filename.endswith({IMAGES: ".jpg", DOCUMENTS: ".pdf"}[app])
        with media.file.open() as fichier:
            octets = fichier.read()
        assert CANARI not in octets
        assert media.file_size == len(octets)

    @pytest.mark.parametrize("app", [IMAGES, DOCUMENTS])
    def test_what_waits_for_its_title_is_read_again(self, deposer, comme, racine, app):
        """Without a title, Wagtail keeps the raw file until the form is complete."""
        reponse = deposer(app, "plusieurs", depose(*VRAIS[app]), title="x" * 256)
        cle = reponse.json()["uploaded_file_id"]
        genre = {IMAGES: "image", DOCUMENTS: "document"}[app]
        url = reverse(f"{app}:create_multiple_from_uploaded_{genre}", args=[cle])
        prefixe = f"uploaded-{genre}-{cle}-"
        client = comme("Rédaction")
        client.force_login(
            MODELES[app]._meta.get_field("uploaded_by_user").related_model.objects.first()
        )
        donnees = {"title": "Place", "collection": racine.pk, "langue": "fr"}
        client.post(url, {prefixe + nom: valeur for nom, valeur in donnees.items()})
        media = MODELES[app].objects.get(title="Place")
        with media.file.open() as fichier:
            assert CANARI not in fichier.read()
        assert media.filename.startswith("place")


class TestRegleDiteAvant:
    @pytest.mark.parametrize(
        ("adresse", "phrase"),
        [
            ("wagtailimages:add", "10 Mo et 40 millions de points au plus"),
            ("wagtailimages:add_multiple", "10 Mo et 40 millions de points au plus"),
            ("wagtailimages_chooser:choose", "10 Mo et 40 millions de points au plus"),
            ("wagtaildocs:add", "20 Mo au plus, sans macro"),
            ("wagtaildocs:add_multiple", "20 Mo au plus, sans macro"),
            ("wagtaildocs_chooser:choose", "20 Mo au plus, sans macro"),
        ],
    )
    def test_in_each_form(self, comme, adresse, phrase):
        reponse = comme("Rédaction").get(reverse(adresse))
        texte = reponse.json()["html"] if "json" in reponse["Content-Type"] else ""
        texte = (texte or reponse.content.decode()).replace("\u00a0", " ")
        assert phrase in texte
        assert "PNG" in texte or "ODT" in texte

    def test_the_browser_knows_it_before_it_sends(self, comme):
        contenu = comme("Rédaction").get(reverse("wagtaildocs:add")).content.decode()
        assert 'data-tec-octets-max="20000000"' in contenu
        assert "home/medias/fichiers.js" in contenu
        assert 'accept=".csv,.docx' in contenu


class TestRemplacer:
    def remplacer(self, client, media, fichier, django_capture, **champs):
        app = IMAGES if isinstance(media, SiteImage) else DOCUMENTS
        donnees = {"title": media.title, "collection": media.collection_id, "langue": "fr"}
        with django_capture(execute=True):
            client.post(
                reverse(f"{app}:edit", args=[media.pk]), donnees | {"file": fichier} | champs
            )

    def test_an_image_keeps_its_key_and_gets_another_address(
        self, comme, image, django_capture_on_commit_callbacks
    ):
        avant = image(focal_point_x=5, focal_point_y=5, focal_point_width=2, focal_point_height=2)
        rendu = avant.get_rendition("fill-10x10")
        autre = depose("b.png", contenus.image(taille=(80, 80)))
        self.remplacer(comme("Rédaction"), avant, autre, django_capture_on_commit_callbacks)
        apres = SiteImage.objects.get(pk=avant.pk)
        assert apres.file.name != avant.file.name
        assert (apres.width, apres.has_focal_point()) == (80, False)
        assert apres.get_rendition("fill-10x10").url != rendu.url
        assert not default_storage.exists(avant.file.name)
        assert not default_storage.exists(rendu.file.name)
        assert default_storage.exists(apres.file.name)

    def test_a_long_name_does_not_hide_that_it_has_changed(
        self, comme, image, django_capture_on_commit_callbacks
    ):
        """Caches keep each address for a month."""
        avant = image(title="Le village de Saint-Laurent, son clocher et ses champs au printemps")
        regle = "fill-10x10|format-webp|webpquality-80"
        rendu = avant.get_rendition(regle)
        autre = depose("b.png", contenus.image(taille=(80, 80)))
        self.remplacer(comme("Rédaction"), avant, autre, django_capture_on_commit_callbacks)
        apres = SiteImage.objects.get(pk=avant.pk)
        assert apres.get_rendition(regle).url != rendu.url

    def test_a_focal_point_drawn_on_the_new_one_stays(
        self, comme, image, django_capture_on_commit_callbacks
    ):
        avant = image()
        point = {f"focal_point_{cote}": 7 for cote in ("x", "y", "width", "height")}
        autre = depose("b.png", contenus.image())
        self.remplacer(
            comme("Rédaction"), avant, autre, django_capture_on_commit_callbacks, **point
        )
        assert SiteImage.objects.get(pk=avant.pk).focal_point_x == 7

    def test_the_old_file_waits_for_the_commit(
        self, comme, image, django_capture_on_commit_callbacks
    ):
        avant = image()
        client = comme("Rédaction")
        donnees = {"title": "Plan", "collection": avant.collection_id}
        donnees |= {"file": depose("b.png", contenus.image(taille=(9, 9)))}
        client.post(reverse("wagtailimages:edit", args=[avant.pk]), donnees)
        assert default_storage.exists(avant.file.name)

    def test_a_document_keeps_its_address(
        self, comme, document, client, django_capture_on_commit_callbacks
    ):
        avant = document()
        autre = depose("V2 (final).pdf", contenus.AUTRE_PDF)
        self.remplacer(comme("Rédaction"), avant, autre, django_capture_on_commit_callbacks)
        apres = SiteDocument.objects.get(pk=avant.pk)
        assert apres.url == avant.url
        assert apres.file.name != avant.file.name
        assert not default_storage.exists(avant.file.name)
        reponse = client.get(apres.url)
        assert b"".join(reponse.streaming_content) == contenus.AUTRE_PDF

    def test_or_its_old_address_leads_to_the_new_one(
        self, comme, document, client, django_capture_on_commit_callbacks
    ):
        avant = document()
        autre = depose("a.odt", contenus.odt())
        self.remplacer(comme("Rédaction"), avant, autre, django_capture_on_commit_callbacks)
        apres = SiteDocument.objects.get(pk=avant.pk)
        assert apres.filename == "note.odt"
        assert client.get(avant.url).url == apres.url
        assert client.get(avant.url.replace("note", "autre")).status_code == 404
