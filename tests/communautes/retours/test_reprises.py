"""Taking up a retour: who may, how it is counted, how it is taken back."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.journal.models import Entree
from communautes.notifications.models import Notification
from communautes.retours import fusions, services
from communautes.retours.models import (
    LienDExperience,
    Parcours,
    RetourExperience,
)
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises.relances import recompter_les_ecarts
from communautes.retours.services import reprises
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
INSPIRE, SIMILAIRE, SUITE = "inspire_de", "similaire", "suite_de"


def nombre(retour) -> int:
    return Parcours.objects.get(retour=retour).nombre_de_reprises


def envoyer(client, affiliation, route: str, pk: int, **donnees):
    client.force_login(affiliation.personne)
    return client.post(reverse(f"retours:{route}", args=[pk]), donnees)


class TestSInspirer:
    def test_it_is_counted_for_the_collectivite_and_asked_in_six_months(self, client):
        retour, autre = RetourFactory(), AffiliationFactory()
        reponse = envoyer(client, autre, "inspirer", retour.pk)
        assert reponse.status_code == 302 and reponse.url == retour.get_absolute_url()
        lien = LienDExperience.objects.get()
        assert (lien.collectivite, lien.nature, lien.par) == (
            autre.collectivite,
            INSPIRE,
            autre.personne,
        )
        assert lien.nouvelles_le.month == (lien.le.month + 5) % 12 + 1
        assert nombre(retour) == 1
        assert Entree.objects.get(acte="retours.inspire").au_nom_de == autre.collectivite

    def test_two_clicks_and_a_colleague_are_one(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        collegue = AffiliationFactory(collectivite=une.collectivite)
        for affiliation in (une, une, collegue):
            envoyer(client, affiliation, "inspirer", retour.pk)
        assert LienDExperience.objects.count() == 1
        assert Entree.objects.filter(acte="retours.inspire").count() == 1

    def test_a_collectivite_is_counted_once_whatever_it_says(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        envoyer(client, une, "inspirer", retour.pk)
        envoyer(client, une, "similaire", retour.pk)
        envoyer(client, AffiliationFactory(), "similaire", retour.pk)
        assert LienDExperience.objects.count() == 3
        assert nombre(retour) == 2

    def test_its_authors_hear_of_it(self, client):
        retour = RetourFactory()
        envoyer(client, AffiliationFactory(), "inspirer", retour.pk)
        dite = Notification.objects.get(evenement__genre="retours.reprise")
        assert dite.personne == retour.parcours.auteur

    def test_the_database_refuses_a_second_one(self):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.dire_similaire(retour, une, par=une.personne)
        with pytest.raises(IntegrityError), transaction.atomic():
            LienDExperience.objects.create(
                vers=retour, collectivite=lien.collectivite, nature=SIMILAIRE
            )

    def test_it_is_taken_back_by_a_colleague_and_said_again(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        collegue = AffiliationFactory(collectivite=une.collectivite)
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        envoyer(client, collegue, "retirer_lien", lien.pk)
        assert nombre(retour) == 0
        reprises.s_inspirer(retour, une, par=une.personne)
        assert nombre(retour) == 1
        assert LienDExperience.objects.count() == 2

    def test_by_nobody_else(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        assert envoyer(client, AffiliationFactory(), "retirer_lien", lien.pk).status_code == 404
        assert nombre(retour) == 1


def _affiliation(qui: str, retour):
    """Who acts, by their situation."""
    principale = retour.auteures.get(principale=True)
    if qui == "declaree":
        return AffiliationFactory(niveau=Niveau.DECLAREE)
    if qui == "de_sa_collectivite":
        return AffiliationFactory(collectivite=principale.collectivite)
    if qui == "cosignataire":
        autre = AffiliationFactory()
        retour.auteures.create(
            collectivite=autre.collectivite, etat="acceptee", repondu_le=retour.parcours.commence_le
        )
        return autre
    return AffiliationFactory(niveau=Niveau.CONCORDANTE)


@pytest.mark.parametrize("etat", ["brouillon", "soumis", "publie", "archive", "retire"])
@pytest.mark.parametrize("qui", ["concordante", "declaree", "de_sa_collectivite", "cosignataire"])
@pytest.mark.parametrize("route", ["inspirer", "similaire"])
def test_who_takes_up_what(client, qui, etat, route):
    """A proven agent of another collectivité, of what is published and proposed: nobody else."""
    retour = RetourFactory(etat=etat)
    reponse = envoyer(client, _affiliation(qui, retour), route, retour.pk)
    permis = qui == "concordante" and etat == "publie"
    assert LienDExperience.objects.exists() == permis
    assert reponse.status_code == (302 if etat in ("publie", "archive") else 404)


@pytest.mark.parametrize("route", ["inspirer", "similaire", "commencer_similaire", "commenter"])
def test_a_visitor_signs_in_first(client, route):
    retour = RetourFactory()
    reponse = client.post(reverse(f"retours:{route}", args=[retour.pk]))
    assert reponse.status_code == 401


class TestSimilaire:
    def test_a_draft_is_begun_and_shown_once_published(
        self, client, django_capture_on_commit_callbacks
    ):
        retour, une = RetourFactory(), AffiliationFactory()
        for _clic in range(2):
            reponse = envoyer(client, une, "commencer_similaire", retour.pk, titre="Quatre cours")
        brouillon = RetourExperience.objects.get(titre="Quatre cours")
        assert reponse.url == reverse("retours:suivi", args=[brouillon.pk])
        assert brouillon.est_court
        assert nombre(retour) == 0
        assert not LienDExperience.objects.montres().exists()
        publie = RetourFactory(affiliation=une)
        LienDExperience.objects.update(retour=publie)
        with django_capture_on_commit_callbacks(execute=True):
            reprises.recompter_ce_que_reprend(publie)
        assert nombre(retour) == 1

    def test_a_title_that_is_missing_is_asked_again(self, client):
        retour = RetourFactory()
        reponse = envoyer(client, AffiliationFactory(), "commencer_similaire", retour.pk, titre="")
        assert reponse.status_code == 422
        assert not LienDExperience.objects.exists()

    def test_withdrawn_it_is_counted_no_more(self, django_capture_on_commit_callbacks):
        retour, une = RetourFactory(), AffiliationFactory()
        suivant = RetourFactory(affiliation=une)
        reprises.lier(suivant, retour, SIMILAIRE, par=une.personne)
        assert nombre(retour) == 1
        with django_capture_on_commit_callbacks(execute=True):
            services.retirer(suivant, par=une.personne, motif="Une erreur de date.")
        assert nombre(retour) == 0

    def test_a_draft_that_is_thrown_away_takes_its_link(self):
        retour, une = RetourFactory(), AffiliationFactory()
        brouillon = reprises.commencer_une_similaire(
            retour, une, par=une.personne, titre="Quatre cours"
        )
        services.supprimer(brouillon, par=une.personne)
        assert not LienDExperience.objects.exists()


class TestLier:
    def test_what_goes_on_is_of_the_same_collectivite_and_not_counted(self):
        une = AffiliationFactory()
        premier, suivant = RetourFactory(affiliation=une), RetourFactory(affiliation=une)
        reprises.lier(suivant, premier, SUITE, par=une.personne)
        reprises.lier(suivant, premier, SUITE, par=une.personne)
        assert LienDExperience.objects.count() == 1
        assert nombre(premier) == 0

    @pytest.mark.parametrize("nature", [SUITE, INSPIRE])
    def test_a_sequel_is_one_s_own_an_inspiration_another_s(self, nature):
        une, autre = AffiliationFactory(), AffiliationFactory()
        suivant = RetourFactory(affiliation=une)
        premier = RetourFactory(affiliation=autre if nature == SUITE else une)
        with pytest.raises(RetourRefuse):
            reprises.lier(suivant, premier, nature, par=une.personne)

    def test_by_who_writes_it_alone(self):
        suivant, premier = RetourFactory(), RetourFactory()
        with pytest.raises(RetourRefuse):
            reprises.lier(suivant, premier, INSPIRE, par=UserFactory())

    def test_the_page_proposes_what_was_taken_up_and_what_came_before(self, client):
        une, repris = AffiliationFactory(), RetourFactory(titre="La cour du Val")
        RetourFactory(affiliation=une, titre="Notre première cour")
        suivant = RetourFactory(affiliation=une)
        reprises.s_inspirer(repris, une, par=une.personne)
        client.force_login(une.personne)
        page = reverse("retours:sources", args=[suivant.pk])
        lue = client.get(page).content.decode()
        assert "La cour du Val" in lue and "Notre première cour" in lue
        envoyer(client, une, "lier", suivant.pk, lien=f"{INSPIRE}-{repris.pk}")
        assert LienDExperience.objects.get(retour=suivant).vers == repris
        assert envoyer(client, une, "lier", suivant.pk, lien="autre-1").status_code == 422

    @pytest.mark.parametrize("a_un_autre", [False, True])
    def test_the_page_says_how_to_add_one_whatever_it_proposes(self, client, a_un_autre):
        une = AffiliationFactory()
        if a_un_autre:
            RetourFactory(affiliation=une)
        client.force_login(une.personne)
        page = reverse("retours:sources", args=[RetourFactory(affiliation=une).pk])
        lue = client.get(page).content.decode()
        assert "pressez «\u00a0S’inspirer de ce retour\u00a0»" in lue
        assert f'href="{reverse("retours:liste")}">Chercher un retour' in lue

    def test_the_page_is_of_who_writes_it(self, client):
        client.force_login(AffiliationFactory().personne)
        page = reverse("retours:sources", args=[RetourFactory().pk])
        assert client.get(page).status_code == 404


class TestNouvelles:
    def test_they_are_written_over(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        client.force_login(une.personne)
        page = reverse("retours:inspiration", args=[lien.pk])
        for issue, texte in (("en_cours", "Deux cours sur trois."), ("fait", "Trois cours.")):
            assert client.post(page, {"issue": issue, "texte": texte}).status_code == 302
        lien.refresh_from_db()
        assert (lien.bilan.issue, lien.bilan.texte) == ("fait", "Trois cours.")
        assert Entree.objects.filter(acte="retours.nouvelles").count() == 2

    def test_what_is_too_long_is_given_back(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        client.force_login(une.personne)
        long = "mot " * 200
        page = reverse("retours:inspiration", args=[lien.pk])
        reponse = client.post(page, {"issue": "fait", "texte": long})
        assert reponse.status_code == 422 and "mot mot" in reponse.content.decode()

    @pytest.mark.parametrize("quoi", ["retire", "archive", "lien_retire", "partie", "d_ailleurs"])
    def test_nothing_is_asked_of_what_is_over(self, client, quoi):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        auteur = retour.parcours.auteur
        personne = une.personne
        if quoi == "retire":
            services.retirer(retour, par=auteur, motif="L’école a fermé.")
        elif quoi == "archive":
            services.archiver(retour, par=auteur)
        elif quoi == "lien_retire":
            reprises.retirer_le_lien(lien, par=personne)
        elif quoi == "partie":
            Affiliation.objects.filter(pk=une.pk).update(statut="terminee", close_le=lien.le)
        else:
            personne = AffiliationFactory().personne
        client.force_login(personne)
        page = reverse("retours:inspiration", args=[lien.pk])
        assert client.get(page).status_code == 404
        assert client.post(page, {"issue": "fait"}).status_code == 404

    def test_the_list_is_of_the_collectivite(self, client):
        une = AffiliationFactory()
        reprises.s_inspirer(RetourFactory(titre="La cour"), une, par=une.personne)
        client.force_login(AffiliationFactory(collectivite=une.collectivite).personne)
        page = reverse("retours:inspirations")
        assert "La cour" in client.get(page).content.decode()
        client.force_login(AffiliationFactory().personne)
        assert "La cour" not in client.get(page).content.decode()

    def test_it_is_on_one_s_account_page_and_says_what_is_due(self, client):
        une = AffiliationFactory()
        client.force_login(une.personne)
        page = reverse("affiliations:mon_compte")
        adresse = reverse("retours:inspirations")
        assert adresse not in client.get(page).content.decode()
        lien = reprises.s_inspirer(RetourFactory(), une, par=une.personne)
        assert "et alors" not in (lue := client.get(page).content.decode()) and adresse in lue
        LienDExperience.objects.filter(pk=lien.pk).update(nouvelles_le=lien.le.date())
        assert "et alors" in client.get(page).content.decode()

    def test_the_list_costs_the_same_for_2_or_6(self, client, count_queries):
        une = AffiliationFactory()
        client.force_login(une.personne)
        page = reverse("retours:inspirations")
        client.get(page)
        mesures = []
        for combien in (2, 4):
            for _un in range(combien):
                reprises.s_inspirer(RetourFactory(), une, par=une.personne)
            mesures.append(count_queries(client.get, page))
        assert mesures[0] == mesures[1]


class TestReprendre:
    def test_a_visitor_comes_back_to_the_button(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        page = reverse("retours:s_en_inspirer", args=[retour.slug])
        assert "next=" in client.get(page).url
        client.force_login(une.personne)
        lue = client.get(page).content.decode()
        assert reverse("retours:inspirer", args=[retour.pk]) in lue

    def test_who_may_not_reads_why_and_the_way(self, client):
        retour, une = RetourFactory(), AffiliationFactory(niveau=Niveau.DECLAREE)
        client.force_login(une.personne)
        lue = client.get(reverse("retours:s_en_inspirer", args=[retour.slug])).content.decode()
        assert "concordante" in lue and "/verifier/" in lue
        assert reverse("retours:inspirer", args=[retour.pk]) not in lue

    @pytest.mark.parametrize("etat", ["brouillon", "retire"])
    def test_what_is_not_public_is_not_there(self, client, etat):
        client.force_login(AffiliationFactory().personne)
        retour = RetourFactory(etat=etat)
        assert client.get(reverse("retours:s_en_inspirer", args=[retour.slug])).status_code == 404


class TestCompter:
    def test_what_moved_by_itself_is_found_again(self):
        retour, une = RetourFactory(), AffiliationFactory()
        reprises.s_inspirer(retour, une, par=une.personne)
        Parcours.objects.update(nombre_de_reprises=7)
        assert recompter_les_ecarts() == 1
        assert nombre(retour) == 1

    def test_who_signs_since_is_no_more_counted(self):
        retour, une = RetourFactory(), AffiliationFactory()
        reprises.s_inspirer(retour, une, par=une.personne)
        retour.auteures.create(
            collectivite=une.collectivite, etat="acceptee", repondu_le=retour.parcours.commence_le
        )
        recompter_les_ecarts()
        assert nombre(retour) == 0


class TestFusion:
    def test_two_that_said_the_same_say_it_once(self):
        retour, une, autre = RetourFactory(), AffiliationFactory(), AffiliationFactory()
        for affiliation in (une, autre):
            lien = reprises.s_inspirer(retour, affiliation, par=affiliation.personne)
        reprises.donner_des_nouvelles(lien, par=autre.personne, issue="fait")
        fusions.deplacer_les_reprises(autre.collectivite, une.collectivite)
        garde = LienDExperience.objects.get()
        assert garde.collectivite == une.collectivite and garde.bilan.issue == "fait"
        assert nombre(retour) == 1

    def test_what_one_alone_said_goes_along(self):
        retour, une, lieu = RetourFactory(), AffiliationFactory(), CollectiviteFactory()
        reprises.dire_similaire(retour, une, par=une.personne)
        assert fusions.deplacer_les_reprises(une.collectivite, lieu) == 1
        assert LienDExperience.objects.get().collectivite == lieu


class TestUneSignatureALaFusion:
    """What the one that is taken in had signed."""

    def test_it_goes_along(self):
        retour, lieu = RetourFactory(), CollectiviteFactory()
        assert fusions.deplacer(retour.auteures.get().collectivite, lieu) == 1
        ligne = retour.auteures.get()
        assert (ligne.collectivite, ligne.principale, ligne.signe) == (lieu, True, True)

    @pytest.mark.parametrize("absorbee", ["ecrit", "signe", "refuse"])
    def test_where_both_were_asked_one_stays_who_writes_else_who_signs(self, absorbee):
        retour, une = RetourFactory(), AffiliationFactory()
        ecrit = retour.auteures.get()
        ligne = services.inviter(retour, une.collectivite, par=retour.parcours.auteur)
        services.repondre(ligne, par=une.personne, oui=absorbee != "refuse")
        if absorbee == "ecrit":
            fusions.deplacer(ecrit.collectivite, une.collectivite)
            assert retour.auteures.get().principale
            return
        autre = services.inviter(retour, CollectiviteFactory(), par=retour.parcours.auteur)
        assert fusions.deplacer(une.collectivite, autre.collectivite) == 1
        garde = retour.auteures.get(principale=False)
        assert (garde.collectivite, garde.signe) == (autre.collectivite, absorbee == "signe")
        assert garde.etat == ("acceptee" if absorbee == "signe" else "invitee")

    def test_what_the_other_took_up_is_its_own_and_counts_no_more(self):
        retour, une = RetourFactory(), AffiliationFactory()
        reprises.s_inspirer(retour, une, par=une.personne)
        assert nombre(retour) == 1
        fusions.deplacer(retour.auteures.get().collectivite, une.collectivite)
        assert nombre(retour) == 0
