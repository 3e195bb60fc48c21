"""The directory in the admin: who may do what, what publishing asks for, lists and export."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from ressources.models import Acteur
from tests.factories import ActeurFactory, ImageFactory, ThemePageFactory, UserFactory

ROLES = ["Rédaction", "Relecture", "Administration"]
TOUS, ECRIVENT, RELISENT = set(ROLES), {"Rédaction", "Administration"}, set(ROLES[1:])
# Screen → (method, roles that may); each takes the actor's key but for the first ones.
SANS_CLE = {
    "list": ("get", TOUS),
    "list_results": ("get", TOUS),
    "add": ("get", ECRIVENT),
    "preview_on_add": ("get", ECRIVENT),
}
AVEC_CLE = {
    "edit": ("get", TOUS),
    "history": ("get", TOUS),
    "history_results": ("get", TOUS),
    "usage": ("get", TOUS),
    "preview_on_edit": ("get", TOUS),
    "unpublish": ("get", TOUS),
    "workflow_history": ("get", TOUS),
    "lock": ("post", RELISENT),
    "unlock": ("post", RELISENT),
    "delete": ("get", {"Administration"}),
}
ECRANS = {**SANS_CLE, **AVEC_CLE}


@pytest.fixture
def comme(client, db):
    def _comme(role):
        client.force_login(UserFactory(groupe=role))
        return client

    return _comme


def adresse(ecran: str, acteur=None) -> str:
    return reverse(f"acteurs:{ecran}", args=[acteur.pk] if acteur else [])


def formulaire(themes=(), **champs) -> dict:
    """What the browser sends of the form."""
    lignes = [{"theme": str(theme.pk), "ORDER": str(r)} for r, theme in enumerate(themes)]
    donnees = {
        "nom": "La Fabrique",
        "slug": "la-fabrique",
        "reference": "ACT-FABRIQUE",
        "genre": "association",
        "resume": "Elle aide.",
        "description": rich_text("<p>Elle anime.</p>"),
        "toute_la_france": "on",
        "logo": "",
        "site_web": "",
        "page_contact": "",
        "themes_lies": inline_formset(lignes),
    }
    listes = {nom: champs.pop(nom) for nom in ("regions", "departements") if nom in champs}
    return nested_form_data(donnees | champs) | listes


class TestMatrice:
    """docs/droits.md."""

    @pytest.mark.parametrize("role", [None, *ROLES])
    @pytest.mark.parametrize("ecran", ECRANS)
    def test_screen(self, comme, role, ecran):
        methode, permis = ECRANS[ecran]
        url = adresse(ecran, None if ecran in SANS_CLE else ActeurFactory())
        response = getattr(comme(role), methode)(url)
        refuse = response.status_code == 403 or (
            response.status_code == 302 and response.url == reverse("wagtailadmin_home")
        )
        assert refuse is (role not in permis)

    def test_every_screen_is_in_the_matrix(self):
        from ressources.viewsets_acteurs import ActeurViewSet

        autres = {
            "revisions_revert",
            "revisions_view",
            "revisions_compare",
            "revisions_unschedule",
            "workflow_action",
            "collect_workflow_action_data",
            "confirm_workflow_cancellation",
            "workflow_preview",
            "workflow_history_detail",
        }  # same views of Wagtail, same permissions; they need a revision or a task
        noms = {motif.name for motif in ActeurViewSet().get_urlpatterns()}
        assert noms - autres - set(ECRANS) <= {"chooser", "reorder", "inspect", "copy"}

    @pytest.mark.parametrize("role", ROLES)
    def test_publication(self, comme, role):
        acteur = ActeurFactory(live=False, slug="la-fabrique", reference="ACT-FABRIQUE")
        donnees = formulaire([ThemePageFactory()]) | {"action-publish": "1"}
        comme(role).post(adresse("edit", acteur), donnees)
        acteur.refresh_from_db()
        assert acteur.live and acteur.nom == "La Fabrique"

    def test_an_actor_has_the_review_workflow(self, db):
        assert ActeurFactory().get_workflow().name == "Relecture"


class TestFormulaire:
    def test_a_draft_may_be_incomplete(self, comme):
        donnees = formulaire(genre="", resume="") | {"reference": "ACT-BROUILLON"}
        donnees.pop("toute_la_france")
        comme("Rédaction").post(adresse("add"), donnees)
        acteur = Acteur.objects.get(reference="ACT-BROUILLON")
        assert not acteur.live and acteur.genre == ""

    def test_publishing_says_all_that_is_missing_at_once_on_its_field(self, comme):
        donnees = formulaire(genre="", resume="") | {"action-publish": "1"}
        donnees.pop("toute_la_france")
        response = comme("Rédaction").post(adresse("add"), donnees)
        form = response.context["form"]
        assert set(form.errors) == {"genre", "resume", "toute_la_france"}
        assert "au moins un thème" in str(form.formsets["themes_lies"].non_form_errors())
        page = response.content.decode()
        assert "deux lignes qui disent ce qu’il fait" in page and "La Fabrique" in page
        assert not Acteur.objects.exists()

    @pytest.mark.parametrize(
        ("champs", "champ", "message"),
        [
            ({"slug": "prise"}, "slug", "a déjà cette adresse"),
            ({"reference": "ACT-PRISE"}, "reference", "a déjà cette référence"),
            ({"regions": ["53"]}, "toute_la_france", "décochez l’un ou l’autre"),
            ({"page_contact": "mailto:a@example.org"}, "page_contact", "URL"),
            ({"nom": ""}, "nom", "requis"),
        ],
        ids=lambda valeur: str(valeur)[:30],
    )
    def test_what_is_wrong_is_said_even_for_a_draft(self, comme, champs, champ, message):
        ActeurFactory(slug="prise", reference="ACT-PRISE")
        response = comme("Rédaction").post(adresse("add"), formulaire(**champs))
        assert message in str(response.context["form"].errors[champ])

    def test_an_e_mail_address_is_not_published(self, comme):
        texte = rich_text("<p>Écrivez à <b>lea</b>@fabrique.example.org</p>")
        donnees = formulaire([ThemePageFactory()], description=texte)
        response = comme("Rédaction").post(adresse("add"), donnees | {"action-publish": "1"})
        assert "Retirez l’adresse électronique" in str(response.context["form"].errors)

    def test_the_reference_is_given(self, comme):
        form = comme("Rédaction").get(adresse("add")).context["form"]
        assert form["reference"].value().startswith("ACT-")

    def test_preview_shows_what_is_typed(self, comme):
        acteur = ActeurFactory(slug="la-fabrique", reference="ACT-FABRIQUE")
        url = adresse("preview_on_edit", acteur)
        donnees = formulaire([ThemePageFactory(title="Partager l’eau")], nom="Un autre nom")
        client = comme("Rédaction")
        assert client.post(url, donnees).json()["is_valid"]
        page = client.get(url).content.decode()
        assert "Un autre nom" in page and "Partager l’eau" in page and "Toute la France" in page

    def test_preview_of_an_empty_form_is_possible(self, db):
        assert ActeurFactory(live=False, genre="", resume="", toute_la_france=False, themes=[])
        acteur = Acteur.objects.get()
        assert acteur.make_preview_request().status_code == 200

    def test_a_logo_shows_on_the_page(self, client, db):
        acteur = ActeurFactory(logo=ImageFactory())
        assert '<img src="/medias/' in client.get(acteur.get_absolute_url()).content.decode()


class TestSuppressionDunTheme:
    def test_is_explained_when_actors_point_at_it(self, comme):
        theme = ThemePageFactory()
        ActeurFactory.create_batch(2, themes=[theme])
        url = reverse("wagtailadmin_pages:delete", args=[theme.pk])
        response = comme("Administration").post(url, follow=True)
        assert "choisi par 2 acteurs de l’annuaire" in response.content.decode()
        assert Page.objects.filter(pk=theme.pk).exists()


class TestListe:
    def test_shows_where_and_on_what(self, comme):
        ActeurFactory(
            toute_la_france=False, regions=["53"], themes=[ThemePageFactory(title="Partager l’eau")]
        )
        page = comme("Rédaction").get(adresse("list")).content.decode()
        for attendu in ("Association", "Bretagne", "Partager l’eau"):
            assert attendu in page

    @pytest.mark.parametrize(
        ("parametres", "attendu"),
        [
            ({"q": "echelle"}, ["Échelle"]),
            ({"q": "ACT-ZED"}, ["Zéphyr"]),
            ({"genre": "reseau"}, ["Zéphyr"]),
            ({"departement": "22"}, ["Échelle", "Zéphyr"]),
            ({"departement": "01"}, ["Zéphyr"]),
            ({"etat": "brouillon"}, ["Zéphyr"]),
            ({"etat": "publiee"}, ["Échelle"]),
            ({"revoir": "sans_date"}, ["Échelle", "Zéphyr"]),
        ],
        ids=str,
    )
    def test_is_filtered(self, comme, parametres, attendu):
        ActeurFactory(nom="Échelle", toute_la_france=False, regions=["53"])
        ActeurFactory(nom="Zéphyr", genre="reseau", reference="ACT-ZED", live=False)
        response = comme("Rédaction").get(adresse("list"), parametres)
        assert sorted(a.nom for a in response.context["object_list"]) == sorted(attendu)

    def test_is_filtered_by_theme(self, comme):
        theme = ThemePageFactory()
        acteur = ActeurFactory(themes=[theme, ThemePageFactory()])
        ActeurFactory()
        response = comme("Rédaction").get(adresse("list"), {"theme": theme.pk})
        assert list(response.context["object_list"]) == [acteur]

    def test_costs_the_same_for_3_or_30(self, comme, count_queries):
        client = comme("Administration")
        ActeurFactory.create_batch(3)
        peu = count_queries(client.get, adresse("list"))
        ActeurFactory.create_batch(27)
        assert count_queries(client.get, adresse("list")) == peu <= 25

    def test_export_neutralises_formulas_and_keeps_codes(self, comme):
        ActeurFactory(nom="=1+1", toute_la_france=False, regions=["53", "01"])
        response = comme("Rédaction").get(adresse("list"), {"export": "csv"})
        lignes = b"".join(response.streaming_content).decode()
        assert "'=1+1" in lignes and "référence" in lignes.lower()

    def test_export_costs_the_same_for_3_or_12(self, comme, count_queries):
        client = comme("Rédaction")

        def exporter():
            b"".join(client.get(adresse("list"), {"export": "csv"}).streaming_content)

        ActeurFactory.create_batch(3)
        peu = count_queries(exporter)
        ActeurFactory.create_batch(9)
        assert count_queries(exporter) == peu
