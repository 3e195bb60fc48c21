"""What was typed for the members alone is not published to all, because its page was opened before
the community was: it is said once, and confirmed.
"""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.qui_lira import QuiLira, QuiLiraField
from communautes.agenda.models import CompteRendu, Rencontre
from communautes.discussions.models import Discussion, Reponse
from communautes.lettres import services as lettres
from communautes.lettres.models import Lettre
from tests.communautes.agenda.test_a_deux import lire, rendu, saisie
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    RencontreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DIT = "tout le monde lirait ce que vous écrivez"


@pytest.fixture
def communaute(db):
    return CommunautePageFactory(visibilite="listee", acces="demande")


@pytest.fixture
def animatrice(client, communaute):
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    client.force_login(personne)
    return personne


@pytest.fixture
def devenir(communaute):
    """`devenir("publique")`: an administrator publishes it so."""

    def faire(visibilite: str) -> None:
        page = CommunautePage.objects.get(pk=communaute.pk)
        page.visibilite = visibilite
        page.save_revision().publish()

    return faire


def verifier(client, ou: str, envoi: dict, modele, *, montre: str) -> None:
    """Refused with its words, then published by whoever has read that; anonymous reads it then."""
    assert envoi["qui_lira"] == QuiLira.MEMBRES
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and DIT in refus.text and montre in refus.text
    assert not modele.objects.exists()
    de_nouveau = rendu(refus)
    changes = {nom for nom in envoi if de_nouveau[nom] != envoi[nom]}
    assert changes - {"csrfmiddlewaretoken"} == {"qui_lira"}
    assert client.post(ou, de_nouveau).status_code == 302
    client.logout()
    assert "Entre nous." in client.get(modele.objects.get().get_absolute_url(), follow=True).text


class TestUneQuestion:
    def test_is_confirmed(self, client, communaute, animatrice, devenir):
        envoi = lire(client, reverse("discussions:poser", args=[communaute.slug]))
        envoi |= {"titre": "Comment ?", "texte": "Entre nous."}
        devenir("publique")
        ou = reverse("discussions:publier", args=[communaute.pk])
        verifier(client, ou, envoi, Discussion, montre="Tout le monde lira votre question")

    def test_looked_for_before_it_is_confirmed_too(self, client, communaute, animatrice, devenir):
        """« Voir ce qui ressemble » goes on with what was read."""
        envoi = lire(client, reverse("discussions:poser", args=[communaute.slug]))
        envoi |= {"titre": "Comment ?", "texte": "Entre nous."}
        devenir("publique")
        ou = reverse("discussions:publier", args=[communaute.pk])
        page = client.post(ou, envoi | {"ressemble": "1"})
        envoi = saisie(BeautifulSoup(page.content, "html.parser"))
        verifier(client, ou, envoi, Discussion, montre="Tout le monde lira votre question")

    @pytest.mark.parametrize("avant", ["listee", "publique"])
    def test_that_nothing_opened_is_published_at_once(
        self, client, communaute, animatrice, devenir, avant
    ):
        devenir(avant)
        envoi = lire(client, reverse("discussions:poser", args=[communaute.slug]))
        devenir("listee")
        ou = reverse("discussions:publier", args=[communaute.pk])
        assert client.post(ou, envoi | {"titre": "Q ?", "texte": "T"}).status_code == 302


def test_a_reply(client, communaute, animatrice, devenir):
    """To what was asked while all read it."""
    devenir("publique")
    posee = DiscussionFactory(communaute=communaute)
    devenir("listee")
    envoi = lire(client, posee.get_absolute_url()) | {"texte": "Entre nous."}
    devenir("publique")
    ou = reverse("discussions:repondre", args=[posee.pk])
    verifier(client, ou, envoi, Reponse, montre="Visible de tout le monde")


def test_a_letter(client, communaute, animatrice, devenir):
    ecrite = lettres.enregistrer(communaute, par=animatrice, titre="T", texte="Entre nous.")
    ou = reverse("lettres:envoyer", args=[ecrite.pk])

    def envoyer() -> str:
        page = BeautifulSoup(client.get(ecrite.get_absolute_url()).content, "html.parser")
        champs = page.find("form", action=ou).find_all("input", {"type": "hidden"})
        return {un["name"]: un.get("value", "") for un in champs}

    envoi = envoyer()
    devenir("publique")
    refus = client.post(ou, envoi, follow=True)
    assert DIT in refus.text and "tout le monde la lira" in refus.text
    assert not Lettre.objects.envoyees().exists()
    client.post(ou, envoyer())
    client.logout()
    assert "Entre nous." in client.get(ecrite.get_absolute_url()).text


def test_minutes(client, communaute, animatrice):
    """Of a meeting that was opened meanwhile."""
    rencontre = RencontreFactory(communaute=communaute, audience="membres", passee=True)
    ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
    envoi = lire(client, ou) | {"texte": "Entre nous."}
    Rencontre.objects.update(audience="tous")
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and DIT in refus.text
    assert not CompteRendu.objects.exists()
    assert client.post(ou, rendu(refus)).status_code == 302
    assert CompteRendu.objects.get().texte == "Entre nous."


@pytest.mark.parametrize(
    ("dit", "lu"),
    [(None, ""), ("", ""), ("tous", "tous"), ("membres", "membres"), ("x", "membres")],
)
def test_out_of_shape_it_was_said_to_be_for_the_members(dit, lu):
    assert QuiLiraField().clean(dit) == lu
