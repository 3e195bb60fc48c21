"""Writing on the site: step by step, kept as it is typed, resumed anywhere, by two at once."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from communautes.comptes.affiliations.models import Niveau
from communautes.retours import services
from communautes.retours.etapes import ETAPES, etapes_de
from communautes.retours.models import RetourExperience
from communautes.retours.services.ecriture import brouillon_de
from tests.factories import AffiliationFactory, ThemePageFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
PROFONDS = ["[" * 100_000, "[" * 5_000]  # more than the parser goes down
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


def navigateur(personne) -> Client:
    client = Client()
    client.force_login(personne)
    return client


@pytest.fixture
def retour():
    return RetourFactory(etat="brouillon")


@pytest.fixture
def auteur(retour):
    return navigateur(retour.parcours.auteur)


def relu(retour) -> RetourExperience:
    frais = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    return brouillon_de(frais)


def adresse(retour, etape: str, vue: str = "ecrire") -> str:
    return reverse(f"retours:{vue}", args=[retour.pk, etape])


def caches(page: str) -> dict:
    """What the page carries, that one does not see."""
    return {
        nom: re.search(rf'name="{nom}" value="([^"]*)"', page)[1].replace("&quot;", '"')
        for nom in ("lu", "page")
    }


def ouvrir(client, retour, etape: str) -> dict:
    reponse = client.get(adresse(retour, etape))
    assert reponse.status_code == 200
    return caches(reponse.content.decode())


def envoyer(client, retour, etape: str, donnees: dict, **reste):
    return client.post(adresse(retour, etape, "garder"), donnees, **reste)


class TestCommencer:
    def test_from_the_empty_list_to_the_second_step(self):
        affiliation = AffiliationFactory()
        client = navigateur(affiliation.personne)
        assert "Vous n’avez encore rien écrit" in client.get("/mon-compte/retours/").text
        page = client.get("/mon-compte/retours/nouveau/?titre=Une cour").text
        assert affiliation.collectivite.nom in page and 'value="Une cour"' in page
        reponse = client.post(
            reverse("retours:commencer"), {"titre": "Une cour ouverte", "format": "court"}
        )
        retour = RetourExperience.objects.get()
        assert reponse.url == adresse(retour, "fait")
        assert retour.parcours.auteur == affiliation.personne
        assert "Une cour ouverte" in client.get("/mon-compte/retours/").text

    def test_two_clicks_are_one(self):
        client = navigateur(AffiliationFactory().personne)
        for _clic in range(2):
            donnees = {"titre": "Une cour", "format": "complet"}
            client.post(reverse("retours:commencer"), donnees)
        assert RetourExperience.objects.get().format == "complet"

    def test_for_no_collectivite_the_way_is_told_and_the_title_given_back(self):
        client = navigateur(UserFactory())
        page = client.get("/mon-compte/retours/nouveau/").text
        assert reverse("affiliations:rejoindre") in page and "Commencer à écrire" not in page
        reponse = client.post(
            reverse("retours:commencer"), {"titre": "Une cour", "format": "court"}
        )
        assert reponse.status_code == 422 and 'value="Une cour"' in reponse.text
        assert not RetourExperience.objects.exists()

    def test_a_declared_one_is_told_what_anct_does_first(self):
        declaree = AffiliationFactory(niveau=Niveau.DECLAREE)
        client = navigateur(declaree.personne)
        page = client.get("/mon-compte/retours/nouveau/").text
        assert "l’ANCT vérifiera ce lien avant de publier" in page
        donnees = {"titre": "Une cour", "format": "court"}
        assert client.post(reverse("retours:commencer"), donnees).status_code == 302

    @pytest.mark.parametrize("titre", ["", "x" * 111])
    def test_a_title_that_is_not_receivable_comes_back_whole(self, titre):
        client = navigateur(AffiliationFactory().personne)
        donnees = {"titre": titre, "format": "complet"}
        reponse = client.post(reverse("retours:commencer"), donnees)
        assert reponse.status_code == 422 and f'value="{titre}"' in reponse.text or not titre


class TestEtapes:
    def test_ten_minutes_are_five_screens(self):
        court, complet = RetourFactory.build(format="court"), RetourFactory.build()
        assert [e.code for e in etapes_de(court)] == [
            "titre",
            "fait",
            "appris",
            "periode",
            "themes",
        ]
        assert etapes_de(complet) == list(ETAPES)

    @pytest.mark.parametrize("etape", [e.code for e in ETAPES])
    def test_each_asks_says_why_and_where_one_is(self, retour, auteur, etape):
        page = auteur.get(adresse(retour, etape)).text
        faite = next(e for e in ETAPES if e.code == etape)
        assert f'<h1 class="fr-h2">{faite.question}</h1>' in page
        assert str(faite.pourquoi) in page
        assert f"Étape {ETAPES.index(faite) + 1} sur {len(ETAPES)}" in page
        assert ("Voir un exemple" in page) == bool(faite.exemple)

    def test_from_the_first_to_the_last_in_the_short_version(self):
        retour = RetourFactory(etat="brouillon", format="court", themes=[])
        theme = ThemePageFactory()
        client = navigateur(retour.parcours.auteur)
        dits = {
            "titre": {"titre": "Une cour"},
            "fait": {"fait": "Nous avons ouvert."},
            "appris": {"appris": "Commencer petit."},
            "periode": {
                "debut_mois": "3",
                "debut_annee": "2024",
                "fin_mois": "9",
                "fin_annee": "2025",
            },
            "themes": {"themes": [theme.pk]},
        }
        etape, vues = "titre", []
        while etape:
            vues.append(etape)
            donnees = ouvrir(client, retour, etape) | dits[etape] | {"vers": "suite"}
            suite = envoyer(client, retour, etape, donnees).url
            etape = (re.search(r"/ecrire/(\w+)/", suite) or [None, ""])[1]
        assert vues == list(dits) and suite == reverse("retours:suivi", args=[retour.pk])
        ecrit = relu(retour)
        assert (ecrit.titre, ecrit.debut, ecrit.fin) == (
            "Une cour",
            date(2024, 3, 1),
            date(2025, 9, 1),
        )
        assert [lien.theme for lien in ecrit.themes_lies.all()] == [theme]
        assert "L’envoyer" in client.get(suite).text

    @pytest.mark.parametrize(
        ("vers", "ou"),
        [
            ("avant", "contexte"),
            ("ici", "fait"),
            ("suivi", ""),
            ("apercu", "apercu"),
            ("x", "participation"),
        ],
    )
    def test_each_button_keeps_the_step(self, retour, auteur, vers, ou):
        donnees = ouvrir(auteur, retour, "fait") | {"fait": "Autrement.", "vers": vers}
        suite = envoyer(auteur, retour, "fait", donnees).url
        assert relu(retour).fait == "Autrement."
        attendue = {"": reverse("retours:suivi", args=[retour.pk])}.get(ou)
        assert suite == attendue if attendue else ou in suite

    def test_a_whole_step_of_choices(self, retour, auteur):
        dits = {"niveau": "concertation", "publics": ["jeunes", "habitants"], "nombre": "1 200"}
        donnees = ouvrir(auteur, retour, "participation") | dits
        assert envoyer(auteur, retour, "participation", donnees).status_code == 302
        ecrit = relu(retour)
        assert (ecrit.niveau, ecrit.publics, ecrit.nombre) == (
            "concertation",
            ["habitants", "jeunes"],
            1200,
        )
        donnees = ouvrir(auteur, retour, "participation") | {"niveau": "", "nombre": ""}
        envoyer(auteur, retour, "participation", donnees)  # boxes that are unticked are not sent
        ecrit = relu(retour)
        assert (ecrit.niveau, ecrit.publics, ecrit.nombre) == ("", [], None)

    def test_changing_of_version_keeps_everything(self, retour, auteur):
        url = reverse("retours:version", args=[retour.pk])
        auteur.post(url, {"format": "court"})
        assert relu(retour).est_court and relu(retour).echecs
        donnees = ouvrir(auteur, retour, "echecs") | {"echecs": "Le portail."}  # another device
        assert envoyer(auteur, retour, "echecs", donnees).status_code == 302
        auteur.post(url, {"format": "complet"})
        assert relu(retour).echecs == "Le portail."

    def test_hours_are_said_in_the_language_of_the_page(self, retour, auteur):
        with translation.override("en"):
            adresses = [reverse("retours:suivi", args=[retour.pk]), adresse(retour, "fait")]
        for une in adresses:
            page = auteur.get(une).text.split("<main")[1]
            assert re.search(r"\d{1,2}:\d\d", page) and not re.search(r"\d\sh\s", page)

    def test_no_order_of_themes_is_promised_that_one_cannot_choose(self, retour, auteur):
        assert "premier" not in auteur.get(adresse(retour, "themes")).text.split("<main")[1]

    def test_tags_are_written_when_one_goes_on(self, retour, auteur):
        page = ouvrir(auteur, retour, "themes")
        themes = {"themes": [lien.theme_id for lien in retour.themes_lies.all()]}
        tape = page | themes | {"etiquettes": "omb"}
        envoyer(auteur, retour, "themes", tape, headers=SCRIPT)
        assert not list(relu(retour).tags.all())
        assert 'value="omb"' in auteur.get(adresse(retour, "themes")).text
        donnees = ouvrir(auteur, retour, "themes") | themes | {"etiquettes": "ombre, École, ombre"}
        envoyer(auteur, retour, "themes", donnees)
        assert sorted(tag.name for tag in relu(retour).tags.all()) == ["ombre", "École"]


class TestRienNEstPerdu:
    """What is typed is kept, receivable or not, and shown again anywhere."""

    def test_what_is_too_long_is_kept_whole_on_another_device(self, retour, auteur):
        avant, long = relu(retour).fait, "Nous avons ouvert. " * 600
        donnees = ouvrir(auteur, retour, "fait") | {"fait": long}
        reponse = envoyer(auteur, retour, "fait", donnees)
        assert reponse.status_code == 422 and long.strip() in reponse.text
        assert relu(retour).fait == avant
        ailleurs = navigateur(retour.parcours.auteur)
        page = ailleurs.get(adresse(retour, "fait"))
        assert page.status_code == 200 and long.strip() in page.text
        assert "Ce texte est trop long" in page.text
        suivi = ailleurs.get(reverse("retours:suivi", args=[retour.pk])).text
        assert "Une réponse est à corriger" in suivi and adresse(retour, "fait") in suivi
        donnees = ouvrir(ailleurs, retour, "fait") | {"fait": "Court."}
        assert envoyer(ailleurs, retour, "fait", donnees).status_code == 302
        assert relu(retour).fait == "Court." and not relu(retour).parcours.saisies

    def test_the_rest_of_the_step_is_written(self, retour, auteur):
        dits = {"jours_agent": "beaucoup", "prestataires": "Une paysagiste"}
        reponse = envoyer(auteur, retour, "moyens", ouvrir(auteur, retour, "moyens") | dits)
        assert reponse.status_code == 422 and 'value="beaucoup"' in reponse.text
        assert relu(retour).prestataires == "Une paysagiste"
        assert relu(retour).parcours.saisies == {"moyens": {"jours_agent": ["beaucoup"]}}

    def test_nothing_is_sent_while_an_answer_is_wrong(self, retour, auteur):
        dits = {"jours_agent": "beaucoup"}
        envoyer(auteur, retour, "moyens", ouvrir(auteur, retour, "moyens") | dits)
        page = auteur.post(reverse("retours:envoyer", args=[retour.pk]), follow=True).text
        assert "Une réponse est à corriger avant d’envoyer" in page
        assert relu(retour).parcours.preparation == "brouillon"

    @pytest.mark.parametrize(
        "dits",
        [
            {"debut_mois": "9", "debut_annee": "2025", "fin_mois": "3", "fin_annee": "2025"},
            {"debut_mois": "9", "debut_annee": ""},
            {"debut_mois": "13", "debut_annee": "2025"},
            {"debut_mois": "9", "debut_annee": "25"},
            {"fin_mois": "9", "fin_annee": "2025"},
            {"debut_mois": "3", "debut_annee": "2131"},
            {"debut_mois": "9", "debut_annee": "2024", "fin_mois": "3", "fin_annee": "2131"},
        ],
    )
    def test_a_period_that_is_not_one(self, retour, auteur, dits):
        reponse = envoyer(auteur, retour, "periode", ouvrir(auteur, retour, "periode") | dits)
        assert reponse.status_code == 422 and "fr-message--error" in reponse.text
        assert (relu(retour).debut, relu(retour).fin) == (None, None)
        assert "fr-message--error" in auteur.get(adresse(retour, "periode")).text

    def test_an_empty_title_leaves_the_one_that_was(self, retour, auteur):
        avant = relu(retour).titre
        reponse = envoyer(auteur, retour, "titre", ouvrir(auteur, retour, "titre") | {"titre": " "})
        assert reponse.status_code == 422 and relu(retour).titre == avant

    def test_what_a_word_processor_leaves(self, retour, auteur):
        colle = "Un\x00 dé\u00adbut\x0bpuis\u202e\ufeff :\r\n\uf0b7\tquatre\r\n•\u00a0cinq"
        colle += "\r\no\tsix\ue010"
        envoyer(auteur, retour, "fait", ouvrir(auteur, retour, "fait") | {"fait": colle})
        assert relu(retour).fait == "Un début\npuis :\n\n- quatre\n- cinq\n- six"

    def test_the_script_says_when(self, retour, auteur):
        tape = ouvrir(auteur, retour, "fait") | {"fait": "Nous avons ouv"}
        reponse = envoyer(auteur, retour, "fait", tape, headers=SCRIPT)
        assert re.fullmatch(r"Enregistré à \d{1,2}\sh\s\d\d", reponse.json()["etat"])
        assert relu(retour).fait == "Nous avons ouv"
        tape |= {"lu": reponse.json()["lu"], "fait": "x" * 8001}
        reponse = envoyer(auteur, retour, "fait", tape, headers=SCRIPT)
        assert "à corriger" in reponse.json()["etat"] and reponse.status_code == 200
        assert relu(retour).parcours.saisies["fait"]["fait"] == ["x" * 8001]

    def test_typing_is_one_version(self, retour, auteur):
        versions = retour.revisions.count()
        page = ouvrir(auteur, retour, "fait")
        for texte in ("Un", "Un d", "Un deux"):
            reponse = envoyer(auteur, retour, "fait", page | {"fait": texte}, headers=SCRIPT)
            page["lu"] = reponse.json()["lu"]
        assert retour.revisions.count() == versions and relu(retour).fait == "Un deux"

    def test_an_expired_session_gives_the_words_back(self, retour):
        anonyme = Client()
        donnees = {"fait": "Un texte de dix lignes.", "vers": "suite"}
        reponse = envoyer(anonyme, retour, "fait", donnees)
        assert reponse.status_code == 401
        assert 'value="Un texte de dix lignes."' in reponse.text and 'name="vers"' in reponse.text
        assert envoyer(anonyme, retour, "fait", donnees, headers=SCRIPT).status_code == 302

    def test_while_anct_reads_the_words_are_given_back(self, retour, auteur):
        donnees = ouvrir(auteur, retour, "fait") | {"fait": "Trop tard."}
        services.soumettre(retour, par=retour.parcours.auteur)
        reponse = envoyer(auteur, retour, "fait", donnees)
        assert reponse.status_code == 403 and "Trop tard." in reponse.text
        reponse = envoyer(auteur, retour, "fait", donnees, headers=SCRIPT)
        assert reponse.status_code == 403 and "en relecture" in reponse.json()["etat"]
        suite = auteur.get(adresse(retour, "fait"))
        assert suite.url == reverse("retours:suivi", args=[retour.pk])

    def test_so_are_those_of_who_follows_it_no_more(self, retour):
        autre = navigateur(AffiliationFactory().personne)
        reponse = envoyer(autre, retour, "fait", {"fait": "Perdu ?"})
        assert reponse.status_code == 404 and "Perdu ?" in reponse.text


class TestDeuxALaFois:
    @pytest.fixture
    def collegue(self, retour):
        lieu = retour.auteures.get().collectivite
        return navigateur(AffiliationFactory(collectivite=lieu).personne)

    def test_what_one_did_not_touch_stays_the_other_s(self, retour, auteur, collegue):
        la = {"cout": "aucun", "cout_precision": "", "jours_agent": "", "prestataires": ""}
        page = ouvrir(auteur, retour, "moyens") | la
        autre = ouvrir(collegue, retour, "moyens") | la
        envoyer(collegue, retour, "moyens", autre | {"jours_agent": "20"})
        envoyer(auteur, retour, "moyens", page | {"prestataires": "Une paysagiste"})
        assert (relu(retour).jours_agent, relu(retour).prestataires) == (20, "Une paysagiste")

    def test_what_both_wrote_is_compared(self, retour, auteur, collegue):
        page, autre = ouvrir(auteur, retour, "fait"), ouvrir(collegue, retour, "fait")
        envoyer(collegue, retour, "fait", autre | {"fait": "Les mots de Zoé."})
        reponse = envoyer(auteur, retour, "fait", page | {"fait": "Mes mots."})
        assert reponse.status_code == 422
        assert "Les mots de Zoé." in reponse.text and ">\nMes mots.</textarea>" in reponse.text
        assert relu(retour).fait == "Les mots de Zoé."
        page = caches(reponse.text)
        assert envoyer(auteur, retour, "fait", page | {"fait": "Nos mots."}).status_code == 302
        assert relu(retour).fait == "Nos mots."

    def test_the_script_overwrites_nothing(self, retour, auteur, collegue):
        page, autre = ouvrir(auteur, retour, "fait"), ouvrir(collegue, retour, "fait")
        envoyer(collegue, retour, "fait", autre | {"fait": "Les mots de Zoé."})
        tape = page | {"fait": "Mes mots."}
        reponse = envoyer(auteur, retour, "fait", tape, headers=SCRIPT)
        assert reponse.status_code == 409 and "comparer" in reponse.json()["etat"]
        assert relu(retour).fait == "Les mots de Zoé."

    def test_an_answer_that_the_network_lost_is_no_crossing(self, retour, auteur):
        page = ouvrir(auteur, retour, "fait")
        envoyer(auteur, retour, "fait", page | {"fait": "Un"}, headers=SCRIPT)
        assert envoyer(auteur, retour, "fait", page | {"fait": "Un deux"}).status_code == 302
        assert relu(retour).fait == "Un deux"

    def test_two_clicks_are_one(self, retour, auteur):
        page = ouvrir(auteur, retour, "fait") | {"fait": "Deux clics."}
        for _clic in range(2):
            assert envoyer(auteur, retour, "fait", page).status_code == 302
        assert relu(retour).fait == "Deux clics."

    @pytest.mark.parametrize("lu", ["", "{", "[]", '"x"', json.dumps({"fait": 3}), *PROFONDS])
    def test_a_mark_out_of_shape_loses_nothing(self, retour, auteur, lu):
        reponse = envoyer(auteur, retour, "fait", {"lu": lu, "fait": "Autre."})
        assert reponse.status_code in (302, 422) and "Autre." in (
            relu(retour).fait + (reponse.text if reponse.status_code == 422 else "")
        )
