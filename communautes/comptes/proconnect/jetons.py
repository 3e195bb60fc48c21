"""Verifying what ProConnect signs: the id_token, then the identity."""

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from communautes.comptes.proconnect import dialogue
from communautes.comptes.proconnect.refus import RefusProConnect

# Never « none », nor a shared secret that a public key would be taken for.
ALGORITHMES = {"RS256": "RSA", "ES256": "EC"}
DECALAGE = 30  # seconds between two clocks


def verifier_jeton(jeton: str, *, nonce: str) -> dict:
    """Claims of the id_token, from this issuer, for us, in answer to this very request."""
    attributs = _decoder(jeton, suffixe="", exiges=["iss", "aud", "exp", "iat", "sub", "nonce"])
    if not constant_time_compare(str(attributs["nonce"]), nonce):
        raise RefusProConnect("nonce")
    if attributs.get("azp", settings.PROCONNECT["client_id"]) != settings.PROCONNECT["client_id"]:
        raise RefusProConnect("audience")
    return attributs


def verifier_identite(jeton: str, *, sub: str) -> dict:
    """Claims of the userinfo, about the person whom the id_token names."""
    attributs = _decoder(jeton, suffixe="_identite", exiges=["iss", "aud", "sub"])
    if not constant_time_compare(str(attributs["sub"]), sub):
        raise RefusProConnect("autre_personne")
    return attributs


def _decoder(jeton: str, *, suffixe: str, exiges: list[str]) -> dict:
    illisible = "identite_illisible" if suffixe else "jeton_illisible"
    try:
        entete = jwt.get_unverified_header(jeton)
    except jwt.PyJWTError as erreur:
        raise RefusProConnect(illisible) from erreur
    cle = _cle(entete)
    if cle is None:
        raise RefusProConnect(f"signature{suffixe}")
    try:
        return jwt.decode(
            jeton,
            key=cle,
            algorithms=[entete["alg"]],
            issuer=dialogue.configuration()["issuer"],
            audience=settings.PROCONNECT["client_id"],
            leeway=DECALAGE,
            options={"require": exiges},
        )
    except jwt.PyJWTError as erreur:
        raise RefusProConnect(_cause(erreur, suffixe, illisible)) from erreur


def _cause(erreur: jwt.PyJWTError, suffixe: str, illisible: str) -> str:
    causes = {
        jwt.ExpiredSignatureError: f"expiration{suffixe}",
        jwt.ImmatureSignatureError: f"expiration{suffixe}",
        jwt.InvalidIssuerError: f"emetteur{suffixe}",
        jwt.InvalidAudienceError: f"audience{suffixe}",
        jwt.InvalidSignatureError: f"signature{suffixe}",
        jwt.InvalidAlgorithmError: f"signature{suffixe}",
        jwt.InvalidKeyError: f"signature{suffixe}",
    }
    return causes.get(type(erreur), illisible)


def _cle(entete: dict) -> jwt.PyJWK | None:
    """The key that the header names, of the kind that its algorithm wants."""
    genre = ALGORITHMES.get(str(entete.get("alg")))
    if genre is None:
        return None
    for relire in (False, True):
        for jwk in dialogue.cles(relire=relire):
            if jwk.get("kty") == genre and jwk.get("kid") == entete.get("kid"):
                try:
                    return jwt.PyJWK(jwk, algorithm=entete["alg"])
                except (jwt.PyJWTError, ValueError) as erreur:
                    raise RefusProConnect("panne_cles") from erreur
    return None
