"""« Mes données », the correction of an address, the end of an account: what each page says."""

import json
import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Contestation, Niveau
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.models import ChangementDAdresse
from communautes.comptes.models import EvenementDeConnexion, Presence, User
from communautes.comptes.session import OUVERTE_LE
from communautes.journal.models import Entree
from communautes.notifications.models import Courriel
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/mes-donnees/"
SUPPRIMER = "/mon-compte/supprimer/"
ADRESSE = f"{PAGE}adresse/"
NOUVELLE = "camille.neuve@commune.example.org"


@pytest.fixture
def moi(client):
    personne = UserFactory(first_name="Camille", last_name="Duprez", fonction="DGS")
    client.force_login(personne)
    return personne


def vieillir(client) -> None:
    session = client.session
    session[OUVERTE_LE] = int(time.time()) - 3600
    session.save()


class TestLire:
    @pytest.mark.parametrize("adresse", [PAGE, f"{PAGE}fichier.json", ADRESSE, SUPPRIMER])
    def test_a_visitor_signs_in_first(self, client, adresse):
        assert client.get(adresse).url.endswith(f"next={adresse}")

    def test_everything_is_on_the_page(self, client, moi):
        AffiliationFactory(personne=moi, collectivite__nom="Vernon-sur-Brenne")
        page = client.get(PAGE).text
        for section in registre.montrees():
            assert str(section.titre) in page
        assert moi.email in page and "Vernon-sur-Brenne" in page and "DGS" in page

    def test_what_is_only_declared_was_never_confirmed(self, client, moi):
        AffiliationFactory(personne=moi, niveau=Niveau.DECLAREE)
        page = client.get(PAGE).text
        assert "onfirmée le" not in page and "Valable à compter du" not in page
        AffiliationFactory(personne=moi)
        assert "Valable à compter du" in client.get(PAGE).text

    def test_an_act_says_in_which_collectivite_and_names_nobody_else(self, client, moi):
        mienne = AffiliationFactory(
            personne=moi, collectivite__nom="Vernon-sur-Brenne", role="referent"
        )
        autre = AffiliationFactory(
            collectivite=mienne.collectivite,
            personne=UserFactory(first_name="Inès", last_name="Morel"),
            niveau=Niveau.CONCORDANTE,
        )
        services.cautionner(autre, par=moi)
        page = client.get(PAGE).text
        assert f"affiliation\u00a0: {mienne.collectivite.intitule}" in page
        assert "Inès Morel" not in page and "(heure de Paris)" in page

    def test_the_file_is_what_the_schema_says(self, client, moi):
        AffiliationFactory(personne=moi)
        reponse = client.get(f"{PAGE}fichier.json")
        assert "attachment" in reponse["Content-Disposition"]
        donnees = reponse.json()["donnees"]
        client.logout()
        schema = client.get(f"{PAGE}schema.json").json()
        sections = schema["properties"]["donnees"]["properties"]
        assert list(donnees) == list(sections)
        for code, lignes in donnees.items():
            for ligne in lignes:
                assert list(ligne) == sections[code]["items"]["required"], code
        assert donnees["compte"][0]["email"] == moi.email

    def test_nothing_of_somebody_else(self, client, moi):
        autre = UserFactory(
            first_name="Sacha", last_name="Autre-Part", email="s.autre@x.example.org"
        )
        AffiliationFactory(personne=autre)
        Presence.objects.create(personne=autre, nom="Alix Ailleurs", fonction="x")
        Courriel.objects.create(
            destinataires=[f"x{moi.email}"], expediteur="p@example.org", sujet="Pas à moi"
        )
        lu = client.get(f"{PAGE}fichier.json").text + client.get(PAGE).text
        for mot in ("Autre-Part", autre.email, "Alix", "Pas à moi"):
            assert mot not in lu

    @pytest.mark.parametrize("statut", Contestation.Statut.values)
    def test_who_is_reported_to_anct_knows_nothing_of_it(self, client, moi, statut):
        """Open or closed; who reported reads it, and a contested référent is told."""
        sienne = AffiliationFactory(personne=moi, referent=True)
        par = AffiliationFactory(collectivite=sienne.collectivite)
        close_le = None if statut == "ouverte" else timezone.now()
        faite = {
            "contestee": sienne,
            "par": par,
            "statut": statut,
            "echeance_le": timezone.now(),
            "close_le": close_le,
        }
        Contestation.objects.create(nature="signale", motif="Ne travaille plus ici", **faite)

        def lu() -> str:
            return client.get(f"{PAGE}fichier.json").text + client.get(PAGE).text

        assert "Ne travaille plus ici" not in lu()
        Contestation.objects.update(nature="place")
        assert "Ne travaille plus ici" in lu()
        Contestation.objects.update(nature="signale")
        client.force_login(par.personne)
        assert "Ne travaille plus ici" in lu()

    def test_as_many_queries_whatever_is_held(self, client, moi, count_queries):
        self._remplir(moi, 2)
        client.get(PAGE)  # the session keeps for whom one acts, once
        peu = count_queries(client.get, PAGE), count_queries(client.get, f"{PAGE}fichier.json")
        self._remplir(moi, 12)
        beaucoup = count_queries(client.get, PAGE), count_queries(client.get, f"{PAGE}fichier.json")
        assert peu == beaucoup

    @staticmethod
    def _remplir(moi, nombre: int) -> None:
        for _n in range(nombre):
            sienne = AffiliationFactory(personne=moi)
            Entree.objects.create(
                personne=moi,
                acte="affiliations.declaree",
                objet=sienne,
                concerne=sienne.collectivite,
            )
            Presence.objects.create(personne=moi, nom="Camille Duprez", fonction="DGS")
            EvenementDeConnexion.objects.create(evenement="connexion", personne=moi)
            Courriel.objects.create(
                destinataires=[moi.email], expediteur="p@example.org", sujet="Bonjour"
            )


class TestCorriger:
    def test_a_name_and_a_function(self, client, moi):
        champs = {"first_name": "Camille", "last_name": "Durand", "fonction": "Maire"}
        assert client.post(f"{PAGE}corriger/", champs).url == PAGE
        moi.refresh_from_db()
        assert (moi.last_name, moi.fonction) == ("Durand", "Maire")

    def test_what_was_typed_stays_when_it_is_refused(self, client, moi):
        reponse = client.post(f"{PAGE}corriger/", {"first_name": "", "fonction": "Maire"})
        assert reponse.status_code == 422
        assert "Indiquez votre prénom." in reponse.text and 'value="Maire"' in reponse.text
        moi.refresh_from_db()
        assert moi.fonction == "DGS"

    def test_a_shared_mailbox_has_one_name(self, client):
        mairie = UserFactory(last_name="Mairie", boite_partagee=True)
        client.force_login(mairie)
        client.post("/qui-est-la/", {"nom": "Sam Petit", "fonction": "x"})
        assert "Prénom" not in client.get(f"{PAGE}corriger/").text
        client.post(f"{PAGE}corriger/", {"last_name": "Mairie de Vernon"})
        mairie.refresh_from_db()
        assert str(mairie) == "Mairie de Vernon"


@pytest.fixture
def demander(client, relever):
    def _demander(nouvelle=NOUVELLE) -> str:
        """The body of the mail that arrives there."""
        reponse = client.post(ADRESSE, {"nouvelle": nouvelle}, follow=True)
        assert reponse.redirect_chain[-1][0] == f"{ADRESSE}code/"
        [recu] = [m for m in relever() if m.to == [nouvelle]][-1:]
        return recu.body

    return _demander


def code_de(corps: str) -> str:
    return re.search(r"^\d{6}$", corps, re.M)[0]


class TestAdresse:
    def test_changes_once_the_new_one_is_proven(self, client, moi, demander, relever):
        ancienne = moi.email
        autre = client.__class__()
        autre.force_login(moi)
        code = code_de(demander())
        assert User.objects.get(pk=moi.pk).email == ancienne
        assert client.post(f"{ADRESSE}code/", {"code": code}).url == PAGE
        assert User.objects.get(pk=moi.pk).email == NOUVELLE
        dit = [m for m in relever() if m.to == [ancienne]][-1]
        assert "nouvelle adresse" in dit.body and NOUVELLE not in dit.body
        assert client.get(PAGE).status_code == 200
        assert autre.get(PAGE).status_code == 302  # other sessions are over
        assert not Courriel.objects.filter(destinataires__contains=[NOUVELLE]).exists()

    def test_a_wrong_code_five_times(self, client, moi, demander):
        code = code_de(demander())
        for _n in range(5):
            reponse = client.post(f"{ADRESSE}code/", {"code": "x"})
            assert reponse.status_code == 422 and "pas le bon" in reponse.text
        assert "plus valable" in client.post(f"{ADRESSE}code/", {"code": code}).text
        moi.refresh_from_db()
        assert moi.email != NOUVELLE

    def test_ten_minutes_and_no_more(self, client, moi, demander):
        code = code_de(demander())
        with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
            vieillir(client)
            session = client.session
            session[OUVERTE_LE] = int(time.time())
            session.save()
            assert "plus valable" in client.post(f"{ADRESSE}code/", {"code": code}).text

    def test_the_same_is_said_when_it_has_an_account(self, client, moi, demander):
        libre = self._reponses(client, demander, NOUVELLE)
        UserFactory(email="prise@commune.example.org")
        assert self._reponses(client, demander, "prise@commune.example.org") == libre
        assert "déjà le sien" in mail.outbox[-1].body

    @staticmethod
    def _reponses(client, demander, nouvelle) -> list:
        demander(nouvelle)
        pages = [client.get(f"{ADRESSE}code/"), client.post(f"{ADRESSE}code/", {"code": "000"})]
        return [
            (page.status_code, re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page.text))
            for page in pages
        ]

    def test_an_account_opened_there_meanwhile(self, client, moi, demander):
        code = code_de(demander())
        UserFactory(email=NOUVELLE)
        reponse = client.post(f"{ADRESSE}code/", {"code": code})
        assert reponse.status_code == 422 and "autre compte" in reponse.text

    def test_asks_for_a_recent_proof(self, client, moi):
        vieillir(client)
        assert client.get(ADRESSE).status_code == 403
        assert not ChangementDAdresse.objects.exists()

    def test_not_without_end(self, client, moi):
        for n in range(5):
            client.post(ADRESSE, {"nouvelle": f"a{n}@commune.example.org"})
        assert "dans une heure" in client.post(ADRESSE, {"nouvelle": NOUVELLE}).text


class TestSupprimer:
    def test_says_what_goes_and_what_stays(self, client, moi):
        page = client.get(SUPPRIMER).text
        assert "Ce qui est effacé" in page and "Ce qui reste, sans votre nom" in page

    def test_a_get_does_nothing(self, client, moi):
        client.get(SUPPRIMER)
        moi.refresh_from_db()
        assert not moi.est_anonymisee

    def test_ends_on_a_page_that_confirms_it(self, client, moi, relever):
        adresse = moi.email
        reponse = client.post(SUPPRIMER, follow=True)
        assert reponse.redirect_chain[-1][0] == "/compte-supprime/"
        assert "Votre compte est supprimé" in reponse.text
        assert client.get(PAGE).status_code == 302
        entree = Entree.objects.get(acte="donnees.anonymisee")
        assert entree.apres == {"cause": "demande"} and entree.personne_id == moi.pk
        assert [m.subject for m in relever() if m.to == [adresse]] == ["Votre compte est supprimé"]
        assert not Courriel.objects.filter(destinataires__contains=[adresse]).exists()

    def test_asks_for_a_recent_proof_and_comes_back(self, client, moi):
        vieillir(client)
        reponse = client.post(SUPPRIMER)
        assert reponse.status_code == 403 and "dernier quart d’heure" in reponse.text
        reponse = client.post(reverse("donnees:se_reconnecter"), {"next": SUPPRIMER})
        assert reponse.url == "/connexion/?next=%2Fmon-compte%2Fsupprimer%2F"
        moi.refresh_from_db()
        assert not moi.est_anonymisee

    def test_the_last_superuser_reads_the_way_out(self, client):
        client.force_login(User.objects.create_superuser("seule@exemple.example.org"))
        client.session["second_facteur_prouve"] = "totp"
        session = client.session
        session["second_facteur_prouve"] = "totp"
        session.save()
        page = client.get(SUPPRIMER)
        assert "donnez d’abord ce droit" in page.text and "<button" in page.text
        assert client.post(SUPPRIMER).status_code == 409

    @pytest.mark.parametrize("reste", [True, False], ids=["somebody", "nobody"])
    def test_the_only_referent_is_told_and_goes(self, client, moi, relever, reste):
        administration = UserFactory(groupe="Administration")
        vernon = CollectiviteFactory(nom="Vernon-sur-Brenne")
        AffiliationFactory(personne=moi, collectivite=vernon, referent=True)
        autre = AffiliationFactory(collectivite=vernon) if reste else None
        page = client.get(SUPPRIMER).text
        dit = "seul référent de Vernon" if reste else "Personne d’autre ne peut être référent"
        assert dit in page
        client.post(SUPPRIMER)
        if autre:
            autre.refresh_from_db()
            assert autre.est_referente
        dits = {m.to[0]: m.subject for m in relever()}
        assert "Vernon-sur-Brenne" in dits[administration.email]
        assert not reste or "provisoire" in dits[autre.personne.email]

    def test_the_journal_shows_the_collectivite(self, client, moi, django_user_model):
        from communautes.comptes.donnees.services import Cause, anonymiser

        vernon = CollectiviteFactory(nom="Vernon")
        sienne = AffiliationFactory(personne=moi, collectivite=vernon, niveau=Niveau.VALIDEE)
        Entree.objects.create(
            personne=moi, acte="affiliations.referent", au_nom_de=vernon, objet=sienne
        )
        anonymiser(moi, par=None, cause=Cause.INACTIVITE)
        lectrice = AffiliationFactory(collectivite=vernon).personne
        client.force_login(lectrice)
        assert "un·e agent·e de Vernon" in client.get("/ma-collectivite/journal/").text


class TestPresences:
    def test_one_of_those_who_share_a_mailbox_is_forgotten(self, client):
        mairie = UserFactory(last_name="Mairie", boite_partagee=True)
        client.force_login(mairie)
        Presence.objects.create(personne=mairie, nom="Alix Ailleurs", fonction="DGS")
        client.post("/qui-est-la/", {"nom": "Sam Petit", "fonction": "Accueil"})
        page = client.get(PAGE).text
        assert "Alix Ailleurs" in page and "Effacer ce nom" in page
        client.post(reverse("donnees:effacer_presences"), {"nom": "Alix Ailleurs"})
        assert sorted(p.nom for p in mairie.presences.all()) == ["", "Sam Petit"]

    def test_only_of_one_s_own_mailbox(self, client, moi):
        autre = UserFactory(boite_partagee=True)
        Presence.objects.create(personne=autre, nom="Alix", fonction="x")
        client.post(reverse("donnees:effacer_presences"), {"nom": "Alix"})
        assert autre.presences.get().nom == "Alix"


def test_the_dates_of_the_file_are_read_by_a_machine(client, moi):
    lu = json.loads(client.get(f"{PAGE}fichier.json").content)
    assert lu["produit_le"][:4] == str(timezone.now().year)
