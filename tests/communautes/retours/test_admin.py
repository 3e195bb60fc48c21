"""Retours in the admin: the queue, the review with a remark per field, what is not done there."""

import json

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from communautes.comptes.affiliations.models import Niveau
from communautes.retours import services
from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Etat
from communautes.retours.services.ecriture import brouillon_de
from home.marques import marque
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import TEXTES, RetourFactory

pytestmark = pytest.mark.django_db


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


@pytest.fixture
def anct(client):
    personne = UserFactory(groupe="Relecture")
    client.force_login(personne)
    return personne


def adresse(ecran: str, retour=None) -> str:
    return reverse(f"retours_admin:{ecran}", args=[retour.pk] if retour else [])


def formulaire(retour, **champs) -> dict:
    """What the browser sends of the form, as the latest version is."""
    lu, parcours = brouillon_de(retour), relu(retour).parcours
    version = lu.latest_revision
    themes = [
        {"id": str(lien.pk), "theme": str(lien.theme_id), "ORDER": str(r)}
        for r, lien in enumerate(lu.themes_lies.all())
    ]
    textes = (*TEXTES, "titre", "format", "slug", "reference", "licence")
    return nested_form_data(
        {nom: getattr(lu, nom) for nom in textes}
        | {
            "themes_lies": inline_formset(themes, initial=len(themes)),
            "acteurs_lies": inline_formset([]),
            "images": inline_formset([]),
            "tags": "",
            "loaded_revision_id": str(version.pk),
            "loaded_revision_created_at": version.created_at.isoformat(),
            "lu": marque(*parcours.tour),
        }
        | champs
    )


ROLES = ["Rédaction", "Relecture", "Administration"]
ECRANS = {
    "list": {"Relecture", "Administration"},
    "edit": {"Relecture", "Administration"},
    "history": {"Relecture", "Administration"},
}


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize("ecran", ECRANS)
def test_each_screen_by_role(client, role, ecran):
    client.force_login(UserFactory(groupe=role))
    retour = RetourFactory(etat="soumis")
    reponse = client.get(adresse(ecran, None if ecran == "list" else retour))
    assert (reponse.status_code == 200) is (role in ECRANS[ecran])


def test_it_is_neither_begun_nor_deleted_there(client):
    client.force_login(UserFactory(is_superuser=True))
    retour = RetourFactory()
    for ecran, objet in (("add", None), ("delete", retour), ("unpublish", retour)):
        with pytest.raises(NoReverseMatch):
            adresse(ecran, objet)
    for ecran, objet in (("list", None), ("edit", retour), ("history", retour)):
        assert client.get(adresse(ecran, objet)).status_code == 200


class TestRelire:
    def test_i_take_it(self, client, anct):
        retour = RetourFactory(etat="soumis")
        client.post(
            adresse("edit", retour),
            formulaire(
                retour, **{"action-workflow-action": "true", "workflow-action-name": "prendre"}
            ),
        )
        assert relu(retour).etat == Etat.EN_RELECTURE
        assert relu(retour).parcours.relecteur == anct

    def test_a_remark_per_field(self, client, anct):
        retour = RetourFactory(etat="soumis")
        dites = {
            "comment": "",
            "remarque_echecs": "Dites pourquoi.",
            "remarque_moyens": "Combien ?",
        }
        client.post(
            adresse("edit", retour),
            formulaire(
                retour,
                **{
                    "action-workflow-action": "true",
                    "workflow-action-name": "reject",
                    "workflow-action-extra-data": json.dumps(dites),
                },
            ),
        )
        assert relu(retour).etat == Etat.A_COMPLETER
        assert dict(retour.remarques.values_list("champ", "texte")) == {
            "echecs": "Dites pourquoi.",
            "moyens": "Combien ?",
        }

    def test_the_form_of_remarks_has_every_field(self, client, anct):
        retour = RetourFactory(etat="soumis")
        tache = retour.current_workflow_task_state
        url = reverse(
            "retours_admin:collect_workflow_action_data", args=[retour.pk, "reject", tache.pk]
        )
        texte = client.get(url, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
        assert "Ce qui n’a pas marché" in texte
        assert "remarque_transposition" in texte

    def test_publishing_what_was_corrected_on_the_way(self, client, anct):
        retour = RetourFactory(etat="soumis")
        client.post(
            adresse("edit", retour),
            formulaire(
                retour,
                titre="Une cour mieux dite",
                **{"action-workflow-action": "true", "workflow-action-name": "approve"},
            ),
        )
        assert (relu(retour).etat, relu(retour).titre) == (Etat.PUBLIE, "Une cour mieux dite")

    def test_what_nobody_proven_signs_is_said(self, client, anct):
        declaree = AffiliationFactory(niveau=Niveau.DECLAREE)
        retour = RetourFactory(etat="soumis", affiliation=declaree)
        reponse = client.post(
            adresse("edit", retour),
            formulaire(
                retour, **{"action-workflow-action": "true", "workflow-action-name": "approve"}
            ),
            follow=True,
        )
        assert "Aucune collectivité n’a encore prouvé" in reponse.content.decode()
        assert relu(retour).etat == Etat.SOUMIS


class TestPublierSansRelecture:
    def test_not_what_its_authors_have_not_sent(self, client, anct):
        retour = RetourFactory(etat="brouillon")
        reponse = client.post(
            adresse("edit", retour),
            formulaire(retour, **{"action-publish": "action-publish"}),
            follow=True,
        )
        assert "ne l’ont pas encore envoyé" in reponse.content.decode()
        assert not relu(retour).live

    def test_not_a_draft_of_theirs_beside_what_is_live(self, client, anct):
        retour = RetourFactory()
        brouillon = brouillon_de(retour)
        brouillon.cout = "moins_5000"
        services.enregistrer(brouillon, par=retour.parcours.auteur)
        client.post(
            adresse("edit", retour),
            formulaire(relu(retour), cout="moins_5000", **{"action-publish": "action-publish"}),
        )
        assert relu(retour).cout == ""

    def test_anct_corrects_what_is_live(self, client, anct):
        retour = RetourFactory()
        client.post(
            adresse("edit", retour),
            formulaire(retour, cout="moins_5000", **{"action-publish": "action-publish"}),
        )
        assert relu(retour).cout == "moins_5000"


@pytest.mark.parametrize(
    ("file", "etat"),
    [
        ("a_relire", "soumis"),
        ("a_relire", "en_relecture"),
        ("a_completer", "a_completer"),
        ("archives", "archive"),
        ("retires", "retire"),
    ],
)
def test_the_queue_shows_what_waits(client, anct, file, etat):
    voulu, autre = RetourFactory(etat=etat), RetourFactory(etat="brouillon")
    texte = client.get(adresse("list"), {"file": file}).content.decode()
    assert voulu.titre in texte
    assert autre.titre not in texte


def test_the_list_costs_the_same_for_2_or_6(client, anct, count_queries):
    RetourFactory.create_batch(2, etat="soumis")
    peu = count_queries(client.get, adresse("list"))
    RetourFactory.create_batch(4, etat="soumis")
    assert count_queries(client.get, adresse("list")) == peu
