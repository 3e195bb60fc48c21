"""Writing to who wrote a retour through the portal: who receives it, and who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.retours.models import Parcours
from communautes.retours.services.contact import jeton_de_reponse
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
TEXTE = "Bonjour,\n\nAvez-vous gardé la convention ?"


def page(retour) -> str:
    return reverse("retours:ecrire_aux_auteurs", args=[retour.slug])


def envoyer(client, personne, retour, **donnees):
    client.force_login(personne)
    return client.post(page(retour), {"texte": TEXTE} | donnees)


class TestEcrire:
    def test_its_author_receives_it_and_no_address_is_given(self, client, relever):
        retour, une = RetourFactory(), AffiliationFactory()
        assert envoyer(client, une.personne, retour).status_code == 302
        (lettre,) = relever()
        auteur = retour.parcours.auteur
        assert lettre.to == [auteur.email] and lettre.reply_to == []
        assert une.personne.email not in str(lettre.message())
        assert une.collectivite.nom in lettre.body and "> Avez-vous gardé" in lettre.body

    def test_one_may_join_one_s_own(self, client, relever):
        retour, une = RetourFactory(), AffiliationFactory()
        envoyer(client, une.personne, retour, avec_adresse="on")
        assert relever()[0].reply_to == [une.personne.email]

    def test_its_authors_gone_its_referents_receive_it(self, client, relever):
        retour = RetourFactory()
        Affiliation.objects.update(statut="terminee", close_le=timezone.now())
        lieu = retour.auteures.get().collectivite
        referente = AffiliationFactory(collectivite=lieu, referent=True).personne
        envoyer(client, AffiliationFactory().personne, retour)
        assert [un.to for un in relever()] == [[referente.email]]

    def test_nobody_there_the_team_is(self, client, relever):
        retour = RetourFactory()
        Affiliation.objects.update(statut="terminee", close_le=timezone.now())
        reponse = envoyer(client, AffiliationFactory().personne, retour)
        assert reponse.status_code == 422 and "Avez-vous gardé" in reponse.content.decode()
        assert "/contact/" in client.get(page(retour)).content.decode()
        assert not relever()

    def test_three_a_day_and_what_was_typed_is_kept(self, client, relever):
        retour, une = RetourFactory(), AffiliationFactory()
        codes = [
            envoyer(client, une.personne, retour, texte=f"Question {rang}").status_code
            for rang in range(4)
        ]
        assert codes == [302, 302, 302, 422]
        assert len(relever()) == 3

    def test_the_same_words_sent_again_are_one_message(self, client, relever):
        retour, une = RetourFactory(), AffiliationFactory()
        assert [envoyer(client, une.personne, retour).status_code for _un in range(2)] == [302, 302]
        assert len(relever()) == 1

    @pytest.mark.parametrize("qui", ["declaree", "sans", "sienne"])
    def test_who_may_not_reads_why(self, client, relever, qui):
        retour = RetourFactory()
        personne = {
            "declaree": lambda: AffiliationFactory(niveau=Niveau.DECLAREE).personne,
            "sans": UserFactory,
            "sienne": lambda: retour.parcours.auteur,
        }[qui]()
        assert envoyer(client, personne, retour).status_code == 422
        assert "<textarea" not in client.get(page(retour)).content.decode()
        assert not relever()

    @pytest.mark.parametrize("etat", ["brouillon", "retire"])
    def test_nothing_of_what_is_not_public(self, client, etat):
        reponse = envoyer(client, AffiliationFactory().personne, RetourFactory(etat=etat))
        assert reponse.status_code == 404


class TestRepondre:
    def test_who_received_it_answers(self, client, relever):
        retour, de = RetourFactory(), AffiliationFactory().personne
        auteur = retour.parcours.auteur
        jeton = jeton_de_reponse(de=de, a=auteur, retour=retour)
        adresse = reverse("retours:repondre", args=[retour.slug, jeton])
        client.force_login(auteur)
        assert client.get(adresse).status_code == 200
        assert client.post(adresse, {"texte": "Oui, la voici."}).status_code == 302
        (lettre,) = relever()
        assert lettre.to == [de.email] and auteur.email not in str(lettre.message())

    @pytest.mark.parametrize("quoi", ["ouvert", "ferme", "parti"])
    def test_the_other_way_its_author_is_reached_while_they_wish_it(self, client, quoi):
        retour, une = RetourFactory(), AffiliationFactory()
        auteur = retour.parcours.auteur
        jeton = jeton_de_reponse(de=auteur, a=une.personne, retour=retour)
        if quoi == "ferme":
            Parcours.objects.update(contact_ferme=True)
        if quoi == "parti":
            siennes = Affiliation.objects.filter(personne=auteur)
            siennes.update(statut="terminee", close_le=timezone.now())
        client.force_login(une.personne)
        page = client.get(reverse("retours:repondre", args=[retour.slug, jeton]))
        assert page.status_code == (200 if quoi == "ouvert" else 404)

    @pytest.mark.parametrize("qui", ["autre", "faux"])
    def test_nobody_else(self, client, qui):
        retour, de = RetourFactory(), AffiliationFactory().personne
        auteur = retour.parcours.auteur
        jeton = jeton_de_reponse(de=de, a=auteur, retour=retour)
        client.force_login(AffiliationFactory().personne if qui == "autre" else auteur)
        jeton = f"{jeton[:-3]}abc" if qui == "faux" else jeton
        adresse = reverse("retours:repondre", args=[retour.slug, jeton])
        assert client.get(adresse).status_code == 404
        assert client.post(adresse, {"texte": TEXTE}).status_code == 404
