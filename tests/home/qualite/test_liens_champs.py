"""Wherever a link is written: each block, each field, each row of a form."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset

from home.publication import PublicationRefusee, manques
from home.qualite.models import Constat
from home.qualite.publication import liens_rompus
from ressources.models import FichierRessource, RessourcePage
from tests.factories import (
    ActeurFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.home.qualite.conftest import element, refus, reserver, vers
from tests.saisies import saisie

pytestmark = pytest.mark.django_db


class TestChamps:
    """Every place where a link may be written."""

    @pytest.mark.parametrize(
        ("bloc", "valeur"),
        [
            ("rich_text", lambda html: html),
            ("callout", lambda html: {"title": "", "text": html}),
            ("alert", lambda html: {"kind": "info", "title": "A", "text": html}),
            ("accordion", lambda html: {"items": [element({"title": "A", "text": html})]}),
            (
                "steps",
                lambda html: {"title": "", "items": [element({"title": "A", "text": html})]},
            ),
            (
                "table",
                lambda html: {
                    "table": {
                        "columns": [{"type": "rich_text", "heading": "A"}],
                        "rows": [{"values": [html]}],
                        "caption": "B",
                    },
                    "first_column_is_header": True,
                },
            ),
            (
                "video",
                lambda html: {
                    "url": "https://vimeo.com/1",
                    "title": "A",
                    "duration": 1,
                    "thumbnail": None,
                    "transcript": html,
                },
            ),
        ],
    )
    def test_of_a_body(self, bloc, valeur):
        assert "mène à une page supprimée" in refus((bloc, valeur(vers(987654))))

    def test_cards(self):
        ressource = RessourcePageFactory(live=False, title="Le tarif")
        cartes = {"title": "", "pages": [element(ressource.pk)], "theme": None, "number": 3}
        assert refus(("resource_cards", cartes)).startswith(
            "Bloc 1 (Cartes de ressources)\u00a0: ce qui est choisi ici mène à «\u00a0Le tarif"
        )

    def test_a_file_and_an_image_that_are_reserved(self):
        document, image = DocumentFactory(title="Le règlement"), ImageFactory(title="Un plan")
        blocs = [
            ("download", {"document": document.pk, "title": "", "description": ""}),
            ("rich_text", vers(document.pk, "document")),
            ("image", {"image": {"image": image.pk, "alt_text": "A", "decorative": False}}),
        ]
        assert refus(*blocs) == ""
        reserver(document)
        reserver(image)
        phrase = refus(*blocs)
        assert phrase.count("Le règlement") == 2 and "Un plan" in phrase

    def test_a_deleted_file(self):
        assert "fichier supprimé" in refus(("rich_text", vers(987654, "document")))

    def test_of_a_theme(self):
        theme = ThemePageFactory(live=False)
        theme.inspiration = vers(987654)
        assert "page supprimée" in manques(theme)["inspiration"]

    def test_of_an_actor(self):
        acteur = ActeurFactory(live=False, description=vers(987654))
        assert manques(acteur)["description"].startswith("Le lien «\u00a0le guide\u00a0» mène")


class TestFichiersDUneRessource:
    """Rows of the form, that no text nor block names."""

    @pytest.fixture
    def reserve(self):
        document = DocumentFactory(title="Le bilan")
        reserver(document)
        return document

    @pytest.fixture
    def ressource(self, reserve):
        page = RessourcePageFactory(title="Le guide", live=False)
        for document in (DocumentFactory(), reserve):
            page.fichiers.add(FichierRessource(document=document))
        page.save()
        page.save_revision()
        return page

    def test_one_that_is_reserved_is_refused(self, ressource):
        with pytest.raises(PublicationRefusee) as refus:
            ressource.get_latest_revision().publish()
        assert refus.value.message_dict["fichiers"] == [
            "Fichier 2\u00a0: ce qui est choisi ici mène à «\u00a0Le bilan\u00a0», réservé à "
            "certains lecteurs. Retirez le lien, ou ouvrez à tous ce qu’il montre."
        ]

    def test_what_is_private_may_offer_it(self, ressource):
        PageViewRestriction.objects.create(page=ressource, restriction_type="login")
        ressource.get_latest_revision().publish()
        assert Page.objects.get(pk=ressource.pk).live

    def test_one_that_is_deleted_is_said(self, ressource):
        ressource.lignes_prevues = {"fichiers": [FichierRessource(document_id=987654)]}
        assert "fichier supprimé" in liens_rompus(ressource)["fichiers"]

    @pytest.mark.parametrize("retire", [False, True])
    def test_the_form_judges_the_rows_that_it_holds(self, client, ressource, retire):
        """Not those that are stored: else what is refused could not be taken away."""
        lignes = [
            {"id": ligne.pk, "document": ligne.document_id} for ligne in ressource.fichiers.all()
        ]
        lignes[1] |= {"DELETE": "on"} if retire else {}
        themes = [{"id": t.pk, "theme": t.theme_id} for t in ressource.themes_lies.all()]
        donnees = saisie(
            title="Le guide",
            slug=ressource.slug,
            themes_lies=inline_formset(themes, initial=1),
            fichiers=inline_formset(lignes, initial=2),
        )
        client.force_login(UserFactory(groupe="Rédaction"))
        url = reverse("wagtailadmin_pages:edit", args=[ressource.pk])
        reponse = client.post(url, donnees | {"action-publish": "oui"}, follow=True)
        assert Page.objects.get(pk=ressource.pk).live is retire
        assert ("réservé à certains lecteurs" in reponse.content.decode()) is not retire

    def test_the_report_says_it_and_leads_there(self, ressource, reserve, relever):
        ressource.fichiers.all()[1].delete()
        page = RessourcePage.objects.get(pk=ressource.pk)
        page.fichiers.add(FichierRessource(document=DocumentFactory(title="Ouvert")))
        page.save_revision().publish()
        assert relever(page) == []
        ligne = FichierRessource.objects.get(page=page.pk, document__title="Ouvert")
        reserver(ligne.document)
        constat = relever(page)[0]
        assert "«\u00a0Ouvert\u00a0», réservé" in constat.detail
        assert constat.chemin == f"fichiers.{ligne.pk}.document"

    def test_the_report_follows_the_file(self, valider):
        document = DocumentFactory()
        page = RessourcePageFactory(live=False)
        page.fichiers.add(FichierRessource(document=document))
        page.save_revision()
        valider(page.get_latest_revision().publish)
        assert not Constat.objects.filter(objet_pk=page.pk, champ="fichiers").exists()
        valider(reserver, document)
        assert Constat.objects.filter(objet_pk=page.pk, champ="fichiers").exists()
