"""Links that lead nowhere cannot be published: a page, a file, an address of the site."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.qualite.publication import liens_rompus
from tests.factories import (
    ActeurFactory,
    ContenuPageFactory,
    DocumentFactory,
    RessourcePageFactory,
)
from tests.home.qualite.conftest import adresse, page_avec, refus, reserver, vers

pytestmark = pytest.mark.django_db


class TestPages:
    def test_a_deleted_page(self):
        page = ContenuPageFactory()
        assert refus(("rich_text", vers(page.pk))) == ""
        pk = page.pk
        page.delete()
        assert refus(("rich_text", vers(pk))) == (
            "Bloc 1 (Texte)\u00a0: le lien «\u00a0le guide\u00a0» mène à une page supprimée, "
            "retirez-le ou remplacez-le."
        )

    @pytest.mark.parametrize("cle", ["", "abc", "99999999999999999999999"])
    def test_a_key_that_is_none(self, cle):
        assert "page supprimée" in refus(("rich_text", vers(cle)))

    def test_a_draft_is_named(self):
        brouillon = ContenuPageFactory(live=False, title="La charte")
        phrase = refus(("rich_text", vers(brouillon.pk)))
        assert "mène à «\u00a0La charte\u00a0», qui n’est pas publiée" in phrase

    def test_an_expired_page(self):
        page = ContenuPageFactory(title="La charte")
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        assert "qui a expiré" in refus(("rich_text", vers(page.pk)))

    def test_a_private_page_by_what_stands_above(self):
        section = ContenuPageFactory()
        page = ContenuPageFactory(parent=section, title="La charte")
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        assert "réservé à certains lecteurs" in refus(("rich_text", vers(page.pk)))

    def test_what_is_private_may_lead_to_what_is_private(self):
        section = ContenuPageFactory()
        cible, source = ContenuPageFactory.create_batch(2, parent=section)
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        source.body = [{"type": "rich_text", "value": vers(cible.pk)}]
        assert liens_rompus(source) == {}

    def test_a_page_may_link_to_itself(self):
        page = page_avec()
        page.body = [{"type": "rich_text", "value": vers(page.pk)}]
        assert liens_rompus(page) == {}

    def test_what_is_wrong_twice_in_a_block_is_said_once(self):
        assert refus(("rich_text", vers(0) * 2)).count("page supprimée") == 1


class TestAdresses:
    @pytest.mark.parametrize(
        "href",
        [
            "/",
            "/contact/",
            "/contact",
            "/en/contact/",
            "/recherche/?q=eau",
            "/annuaire/",
            "mailto:a@exemple.example.org",
            "tel:3939",
            "https://ailleurs.example.org/x",
            "#top",
            "#contenu",
        ],
    )
    def test_it_leads_somewhere(self, href):
        assert refus(("rich_text", adresse(href))) == ""

    @pytest.mark.parametrize(
        ("href", "attendu"),
        [
            ("/ressources/nulle-part/", "qui n’existe pas sur ce site"),
            ("/annuaire/personne/", "Lien interne"),
            ("/agir/contact/", "qui n’existe pas"),
            ("/en/nowhere/", "qui n’existe pas"),
            ("http://localhost:8000/nulle-part/", "qui n’existe pas"),
            ("//localhost:8000/nulle-part/", "qui n’existe pas"),
            ("/admin/pages/", "l’administration"),
            ("www.exemple.example.org", "pas une adresse complète"),
            ("../eau/", "pas une adresse complète"),
            ("https://", "pas une adresse complète"),
            ("http://[", "pas une adresse complète"),
            ("#partie-absente", "que rien ne porte"),
            ("#", "que rien ne porte"),
        ],
    )
    def test_it_leads_nowhere(self, href, attendu):
        assert attendu in refus(("rich_text", adresse(href)))

    def test_of_a_page_as_the_site_would(self):
        page = RessourcePageFactory(title="Le tarif")
        assert refus(("rich_text", adresse(page.url))) == ""
        page.unpublish()
        assert "«\u00a0Le tarif\u00a0», qui n’est pas publiée" in refus(
            ("rich_text", adresse(page.url))
        )

    def test_of_an_actor_that_is_withdrawn(self):
        acteur = ActeurFactory()
        lien = ("rich_text", adresse(acteur.get_absolute_url()))
        assert refus(lien) == ""
        acteur.unpublish()
        assert "qui n’existe pas" in refus(lien)

    def test_of_a_document(self):
        document = DocumentFactory()
        assert refus(("rich_text", adresse(document.url))) == ""
        reserver(document)
        assert "réservé" in refus(("rich_text", adresse(document.url)))

    def test_an_old_address_that_is_redirected(self):
        Redirect.add_redirect("/ancienne/", ContenuPageFactory())
        assert refus(("rich_text", adresse("/ancienne/"))) == ""

    def test_an_anchor_of_the_page(self):
        titre = ("heading", {"text": "Le bilan", "rank": "section"})
        assert refus(titre, ("rich_text", adresse("#partie-le-bilan"))) == ""


def test_costs_the_same_for_3_or_30_links(count_queries):
    pages = [RessourcePageFactory() for _ in range(30)]
    documents = DocumentFactory.create_batch(30)

    def cout(nombre: int) -> int:
        textes = [
            vers(page.pk) + vers(document.pk, "document") + adresse(page.url) + adresse(f"/x{n}/")
            for n, (page, document) in enumerate(
                zip(pages[:nombre], documents[:nombre], strict=True)
            )
        ]
        source = page_avec(*(("rich_text", texte) for texte in textes))
        return count_queries(liens_rompus, source)

    assert cout(30) == cout(3) <= 6
