"""What a browser does between the portal and ProConnect."""

import html
import re
from urllib.parse import urlsplit

import requests
from django.urls import reverse


def partir(client, suite: str = "") -> str:
    """The button: where the page that it opens leads."""
    reponse = client.post(reverse("proconnect_depart"), {"next": suite} if suite else {})
    assert reponse.status_code == 200, reponse.content.decode()
    return lien(reponse)


def lien(reponse) -> str:
    page = reponse.content.decode()
    [adresse] = set(re.findall(r'content="0; url=([^"]+)"', page))
    assert f'href="{adresse}"' in page  # for who has no refresh
    return html.unescape(adresse)


def chez_proconnect(adresse: str) -> str:
    """What ProConnect sends the browser back to."""
    return requests.get(adresse, allow_redirects=False, timeout=5).headers["Location"]


def revenir(client, adresse: str):
    parties = urlsplit(adresse)
    assert parties.netloc == "testserver"
    return client.get(f"{parties.path}?{parties.query}")


def est_entre(client) -> bool:
    return "_auth_user_id" in client.session
