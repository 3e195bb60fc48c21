"""What readers see of images and files: credit, licence, focal point, the same content."""

import re
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from PIL import Image

from home.blocks.fichiers import fichier, precharger
from home.models import SiteImage
from tests.factories import ActualitePageFactory, ContenuPageFactory, RessourcePageFactory
from tests.home.medias import contenus


class TestMentions:
    def test_a_news_item_says_who_made_its_image(self, client, image):
        page = ActualitePageFactory(image=image(credit="Dessin\u00a0: ANCT", licence="cc-by"))
        contenu = client.get(page.url).content.decode()
        lien = re.search(
            r"<figcaption.*?Dessin\u00a0: ANCT, <a ([^>]*)>CC BY 4.0</a>", contenu, re.S
        )
        assert 'rel="license' in lien[1] and "creativecommons.org" in lien[1]

    def test_nothing_when_nobody_said_it(self, client, image):
        page = ActualitePageFactory(image=image())
        assert "<figcaption" not in client.get(page.url).content.decode()

    def test_another_licence_has_its_own_words(self, client, image):
        media = image(licence="autre", licence_precisee="Usage interne")
        valeur = {"image": {"image": media.pk, "alt_text": "Un plan"}, "caption": ""}
        page = ContenuPageFactory(body=[{"type": "image", "value": valeur}])
        assert "Usage interne" in client.get(page.url).content.decode()

    @pytest.mark.parametrize(
        ("licence", "precisee", "champ"),
        [("autre", "", "licence_precisee"), ("cc-by", "GPL", "licence"), ("", "GPL", "licence")],
    )
    def test_one_licence_and_one_only(self, image, licence, precisee, champ):
        media = image()
        media.licence, media.licence_precisee = licence, precisee
        with pytest.raises(ValidationError) as refus:
            media.full_clean()
        assert champ in refus.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            media.save()


class TestPointFocal:
    def test_what_is_cropped_is_around_it(self, image):
        """A long picture, dark but for its right end: the crop shows the chosen end."""
        bande = Image.new("L", (400, 100), 0)
        bande.paste(255, (300, 0, 400, 100))
        bande.save(sortie := BytesIO(), "PNG")
        media = image(sortie.getvalue())
        assert self.clarte(media) < 50
        SiteImage.objects.filter(pk=media.pk).update(
            focal_point_x=350, focal_point_y=50, focal_point_width=80, focal_point_height=80
        )
        assert self.clarte(SiteImage.objects.get(pk=media.pk)) > 200

    def clarte(self, media) -> int:
        rendu = media.get_rendition("fill-50x50")
        with rendu.file.open() as fichier, Image.open(fichier) as lue:
            return lue.convert("L").getpixel((25, 25))


class TestMemeContenu:
    def rendu(self, client, document) -> str:
        page = RessourcePageFactory()
        page.fichiers = [page._meta.get_field("fichiers").related_model(document=document)]
        page.body = [{"type": "download", "value": {"document": document.pk}}]
        page.save_revision().publish()
        return client.get(page.url).content.decode()

    def test_a_text_is_under_the_file(self, client, document):
        contenu = self.rendu(client, document(alternative_texte="Trois articles <courts>."))
        assert contenu.count("Lire le contenu en texte") == 2
        assert "Trois articles &lt;courts&gt;." in contenu

    def test_a_page_is_linked_as_long_as_it_is_published(self, client, document):
        page = ContenuPageFactory(title="Le règlement en ligne")
        media = document(alternative_page=page)
        assert f'href="{page.url}">Lire le même contenu en ligne' in self.rendu(client, media)
        page.unpublish()
        assert "Lire le même contenu" not in self.rendu(client, media)

    def test_a_page_behind_a_password_is_not_linked(self, client, document):
        page = ContenuPageFactory()
        page.view_restrictions.create(restriction_type="password", password="secret")
        assert "Lire le même contenu" not in self.rendu(client, document(alternative_page=page))

    def test_another_file_is_linked_with_its_format(self, client, document):
        autre = document(title="En ODT", nom="a.odt", octets=contenus.odt(), accessible=True)
        contenu = self.rendu(client, document(alternative_document=autre))
        assert f'href="{autre.url}" download>Télécharger la version accessible' in contenu
        assert "(ODT, " in contenu

    def test_an_accessible_file_needs_none(self, client, document):
        media = document(accessible=True, alternative_texte="La même chose.")
        assert "La même chose." not in self.rendu(client, media)

    def test_one_way_only(self, document):
        media = document(alternative_texte="Un texte.")
        media.alternative_document = document(title="Autre")
        with pytest.raises(ValidationError, match="d’une seule façon"):
            media.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            media.save()

    def test_not_itself(self, document):
        media = document()
        media.alternative_document = media
        with pytest.raises(IntegrityError), transaction.atomic():
            media.save()

    def test_costs_the_same_for_2_or_9(self, document, count_queries):
        pages = ContenuPageFactory.create_batch(9)
        documents = [document(title=page.title, alternative_page=page) for page in pages]

        def lire(nombre: int) -> None:
            precharger(documents[:nombre])
            assert all(fichier(media)["alternative"] for media in documents[:nombre])

        assert count_queries(lire, 2) == count_queries(lire, 9) <= 3

    def test_most_files_cost_nothing(self, document, count_queries):
        documents = [document(), document(accessible=True), document(alternative_texte="a")]
        assert count_queries(precharger, documents) == 0


class TestAnciennesLicences:
    def test_become_those_of_the_list_and_come_back(self, image):
        migration = import_module("home.migrations.0014_licences")
        cles = {nom: image(title=nom).pk for nom in ("Licence ouverte 2.0", "GPL", "")}
        for nom, cle in cles.items():
            # As before: free words, and no other field.
            SiteImage.objects.filter(pk=cle).update(licence=nom)
        migration.choisir(apps, None)
        lues = {
            nom: SiteImage.objects.values_list("licence", "licence_precisee").get(pk=cle)
            for nom, cle in cles.items()
        }
        assert lues["Licence ouverte 2.0"] == ("licence-ouverte", "")
        assert (lues["GPL"], lues[""]) == (("autre", "GPL"), ("", ""))
        migration.ecrire(apps, None)
        assert (
            SiteImage.objects.get(pk=cles["Licence ouverte 2.0"]).licence == "Licence Ouverte 2.0"
        )
        assert SiteImage.objects.get(pk=cles["GPL"]).licence == "GPL"
