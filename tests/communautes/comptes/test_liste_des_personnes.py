"""The list of people in the admin: what it shows, finds, filters, exports, and what it costs."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from communautes.comptes.affiliations.models import Niveau
from communautes.comptes.evenements import noter
from communautes.comptes.models import User
from home.templatetags.adresses_tags import coupable
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

LISTE = reverse("wagtailusers_users:index")


@pytest.fixture
def administration(client, db):
    client.force_login(UserFactory(groupe="Administration", last_name="Zoé"))
    return client


def noms(reponse) -> list[str]:
    return [personne.last_name for personne in reponse.context["object_list"]]


def peupler(nombre: int) -> None:
    for _rang in range(nombre):
        personne = UserFactory(groupe="Rédaction")
        AffiliationFactory.create_batch(2, personne=personne)
        SocialAccount.objects.create(user=personne, provider="proconnect", uid=f"sub-{personne.pk}")
        Authenticator.objects.create(user=personne, type="totp", data={})
        noter("connexion", personne=personne, porte="courriel", nouveau_compte=False)


class TestListe:
    def test_a_line_says_what_one_looks_for(self, administration):
        personne = UserFactory(
            first_name="Élise", last_name="Abel", groupe="Relecture", boite_partagee=True
        )
        commune = CollectiviteFactory(nom="Vernon")
        AffiliationFactory(personne=personne, collectivite=commune, niveau=Niveau.VALIDEE)
        SocialAccount.objects.create(user=personne, provider="proconnect", uid="sub")
        noter("connexion", personne=personne, porte="courriel", nouveau_compte=False)
        page = administration.get(LISTE).content.decode()
        for dit in (
            "Élise Abel",
            coupable(personne.email),
            "Boîte partagée",
            "Vernon",
            "validée",
            "Relecture",
            "ProConnect, code",
            "Ouvert",
        ):
            assert dit in page

    def test_it_costs_the_same_whatever_the_number(self, administration, count_queries):
        peupler(3)
        peu = count_queries(administration.get, LISTE)
        peupler(9)
        assert count_queries(administration.get, LISTE) == peu <= 25

    @pytest.mark.parametrize("question", ["elise", "ABEL", "elise abel", "mairie.example"])
    def test_search_without_accents(self, administration, question):
        UserFactory(first_name="Élise", last_name="Abel", email="e@mairie.example.org")
        UserFactory(last_name="Autre")
        assert noms(administration.get(LISTE, {"q": question})) == ["Abel"]

    def test_sorted_as_it_is_read(self, administration):
        for nom in ("Évrard", "Faure", "Dupré"):
            UserFactory(last_name=nom)
        assert noms(administration.get(LISTE)) == ["Dupré", "Évrard", "Faure", "Zoé"]
        assert noms(administration.get(LISTE, {"ordering": "-name"}))[0] == "Zoé"

    @pytest.mark.parametrize("tri", ["niveau", "-niveau", "last_login", "is_active", "-is_active"])
    def test_every_sort_answers(self, administration, tri):
        peupler(2)
        assert administration.get(LISTE, {"ordering": tri}).status_code == 200

    def test_it_says_when_nothing_matches(self, administration):
        page = administration.get(LISTE, {"q": "introuvable"}).content.decode()
        assert "Rien ne correspond" in page


class TestFiltres:
    @pytest.fixture
    def monde(self, administration):
        """One person a situation, named after it."""
        vieux = timezone.localdate() - timedelta(days=400)
        UserFactory(last_name="Ferme", is_active=False)
        garde = UserFactory(last_name="Garde", last_login=timezone.now())
        UserFactory(last_name="Reuni", is_active=False, fusionne_dans=garde)
        UserFactory(last_name="Dormant", derniere_activite=vieux)
        redactrice = UserFactory(last_name="Redactrice", groupe="Rédaction")
        Authenticator.objects.create(user=redactrice, type="totp", data={})
        secours = UserFactory(last_name="Secours", groupe="Relecture")
        Authenticator.objects.create(user=secours, type="recovery_codes", data={})
        UserFactory(last_name="Boite", boite_partagee=True)
        relie = UserFactory(last_name="Relie")
        SocialAccount.objects.create(user=relie, provider="proconnect", uid="sub")
        for nom in ("Relie", "Parcode"):
            personne = User.objects.filter(last_name=nom).first() or UserFactory(last_name=nom)
            noter("connexion", personne=personne, porte="courriel", nouveau_compte=False)
        agente = UserFactory(last_name="Agente")
        commune = CollectiviteFactory(nom="Évreux", departement="27")
        AffiliationFactory(personne=agente, collectivite=commune, niveau=Niveau.CONFIRMEE)
        return administration

    @pytest.mark.parametrize(
        ("filtre", "attendus"),
        [
            ({"etat": "ferme"}, {"Ferme"}),
            ({"etat": "reuni"}, {"Reuni"}),
            ({"etat": "dormant"}, {"Dormant"}),
            ({"role": "Rédaction"}, {"Redactrice"}),
            ({"niveau": "3"}, {"Agente"}),
            ({"niveau": "5"}, set()),
            ({"collectivite": "evreux"}, {"Agente"}),
            ({"departement": "27"}, {"Agente"}),
            ({"departement": "2A"}, set()),
            ({"porte": "proconnect"}, {"Relie"}),
            ({"porte": "code"}, {"Parcode"}),
            ({"facteur": "oui"}, {"Redactrice"}),
            ({"facteur": "manque"}, {"Secours", "Zoé"}),
            ({"boite_partagee": "true"}, {"Boite"}),
        ],
    )
    def test_each_keeps_those_it_says(self, monde, filtre, attendus):
        assert set(noms(monde.get(LISTE, filtre))) == attendus

    def test_the_others_are_left_out(self, monde):
        assert "Redactrice" not in noms(monde.get(LISTE, {"role": "sans"}))
        assert "Agente" not in noms(monde.get(LISTE, {"niveau": "sans"}))
        ouverts = noms(monde.get(LISTE, {"etat": "ouvert"}))
        assert "Garde" in ouverts and not {"Ferme", "Reuni"} & set(ouverts)


class TestExport:
    def lignes(self, reponse) -> list[list[str]]:
        texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(texte), delimiter=";"))

    def test_a_formula_is_a_text_again(self, administration):
        UserFactory(first_name="=1+1", last_name="@Abel")
        [entetes, ligne, _moi] = self.lignes(administration.get(LISTE, {"export": "csv"}))
        assert ligne[entetes.index("Prénom")] == "'=1+1"
        assert ligne[entetes.index("Nom")] == "'@Abel"

    def test_a_workbook_too(self, administration):
        UserFactory(first_name="=1+1", last_name="Abel")
        reponse = administration.get(LISTE, {"export": "xlsx"})
        feuille = openpyxl.load_workbook(io.BytesIO(reponse.getvalue())).active
        valeurs = [cellule for rangee in feuille.iter_rows() for cellule in rangee]
        assert not [cellule for cellule in valeurs if cellule.data_type == "f"]

    def test_it_follows_the_filter_and_leaves_a_trace(self, administration):
        UserFactory(last_name="Ferme", is_active=False)
        lignes = self.lignes(administration.get(LISTE, {"export": "csv", "etat": "ferme"}))
        assert len(lignes) == 2
        trace = ModelLogEntry.objects.get(action="comptes.export")
        assert trace.data == {"nombre": 1} and trace.user.last_name == "Zoé"

    def test_it_costs_the_same_whatever_the_number(self, administration, count_queries):
        def exporter():
            self.lignes(administration.get(LISTE, {"export": "csv"}))

        peupler(3)
        peu = count_queries(exporter)
        peupler(9)
        assert count_queries(exporter) == peu

    @pytest.mark.parametrize("role", ["Rédaction", "Relecture"])
    def test_only_the_administration_has_it(self, client, db, role):
        client.force_login(UserFactory(groupe=role))
        adresse = reverse("echanges:exporter", args=["personnes", "csv"])
        assert client.get(adresse).status_code in (302, 403)


def test_an_address_is_cut_between_its_parts(administration):
    UserFactory(email="administration@demo.example.org", first_name="Léa", last_name="Roux")
    page = administration.get(LISTE).text
    assert "administration@<wbr>demo<wbr>.example<wbr>.org" in page


def test_an_address_is_still_escaped():
    assert coupable("<b>@a.fr") == "&lt;b&gt;@<wbr>a<wbr>.fr"


def test_the_screen_that_opens_an_account(administration):
    """Says it in French, and has no tab out of its list of tabs (RGAA, aria-required-parent)."""
    page = administration.get(reverse("wagtailusers_users:add")).text
    assert re.search(r"<title>\s*Ouvrir un compte\b", page)
    assert "Ouvrir un compte" in re.search(r"<h1.*?</h1>", page, re.S)[0]
    assert "Ajouter l&#x27;utilisateur" not in page
    _avant, onglets, panneaux = re.split(r'role="tablist"|class="tab-content"', page)
    assert onglets.count('role="tab"') == 2 and 'role="tab"' not in panneaux


def test_an_account_is_no_content_that_serves(administration):
    page = administration.get(reverse("wagtailusers_users:edit", args=[UserFactory().pk])).text
    assert "Sert 0 fois" not in page
