"""An address that was read leads somewhere: one hop, no loop, in both languages; else 410."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.edition import redirections
from home.edition.forms import RedirectionDeTousForm
from ressources.models import ThemePage
from tests.factories import (
    ActeurFactory,
    ContenuPageFactory,
    RessourcePageFactory,
    UserFactory,
)

AILLEURS = "https://exemple.example.org/"
FICHE = "/annuaire/{}/"


def suivre(client, adresse: str) -> list[str]:
    """The addresses on the way, the last one answering."""
    etapes = [adresse]
    while (reponse := client.get(etapes[-1])).status_code in {301, 302}:
        assert len(etapes) < 5, etapes
        etapes.append(reponse.url.replace("http://localhost", "").replace("http://testserver", ""))
    assert reponse.status_code == 200, (etapes, reponse.status_code)
    return etapes


def renommer(page, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


class TestPageRenommee:
    @pytest.mark.parametrize("prefixe", ["/ressources", "/en/resources"])
    def test_leads_from_the_old_address_to_the_new(self, client, valider, prefixe):
        page = valider(RessourcePageFactory, slug="ancienne")
        valider(renommer, page, "nouvelle")
        etapes = suivre(client, f"{prefixe}/ancienne/")
        assert etapes == [f"{prefixe}/ancienne/", f"{prefixe}/nouvelle/"]

    def test_twice_is_still_one_hop(self, client, valider):
        page = valider(RessourcePageFactory, slug="un")
        valider(renommer, page, "deux")
        valider(renommer, page, "trois")
        assert suivre(client, "/ressources/un/") == ["/ressources/un/", "/ressources/trois/"]

    def test_back_to_its_first_name_makes_no_loop(self, client, valider):
        page = valider(RessourcePageFactory, slug="un")
        valider(renommer, page, "deux")
        valider(renommer, page, "un")
        assert suivre(client, "/ressources/un/") == ["/ressources/un/"]
        assert suivre(client, "/ressources/deux/") == ["/ressources/deux/", "/ressources/un/"]

    @pytest.mark.parametrize("prefixe", ["", "/en"])
    def test_pages_below_are_found_too(self, client, valider, prefixe):
        mere = valider(ContenuPageFactory, slug="mere")
        valider(ContenuPageFactory, slug="fille", parent=mere)
        valider(renommer, Page.objects.get(pk=mere.pk).specific, "autre")
        assert suivre(client, f"{prefixe}/mere/fille/")[-1] == f"{prefixe}/autre/fille/"

    def test_a_page_that_is_moved_is_found(self, client, valider):
        depart, arrivee = (
            valider(ContenuPageFactory, slug="a"),
            valider(ContenuPageFactory, slug="b"),
        )
        page = valider(ContenuPageFactory, slug="x", parent=depart)
        valider(page.move, arrivee, pos="last-child")
        assert suivre(client, "/a/x/") == ["/a/x/", "/b/x/"]


class TestActeurRenomme:
    @pytest.mark.parametrize("prefixe", ["", "/en"])
    def test_one_hop_after_two_names(self, client, db, prefixe):
        acteur = ActeurFactory(slug="un")
        renommer(acteur, "deux")
        renommer(acteur, "trois")
        etapes = suivre(client, prefixe + FICHE.format("un"))
        assert etapes == [prefixe + FICHE.format("un"), prefixe + FICHE.format("trois")]

    def test_back_to_its_first_name_makes_no_loop(self, client, db):
        acteur = ActeurFactory(slug="un")
        renommer(acteur, "deux")
        renommer(acteur, "un")
        assert suivre(client, FICHE.format("un")) == [FICHE.format("un")]
        assert suivre(client, FICHE.format("deux"))[-1] == FICHE.format("un")

    @pytest.mark.parametrize(("acte", "statut"), [("unpublish", 410), ("delete", 404)])
    def test_gone_after_it_took_its_first_name_back_it_leads_nowhere(
        self, client, db, acte, statut
    ):
        """An address that led to itself would turn for ever once nothing answers there."""
        acteur = ActeurFactory(slug="un")
        renommer(acteur, "deux")
        renommer(acteur, "un")
        getattr(acteur, acte)()
        assert client.get(FICHE.format("un")).status_code == statut

    def test_a_draft_leaves_no_address(self, client, db):
        acteur = ActeurFactory(slug="un", live=False)
        acteur.slug = "deux"
        acteur.save()
        assert not Redirect.objects.exists()
        assert client.get(FICHE.format("un")).status_code == 404

    def test_another_that_takes_the_old_address_answers_there(self, client, db):
        acteur = ActeurFactory(slug="un")
        renommer(acteur, "deux")
        ActeurFactory(slug="un", nom="Le remplaçant")
        assert "Le remplaçant" in client.get(FICHE.format("un")).content.decode()
        assert not Redirect.objects.filter(old_path="/annuaire/un").exists()


class TestRetrait:
    def test_without_redirect_a_withdrawn_page_answers_410_with_a_sentence(self, client, valider):
        page = valider(RessourcePageFactory, slug="retiree")
        valider(page.unpublish)
        phrases = {
            "/ressources/retiree/": "Ce contenu a été retiré",
            "/en/resources/retiree/": "This content has been withdrawn",
        }
        for adresse, phrase in phrases.items():
            reponse = client.get(adresse)
            assert reponse.status_code == 410
            assert phrase in reponse.content.decode()
        assert "no-cache" in reponse["Cache-Control"]

    def test_an_actor_too(self, client, db):
        acteur = ActeurFactory(slug="retire")
        acteur.unpublish()
        assert client.get(FICHE.format("retire")).status_code == 410

    def test_what_never_was_public_is_404(self, client, valider):
        valider(RessourcePageFactory, slug="secrete", live=False)
        assert client.get("/ressources/secrete/").status_code == 404
        assert client.get("/ressources/nulle-part/").status_code == 404

    def test_what_was_private_stays_unknown(self, client, valider):
        page = valider(RessourcePageFactory, slug="privee")
        page.view_restrictions.create(restriction_type="login")
        valider(page.unpublish)
        assert client.get("/ressources/privee/").status_code == 404


class TestProposition:
    def adresse(self, acte: str, page) -> str:
        return reverse(f"wagtailadmin_pages:{acte}", args=[page.pk])

    @pytest.fixture
    def pages(self, valider):
        return valider(RessourcePageFactory, slug="quittee"), valider(
            RessourcePageFactory, slug="cible", title="La cible"
        )

    @pytest.mark.parametrize(
        ("acte", "role"), [("unpublish", "Rédaction"), ("delete", "Administration")]
    )
    def test_the_choice_makes_the_redirect_in_both_languages(
        self, comme, client, valider, pages, acte, role
    ):
        page, cible = pages
        donnees = {"rediriger_vers": cible.pk}
        reponse = valider(comme(role).post, self.adresse(acte, page), donnees)
        dits = [
            str(message).replace("\u00a0", " ") for message in get_messages(reponse.wsgi_request)
        ]
        assert any("2 adresses mènent maintenant à « La cible »" in dit for dit in dits)
        client.logout()
        assert suivre(client, "/ressources/quittee/") == [
            "/ressources/quittee/",
            "/ressources/cible/",
        ]
        en = suivre(client, "/en/resources/quittee/")
        assert en == ["/en/resources/quittee/", "/en/resources/cible/"]

    @pytest.mark.parametrize(
        ("role", "propose"), [("Rédaction", True), ("Relecture", False), ("Administration", True)]
    )
    def test_is_made_to_whom_may_redirect(self, comme, pages, role, propose):
        page, cible = pages
        ecran = comme(role).get(self.adresse("unpublish", page)).content.decode()
        assert ('name="rediriger_vers"' in ecran) is propose
        if not propose:
            comme(role).post(self.adresse("unpublish", page), {"rediriger_vers": cible.pk})
            assert not Redirect.objects.exists() and Page.objects.get(pk=page.pk).live

    @pytest.mark.parametrize(
        "route",
        ["wagtailadmin_pages:delete", "wagtailadmin_pages:unpublish", "acteurs:unpublish"],
    )
    def test_its_form_is_built_once_for_the_screen(self, comme, pages, monkeypatch, route):
        objet = ActeurFactory() if route.startswith("acteurs") else pages[0]
        faits, batir = [], RedirectionDeTousForm.__init__
        monkeypatch.setattr(
            RedirectionDeTousForm,
            "__init__",
            lambda form, *args, **options: faits.append(form) or batir(form, *args, **options),
        )
        ecran = comme("Administration").get(reverse(route, args=[objet.pk])).content.decode()
        assert ecran.count('name="rediriger_vers"') == 1 and len(faits) == 1

    def test_a_target_that_nobody_can_read_is_refused_and_nothing_is_withdrawn(
        self, redaction, valider, pages
    ):
        page, _cible = pages
        brouillon = valider(RessourcePageFactory, live=False)
        for mauvaise in (brouillon.pk, page.pk, 999_999, "x"):
            url = self.adresse("unpublish", page)
            reponse = redaction.post(url, {"rediriger_vers": mauvaise}, follow=True)
            assert reponse.redirect_chain == [(url, 302)]
            assert list(reponse.context["messages"])
        assert Page.objects.get(pk=page.pk).live and not Redirect.objects.exists()

    def test_two_retreats_in_a_row_stay_one_hop(self, redaction, client, valider, pages):
        page, cible = pages
        troisieme = valider(RessourcePageFactory, slug="troisieme")
        for quittee, vers in ((page, cible), (cible, troisieme)):
            valider(redaction.post, self.adresse("unpublish", quittee), {"rediriger_vers": vers.pk})
        etapes = suivre(client, "/ressources/quittee/")
        assert etapes == ["/ressources/quittee/", "/ressources/troisieme/"]

    def test_back_at_its_address_the_page_is_read_and_no_loop_is_left(
        self, redaction, client, valider, pages
    ):
        page, cible = pages
        valider(redaction.post, self.adresse("unpublish", page), {"rediriger_vers": cible.pk})
        valider(Page.objects.get(pk=page.pk).specific.save_revision().publish)
        valider(redaction.post, self.adresse("unpublish", cible), {"rediriger_vers": page.pk})
        assert suivre(client, "/ressources/quittee/") == ["/ressources/quittee/"]
        assert suivre(client, "/ressources/cible/")[-1] == "/ressources/quittee/"

    def test_the_pages_below_are_redirected_when_they_go_too(self, comme, client, valider):
        mere = valider(ContenuPageFactory, slug="mere")
        valider(ContenuPageFactory, slug="fille", parent=mere)
        cible = valider(ContenuPageFactory, slug="cible")
        url = self.adresse("unpublish", mere)
        donnees = {"rediriger_vers": cible.pk, "include_descendants": "on"}
        valider(comme("Administration").post, url, donnees)
        assert suivre(client, "/mere/fille/") == ["/mere/fille/", "/cible/"]

    def test_a_redirect_while_a_page_answers_changes_nothing(self, client, pages):
        """Wagtail's middleware acts on 404 only."""
        Redirect.add_redirect("/ressources/quittee/", redirect_to=pages[1])
        assert suivre(client, "/ressources/quittee/") == ["/ressources/quittee/"]

    def test_the_service_refuses_whom_may_not(self, pages):
        with pytest.raises(redirections.PermissionDenied):
            redirections.rediriger(
                {"/x/": pages[0].locale_id}, vers=pages[1], par=UserFactory(groupe="Relecture")
            )

    def test_never_published_leaves_no_address_to_redirect(self, comme, valider):
        page = valider(RessourcePageFactory, live=False)
        ecran = comme("Administration").get(self.adresse("delete", page)).content.decode()
        assert "rediriger_vers" not in ecran


class TestActeurRetire:
    def adresse(self, acteur) -> str:
        return reverse("acteurs:unpublish", args=[acteur.pk])

    @pytest.mark.parametrize("prefixe", ["/annuaire", "/en/annuaire"])
    def test_its_addresses_old_ones_too_lead_where_one_chose(self, comme, client, valider, prefixe):
        acteur = valider(ActeurFactory, slug="ancien-nom")
        acteur.slug = "nom"
        valider(acteur.save_revision().publish)
        cible = valider(RessourcePageFactory, slug="cible")
        redaction = comme("Rédaction")
        assert "rediriger_vers" in redaction.get(self.adresse(acteur)).content.decode()
        valider(redaction.post, self.adresse(acteur), {"rediriger_vers": cible.pk})
        arrivee = "/en/resources/cible/" if prefixe.startswith("/en") else "/ressources/cible/"
        for slug in ("nom", "ancien-nom"):
            depart = f"{prefixe}/{slug}/"
            assert suivre(client, depart) == [depart, arrivee]

    def test_a_page_that_cannot_be_read_is_refused_and_nothing_is_withdrawn(self, comme, valider):
        acteur = valider(ActeurFactory)
        cible = valider(RessourcePageFactory, live=False)
        reponse = comme("Rédaction").post(self.adresse(acteur), {"rediriger_vers": cible.pk})
        assert "choisissez une autre page publiée" in str(
            list(get_messages(reponse.wsgi_request))[0]
        )
        acteur.refresh_from_db()
        assert acteur.live and not Redirect.objects.exists()


def test_a_theme_that_is_used_says_so_before_any_redirect(comme, valider):
    """The refusals of other rooms come first."""
    page = valider(RessourcePageFactory)
    theme = ThemePage.objects.get(pk=page.themes_lies.get().theme_id)
    url = reverse("wagtailadmin_pages:unpublish", args=[theme.pk])
    reponse = comme("Administration").post(url, {"rediriger_vers": page.pk}, follow=True)
    assert "retirez-le d’abord" in reponse.content.decode()
    assert not Redirect.objects.exists()
