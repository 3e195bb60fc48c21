"""« Mon compte », joining, proving, members, journal: what each shows, to whom, at what cost."""

import csv
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import openpyxl
import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import preuves, services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.journal.models import Entree
from communautes.territoires.forms import cle_de
from tests.communautes.comptes.affiliations.aides import code_officiel
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
COMPTE = "/mon-compte/"
MEMBRES = "/ma-collectivite/membres/"
JOURNAL = "/ma-collectivite/journal/"


@pytest.fixture
def moi(client):
    personne = UserFactory(first_name="Jeanne", last_name="Lefèvre")
    client.force_login(personne)
    return personne


def agir(nom: str, objet) -> str:
    return reverse(f"affiliations:{nom}", args=[objet.pk])


class TestSansCompte:
    @pytest.mark.parametrize("adresse", [COMPTE, "/mon-compte/rejoindre/", MEMBRES, JOURNAL])
    def test_a_visitor_signs_in_and_comes_back(self, client, adresse):
        reponse = client.get(adresse)
        assert reponse.status_code == 302 and f"next={adresse}" in reponse.url

    def test_the_header_asks_nothing_for_a_visitor(self, client, accueil):
        with CaptureQueriesContext(connection) as requetes:
            page = client.get("/contact/")
        assert "Vous agissez" not in page.text and not page.cookies.get("sessionid")
        tables = ("affiliations_affiliation", "comptes_user", "django_session")
        lues = [r["sql"] for r in requetes if any(table in r["sql"] for table in tables)]
        assert len(requetes) and not lues


class TestMonCompte:
    def test_without_a_collectivite(self, client, moi):
        page = client.get(COMPTE).text
        assert "Vous n’agissez pour aucune collectivité" in page
        assert "/mon-compte/rejoindre/" in page and "Vous agissez au nom de" not in page

    def test_what_is_closed_is_said_with_its_reason(self, client, moi):
        AffiliationFactory(
            personne=moi,
            niveau=Niveau.DECLAREE,
            statut="refusee",
            motif="Inconnue",
            close_le=timezone.now(),
        )
        assert "Motif\u00a0: «\u00a0Inconnue\u00a0»" in client.get(COMPTE).text

    def test_what_is_not_open_yet_is_shown_with_the_way(self, client, moi):
        affiliation = AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        page = client.get(COMPTE).text
        assert "Lire la liste des membres" in page and "Pas encore ouvert" in page
        assert agir("verifier", affiliation) in page

    def test_one_reason_is_said_once(self, client, moi):
        page = client.get(COMPTE).text
        assert page.count("il faut son nom et votre fonction") == 1
        assert "Lire la liste des membres" in page

    def test_what_the_site_does_not_do_yet_is_not_offered(self, client, moi):
        AffiliationFactory(personne=moi, role="provisoire")
        page = client.get(COMPTE).text
        assert "Prendre position" not in page and "projet partagé" not in page
        assert "Contester" not in page  # oneself

    def test_i_still_work_there(self, client, moi):
        ancienne = timezone.localdate() - timedelta(days=100)
        affiliation = AffiliationFactory(personne=moi, elu=True, confirmee_le=ancienne)
        for faux in ("demain", "2020-01-01"):
            client.post(agir("reconfirmer", affiliation), {"fin_mandat": faux})
            assert Affiliation.objects.get().confirmee_le == ancienne
        fin = timezone.localdate() + timedelta(days=2000)
        client.post(agir("reconfirmer", affiliation), {"fin_mandat": fin.isoformat()})
        affiliation.refresh_from_db()
        assert affiliation.confirmee_le == timezone.localdate()
        assert affiliation.fin_mandat == fin

    def test_it_costs_the_same_for_1_or_6(self, client, moi, count_queries):
        AffiliationFactory(personne=moi)
        un = count_queries(client.get, COMPTE)
        AffiliationFactory.create_batch(5, personne=moi)
        client.get(COMPTE)  # the session keeps for whom one acts, once
        assert count_queries(client.get, COMPTE) == un <= 20


class TestAgirAuNomDe:
    @pytest.fixture
    def deux(self, moi):
        return [
            AffiliationFactory(personne=moi, collectivite__nom=nom)
            for nom in ("Vandœuvre", "Ambérieu")
        ]

    def test_one_is_said_on_every_page(self, client, moi):
        AffiliationFactory(personne=moi, collectivite__nom="Vandœuvre")
        page = client.get("/contact/").text
        assert "Vous agissez au nom de <strong>Vandœuvre" in page.replace("\u00a0", " ")

    def test_several_are_switched(self, client, deux):
        page = client.get("/contact/").text
        assert "Changer de collectivité" in page
        envoi = {"affiliation": deux[1].pk, "suite": "/contact/"}
        reponse = client.post(reverse("affiliations:choisir"), envoi)
        assert reponse.url == "/contact/"
        choisi = f'<option value="{deux[1].pk}" selected>'
        assert choisi in client.get("/contact/").text

    @pytest.mark.parametrize("cle", ["", "abc", "9" * 30, "autre"])
    def test_nothing_but_ones_own(self, client, deux, cle):
        cle = AffiliationFactory().pk if cle == "autre" else cle
        client.post(reverse("affiliations:choisir"), {"affiliation": cle})
        page = client.get("/contact/").text
        assert f'<option value="{deux[0].pk}" selected>' in page

    def test_nowhere_else_afterwards(self, client, deux):
        envoi = {"affiliation": deux[1].pk, "suite": "https://ailleurs.example.org/"}
        assert client.post(reverse("affiliations:choisir"), envoi).url == COMPTE

    def test_by_post_only(self, client, deux):
        assert client.get(reverse("affiliations:choisir")).status_code == 405

    def test_one_that_has_ended_is_not_acted_for(self, client, moi, deux):
        client.post(reverse("affiliations:choisir"), {"affiliation": deux[1].pk}, follow=True)
        services.terminer(deux[1], par=moi)
        assert "Vous n’agissez plus au nom d’Ambérieu" in client.get("/contact/").text
        page = client.get("/contact/").text
        assert "Vandœuvre" in page and "Ambérieu" not in page

    def test_nor_one_that_the_clock_has_ended(self, client, moi):
        AffiliationFactory(personne=moi, elu=True, fin_mandat=timezone.localdate())
        assert "Vous agissez au nom de" in client.get("/contact/").text
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            client.force_login(moi)
            assert "Vous agissez au nom de" not in client.get("/contact/").text

    def test_it_costs_one_query(self, client, moi, count_queries):
        sans = count_queries(client.get, "/contact/")
        AffiliationFactory.create_batch(3, personne=moi)
        client.get("/contact/")  # the session keeps for whom one acts, once
        assert count_queries(client.get, "/contact/") <= sans + 1


class TestRejoindre:
    adresse = "/mon-compte/rejoindre/"

    def envoi(self, commune, **remplace):
        return {
            "collectivite": commune.intitule,
            "collectivite_cle": cle_de(commune),
            "fonction": "agent",
            "fin_mandat": "",
        } | remplace

    def test_it_leads_to_the_proof(self, client, moi):
        commune = CollectiviteFactory(emails_officiels=["mairie@bourg.example.org"])
        reponse = client.post(self.adresse, self.envoi(commune))
        affiliation = Affiliation.objects.get()
        assert reponse.url == agir("verifier", affiliation)
        assert "Envoyer un code à la collectivité" in client.get(reponse.url).text

    @pytest.mark.parametrize(("is_external", "niveau"), [(False, 2), (True, 1)])
    def test_what_the_door_knows_of_the_person(self, client, moi, monkeypatch, is_external, niveau):
        commune = CollectiviteFactory()
        source = [lambda request: preuves.Dit(f"{commune.siren}00012", is_external)]
        monkeypatch.setattr(preuves, "_sessions", source)
        client.post(self.adresse, self.envoi(commune))
        assert Affiliation.objects.get().niveau == niveau

    def test_who_has_no_name_gives_it(self, client):
        client.force_login(UserFactory())
        commune = CollectiviteFactory()
        assert "Indiquez votre prénom" in client.post(self.adresse, self.envoi(commune)).text
        noms = {"first_name": "Jeanne", "last_name": "Lefèvre"}
        assert client.post(self.adresse, self.envoi(commune, **noms)).status_code == 302
        assert Affiliation.objects.get().personne.last_name == "Lefèvre"

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"fonction": ""}, "Choisissez votre fonction"),
            ({"fonction": "elu"}, "Indiquez quand finit votre mandat"),
            ({"fonction": "elu", "fin_mandat": "2020-01-01"}, "Ce mandat est fini"),
            ({"fonction": "elu", "fin_mandat": "demain"}, "sous la forme"),
            ({"collectivite": "zzz", "collectivite_cle": ""}, "Aucune collectivité"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_kept(self, client, moi, champs, phrase):
        reponse = client.post(self.adresse, self.envoi(CollectiviteFactory(), **champs))
        assert reponse.status_code == 422 and phrase in reponse.text
        assert not Affiliation.objects.exists()

    def test_twice(self, client, moi):
        commune = CollectiviteFactory()
        client.post(self.adresse, self.envoi(commune))
        reponse = client.post(self.adresse, self.envoi(commune))
        assert reponse.status_code == 422 and "déjà rejoint" in reponse.text

    def test_ten_a_day(self, client, moi):
        for _ in range(10):
            client.post(self.adresse, self.envoi(CollectiviteFactory()))
        reponse = client.post(self.adresse, self.envoi(CollectiviteFactory()))
        assert "recommencez demain" in reponse.text and Affiliation.objects.count() == 10


class TestVerifier:
    @pytest.fixture
    def affiliation(self, moi):
        commune = CollectiviteFactory(emails_officiels=["mairie@bourg.example.org"])
        return services.declarer(moi, commune, fonction="agent")

    def test_from_the_button_to_the_confirmation(self, client, affiliation, relever):
        adresse = agir("verifier", affiliation)
        client.post(agir("envoyer_code", affiliation), {"suite": adresse})
        relever()
        code = re.search(r"^\d{4} \d{4}$", mail.outbox[-1].body, re.M)[0]
        faux = client.post(adresse, {"code": "1"})
        assert faux.status_code == 422 and "restants\u00a0: 4" in faux.text
        assert client.post(adresse, {"code": code}, follow=True).redirect_chain[-1][0] == COMPTE
        assert Affiliation.objects.get().niveau == Niveau.CONFIRMEE

    def test_reading_changes_nothing(self, client, affiliation, relever):
        client.get(agir("verifier", affiliation))
        assert client.get(agir("envoyer_code", affiliation)).status_code == 405
        assert relever() == []

    @pytest.mark.parametrize("nom", ["verifier", "envoyer_code", "reconfirmer", "quitter"])
    def test_somebody_elses_does_not_exist(self, client, moi, nom):
        assert client.post(agir(nom, AffiliationFactory())).status_code == 404

    def test_the_three_ways_are_said(self, client, moi):
        affiliation = AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        page = client.get(agir("verifier", affiliation)).text
        assert "Nous n’avons pas le courriel officiel" in page
        assert "Par le référent" in page and "Par l’ANCT" in page


class TestMembres:
    def test_who_is_not_verified_is_told_why_and_how(self, client, moi):
        affiliation = AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        reponse = client.get(MEMBRES)
        assert reponse.status_code == 403
        assert "concordante" in reponse.text and agir("verifier", affiliation) in reponse.text

    def test_names_and_no_address(self, client, moi):
        AffiliationFactory(personne=moi)
        commune = Affiliation.objects.get().collectivite
        autre = AffiliationFactory(collectivite=commune, personne__last_name="Ségur")
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        page = client.get(MEMBRES).text
        assert "Ségur" in page and autre.personne.email not in page
        assert agir("cautionner", demande) not in page and "C’est au référent" in page

    def test_the_referent_answers(self, client, moi):
        commune = AffiliationFactory(personne=moi, referent=True).collectivite
        demandes = AffiliationFactory.create_batch(2, collectivite=commune, niveau=Niveau.DECLAREE)
        assert agir("cautionner", demandes[0]) in client.get(MEMBRES).text
        client.post(agir("cautionner", demandes[0]))
        client.post(agir("refuser", demandes[1]), {"motif": "Pas de la mairie"})
        statuts = Affiliation.objects.in_bulk([d.pk for d in demandes])
        assert [statuts[d.pk].statut for d in demandes] == ["active", "refusee"]

    def test_a_refusal_without_a_reason_says_so(self, client, moi):
        commune = AffiliationFactory(personne=moi, referent=True).collectivite
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        reponse = client.post(agir("refuser", demande), {"motif": ""})
        assert reponse.status_code == 422 and "le motif est obligatoire" in reponse.text
        assert Affiliation.objects.get(pk=demande.pk).statut == "demandee"

    @pytest.mark.parametrize("nom", ["cautionner", "refuser", "retirer", "nommer", "habiliter"])
    def test_those_of_another_collectivite_do_not_exist(self, client, moi, nom):
        AffiliationFactory(personne=moi, referent=True)
        assert client.post(agir(nom, AffiliationFactory())).status_code == 404

    def test_contest_and_give_up_the_place(self, client, moi):
        mienne = AffiliationFactory(personne=moi)
        provisoire = AffiliationFactory(collectivite=mienne.collectivite, role="provisoire")
        assert agir("contester", provisoire) in client.get(MEMBRES).text
        client.post(agir("contester", provisoire), {"motif": "Je suis chargée du dossier"})
        client.force_login(provisoire.personne)
        contestation = provisoire.contestations.get()
        assert agir("ceder", contestation) in client.get(MEMBRES).text
        client.post(agir("ceder", contestation))
        mienne.refresh_from_db()
        assert mienne.role == Affiliation.Role.REFERENT_PROVISOIRE

    def test_it_costs_the_same_for_3_or_12(self, client, moi, count_queries):
        commune = AffiliationFactory(personne=moi, referent=True).collectivite

        def ajouter(nombre):
            AffiliationFactory.create_batch(nombre, collectivite=commune)
            AffiliationFactory.create_batch(nombre, collectivite=commune, niveau=Niveau.DECLAREE)

        ajouter(3)
        peu = count_queries(client.get, MEMBRES)
        ajouter(9)
        assert count_queries(client.get, MEMBRES) == peu <= 20


class TestJournal:
    def test_ones_own_collectivite_and_no_other(self, client, moi):
        mienne = AffiliationFactory(personne=moi)
        services.reconfirmer(mienne, par=moi)
        autre = AffiliationFactory()
        services.terminer(autre, par=autre.personne)
        page = client.get(JOURNAL).text
        assert "Affiliation confirmée à nouveau" in page and "Jeanne Lefèvre" in page
        assert "Affiliation terminée" not in page

    def test_it_says_about_whom_and_at_what_time_in_paris(self, client, moi):
        mienne = AffiliationFactory(personne=moi, role="referent")
        ines = UserFactory(first_name="Inès", last_name="Morel")
        demande = services.declarer(ines, mienne.collectivite, fonction="agent")
        with time_machine.travel("2026-12-01T15:39:00Z"):
            services.cautionner(demande, par=moi)
        page = client.get(JOURNAL).text
        assert re.search("cautionnée par un référent.*?<dd>Inès Morel<.*?<dd>Jeanne L", page, re.S)
        assert "1er décembre 2026 à 16\u00a0h\u00a039 (heure de Paris)" in page
        anonymiser(ines, par=ines, cause=Cause.DEMANDE)
        page = client.get(JOURNAL).text
        assert "Inès Morel" not in page and "<dd>un·e agent·e de " in page

    def test_who_has_no_name_is_no_address(self, client, moi):
        mienne = AffiliationFactory(personne=moi)
        autre = AffiliationFactory(
            collectivite=mienne.collectivite, personne=UserFactory(first_name="", last_name="")
        )
        services.terminer(autre, par=autre.personne)
        page = client.get(JOURNAL).text
        assert "Une personne de la collectivité" in page and autre.personne.email not in page

    def test_below_the_level(self, client, moi):
        AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        assert client.get(JOURNAL).status_code == 403

    def test_empty(self, client, moi):
        AffiliationFactory(personne=moi)
        assert "Rien n’y est encore écrit" in client.get(JOURNAL).text

    def test_it_costs_the_same_for_3_or_12(self, client, moi, count_queries):
        commune = AffiliationFactory(personne=moi).collectivite

        def ajouter(nombre):
            for _ in range(nombre):
                autre = AffiliationFactory(collectivite=commune)
                Entree.objects.create(
                    acte="affiliations.terminee",
                    personne=UserFactory(),
                    concerne=commune,
                    objet=autre,
                )

        ajouter(3)
        peu = count_queries(client.get, JOURNAL)
        ajouter(9)
        assert count_queries(client.get, JOURNAL) == peu <= 20


class TestCeQuiSeLit:
    """Names after « de », functions, dates: as French says them."""

    def test_a_name_is_contracted(self, client, moi):
        le_havre = CollectiviteFactory(nom="Le Havre")
        mienne = AffiliationFactory(personne=moi, collectivite=le_havre, role="referent")
        ines = UserFactory(first_name="Inès", last_name="Morel")
        services.declarer(ines, le_havre, fonction="agent")
        membres = client.get(MEMBRES).text
        assert "Refuser la demande d’Inès Morel" in membres and mienne.qui in membres
        pages = membres + client.get(COMPTE).text + client.get(JOURNAL).text
        assert "au nom du Havre" in pages and "de Le Havre" not in pages

    def test_before_and_after_the_proof(self, client, moi):
        affiliation = AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        page = client.get(agir("verifier", affiliation)).text
        assert "Vous travaillez à" not in page and "il reste à vérifier" in page
        verifiee = AffiliationFactory(personne=moi)
        page = client.get(agir("verifier", verifiee)).text
        assert "il reste à" not in page.lower() and "c’est fait" in page

    def test_the_function_the_role_and_the_account(self, client, moi):
        AffiliationFactory(personne=moi, elu=True, role="referent", habilite_a_engager=True)
        for page in (client.get(COMPTE).text, client.get(MEMBRES).text):
            assert "Mandat électif" in page and "Référent, peut engager la collectivité" in page
        page = client.get(COMPTE).text
        assert moi.email in page and "<dd>Jeanne Lefèvre</dd>" in page

    def test_who_becomes_provisional_referent_is_told(self, client, moi, relever):
        commune = CollectiviteFactory(nom="Le Havre", emails_officiels=["m@havre.example.org"])
        affiliation = services.declarer(moi, commune, fonction="agent")
        services.envoyer_code(affiliation, par=moi)
        relever()
        code = {"code": code_officiel()}
        page = client.post(agir("verifier", affiliation), code, follow=True).text
        assert "vous agissez au nom du Havre, et vous en êtes le référent provisoire" in page

    def test_a_refused_reason_is_marked_and_says_whose(self, client, moi):
        mienne = AffiliationFactory(personne=moi, role="referent")
        ines = UserFactory(first_name="Inès", last_name="Morel")
        demande = services.declarer(ines, mienne.collectivite, fonction="agent")
        reponse = client.post(agir("refuser", demande), {"motif": "Inès Morel est partie"})
        assert reponse.status_code == 422
        assert '<h1 class="fr-mb-4w">Refuser la demande d’Inès Morel</h1>' in reponse.text
        assert 'href="#id_motif"' in reponse.text and 'aria-invalid="true"' in reponse.text

    def test_the_end_of_a_mandate_is_not_called_optional(self, client, moi):
        page = client.get("/mon-compte/rejoindre/").text
        assert "Obligatoire pour un mandat électif" in page and "(facultatif)" not in page

    def test_joined_already_leads_to_the_account(self, client, moi):
        mienne = AffiliationFactory(personne=moi)
        saisi = {
            "collectivite": mienne.collectivite.intitule,
            "collectivite_cle": cle_de(mienne.collectivite),
            "fonction": "agent",
        }
        page = client.post("/mon-compte/rejoindre/", saisi)
        assert page.status_code == 422
        assert re.search(r'</div>\s*<p><a class="fr-link" href="/mon-compte/">', page.text)


class TestDepuisLaPageDUneCollectivite:
    @pytest.fixture
    def commune(self):
        return CollectiviteFactory(nom="Vernon")

    def invitation(self, client, collectivite) -> str:
        page = client.get(collectivite.get_absolute_url()).text
        assert "Écrivez-nous" not in page
        return "".join(re.findall(r'<div class="fr-callout.*?</div>', page, re.S))

    def test_who_works_there_joins_it_with_that_one_chosen(self, client, moi, commune):
        invitation = self.invitation(client, commune)
        lien = re.search(r'href="(/mon-compte/rejoindre/[^"]+)"', invitation)[1]
        formulaire = client.get(lien).text
        assert f'value="{cle_de(commune)}"' in formulaire and commune.intitule in formulaire

    def test_a_visitor_signs_in_and_comes_back_to_that_choice(self, client, commune):
        assert "Vous y travaillez" in self.invitation(client, commune)
        lien = f"/mon-compte/rejoindre/?collectivite_cle={cle_de(commune)}"
        assert unquote(client.get(lien).url).endswith(f"next={lien}")

    @pytest.mark.parametrize("niveau", [Niveau.DECLAREE, Niveau.CONFIRMEE])
    def test_who_has_joined_it_goes_to_their_account(self, client, moi, commune, niveau):
        AffiliationFactory(personne=moi, collectivite=commune, niveau=niveau)
        invitation = self.invitation(client, commune)
        assert 'href="/mon-compte/"' in invitation and "rejoindre/" not in invitation

    def test_nobody_joins_what_does_not_deliberate(self, client, moi):
        for etat in ({"statut": "dissoute"}, {"exercee_par": CollectiviteFactory()}):
            assert self.invitation(client, CollectiviteFactory(**etat)) == ""

    @pytest.mark.parametrize("cle", ["commune-99999", "", "x", "commune-\x00"])
    def test_what_names_none_is_an_empty_form(self, client, moi, cle):
        page = client.get("/mon-compte/rejoindre/", {"collectivite_cle": cle})
        assert page.status_code == 200 and "à corriger" not in page.text


class TestFileDeLAnct:
    @pytest.fixture
    def admin(self, client):
        client.force_login(UserFactory(groupe="Administration"))
        return client

    def test_the_queue_and_an_answer(self, admin):
        demande = AffiliationFactory(niveau=Niveau.DECLAREE, personne__last_name="Ségur")
        AffiliationFactory(personne__last_name="Verdier")
        liste = reverse("affiliations_admin:index")
        file = admin.get(liste, {"file": "anct"}).text
        assert "Ségur" in file and "Verdier" not in file
        assert "Affiliations à instruire" in admin.get("/admin/").text
        fiche = reverse("affiliations_admin:inspect", args=[demande.pk])
        assert "Refuser la demande" in admin.get(fiche).text
        instruire = reverse("affiliations_admin:instruire", args=[demande.pk])
        assert "obligatoire" in admin.post(instruire, {"acte": "valider"}, follow=True).text
        admin.post(instruire, {"acte": "valider", "motif": "Arrêté vu"})
        demande.refresh_from_db()
        assert demande.niveau == Niveau.VALIDEE
        assert Entree.objects.first().motif == "Arrêté vu"

    def test_nothing_is_decided_beforehand_and_a_refused_reason_stays(self, admin):
        """« Entrée » in the reason sends a form where nothing is chosen."""
        demande = AffiliationFactory(niveau=Niveau.DECLAREE, personne__last_name="Ségur")
        fiche = admin.get(reverse("affiliations_admin:inspect", args=[demande.pk])).text
        assert 'value="refuser" required' in fiche and " checked" not in fiche
        instruire = reverse("affiliations_admin:instruire", args=[demande.pk])
        for envoi in ({"motif": "Inconnu"}, {"motif": "M. Ségur est inconnu", "acte": "refuser"}):
            page = admin.post(instruire, envoi, follow=True).text
            assert f'value="{envoi["motif"]}"' in page
        assert 'value="refuser" required checked' in page
        demande.refresh_from_db()
        assert demande.statut == "demandee"
        assert (
            " checked"
            not in admin.get(reverse("affiliations_admin:inspect", args=[demande.pk])).text
        )

    @pytest.mark.parametrize("acte", ["", "inventer"])
    def test_an_unknown_act(self, admin, acte):
        affiliation = AffiliationFactory()
        adresse = reverse("affiliations_admin:instruire", args=[affiliation.pk])
        page = admin.post(adresse, {"acte": acte, "motif": "x"}, follow=True).text
        assert "Choisissez une décision" in page

    @pytest.mark.parametrize("transferer", [True, False])
    def test_a_contest_is_settled(self, admin, transferer):
        provisoire = AffiliationFactory(role="provisoire")
        par = AffiliationFactory(collectivite=provisoire.collectivite)
        contestation = services.contester(provisoire, par=par, motif="Je suis chargée du dossier")
        fiche = reverse("affiliations_admin:inspect", args=[provisoire.pk])
        assert "Je suis chargée du dossier" in admin.get(fiche).text
        acte = f"transferer-{contestation.pk}" if transferer else "maintenir"
        adresse = reverse("affiliations_admin:instruire", args=[provisoire.pk])
        admin.post(adresse, {"acte": acte, "motif": "Organigramme vu"})
        par.refresh_from_db()
        assert par.est_referente is transferer

    def test_it_goes_out_without_addresses(self, admin):
        AffiliationFactory(personne__first_name="=1+1", personne__last_name="X")
        texte = b"".join(admin.get(reverse("affiliations_admin:index"), {"export": "csv"})).decode()
        assert "'=1+1 X" in texte and "@" not in texte

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_a_yes_or_no_goes_out_in_words(self, admin, forme):
        AffiliationFactory()
        AffiliationFactory(fonction="elu", fin_mandat="2032-03-31", habilite_a_engager=True)
        question = {"export": forme, "ordering": "fonction"}
        contenu = b"".join(admin.get(reverse("affiliations_admin:index"), question))
        if forme == "csv":
            rangees = list(csv.reader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))
        else:
            rangees = list(openpyxl.load_workbook(io.BytesIO(contenu)).active.values)
        rang = rangees[0].index("Habilité à engager")
        assert [rangee[rang] for rangee in rangees[1:]] == ["non", "oui"]

    def test_it_costs_the_same_for_3_or_12(self, admin, count_queries):
        liste = f"{reverse('affiliations_admin:index')}?file="
        AffiliationFactory.create_batch(3)
        peu = count_queries(admin.get, liste)
        AffiliationFactory.create_batch(9)
        assert count_queries(admin.get, liste) == peu <= 25
