"""What the portal asks ProConnect itself, server to server: its addresses, keys, token, identity.

Nothing here trusts an answer: a silence, an error page or a redirect is a `RefusProConnect`, and
what is signed is verified by `jetons`.
"""

import json
import logging

import requests
from django.conf import settings
from django.core.cache import cache

from communautes.comptes.proconnect.refus import RefusProConnect
from communautes.comptes.proconnect.reglages import adresse_de_decouverte

journal = logging.getLogger(__name__)

DELAIS = (3, 5)  # seconds to connect, then between two pieces of the answer
TAILLE = 256 * 1024
DUREE = 60 * 60  # of what is kept in the shared cache
RELECTURE = 60  # keys that were read less than this ago are not read again for an unknown one
ADRESSES = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


def configuration() -> dict:
    """ProConnect's discovery document."""
    url = adresse_de_decouverte()
    cle = f"proconnect:decouverte:{url}"
    if not (document := cache.get(cle)):
        document = _objet(_demander("panne_decouverte", "GET", url), "panne_decouverte")
        if not all(isinstance(document.get(nom), str) for nom in ADRESSES):
            raise RefusProConnect("panne_decouverte")
        cache.set(cle, document, DUREE)
    return document


def cles(*, relire: bool = False) -> list[dict]:
    """ProConnect's public keys; `relire`: one that signs is not among those that are kept."""
    url = configuration()["jwks_uri"]
    cle, recente = f"proconnect:cles:{url}", f"proconnect:cles-recentes:{url}"
    gardees = cache.get(cle)
    if gardees and (not relire or cache.get(recente)):
        return gardees
    document = _objet(_demander("panne_cles", "GET", url), "panne_cles")
    lues = document.get("keys")
    if not isinstance(lues, list) or not all(isinstance(jwk, dict) for jwk in lues):
        raise RefusProConnect("panne_cles")
    cache.set(cle, lues, DUREE)
    cache.set(recente, True, RELECTURE)
    return lues


def echanger(code: str, *, retour: str, verificateur: str) -> dict:
    """The tokens that the code is worth, once."""
    reponse = _demander(
        "panne_jeton",
        "POST",
        configuration()["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": retour,
            "code_verifier": verificateur,
            "client_id": settings.PROCONNECT["client_id"],
            "client_secret": settings.PROCONNECT["client_secret"],
        },
        refus="code_refuse",
    )
    jetons = _objet(reponse, "panne_jeton")
    if not all(isinstance(jetons.get(nom), str) for nom in ("access_token", "id_token")):
        raise RefusProConnect("panne_jeton")
    return jetons


def identite_signee(jeton_d_acces: str) -> str:
    """The userinfo, a signed JWT that nobody has verified yet."""
    reponse = _demander(
        "panne_identite",
        "GET",
        configuration()["userinfo_endpoint"],
        headers={"Authorization": f"Bearer {jeton_d_acces}", "Accept": "application/jwt"},
    )
    return reponse.decode("utf-8", "replace").strip()


def _demander(panne: str, methode: str, url: str, *, refus: str = "", **options) -> bytes:
    """The body of a 200. `refus`: the cause where ProConnect answers that the request is wrong."""
    try:
        with requests.request(
            methode, url, timeout=DELAIS, allow_redirects=False, stream=True, **options
        ) as reponse:
            corps = _borne(reponse)
            statut = reponse.status_code
    except (requests.RequestException, OSError, ValueError) as erreur:
        journal.warning("ProConnect ne répond pas (%s) : %s", panne, type(erreur).__name__)
        raise RefusProConnect(panne) from erreur
    if statut == requests.codes.bad_request and refus:
        raise RefusProConnect(_cause_du_refus(corps, refus, panne))
    if statut != requests.codes.ok or len(corps) > TAILLE:
        journal.warning("ProConnect répond %s (%s).", statut, panne)
        raise RefusProConnect(panne)
    return corps


def _borne(reponse) -> bytes:
    corps = b""
    for morceau in reponse.iter_content(16 * 1024):
        corps += morceau
        if len(corps) > TAILLE:
            break
    return corps


def _cause_du_refus(corps: bytes, refus: str, panne: str) -> str:
    """Only a code that is not worth anything any more is the person's affair."""
    try:
        erreur = _objet(corps, panne).get("error")
    except RefusProConnect:
        return panne
    return refus if erreur == "invalid_grant" else panne


def _objet(corps: bytes, panne: str) -> dict:
    try:
        lu = json.loads(corps)
    except ValueError as erreur:
        raise RefusProConnect(panne) from erreur
    if not isinstance(lu, dict):
        raise RefusProConnect(panne)
    return lu
