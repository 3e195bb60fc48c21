"""The queue of ANCT: filtered, sorted, searched; answered many at once, row by row."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.services import contestations
from communautes.comptes.donnees import services
from communautes.journal.models import Entree
from home.templatetags.adresses_tags import coupable
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
LISTE = reverse("affiliations_admin:index")
TOUTES = f"{LISTE}?file="
MOTIF = "Arrêté municipal vu"


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(groupe="Administration"))
    return client


def demande(nom: str = "Duprez", jours: int = 0, **champs) -> Affiliation:
    return AffiliationFactory(
        niveau=Niveau.DECLAREE,
        personne=UserFactory(first_name="Camille", last_name=nom),
        depuis=timezone.now() - timedelta(days=jours),
        **champs,
    )


def noms(reponse) -> list[str]:
    return [affiliation.personne.last_name for affiliation in reponse.context["object_list"]]


def adresse(acte: str) -> str:
    return reverse("wagtail_bulk_action", args=["affiliations", "affiliation", acte])


def envoyer(client, acte: str, affiliations, motif: str = MOTIF, **question):
    cles = ",".join(str(affiliation.pk) for affiliation in affiliations)
    suite = question.get("next", LISTE)
    return client.post(f"{adresse(acte)}?next={suite}", {"objets": cles, "motif": motif})


def dits(reponse) -> list[str]:
    return [str(message) for message in reponse.context["messages"]]


class TestListe:
    @pytest.mark.parametrize(
        ("filtre", "attendus"),
        [
            ({"attente": "7"}, {"Mois", "Saison"}),
            ({"attente": "30"}, {"Saison"}),
            ({"escaladee": "true"}, {"Mois"}),
            ({"escaladee": "false"}, {"Jour", "Saison", "Faite"}),
            ({"type": "epci"}, {"Saison"}),
            ({"departement": "27"}, {"Jour"}),
            ({"statut": "active"}, {"Faite"}),
            ({"q": "evreux"}, {"Jour"}),
            ({"q": "mois camille"}, {"Mois"}),
        ],
    )
    def test_each_filter(self, administration, filtre, attendus):
        demande("Jour", 1, collectivite=CollectiviteFactory(nom="Évreux", departement="27"))
        demande("Mois", 20, escalade_dite_le=timezone.now())
        demande("Saison", 80, collectivite=CollectiviteFactory(type="epci"))
        AffiliationFactory(personne=UserFactory(last_name="Faite"))
        assert set(noms(administration.get(LISTE, filtre))) == attendus

    @pytest.mark.parametrize("tri", ["personne", "-collectivite", "depuis", "-echeance_le"])
    def test_each_sort(self, administration, tri):
        demande("Abel")
        assert noms(administration.get(LISTE, {"ordering": tri})) == ["Abel"]

    def test_it_costs_the_same_whatever_the_number(self, administration, count_queries):
        for _rang in range(3):
            demande()
        peu = count_queries(administration.get, TOUTES)
        for _rang in range(9):
            demande()
        assert count_queries(administration.get, TOUTES) == peu <= 25

    def test_a_deadline_to_come_is_a_date_and_only_for_what_waits(self, administration):
        jour = timezone.localdate() + timedelta(days=7)
        demande()
        AffiliationFactory()
        lignes = administration.get(TOUTES).content.decode().split("<tr")
        dite = date_format(jour, "j N Y")
        dites = [ligne for ligne in lignes if dite in ligne]
        assert len(dites) == 1

    def test_it_opens_on_what_waits_for_anct_by_deadline(self, administration):
        demain, hier = (timezone.now() + timedelta(days=jours) for jours in (1, -1))
        demande("Demain", collectivite__nom="Abbeville", echeance_le=demain)
        demande("Hier", collectivite__nom="Zuydcoote", echeance_le=hier)
        AffiliationFactory(personne__last_name="Faite")
        page = administration.get(LISTE, follow=True)
        assert noms(page) == ["Hier", "Demain"]
        assert "File d’attente" in page.text and "Fichier" not in page.text
        assert len(noms(administration.get(TOUTES))) == 3

    def test_nothing_waits(self, administration):
        AffiliationFactory()
        assert "Aucune demande n’attend l’ANCT" in administration.get(LISTE, follow=True).text
        assert "Rien ne correspond" in administration.get(LISTE, {"file": "contestees"}).text

    def test_who_is_contested_twice_is_there_once(self, administration):
        """And the admin's home leads to as many lines as it says."""
        referent = AffiliationFactory(role="referent", personne__last_name="Contestée")
        for _fois in range(2):
            membre = AffiliationFactory(collectivite=referent.collectivite)
            contestations.signaler(referent, par=membre, motif="À vérifier")
        provisoire = AffiliationFactory(role="provisoire")
        autre = AffiliationFactory(collectivite=provisoire.collectivite)
        contestations.contester(provisoire, par=autre, motif="Je suis la mairie")
        assert len(noms(administration.get(LISTE, {"file": "contestees"}))) == 2
        assert noms(administration.get(LISTE, {"file": "a_trancher"})) == ["Contestée"]
        accueil = administration.get(reverse("wagtailadmin_home")).text
        assert re.search(r'file=a_trancher"[^>]*>\s*1\s*<', accueil)

    def test_boxes_and_acts_are_there(self, administration):
        demande()
        page = administration.get(TOUTES).content.decode()
        assert "data-bulk-action-footer" in page and adresse("refuser") in page


class TestFiche:
    def test_the_contest_comes_first_and_what_is_empty_is_not_there(self, administration):
        provisoire = AffiliationFactory(role="provisoire")
        membre = AffiliationFactory(collectivite=provisoire.collectivite)
        contestations.contester(provisoire, par=membre, motif="Je suis la mairie")
        fiche = reverse("affiliations_admin:inspect", args=[provisoire.pk])
        page = administration.get(fiche).text
        assert page.index("Sa place est demandée par") < page.index("<dl>")
        assert "pour la céder" in page and "À trancher maintenant" not in page
        assert "Fin du mandat" not in page and "Réponse attendue avant le" not in page
        provisoire.contestations.update(echeance_le=timezone.now())
        assert "À trancher maintenant" in administration.get(fiche).text

    def test_anct_can_judge(self, administration):
        """Who asks and from which address, what the collectivité has, who answers there."""
        commune = CollectiviteFactory(emails_officiels=["mairie@bourg.example.org"])
        referente = AffiliationFactory(collectivite=commune, role="referent")
        affiliation = demande(collectivite=commune)
        page = administration.get(reverse("affiliations_admin:inspect", args=[affiliation.pk]))
        compte = reverse("wagtailusers_users:edit", args=[affiliation.personne.pk])
        assert f'<a href="{compte}">{affiliation.personne}</a>' in page.text
        fiche = reverse("collectivites:inspect", args=[commune.pk])
        assert f'<a href="{fiche}">' in page.text
        for dit in (affiliation.personne.email, "mairie@bourg.example.org"):
            assert dit in page.text
        assert f"{referente.personne}</a>, référent" in page.text
        assert "Valider cette affiliation" in page.text

    def test_of_who_is_forgotten_no_address(self, administration):
        affiliation = AffiliationFactory()
        services.anonymiser(affiliation.personne, par=None, cause=services.Cause.DEMANDE)
        page = administration.get(reverse("affiliations_admin:inspect", args=[affiliation.pk]))
        assert page.status_code == 200 and "anonyme.invalid" not in page.text


class TestEnNombre:
    @pytest.mark.parametrize("acte", ["valider", "refuser"])
    def test_it_says_what_it_does_and_to_whom(self, administration, acte):
        affiliation = demande()
        page = administration.get(f"{adresse(acte)}?id={affiliation.pk}").text
        assert coupable(affiliation.personne.email) in page
        titre = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1]
        boutons = re.findall(r"<button[^>]*>(.*?)</button>", page, re.S)
        for dit in (titre, *boutons):
            assert re.sub(r"<[^>]*>", "", dit).strip() not in {"Valider", "Refuser"}

    def test_the_confirmation_says_who_and_who_not(self, administration):
        attend, faite = demande("Attend"), AffiliationFactory()
        page = administration.get(adresse("refuser"), {"id": [attend.pk, faite.pk]})
        assert [nom for nom, *_ in page.context["items"]] == [str(attend)]
        assert [nom for nom, _raison in page.context["refusees"]] == [str(faite)]
        assert not Entree.objects.exists()

    @pytest.mark.parametrize(
        ("acte", "statut"), [("valider", "active"), ("refuser", "refusee")], ids=str
    )
    def test_each_has_its_answer_its_line_and_its_mail(
        self, administration, acte, statut, django_capture_on_commit_callbacks
    ):
        demandes = [demande(), demande(), demande()]
        with django_capture_on_commit_callbacks(execute=True):
            envoyer(administration, acte, demandes)
        assert set(Affiliation.objects.values_list("statut", flat=True)) == {statut}
        assert Entree.objects.filter(motif=MOTIF).count() == len(mail.outbox) == 3

    def test_what_fails_is_said_and_takes_nothing_away(self, administration):
        bonne, close = demande("Bonne"), demande("Close")
        mienne = demande("Moi")
        Affiliation.objects.filter(pk=mienne.pk).update(
            personne=administration.session["_auth_user_id"]
        )
        Affiliation.objects.filter(pk=close.pk).update(
            statut="refusee", motif="Non", close_le=timezone.now()
        )
        reponse = envoyer(administration, "valider", [bonne, close, mienne])
        bonne.refresh_from_db()
        assert bonne.niveau == Niveau.VALIDEE
        [fait, *refus] = dits(administration.get(reponse.url, follow=True))
        assert fait == "1 affiliation est validée."
        assert len(refus) == 2 and any("close" in ligne for ligne in refus)
        assert any("pas la sienne" in ligne for ligne in refus)

    @pytest.mark.parametrize("motif", ["", "Écrire à a@b.fr"])
    def test_without_a_fit_reason_nothing_is_done_and_the_choice_stays(self, administration, motif):
        une = demande()
        reponse = envoyer(administration, "refuser", [une], motif=motif)
        page = reponse.content.decode()
        assert reponse.status_code == 422 and f'value="{une.pk}"' in page and motif in page
        une.refresh_from_db()
        assert une.statut == "demandee"

    def test_all_is_the_list_as_it_is_filtered(self, administration):
        vieille, _jeune = demande("Vieille", 20), demande("Jeune", 1)
        question = {"id": "all", "attente": "7"}
        retenues = administration.get(adresse("valider"), question).context["items"]
        assert [nom for nom, *_ in retenues] == [str(vieille)]
        page = administration.get(adresse("valider"), question | {"attente": "faux"})
        assert page.status_code == 302

    def test_one_is_back_in_the_list_as_it_was(self, administration):
        suite = f"{LISTE}?file=anct"
        reponse = envoyer(administration, "valider", [demande()], next=suite)
        assert reponse.url == suite

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture"])
    def test_only_who_may_answer(self, client, role):
        client.force_login(UserFactory(groupe=role))
        une = demande()
        assert envoyer(client, "valider", [une]).status_code in (302, 403)
        une.refresh_from_db()
        assert une.statut == "demandee"
