"""Links that lead nowhere cannot be published, whatever the field and whichever the way."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset

from home.publication import PublicationRefusee, manques
from home.qualite.models import Constat
from home.qualite.publication import liens_rompus
from ressources.models import FichierRessource, RessourcePage
from tests.factories import (
    ActeurFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.saisies import saisie

pytestmark = pytest.mark.django_db


def vers(pk, genre="page") -> str:
    return f'<p>Voir <a linktype="{genre}" id="{pk}">le guide</a>.</p>'


def adresse(href: str) -> str:
    return f'<p>Voir <a href="{href}">le guide</a>.</p>'


def element(valeur) -> dict:
    return {"type": "item", "value": valeur, "id": "10000000-0000-4000-8000-000000000000"}


def page_avec(*blocs, **champs) -> Page:
    page = ContenuPageFactory(live=False, **champs)
    page.body = [
        {"type": nom, "value": valeur, "id": f"00000000-0000-4000-8000-{rang:012}"}
        for rang, (nom, valeur) in enumerate(blocs)
    ]
    page.save()
    return page


def refus(*blocs) -> str:
    return liens_rompus(page_avec(*blocs)).get("body", "")


def reserver(media):
    prive = Collection.get_first_root_node().add_child(name="Réservée")
    dessous = prive.add_child(name="Dessous")
    CollectionViewRestriction.objects.create(collection=prive, restriction_type="login")
    media.collection = dessous
    media.save()


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


class TestEnsemble:
    def test_what_is_programmed_no_later_may_be_linked_to(self):
        cible, source = ContenuPageFactory(live=False), page_avec()
        source.body = [{"type": "rich_text", "value": vers(cible.pk)}]
        cible.go_live_at = timezone.now() + timedelta(hours=2)
        cible.save_revision().publish()
        assert "pas publiée" in str(liens_rompus(source))
        source.go_live_at = timezone.now() + timedelta(hours=1)
        assert "pas publiée" in str(liens_rompus(source))
        source.go_live_at = timezone.now() + timedelta(hours=3)
        assert liens_rompus(source) == {}

    def test_two_pages_that_link_to_each_other_are_published_at_the_same_hour(self):
        a, b = page_avec(), page_avec()
        heure = timezone.now() + timedelta(hours=1)
        for page, autre in ((b, None), (a, b), (b, a)):
            page.go_live_at = heure
            page.body = [{"type": "rich_text", "value": vers(autre.pk)}] if autre else []
            page.save_revision().publish()
        passe = timezone.now() - timedelta(minutes=1)
        for page in (a, b):
            revision = page.get_latest_revision()
            revision.approved_go_live_at = passe
            revision.content["go_live_at"] = passe.isoformat()
            revision.save()
        call_command("publish_scheduled")
        assert Page.objects.get(pk=a.pk).live and Page.objects.get(pk=b.pk).live

    @pytest.fixture
    def liees(self):
        a, b = page_avec(title="A"), page_avec(title="B")
        for page, autre in ((a, b), (b, a)):
            page.body = [{"type": "rich_text", "value": vers(autre.pk)}]
            page.save_revision()
        return a, b

    def publier(self, client, *pages):
        client.force_login(UserFactory(groupe="Rédaction"))
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        cles = "&".join(f"id={page.pk}" for page in pages)
        return client.post(f"{url}?{cles}", follow=True).content.decode()

    def test_so_does_the_bulk_action(self, client, liees):
        self.publier(client, *liees)
        assert all(Page.objects.get(pk=page.pk).live for page in liees)

    def test_the_bulk_action_refuses_what_stays_behind(self, client, liees):
        a, _b = liees
        assert "qui n’est pas publiée" in self.publier(client, a)
        assert not Page.objects.get(pk=a.pk).live

    def test_one_after_the_other_is_refused(self, liees):
        with pytest.raises(PublicationRefusee, match="qui n’est pas publiée"):
            liees[0].get_latest_revision().publish()


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
