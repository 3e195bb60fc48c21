"""The picker: what finds a collectivité, with a script and without; then the page of each."""

import re

import pytest
from django import forms
from django.urls import reverse

from communautes.territoires.forms import CollectiviteField
from communautes.territoires.models import Collectivite
from communautes.territoires.recherche import chercher
from communautes.territoires.sections import de_la_collectivite as sections
from home.sections import Section
from tests.factories import CollectiviteFactory
from tests.referentiel import charger


@pytest.fixture
def referentiel(db):
    charger()


def premiere(texte: str, **options) -> str:
    trouvees = chercher(texte, **options)
    return f"{trouvees[0].type} {trouvees[0].code}" if trouvees else ""


CAS = {
    "vandoeuvre": "commune 54547",
    "Vandœuvre-lès-Nancy": "commune 54547",
    "l'hay": "commune 94038",
    "L’HAŸ LES ROSES": "commune 94038",
    "lhay les roses": "commune 94038",
    "hay les roses": "commune 94038",
    "saint denis 93": "commune 93066",
    "st-denis 974": "commune 97411",
    "saint denis reunion": "commune 97411",
    "2A004": "commune 2A004",
    "ajaccio 20": "commune 2A004",
    "20A": "region 94",
    "20b": "region 94",
    "2B": "region 94",
    "67": "particuliere 6AE",
    "paris": "commune 75056",
    "75056": "commune 75056",
    "93200": "commune 93066",
    "havre": "commune 76351",
    "le havre": "commune 76351",
    "boersch": "commune 67052",
    "Bœrsch": "commune 67052",
    "metropole de lyon": "epci 200046977",
    "lyon": "commune 69123",
    "alsace": "particuliere 6AE",
    "215405473": "commune 54547",
    "strassbourg": "commune 67482",
    "grand nancy": "epci 245400676",
    "collectivité de corse": "region 94",
    "ille et vilaine": "departement 35",
}


class TestChercher:
    def test_hard_cases(self, referentiel):
        assert {texte: premiere(texte) for texte in CAS} == CAS

    @pytest.mark.parametrize("texte", ["", " ", "x", "%", "''", "\x00", "zzzzzzzz", "-", "\\"])
    def test_nothing(self, referentiel, texte):
        assert chercher(texte) == []

    def test_neither_merged_nor_without_assembly(self, referentiel):
        Collectivite.objects.filter(code="54547").update(
            statut="fusionnee", successeur=Collectivite.objects.get(type="commune", code="57591")
        )
        assert chercher("vandoeuvre") == []
        assert "departement 67" not in {f"{c.type} {c.code}" for c in chercher("bas rhin")}

    def test_only_these_types(self, referentiel):
        assert premiere("lyon", types=("epci",)) == "epci 200046977"

    def test_a_delegated_commune_leads_to_its_own(self, referentiel):
        assert premiere("filain") == "commune 02589"

    @pytest.mark.parametrize("texte", ["saint", "saint denis 93", "vandoeuvre", "strassbourg"])
    def test_few_queries_whatever_is_found(self, referentiel, texte, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            assert [c.intitule for c in chercher(texte)]

    def test_whole_words_at_the_end_of_a_long_question(self, referentiel):
        assert premiere("saint " * 40 + "denis") != ""


class Formulaire(forms.Form):
    collectivite = CollectiviteField()


def remplir(texte="", cle="") -> Formulaire:
    return Formulaire({"collectivite": texte, "collectivite_cle": cle})


class TestChamp:
    def test_chosen_in_the_list(self, referentiel):
        formulaire = remplir("Saint-Denis — Seine-Saint-Denis (93)", "commune-93066")
        assert formulaire.is_valid()
        assert formulaire.cleaned_data["collectivite"].code == "93066"

    def test_typed_without_a_script(self, referentiel):
        assert remplir("vandoeuvre").is_valid()

    def test_several_are_asked_which(self, referentiel):
        formulaire = remplir("saint denis")
        assert not formulaire.is_valid()
        html = str(formulaire["collectivite"])
        assert 'type="radio"' in html and "La Réunion (974)" in html
        assert 'type="hidden"' not in html

    def test_then_a_radio_button_is_believed(self, referentiel):
        formulaire = remplir("saint denis", "commune-97411")
        assert formulaire.is_valid()
        assert formulaire.cleaned_data["collectivite"].code == "97411"

    def test_what_is_typed_afterwards_wins(self, referentiel):
        formulaire = remplir("vandoeuvre", "commune-97411")
        assert formulaire.is_valid()
        assert formulaire.cleaned_data["collectivite"].code == "54547"

    @pytest.mark.parametrize(
        "cle", ["commune-99999", "departement-67", "n’importe quoi", "commune-\x0054547", "-"]
    )
    def test_a_key_that_names_nobody(self, referentiel, cle):
        assert not remplir("", cle).is_valid()

    def test_nothing_found(self, referentiel):
        formulaire = remplir("<b>zzzzzz")
        assert not formulaire.is_valid()
        assert "Aucune collectivité" in formulaire.errors["collectivite"][0]

    def test_required(self, referentiel):
        assert remplir().errors["collectivite"] == ["Choisissez une collectivité."]

    def test_optional(self, referentiel):
        class Libre(forms.Form):
            collectivite = CollectiviteField(required=False)

        formulaire = Libre({"collectivite": "", "collectivite_cle": ""})
        assert formulaire.is_valid() and formulaire.cleaned_data["collectivite"] is None

    def test_what_each_is_called(self, referentiel):
        noms = {(c.type, c.code): c.intitule for c in Collectivite.objects.all()}
        assert noms["departement", "67"] == "Bas-Rhin (67)"
        assert noms["commune", "97411"] == "Saint-Denis — La Réunion (974)"
        assert noms["region", "94"] == "Collectivité de Corse"

    def test_an_initial_one_is_shown(self, referentiel):
        lyon = Collectivite.objects.get(type="commune", code="69123")
        html = str(Formulaire(initial={"collectivite": lyon})["collectivite"])
        assert 'value="commune-69123"' in html and "Lyon — Rhône (69)" in html


class TestVues:
    def test_the_list_as_json(self, client, referentiel):
        lus = client.get(reverse("territoires:chercher"), {"q": "saint denis"}).json()
        premier, second = lus["collectivites"][:2]
        assert {premier["url"], second["url"]} == {
            "/collectivites/commune/93066/",
            "/collectivites/commune/97411/",
        }
        assert {"cle", "intitule", "type", "url"} == premier.keys()
        assert lus["autres"] is False

    def test_it_says_that_others_answer_too(self, client, db):
        CollectiviteFactory.create_batch(10, nom="Saint-Denis")
        adresse, question = reverse("territoires:chercher"), {"q": "saint denis"}
        page = reverse("territoires:liste") + "?collectivite=saint denis"
        assert client.get(adresse, question).json()["autres"] is False
        assert "répondent aussi" not in re.sub("data-tec-.*?>", "", client.get(page).text)
        CollectiviteFactory(nom="Saint-Denis")
        lus = client.get(adresse, question).json()
        assert lus["autres"] is True and len(lus["collectivites"]) == 10
        texte = re.sub("data-tec-.*?>", "", client.get(page).text)
        assert "répondent aussi" in texte and texte.count('name="collectivite_cle"') == 10

    def test_several_answers_are_no_fault(self, client, db):
        CollectiviteFactory.create_batch(2, nom="Saint-Denis")
        texte = client.get("/collectivites/", {"collectivite": "saint denis"}).text
        assert "laquelle cherchez-vous" in texte and 'value="saint denis"' in texte
        assert "à corriger" not in texte and "Erreur" not in texte
        assert "error" not in texte.split("<main")[1].split("</main>")[0]

    def test_mine_is_not_there_comes_after_the_error(self, client, db):
        texte = client.get("/collectivites/", {"collectivite": "zzzzzz"}).text
        assert texte.index("fr-error-text") < texte.index("La mienne n’y est pas")

    def test_no_official_address_in_it(self, client, referentiel):
        Collectivite.objects.update(emails_officiels=["mairie@commune.example.org"])
        json = client.get(reverse("territoires:chercher"), {"q": "lyon"}).content
        page = client.get("/collectivites/commune/69123/").content
        assert b"@" not in json and b"mairie@" not in page

    def test_the_page_without_a_script(self, client, referentiel):
        adresse = reverse("territoires:liste")
        assert "La Réunion (974)" in client.get(adresse, {"collectivite": "saint denis"}).text
        response = client.get(adresse, {"collectivite": "vandoeuvre", "collectivite_cle": ""})
        assert response.url == "/collectivites/commune/54547/"

    def test_a_collectivite_that_has_nothing_yet(self, client, referentiel):
        texte = client.get("/collectivites/commune/54547/").text
        assert "Vandœuvre-lès-Nancy" in texte and "Rien encore sur le portail" in texte
        assert "Métropole du Grand Nancy" in texte and "noindex" in texte

    def test_one_that_was_merged_leads_to_its_successor(self, client, db):
        nouvelle = CollectiviteFactory()
        ancienne = CollectiviteFactory(statut="fusionnee", successeur=nouvelle)
        response = client.get(ancienne.get_absolute_url())
        assert response.url == nouvelle.get_absolute_url()

    def test_one_without_assembly_says_who_deliberates(self, client, referentiel):
        texte = client.get("/collectivites/departement/67/").text
        assert 'href="/collectivites/particuliere/6AE/"' in texte

    @pytest.mark.parametrize(
        "adresse", ["commune/99999", "region/54547", "autre/54547", "commune/5454é"]
    )
    def test_nobody(self, client, referentiel, adresse):
        assert client.get(f"/collectivites/{adresse}/").status_code == 404

    def test_rooms_fill_it_and_it_costs_the_same(
        self, client, referentiel, monkeypatch, count_queries
    ):
        monkeypatch.setattr(sections, "_par_nom", {})
        sections.enregistrer(Section("rien", 1, "components/vide.html", lambda c, request: None))
        seule = count_queries(client.get, "/collectivites/commune/54547/")
        assert seule <= 10
        sections.enregistrer(
            Section(
                "essai", 2, "components/vide.html", lambda c, request: {"titre": "Trois retours"}
            )
        )
        assert "Rien encore" not in client.get("/collectivites/commune/54547/").text
        assert count_queries(client.get, "/collectivites/commune/54547/") == seule


class TestCoutConstant:
    """As many queries whatever there is to find, to show or to choose among."""

    def test_the_answers_of_the_picker(self, client, db, count_queries):
        adresse = reverse("territoires:chercher") + "?q=bourg"
        CollectiviteFactory.create_batch(3)
        peu = count_queries(client.get, adresse)
        CollectiviteFactory.create_batch(60)
        assert len(client.get(adresse).json()["collectivites"]) == 10
        assert count_queries(client.get, adresse) <= peu <= 6

    def test_the_page_that_asks_which_one(self, client, db, count_queries):
        adresse = reverse("territoires:liste") + "?collectivite=bourg"
        CollectiviteFactory.create_batch(2)
        peu = count_queries(client.get, adresse)
        CollectiviteFactory.create_batch(60)
        assert count_queries(client.get, adresse) <= peu <= 12

    def test_the_page_of_an_epci(self, client, db, count_queries):
        epci = CollectiviteFactory(type="epci")
        CollectiviteFactory.create_batch(2, epci=epci)
        peu = count_queries(client.get, epci.get_absolute_url())
        CollectiviteFactory.create_batch(40, epci=epci)
        assert count_queries(client.get, epci.get_absolute_url()) == peu <= 10
