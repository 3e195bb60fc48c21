"""Two who write, send, withdraw at the same instant, on real connections: nothing is lost, and no
state is one that nobody chose.
"""

from functools import partial

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from communautes.comptes.affiliations.models import Affiliation
from communautes.journal.models import Entree
from communautes.retours import services
from communautes.retours.etapes import PAR_CODE
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services import etapes
from communautes.retours.services.ecriture import brouillon_de
from tests import paralleles
from tests.communautes.retours.test_reprises_en_meme_temps import vider
from tests.factories import AffiliationFactory, CollectiviteFactory
from tests.factories.retours import RetourFactory, relecteur
from tests.paralleles import derriere, ensemble

pytestmark = pytest.mark.django_db
a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(RetourRefuse,))


def navigateur(personne) -> Client:
    client = Client()
    client.force_login(personne)
    return client


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def a_deux(etat: str = "brouillon", **champs) -> tuple:
    """A retour, who began it, a colleague who is proven to work there."""
    une = AffiliationFactory()
    collegue = AffiliationFactory(collectivite=une.collectivite).personne
    return RetourFactory(affiliation=une, etat=etat, **champs), une.personne, collegue


def lu(retour, code: str) -> str:
    """What a page of this step is read with."""
    retour = relu(retour)
    form = etapes.formulaire(PAR_CODE[code], brouillon_de(retour), retour.parcours)
    return etapes.marques_de(form.canonique())


def saisie(page: str, **champs) -> QueryDict:
    donnees = QueryDict(mutable=True)
    donnees.update({"lu": page, **champs})
    return donnees


def test_two_who_write_the_same_answer_one_is_asked_to_compare():
    def course(vus):
        retour, une, autre = a_deux()
        page = lu(retour, "fait")
        qui = [(une, "Les voisins ont ouvert."), (autre, "Les élèves ont ouvert.")]

        def garder():
            par, texte = qui.pop()
            gardee = etapes.garder(retour, PAR_CODE["fait"], saisie(page, fait=texte), par=par)
            return texte, [croise["valeur"] for croise in gardee.croises]

        dits = dict(ensemble(garder, 2))
        garde = brouillon_de(relu(retour)).fait
        croises = [autres for autres in dits.values() if autres]
        vus["un_seul"] = len(croises)
        vus["celui_de_l_autre"] = croises[0] == [garde] and dits[garde] == []

    assert a_part_puis_vider(course) == {"un_seul": 1, "celui_de_l_autre": True}


def test_two_who_write_two_answers_of_a_step_keep_both():
    def course(vus):
        retour, une, autre = a_deux()
        page = lu(retour, "moyens")
        qui = [(une, {"jours_agent": "12"}), (autre, {"prestataires": "Une paysagiste"})]

        def garder():
            par, dit = qui.pop()
            return etapes.garder(retour, PAR_CODE["moyens"], saisie(page, **dit), par=par).croises

        vus["croises"] = ensemble(garder, 2)
        brouillon = brouillon_de(relu(retour))
        vus["gardes"] = (brouillon.jours_agent, brouillon.prestataires)

    assert a_part_puis_vider(course) == {
        "croises": [[], []],
        "gardes": (12, "Une paysagiste"),
    }


def test_two_who_write_two_steps_keep_both():
    def course(vus):
        retour, une, autre = a_deux()
        qui = [
            (une, "resultats", saisie(lu(retour, "resultats"), resultats="Neuf cents entrées.")),
            (autre, "echecs", saisie(lu(retour, "echecs"), echecs="Pas de toilettes.")),
        ]

        def garder():
            par, code, post = qui.pop()
            etapes.garder(retour, PAR_CODE[code], post, par=par)

        ensemble(garder, 2)
        brouillon = brouillon_de(relu(retour))
        vus["gardes"] = (brouillon.resultats, brouillon.echecs)

    assert a_part_puis_vider(course) == {"gardes": ("Neuf cents entrées.", "Pas de toilettes.")}


def test_two_sendings_are_one():
    def course(vus):
        retour, une, autre = a_deux()
        qui = [une, autre] * 3

        ensemble(lambda: etapes.envoyer(retour, par=qui.pop()), 6)
        vus["etat"] = str(relu(retour).etat)
        vus["envois"] = Entree.objects.filter(acte="retours.soumis").count()
        vus["relectures"] = retour._workflow_states.count()

    assert a_part_puis_vider(course) == {"etat": "soumis", "envois": 1, "relectures": 1}


def test_what_is_typed_while_it_is_sent_is_refused_and_not_half_kept():
    def course(vus):
        retour, une, autre = a_deux()
        post = saisie(lu(retour, "fait"), fait="Autre chose.")
        refus = []

        def garder():
            try:
                etapes.garder(retour, PAR_CODE["fait"], post, par=autre)
            except RetourRefuse as refuse:
                refus.append(str(refuse))

        derriere(lambda: etapes.envoyer(retour, par=une), garder)
        vus["refus"] = len(refus)
        vus["fait"] = brouillon_de(relu(retour)).fait == "Autre chose."

    assert a_part_puis_vider(course) == {"refus": 1, "fait": False}


def test_a_sending_and_a_withdrawal_of_what_is_public():
    """Whoever is first: it is withdrawn, and what is sent, if it is, waits to be read."""

    def course(vus):
        retour, une, autre = a_deux("publie")
        etapes.garder(
            retour,
            PAR_CODE["fait"],
            saisie(lu(retour, "fait"), fait="Une tout autre histoire, avec 12 cours."),
            par=une,
        )
        envoyer = partial(etapes.envoyer, retour, par=une)
        retirer = partial(services.retirer, retour, par=autre, motif="L’école a fermé.")
        vus["retirer"] = en_deux(envoyer, retirer).count("faite") >= 1
        fini = relu(retour)
        vus["retire"] = (fini.live, fini.parcours.est_retire)
        en_cours = fini.current_workflow_state is not None and (
            fini.current_workflow_state.status == "in_progress"
        )
        vus["constate"] = en_cours == fini.parcours.est_a_l_anct

    assert a_part_puis_vider(course) == {
        "retirer": True,
        "retire": (False, True),
        "constate": True,
    }


def test_taken_back_and_published_at_once():
    """One of the two: never both public and taken back as a draft that nobody sent."""

    def course(vus):
        retour, une, _autre = a_deux("soumis")
        anct = relecteur()
        reprendre = partial(services.reprendre, retour, par=une)
        publier = partial(services.publier, retour, par=anct)
        vus["rendus"] = en_deux(reprendre, publier)
        fini = relu(retour)
        vus["un_etat"] = fini.live != (fini.parcours.preparation == "brouillon")

    assert a_part_puis_vider(course) == {"rendus": ["faite", "refusée"], "un_etat": True}


def test_ten_invitations_and_no_more():
    def course(vus):
        retour, une, _autre = a_deux()
        lieux = [CollectiviteFactory() for _lieu in range(12)]
        a_inviter = list(lieux)

        def inviter():
            try:
                services.inviter(retour, a_inviter.pop(), par=une)
            except RetourRefuse:
                return "refusée"
            return "faite"

        vus["refus"] = ensemble(inviter, 12).count("refusée")
        vus["lignes"] = CollectiviteAuteure.objects.filter(retour=retour).count()
        RetourExperience.objects.all().delete()
        type(lieux[0]).objects.filter(pk__in=[lieu.pk for lieu in lieux]).delete()

    assert a_part_puis_vider(course) == {"refus": 3, "lignes": 10}


def test_a_draft_deleted_while_somebody_writes_in_it():
    def course(vus):
        retour, une, autre = a_deux()
        post = saisie(lu(retour, "fait"), fait="Autre chose.")

        def garder():
            try:
                etapes.garder(retour, PAR_CODE["fait"], post, par=autre)
            except RetourRefuse:
                vus["refus"] = True

        derriere(lambda: services.supprimer(retour, par=une), garder)
        vus["reste"] = RetourExperience.objects.count()
        vus["affiliations"] = Affiliation.objects.filter(personne=une).count()

    assert a_part_puis_vider(course) == {"refus": True, "reste": 0, "affiliations": 1}


@pytest.mark.parametrize("route", ["supprimer", "envoyer", "version"])
def test_whoever_acts_on_a_draft_that_goes_is_told_where_there_is_still_a_page(route):
    def course(vus):
        retour, une, autre = a_deux()
        client = navigateur(autre)

        def agir():
            adresse = reverse(f"retours:{route}", args=[retour.pk])
            donnees = {"format": "court", "suite": reverse("retours:suivi", args=[retour.pk])}
            reponse = client.post(adresse, donnees, follow=True)
            vus["ici"] = (reponse.status_code, "Ce retour n’existe plus" in reponse.text)
            vus["page"] = reponse.request["PATH_INFO"] == reverse("retours:les_miens")

        derriere(lambda: services.supprimer(retour, par=une), agir)

    attendu = {"ici": (422, True)} if route == "version" else {"ici": (200, True), "page": True}
    vus = a_part_puis_vider(course)
    assert {nom: vus[nom] for nom in attendu} == attendu


def test_what_is_typed_in_a_draft_that_goes_is_given_back():
    def course(vus):
        retour, une, autre = a_deux()
        client = navigateur(autre)

        def garder():
            adresse = reverse("retours:garder", args=[retour.pk, "fait"])
            reponse = client.post(adresse, {"fait": "Les voisins ont ouvert.", "lu": "{}"})
            vus["rendu"] = (reponse.status_code, "Les voisins ont ouvert." in reponse.text)

        derriere(lambda: services.supprimer(retour, par=une), garder)

    assert a_part_puis_vider(course) == {"rendu": (404, True)}


def test_what_was_kept_then_goes_is_given_back_too(client, monkeypatch):
    """Between what is kept and the page that says so."""
    retour = RetourFactory(etat="brouillon")
    auteur, garder = retour.parcours.auteur, etapes.garder

    def garder_puis_supprimer(*args, **kwargs):
        gardee = garder(*args, **kwargs)
        services.supprimer(retour, par=auteur)
        return gardee

    monkeypatch.setattr(etapes, "garder", garder_puis_supprimer)
    client.force_login(auteur)
    adresse = reverse("retours:garder", args=[retour.pk, "fait"])
    reponse = client.post(adresse, {"fait": "Les voisins ont ouvert."})
    assert reponse.status_code == 404 and "Les voisins ont ouvert." in reponse.text


def test_six_that_begin_under_one_title_have_each_an_address():
    def course(vus):
        affiliations = [AffiliationFactory() for _rang in range(6)]
        clients = [navigateur(une.personne) for une in affiliations]

        def commencer():
            donnees = {"titre": "Une cour ouverte", "format": "court"}
            return clients.pop().post(reverse("retours:commencer"), donnees).status_code

        vus["statuts"] = ensemble(commencer, 6)
        vus["adresses"] = sorted(RetourExperience.objects.values_list("slug", flat=True))

    assert a_part_puis_vider(course) == {
        "statuts": [302] * 6,
        "adresses": ["une-cour-ouverte", *(f"une-cour-ouverte-{n}" for n in range(2, 7))],
    }
