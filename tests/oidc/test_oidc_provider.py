"""ProConnect's door against npm's oidc-provider: a whole sign-in and sign-out, and refusals.

The tests' own provider says ours the right way, or wrong on purpose; this one shows that « the
right way » is not only ours. `make oidc` and .ci/run, never `make test`: it needs Node.
"""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from communautes.comptes.models import EvenementDeConnexion, User
from communautes.comptes.second_facteur.preuve import MARQUE
from tests.communautes.comptes.allers_retours import est_entre, lien, partir, revenir
from tests.communautes.comptes.fournisseur_oidc import SITE

DELAI = 10  # seconds


@pytest.fixture
def visiteur():
    """The browser's own cookies at the provider."""
    with requests.Session() as session:
        yield session


def suivre(visiteur, adresse: str, reglage: str = "") -> str:
    """From page to page of the provider, `reglage` pressed on its sign-in page; where it ends."""
    for _saut in range(10):
        if "/interaction/" in adresse:
            adresse += f"?{reglage}"
        reponse = visiteur.get(adresse, allow_redirects=False, timeout=DELAI)
        assert reponse.is_redirect, reponse.text[:2000]
        adresse = urljoin(adresse, reponse.headers["Location"])
        if adresse.startswith(SITE):
            return adresse
    pytest.fail("oidc-provider tourne en rond.")


def se_deconnecter(visiteur, adresse: str) -> str:
    """The page of the provider asks whether one leaves it too: yes."""
    page = visiteur.get(adresse, timeout=DELAI).text
    [xsrf] = re.findall(r'name="xsrf" value="([^"]+)"', page)
    [action] = re.findall(r'action="([^"]+)"', page)
    champs = {"xsrf": xsrf, "logout": "yes"}
    reponse = visiteur.post(action, champs, allow_redirects=False, timeout=DELAI)
    return reponse.headers["Location"]


def verifier_refus(client, reponse, cause: str, statut: int) -> None:
    assert reponse.status_code == statut
    assert not est_entre(client) and not User.objects.exists()
    ligne = EvenementDeConnexion.objects.first()
    assert (ligne.evenement, ligne.cause) == ("refus", cause)


def test_signs_in_then_out_here_and_there(client, oidc_provider, visiteur):
    reponse = revenir(client, suivre(visiteur, partir(client, "/themes/")))
    assert reponse.url == "/themes/" and est_entre(client)
    personne = User.objects.get()
    assert (str(personne), personne.email) == (
        "Camille Durand",
        "camille.durand@commune.example.org",
    )
    compte = SocialAccount.objects.get()
    assert (compte.uid, compte.extra_data["siret"]) == ("sub-de-camille", "21920023500014")
    assert compte.extra_data["amr"] == ["pwd"] and MARQUE not in client.session

    retour = se_deconnecter(visiteur, lien(client.post(reverse("account_logout"))))
    assert not est_entre(client)
    page = client.get(revenir(client, retour).url).content.decode()
    assert "ici et chez ProConnect" in page
    demande = visiteur.get(partir(client), allow_redirects=False, timeout=DELAI)
    assert "/interaction/" in demande.headers["Location"]  # its session is over too


def test_several_factors_there_are_a_second_factor_here(client, oidc_provider, visiteur):
    revenir(client, suivre(visiteur, partir(client), "amr=pwd,mfa"))
    assert client.session[MARQUE] == "proconnect"


def test_who_renounces_there_does_not_enter_here(client, oidc_provider, visiteur):
    retour = suivre(visiteur, partir(client), "refus=access_denied")
    verifier_refus(client, revenir(client, retour), "annulee", 403)


def test_a_code_serves_once(client, oidc_provider, visiteur):
    premier = suivre(visiteur, partir(client))
    code = parse_qs(urlsplit(premier).query)["code"][0]
    revenir(client, premier)
    client.logout()
    User.objects.all().delete()
    second = suivre(visiteur, partir(client))
    rejoue = re.sub(r"code=[^&]+", f"code={code}", second)
    verifier_refus(client, revenir(client, rejoue), "code_refuse", 400)


def test_another_secret_is_refused(client, oidc_provider, visiteur, settings):
    retour = suivre(visiteur, partir(client))
    settings.PROCONNECT = settings.PROCONNECT | {"client_secret": "un autre secret que le bon"}
    verifier_refus(client, revenir(client, retour), "panne_jeton", 503)


def test_a_code_without_its_proof_is_refused(client, oidc_provider, visiteur, monkeypatch):
    """PKCE: whoever caught the code in flight has not the verifier."""
    retour = suivre(visiteur, partir(client))
    monkeypatch.setattr(
        "communautes.comptes.proconnect.provider.ProConnectAdapter.get_access_token_data",
        _sans_verificateur,
    )
    verifier_refus(client, revenir(client, retour), "code_refuse", 400)


def _sans_verificateur(adapter, request, app, client, pkce_code_verifier=None) -> dict:
    from communautes.comptes.proconnect import dialogue

    autre = "x" * len(pkce_code_verifier)
    return dialogue.echanger(request.GET["code"], retour=client.callback_url, verificateur=autre)


def test_a_request_without_proof_is_refused_there(client, oidc_provider, visiteur):
    adresse = re.sub(r"&code_challenge(_method)?=[^&]+", "", partir(client))
    assert "code_challenge" not in adresse
    retour = suivre(visiteur, adresse)
    verifier_refus(client, revenir(client, retour), "erreur_du_service", 503)
