"""What the page of a retour shows of its reprises: the partials, by who reads."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from communautes.comptes.affiliations.models import Niveau
from communautes.retours import services
from communautes.retours.models import BilanDeReprise, LienDExperience, RetourExperience
from communautes.retours.reprises.chaine import chaine_de, liens_de
from communautes.retours.reprises.page import contexte
from communautes.retours.services import commentaires, reprises
from home.fraicheur.dates import plus_mois
from tests.factories import AffiliationFactory, CollectiviteFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
BUDGET = 5  # of the page's eighteen


def requete(client, personne=None):
    if personne is not None:
        client.force_login(personne)
    return client.get(reverse("retours:avis", args=[RetourFactory().slug])).wsgi_request


def lue(retour, request) -> str:
    lu = RetourExperience.objects.pour_page().get(pk=retour.pk)
    dits = {"retour": lu, **contexte(lu, request)}
    gabarits = ("retours/_reprises.html", "retours/_apres.html")
    return "".join(render_to_string(un, dits, request) for un in gabarits)


@pytest.mark.parametrize("gabarit", ["retours/_reprises.html", "retours/_apres.html"])
def test_a_preview_shows_nothing_of_it(gabarit):
    assert not render_to_string(gabarit, {"retour": RetourFactory()}).strip()


def test_each_link_is_looked_at_on_its_own_never_among_the_others(monkeypatch, client):
    """An unbounded number of them, on a page that everybody reads."""
    retour, request, compares = RetourFactory(), requete(client), []
    LienDExperience.objects.bulk_create(
        LienDExperience(vers=retour, nature="similaire", collectivite=lieu)
        for lieu in CollectiviteFactory.create_batch(12)
    )
    une = AffiliationFactory()
    dit = reprises.s_inspirer(retour, une, par=une.personne)
    reprises.donner_des_nouvelles(dit, par=une.personne, issue="fait")
    liens = liens_de(retour)
    monkeypatch.setattr(LienDExperience, "__eq__", lambda un, autre: compares.append(un))
    chaine = chaine_de(retour, liens, request.user)
    assert len(chaine.apres) == 2 and not compares


class TestActions:
    def test_a_visitor_reads_links_and_no_token(self, client):
        retour = RetourFactory()
        page = lue(retour, requete(client))
        assert reverse("retours:s_en_inspirer", args=[retour.slug]) in page
        assert "csrfmiddlewaretoken" not in page

    def test_an_agent_presses_the_button_in_the_name_of_theirs(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        page = lue(retour, requete(client, une.personne))
        assert f"S’inspirer de ce retour pour {une.collectivite.nom}" in page
        assert reverse("retours:inspirer", args=[retour.pk]) in page

    def test_once_pressed_it_says_so(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        page = lue(retour, requete(client, une.personne))
        assert reverse("retours:inspirer", args=[retour.pk]) not in page
        assert reverse("retours:inspiration", args=[lien.pk]) in page

    @pytest.mark.parametrize("qui", ["declaree", "auteur"])
    def test_who_may_not_reads_why(self, client, qui):
        retour, declaree = RetourFactory(), AffiliationFactory(niveau=Niveau.DECLAREE)
        personne = declaree.personne if qui == "declaree" else retour.parcours.auteur
        page = lue(retour, requete(client, personne))
        assert reverse("retours:inspirer", args=[retour.pk]) not in page
        attendu = "concordante" if qui == "declaree" else "celui de votre collectivité"
        assert attendu in page

    def test_who_is_invited_to_sign_answers_first(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        services.inviter(retour, une.collectivite, par=retour.parcours.auteur)
        page = lue(retour, requete(client, une.personne))
        assert reverse("retours:inspirer", args=[retour.pk]) not in page
        assert f'href="{reverse("retours:suivi", args=[retour.pk])}">Répondre' in page

    def test_what_is_archived_is_taken_up_no_more(self, client):
        retour = RetourFactory(etat="archive")
        page = lue(retour, requete(client, AffiliationFactory().personne))
        assert reverse("retours:inspirer", args=[retour.pk]) not in page
        assert reverse("retours:commenter", args=[retour.pk]) not in page


@pytest.mark.parametrize("vue", ["avis", "avis_merci", "ecrire_aux_auteurs", "s_en_inspirer"])
def test_the_way_back_is_to_the_retour(client, vue):
    retour = RetourFactory()
    client.force_login(AffiliationFactory().personne)
    page = client.get(reverse(f"retours:{vue}", args=[retour.slug])).content.decode()
    assert f'class="tec-fil__parent"><a href="{retour.get_absolute_url()}">' in page
    assert ">Retours d’expérience</a></li>" in page


class TestChaine:
    def test_it_reads_both_ways(self, client):
        une = AffiliationFactory()
        premier = RetourFactory(titre="Planter avant de goudronner")
        suivant = RetourFactory(affiliation=une, titre="Quatre cours")
        reprises.lier(suivant, premier, "inspire_de", par=une.personne)
        request = requete(client)
        assert "A inspiré" in (page := lue(premier, request)) and "Quatre cours" in page
        assert "S’inspire de" in (page := lue(suivant, request))
        assert "Planter avant de goudronner" in page

    def test_those_who_are_trying_are_together(self, client):
        retour = RetourFactory()
        for _une in range(2):
            une = AffiliationFactory()
            lien = reprises.s_inspirer(retour, une, par=une.personne)
        page = lue(retour, requete(client))
        assert "2 collectivités essaient en ce moment" in page
        assert "A inspiré, nouvelles attendues en" in page and lien.collectivite.nom in page

    def test_they_are_counted_once_whenever_they_began(self, client):
        retour, jour = RetourFactory(), localdate()
        for mois in (2, 4):
            une = AffiliationFactory()
            lien = reprises.s_inspirer(retour, une, par=une.personne)
            LienDExperience.objects.filter(pk=lien.pk).update(nouvelles_le=plus_mois(jour, mois))
        page = lue(retour, requete(client))
        assert page.count("essaient en ce moment") == 1
        assert f"premières nouvelles attendues en {date_format(plus_mois(jour, 2), 'F Y')}" in page

    @pytest.mark.parametrize("pourquoi", ["asked long ago", "archived"])
    def test_of_what_is_asked_no_more_nothing_is_awaited(self, client, pourquoi):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        if pourquoi == "archived":
            services.archiver(retour, par=retour.parcours.auteur)
        else:
            demande = plus_mois(localdate(), -4)
            LienDExperience.objects.filter(pk=lien.pk).update(nouvelles_le=demande)
        page = lue(retour, requete(client))
        assert "1 collectivité s’en est inspirée" in page
        assert "attendues" not in page and "essaie" not in page

    def test_their_news_are_read(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        lien = reprises.s_inspirer(retour, une, par=une.personne)
        reprises.donner_des_nouvelles(lien, par=une.personne, issue="fait", texte="Trois cours.")
        page = lue(retour, requete(client))
        assert "c’est fait" in page and "Trois cours." in page
        BilanDeReprise.objects.update(moderation="en_examen")
        page = lue(retour, requete(client))
        assert "Trois cours." not in page and "essaie en ce moment" in page

    @pytest.mark.parametrize("etat", ["brouillon", "retire"])
    def test_nothing_of_a_retour_that_is_not_public(self, client, etat):
        retour, une = RetourFactory(), AffiliationFactory()
        autre = reprises.commencer_une_similaire(
            retour, une, par=une.personne, titre="Un titre secret"
        )
        if etat == "retire":
            publie = RetourFactory(affiliation=une, titre="Un titre secret")
            autre.liens_donnes.update(retour=publie)
            services.retirer(publie, par=une.personne, motif="Une erreur de date.")
        page = lue(retour, requete(client))
        assert "secret" not in page and une.collectivite.nom not in page


def test_it_costs_the_same_for_1_or_6(client, count_queries):
    retour, request = RetourFactory(), requete(client)
    lu = RetourExperience.objects.pour_page().get(pk=retour.pk)
    mesures = []
    for combien in (1, 5):
        for _un in range(combien):
            une, autre = AffiliationFactory(), AffiliationFactory()
            lien = reprises.s_inspirer(retour, une, par=une.personne)
            reprises.donner_des_nouvelles(lien, par=une.personne, issue="fait")
            suivant = RetourFactory(affiliation=autre)
            reprises.lier(suivant, retour, "similaire", par=autre.personne)
            commentaires.commenter(retour, une, par=une.personne, texte="Et en août ?")
        mesures.append(count_queries(lue, retour, request) - 3)  # pour_page: the page has it
    assert lu.pk and mesures[0] == mesures[1] <= BUDGET
