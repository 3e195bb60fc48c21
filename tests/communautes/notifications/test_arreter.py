"""« Unsubscribe », in one click (RFC 8058): GET changes nothing, POST needs nobody to be there."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from communautes.notifications import services
from communautes.notifications.canaux import Canal
from communautes.notifications.jetons import arret_de, jeton
from communautes.notifications.models import Notification, Preference, Sourdine
from communautes.notifications.services.ecrire import ecrire_les_immediates
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def adresse(texte: str) -> str:
    return reverse("notifications:arreter", args=[texte])


@pytest.fixture
def boite_aux_lettres():
    """The server of a mail program: no cookie, and tokens of forms are checked."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def un_clic(dire, personne, relever):
    """`un_clic(code)`: the address in the header of the mail of this kind."""

    def _un_clic(code="essai.reponse") -> str:
        dire(code, personne)
        ecrire_les_immediates()
        entete = relever()[-1].extra_headers["List-Unsubscribe"]
        return re.fullmatch(r"<https?://[^/]+(/.+)>", entete)[1]

    return _un_clic


def test_the_header_s_address_turns_off_that_kind_alone(un_clic, boite_aux_lettres, personne):
    ici = un_clic()
    avant = services.canaux_de(personne)
    reponse = boite_aux_lettres.post(ici, {"List-Unsubscribe": "One-Click"})
    assert reponse.status_code == 200 and "C’est arrêté" in reponse.text
    assert services.canaux_de(personne) == avant | {"essai.reponse": Canal.SITE}
    assert not reponse.cookies and "no-store" in reponse["Cache-Control"]
    boite_aux_lettres.post(ici)
    assert Preference.objects.count() == 1


def test_reading_changes_nothing_and_shows_a_button(un_clic, boite_aux_lettres, salle):
    ici = un_clic()
    for methode in (boite_aux_lettres.get, boite_aux_lettres.head):
        assert methode(ici).status_code == 200
    page = boite_aux_lettres.get(ici).text
    assert '<form method="post">' in page and "Une réponse" in page
    assert not Preference.objects.exists()


def test_what_waited_stays_on_the_site(dire, boite_aux_lettres, personne):
    dire("essai.nouvelle", personne)
    boite_aux_lettres.post(adresse(jeton(personne, "genre", "essai.nouvelle")))
    assert Notification.objects.get().canal == Canal.SITE


def test_who_wanted_nothing_still_wants_nothing(salle, boite_aux_lettres, personne):
    services.choisir(personne, {"essai.reponse": Canal.RIEN})
    boite_aux_lettres.post(adresse(jeton(personne, "genre", "essai.reponse")))
    assert services.canaux_de(personne)["essai.reponse"] == Canal.RIEN


def test_a_digest_stops_with_the_kinds_of_tomorrow(salle, boite_aux_lettres, personne):
    boite_aux_lettres.post(adresse(jeton(personne, "recapitulatif", "hebdomadaire")))
    assert services.canaux_de(personne) == {
        "essai.reponse": Canal.IMMEDIAT,
        "essai.nouvelle": Canal.SITE,
        "essai.lettre": Canal.SITE,
        Preference.RESTE: Canal.SITE,
    }
    assert Preference.objects.count() == 1  # one row, that new kinds obey


def test_an_object_is_silenced(salle, boite_aux_lettres, personne, discussion):
    ici = adresse(jeton(personne, "objet", f"territoires.collectivite:{discussion.pk}"))
    assert "Budget participatif" in boite_aux_lettres.get(ici).text
    assert not Sourdine.objects.exists()
    boite_aux_lettres.post(ici)
    assert services.est_en_sourdine(personne, discussion)


def test_an_object_that_one_may_read_no_more_is_not_named(
    salle, boite_aux_lettres, personne, discussion
):
    salle.lecteurs[discussion.pk] = set()
    ici = adresse(jeton(personne, "objet", f"territoires.collectivite:{discussion.pk}"))
    page = boite_aux_lettres.post(ici).text
    assert "Budget participatif" not in page and "cette discussion" in page


@pytest.mark.parametrize(
    ("quoi", "lequel"),
    [
        ("genre", "essai.decision"),
        ("genre", "essai.inconnu"),
        ("recapitulatif", "immediat"),
        ("objet", "territoires.collectivite:0"),
        ("objet", "territoires.collectivite:x"),
        ("objet", "comptes.user:1"),
        ("autre", "chose"),
    ],
)
def test_what_cannot_be_turned_off_leads_nowhere(salle, boite_aux_lettres, personne, quoi, lequel):
    for methode in (boite_aux_lettres.get, boite_aux_lettres.post):
        reponse = methode(adresse(jeton(personne, quoi, lequel)))
        assert reponse.status_code == 404 and "ne mène plus à rien" in reponse.text
    assert not Preference.objects.exists() and not Sourdine.objects.exists()


def test_a_forged_token_is_nobody_s(salle, boite_aux_lettres, personne):
    bon = jeton(personne, "genre", "essai.reponse")
    for faux in (bon[:-1], bon + "x", "x", "é:x", "A" * 2000, "::", bon.replace(":", "")):
        assert boite_aux_lettres.post(adresse(faux)).status_code == 404
    assert not Preference.objects.exists()


def test_another_s_signature_is_not_this_one(salle, personne):
    contenu = [personne.pk, "genre", "essai.reponse"]
    for signeur in (signing.Signer(), signing.Signer(salt="connexion")):
        assert arret_de(signeur.sign_object(contenu)) is None
    faux = signing.Signer(salt="communautes.notifications.jetons")
    for contenu in ("x", [1], {"a": 1}, [personne.pk, "genre"]):
        assert arret_de(faux.sign_object(contenu)) is None


def test_it_opens_no_session_and_says_nothing_of_the_person(salle, client, personne):
    page = client.get(adresse(jeton(personne, "genre", "essai.reponse")))
    assert personne.email not in page.text and personne.first_name not in page.text
    assert "sessionid" not in client.cookies


def test_it_dies_with_the_account(salle, boite_aux_lettres):
    ferme, oubliee = UserFactory(is_active=False), UserFactory()
    mort = jeton(oubliee, "genre", "essai.reponse")
    anonymiser(oubliee, par=oubliee, cause=Cause.DEMANDE)
    for texte in (jeton(ferme, "genre", "essai.reponse"), mort):
        assert boite_aux_lettres.post(adresse(texte)).status_code == 404
    assert not Preference.objects.exists()


def test_it_outlives_a_change_of_key_that_keeps_the_old_one(
    salle, boite_aux_lettres, personne, settings
):
    texte = jeton(personne, "genre", "essai.reponse")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "une-autre"
    assert boite_aux_lettres.post(adresse(texte)).status_code == 200


def test_it_is_somebody_s_own(salle, client, personne):
    """Whoever is signed in, it is the addressee of the mail who is concerned."""
    autre = UserFactory()
    client.force_login(autre)
    client.post(adresse(jeton(personne, "genre", "essai.reponse")))
    assert Preference.objects.get().personne == personne
    assert User.objects.count() == 2
