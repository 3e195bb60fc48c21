"""`next` leads somewhere on this site, whatever it says and whichever page follows it."""

import html
import re
import time
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from communautes.comptes.second_facteur import facteurs, preuve
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOMMEE = {"first_name": "Jeanne", "last_name": "Lefèvre"}
AILLEURS = [
    "https://pirate.example.org/",
    "http://pirate.example.org/",
    "//pirate.example.org/",
    "///pirate.example.org/",
    "/\\pirate.example.org/",
    "\\\\pirate.example.org/",
    "\\/pirate.example.org/",
    "https:pirate.example.org",
    "https:///pirate.example.org/",
    "http://testserver@pirate.example.org/",
    "http://testserver.pirate.example.org/",
    "http://pirate.example.org\\@testserver/",
    " https://pirate.example.org/",
    "\thttps://pirate.example.org/",
    "%2F%2Fpirate.example.org/",
    "%5C%5Cpirate.example.org/",
    "https%3A%2F%2Fpirate.example.org/",
    "https:%2F%2Fpirate.example.org/",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "javascript%3Aalert(1)/",
    "data:text/html,<script>alert(1)</script>",
]


@pytest.fixture(autouse=True)
def _exige(settings):
    settings.TEC_SECOND_FACTEUR = True


def reste_ici(page: str, adresse: str) -> bool:
    """As a browser reads it: backslashes are slashes, tabs and line ends are nothing."""
    lue = re.sub(r"[\t\r\n]", "", adresse.replace("\\", "/")).strip()
    menee = urlsplit(urljoin(f"http://testserver{page}", lue))
    return (menee.scheme, menee.netloc) == ("http", "testserver")


def entrer(client, **champs):
    personne = UserFactory(**champs)
    client.force_login(personne)
    return personne


def avec_application(client, *, prouvee: bool):
    personne = UserFactory(groupe="Rédaction", **NOMMEE)
    facteurs.ajouter_application(personne, SECRET)
    client.force_login(personne)
    if prouvee:
        session = client.session
        session[preuve.MARQUE] = "totp"
        session.save()


def qui_est_la(client, suite):
    entrer(client, last_name="Mairie de Vernon", boite_partagee=True)
    envoi = {"nom": "Camille Durand", "fonction": "DGS", "next": suite}
    return client.post(reverse("qui_est_la"), envoi)


def personne_d_autre(client, suite):
    entrer(client, **NOMMEE)
    return client.get(reverse("qui_est_la"), {"next": suite})


def se_presenter(client, suite):
    entrer(client)
    return client.post(reverse("se_presenter"), NOMMEE | {"fonction": "DGS", "next": suite})


def deja_presentee(client, suite):
    entrer(client, **NOMMEE)
    return client.get(reverse("se_presenter"), {"next": suite})


def prouver(client, suite):
    avec_application(client, prouvee=False)
    code = totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))
    return client.post(reverse("second_facteur_prouver"), {"code": code, "next": suite})


def deja_prouvee(client, suite):
    avec_application(client, prouvee=True)
    return client.get(reverse("second_facteur_prouver"), {"next": suite})


PAGES = [qui_est_la, personne_d_autre, se_presenter, deja_presentee, prouver, deja_prouvee]


@pytest.mark.parametrize("page", PAGES)
def test_leads_back_to_this_site(client, page):
    """Else what follows would prove nothing."""
    reponse = page(client, "/themes/?q=eau&page=2")
    assert (reponse.status_code, reponse.url) == (302, "/themes/?q=eau&page=2")


@pytest.mark.parametrize("suite", AILLEURS)
@pytest.mark.parametrize("page", PAGES)
def test_leads_nowhere_else(client, page, suite):
    reponse = page(client, suite)
    assert reponse.status_code == 302
    assert reste_ici(reponse.wsgi_request.path, reponse.url), reponse.url


@pytest.mark.parametrize("suite", [a for a in AILLEURS if not reste_ici("/", a)])
class TestPagesQuiLaPortent:
    """In a link, or in the field that the next request sends back."""

    def portees(self, reponse) -> list[str]:
        assert reponse.status_code == 200
        trouvees = re.findall(r'(?:href|action|value)="([^"]*)"', reponse.text)
        return [html.unescape(trouvee) for trouvee in trouvees]

    @pytest.mark.parametrize("nom", ["qui_est_la", "se_presenter"])
    def test_presence(self, client, nom, suite):
        if nom == "qui_est_la":
            entrer(client, last_name="Mairie de Vernon", boite_partagee=True)
        else:
            entrer(client)
        assert suite not in self.portees(client.get(reverse(nom), {"next": suite}))

    @pytest.mark.parametrize("nom", ["second_facteur", "second_facteur_cle"])
    def test_second_factor(self, client, nom, suite):
        avec_application(client, prouvee=True)
        assert suite not in self.portees(client.get(reverse(nom), {"next": suite}))

    def test_second_factor_not_proved_yet(self, client, suite):
        avec_application(client, prouvee=False)
        reponse = client.get(reverse("second_facteur_prouver"), {"next": suite})
        assert suite not in self.portees(reponse)
