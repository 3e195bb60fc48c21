"""The form of the admin saves over what it was opened on, while its authors write."""

import json
import re
from functools import partial

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Revision

from communautes.retours import services
from communautes.retours.models import RetourTheme
from communautes.retours.referentiels import Etat, Preparation
from communautes.retours.services.ecriture import brouillon_de
from tests import paralleles
from tests.communautes.retours.test_admin import adresse, formulaire, relu
from tests.communautes.retours.test_reprises_en_meme_temps import vider
from tests.factories import ThemePageFactory
from tests.factories.retours import RetourFactory, relecteur
from tests.paralleles import derriere

pytestmark = pytest.mark.django_db
a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)

UN, DEUX, TAPE = "VERSION UN", "VERSION DEUX", "Ce que la relecture a tapé."


@pytest.fixture
def anct(client):
    personne = relecteur()
    client.force_login(personne)
    return personne


def reponse(nom: str, **remarques) -> dict:
    dites = {"workflow-action-extra-data": json.dumps(remarques)} if remarques else {}
    return {"action-workflow-action": "true", "workflow-action-name": nom} | dites


ACTES = {
    "enregistrer": {},
    "approuver": reponse("approve"),
    "à compléter": reponse("reject", comment="Combien de soirs ?"),
    "je le relis": reponse("prendre"),
}
SANS_RELECTURE = {"enregistrer": {}, "publier": {"action-publish": "action-publish"}}


def ecrire(retour, **champs) -> None:
    brouillon = brouillon_de(relu(retour))
    for nom, valeur in champs.items():
        setattr(brouillon, nom, valeur)
    services.enregistrer(brouillon, par=retour.parcours.auteur)


def reprendre(retour) -> None:
    services.reprendre(relu(retour), par=retour.parcours.auteur)


def renvoyer(retour) -> None:
    services.soumettre(relu(retour), par=retour.parcours.auteur)


def recrire_et_renvoyer(retour, **champs) -> None:
    reprendre(retour)
    ecrire(retour, **{"fait": DEUX} | champs)
    renvoyer(retour)


def versions(retour) -> int:
    return Revision.objects.for_instance(retour).count()


class TestUneAutreVersion:
    @pytest.mark.parametrize("acte", ACTES)
    def test_what_its_author_sent_meanwhile_is_not_written_over(self, client, anct, acte):
        retour = RetourFactory(etat="soumis", fait=UN)
        ouvert = formulaire(retour, appris=TAPE, **ACTES[acte])
        recrire_et_renvoyer(retour)
        avant = versions(retour)
        page = client.post(adresse("edit", retour), ouvert).text
        assert versions(retour) == avant
        assert brouillon_de(relu(retour)).fait == DEUX
        assert relu(retour).etat == Etat.SOUMIS
        assert "a changé ce retour le" in page and TAPE in page
        comparer = reverse(
            "retours_admin:revisions_compare",
            args=[retour.pk, ouvert["loaded_revision_id"], relu(retour).latest_revision_id],
        )
        assert comparer in page

    @pytest.mark.parametrize("acte", SANS_RELECTURE)
    @pytest.mark.parametrize("etat", ["brouillon", "a_completer", "publie"])
    def test_nor_what_its_author_is_writing(self, client, anct, etat, acte):
        retour = RetourFactory(etat=etat, fait=UN)
        ouvert = formulaire(retour, **SANS_RELECTURE[acte])
        ecrire(retour, fait=DEUX)
        avant = versions(retour)
        assert "rien n’est enregistré" in client.post(adresse("edit", retour), ouvert).text
        assert (versions(retour), brouillon_de(relu(retour)).fait) == (avant, DEUX)

    def test_remarks_that_did_not_leave_are_given_back(self, client, anct):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **reponse("reject", remarque_echecs="Dites pourquoi."))
        recrire_et_renvoyer(retour)
        page = client.post(adresse("edit", retour), ouvert).text
        assert "Vos remarques, qui ne sont pas envoyées" in page and "Dites pourquoi." in page
        assert not retour.remarques.exists()

    def test_the_page_that_gives_it_back_writes_nothing_over_either(self, client, anct):
        retour = RetourFactory(etat="soumis", fait=UN)
        ouvert = formulaire(retour)
        recrire_et_renvoyer(retour)
        page = client.post(adresse("edit", retour), ouvert).text
        caches = dict(re.findall(r'name="(lu|loaded_\w+)" value="([^"]*)"', page))
        assert caches.keys() == {"lu", "loaded_revision_id", "loaded_revision_created_at"}
        assert "data-w-autosave-interval-value" not in page
        encore = client.post(adresse("edit", retour), ouvert | caches).text
        assert "rien n’est enregistré" in encore
        assert brouillon_de(relu(retour)).fait == DEUX

    def test_a_theme_that_its_author_took_out(self, client, anct):
        retour = RetourFactory(etat="soumis", fait=UN)
        ouvert = formulaire(retour, appris=TAPE)
        recrire_et_renvoyer(retour, themes_lies=[RetourTheme(theme=ThemePageFactory())])
        assert TAPE in client.post(adresse("edit", retour), ouvert).text

    def test_what_is_saved_as_one_types_neither(self, client, anct):
        retour = RetourFactory(etat="soumis", fait=UN)
        ouvert = formulaire(retour)
        recrire_et_renvoyer(retour)
        refus = client.post(adresse("edit", retour), ouvert, headers={"accept": "application/json"})
        assert refus.status_code == 400
        assert refus.json()["error_code"] == "invalid_revision"
        assert brouillon_de(relu(retour)).fait == DEUX

    def test_one_s_own_typing_is_no_other_version(self, client, anct):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, titre="Une cour mieux dite")
        gardee = client.post(
            adresse("edit", retour), ouvert, headers={"accept": "application/json"}
        ).json()
        siens = {"overwrite_revision_id": str(gardee["revision_id"])} | reponse("approve")
        client.post(adresse("edit", retour), ouvert | siens)
        assert (relu(retour).etat, relu(retour).titre) == (Etat.PUBLIE, "Une cour mieux dite")


class TestUnAutreTour:
    @pytest.mark.parametrize("acte", ACTES)
    def test_taken_back_meanwhile(self, client, anct, acte):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES[acte])
        reprendre(retour)
        avant = versions(retour)
        page = client.post(adresse("edit", retour), ouvert).text
        assert "n’est plus en relecture" in page
        assert (relu(retour).etat, versions(retour)) == (Etat.BROUILLON, avant)

    def test_taken_back_and_sent_again_as_it_was(self, client, anct):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES["approuver"])
        reprendre(retour)
        renvoyer(retour)
        page = client.post(adresse("edit", retour), ouvert).text
        assert "viennent d’envoyer" in page
        assert relu(retour).etat == Etat.SOUMIS

    def test_a_colleague_has_taken_it_only(self, client, anct):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES["approuver"])
        services.prendre(relu(retour), par=relecteur())
        client.post(adresse("edit", retour), ouvert)
        assert relu(retour).etat == Etat.PUBLIE

    @pytest.mark.parametrize("sans", ["lu", "loaded_revision_id"])
    def test_a_form_that_does_not_say(self, client, anct, sans):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES["approuver"])
        del ouvert[sans]
        client.post(adresse("edit", retour), ouvert)
        assert relu(retour).etat == Etat.SOUMIS

    def test_an_old_version_that_comes_back(self, client, anct):
        retour = RetourFactory(etat="soumis", fait=UN)
        ancienne = reverse(
            "retours_admin:revisions_revert", args=[retour.pk, relu(retour).latest_revision_id]
        )
        ouvert = formulaire(retour)
        assert f'name="lu" value="{ouvert["lu"]}"' in client.get(ancienne).text
        recrire_et_renvoyer(retour)
        assert "rien n’est enregistré" in client.post(ancienne, ouvert).text
        assert brouillon_de(relu(retour)).fait == DEUX
        client.post(ancienne, formulaire(relu(retour), fait=UN))
        assert brouillon_de(relu(retour)).fait == UN

    def test_the_form_says(self, client, anct):
        retour = RetourFactory(etat="soumis")
        page = client.get(adresse("edit", retour)).text
        voulu = formulaire(retour)
        for nom in ("lu", "loaded_revision_id", "loaded_revision_created_at"):
            assert f'name="{nom}" value="{voulu[nom]}"' in page


def test_an_author_who_takes_it_back_at_the_same_instant():
    """What is sent waits, then reads again: nothing of what it read before counts."""

    def course(vus):
        retour = RetourFactory(etat="soumis", fait=UN)
        client = Client()
        client.force_login(relecteur())
        ouvert = formulaire(retour, **ACTES["approuver"])
        avant = versions(retour)
        derriere(lambda: reprendre(retour), lambda: client.post(adresse("edit", retour), ouvert))
        vus["etat"], vus["de_plus"] = relu(retour).etat, versions(retour) - avant

    assert a_part_puis_vider(course) == {"etat": Etat.BROUILLON, "de_plus": 0}


class TestArreterLaRelecture:
    def test_it_is_not_in_the_menu(self, client, anct):
        retour = RetourFactory(etat="soumis")
        page = client.get(adresse("edit", retour)).text
        assert "Approuver et publier" in page
        for acte in ("action-cancel-workflow", "action-restart-workflow", "action-publish"):
            assert acte not in page

    @pytest.mark.parametrize("acte", ["cancel-workflow", "restart-workflow", "submit"])
    @pytest.mark.parametrize("etat", ["soumis", "a_completer"])
    def test_nor_behind_it(self, client, anct, etat, acte):
        retour = RetourFactory(etat=etat)
        client.post(adresse("edit", retour), formulaire(retour, **{f"action-{acte}": "oui"}))
        assert relu(retour).parcours.preparation == etat

    def test_nor_is_it_published_under_the_review(self, client, anct):
        retour = RetourFactory(etat="soumis")
        client.post(adresse("edit", retour), formulaire(retour, **SANS_RELECTURE["publier"]))
        assert relu(retour).parcours.preparation == Preparation.SOUMIS

    def test_nor_answered_without_its_form(self):
        with pytest.raises(NoReverseMatch):
            reverse("retours_admin:workflow_action", args=[1, "approve", 1])


class TestCeQuiEstDit:
    @pytest.mark.parametrize(
        ("acte", "phrase"),
        [
            ("approuver", "est approuvé et publié"),
            ("à compléter", "est à compléter : vos remarques sont envoyées"),
            ("je le relis", "Vous relisez"),
        ],
    )
    def test_after_each_answer(self, client, anct, acte, phrase):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES[acte])
        page = client.post(adresse("edit", retour), ouvert, follow=True)
        assert phrase.replace(" :", "\u00a0:") in page.text
        assert "modifications enregistrées" not in page.text

    def test_who_takes_it_goes_on_reading(self, client, anct):
        retour = RetourFactory(etat="soumis")
        ouvert = formulaire(retour, **ACTES["je le relis"])
        assert client.post(adresse("edit", retour), ouvert).url == adresse("edit", retour)

    def test_to_complete_is_for_its_authors(self, client, anct):
        page = client.get(adresse("edit", RetourFactory(etat="a_completer"))).text
        assert "C’est à ses auteurs de répondre" in page
        assert "Corrigez, puis renvoyez" not in page


class TestSecondeLecture:
    def demander(self, retour, **remarques) -> None:
        services.demander_de_completer(relu(retour), par=relecteur(), remarques=remarques)

    def ligne(self, page: str, texte: str) -> str:
        trouvee = next(li for li in re.findall(r"<li>.*?</li>", page, re.S) if texte in li)
        return re.sub(r"<[^>]+>", "", trouvee)

    def test_what_was_asked_and_what_was_written_since(self, client, anct):
        retour = RetourFactory(etat="soumis", fait=UN)
        self.demander(retour, fait="Combien de soirs ?", echecs="Dites pourquoi.")
        alors = relu(retour).latest_revision_id
        ecrire(retour, fait=DEUX)
        renvoyer(retour)
        page = client.get(adresse("edit", retour)).text
        assert ", changé depuis" in self.ligne(page, "Combien de soirs ?")
        assert "renvoyé le" in self.ligne(page, "Combien de soirs ?")
        assert ", pas changé depuis" in self.ligne(page, "Dites pourquoi.")
        cles = [retour.pk, alors, relu(retour).latest_revision_id]
        assert reverse("retours_admin:revisions_compare", args=cles) in page

    def test_of_this_preparation_only(self, client, anct):
        retour = RetourFactory(etat="soumis")
        self.demander(retour, fait="Combien de soirs ?")
        renvoyer(retour)
        services.publier(relu(retour), par=relecteur())
        ecrire(retour, fait=DEUX)
        renvoyer(retour)
        assert "Combien de soirs ?" not in client.get(adresse("edit", retour)).text

    @pytest.mark.parametrize(
        ("champ", "changes", "change"),
        [
            ("fait", {"fait": DEUX}, True),
            ("fait", {"appris": DEUX}, False),
            ("moyens", {"jours_agent": 12}, True),
            ("", {"appris": DEUX}, True),
            ("", {}, False),
            ("auteures", {"appris": DEUX}, False),
        ],
    )
    def test_who_writes_sees_which_has_changed(self, client, champ, changes, change):
        retour = RetourFactory(etat="soumis", fait=UN)
        self.demander(retour, **{champ: "Précisez."})
        ecrire(retour, **changes)
        client.force_login(retour.parcours.auteur)
        page = client.get(reverse("retours:suivi", args=[retour.pk])).text
        assert ("Changé depuis cette demande." in page) is change
