"""What ProConnect says of a person: what is read of it, and the little that is kept."""

import re

from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from communautes.comptes.affiliations.preuves import RIEN, Dit
from communautes.comptes.noms import nom_recu
from communautes.comptes.proconnect.refus import RefusProConnect
from communautes.comptes.proconnect.reglages import ID
from home.courriels import canonique_ou_rien

# Values of « amr » that prove more than one factor: « mfa » says so; « pop » is a passkey or an
# agent's card, that a code or a finger unlocks. « totp » alone is one factor of two.
PLUSIEURS_FACTEURS = {"mfa", "pop"}
SIRET = re.compile(r"\d{14}", re.ASCII)
METHODE = re.compile(r"[a-z0-9_-]{1,20}", re.ASCII)
# « belonging_population »: those who work in the organisation without being of it.
POPULATIONS_EXTERNES = {"prestataire", "partenaire", "externe", "external", "contractor"}
LONGUEUR_SUB = 191


def ce_qui_est_dit(jeton: dict, identite: dict) -> dict:
    """One dictionary out of the two answers, every value of the kind that is expected."""
    sub = identite["sub"]
    if not 0 < len(sub) <= LONGUEUR_SUB or "\x00" in sub:
        raise RefusProConnect("identite_illisible")
    return {
        "sub": sub,
        # Empty where it is not one: who is known already enters without it.
        "email": canonique_ou_rien(_texte(identite.get("email"))),
        "first_name": nom_recu(_texte(identite.get("given_name"))),
        "last_name": nom_recu(_texte(identite.get("usual_name"))),
        "siret": _siret(identite.get("siret")),
        "idp_id": _texte(identite.get("idp_id"))[:LONGUEUR_SUB],
        "is_external": _externe(identite),
        "amr": _methodes(jeton.get("amr")),
    }


def ce_qui_est_garde(dit: dict) -> dict:
    """`SocialAccount.extra_data`: what affiliations will need, at the last sign-in.

    siret       the establishment where the person works, 14 figures; empty when it is not one
    idp_id      which identity provider answered, where ProConnect says it
    is_external true: works there for somebody else; absent where ProConnect does not say, which is
                the rule: its public list of data has no such field
    amr         how the person proved who they are
    dit_le      when ProConnect said so
    """
    garde = {"siret": dit["siret"], "amr": dit["amr"], "dit_le": timezone.now().isoformat()}
    if dit["idp_id"]:
        garde["idp_id"] = dit["idp_id"]
    if isinstance(dit["is_external"], bool):
        garde["is_external"] = dit["is_external"]
    return garde


def prouve_plusieurs_facteurs(garde: dict) -> bool:
    return not PLUSIEURS_FACTEURS.isdisjoint(garde.get("amr", []))


def ou_travaille(personne) -> Dit:
    """What the last sign-in with ProConnect said, however old; nothing when there was none."""
    comptes = SocialAccount.objects.filter(provider=ID, user=personne).order_by("-last_login")
    compte = comptes.first()
    if compte is None:
        return RIEN
    return en_dit(compte.uid, compte.extra_data)


def en_dit(sub: str, garde: dict) -> Dit:
    """Somebody is external when it is said: identity providers that know nothing of it say nothing,
    and « concordante » would be for nobody.
    """
    return Dit(garde.get("siret", ""), garde.get("is_external") is True, sub)


def _externe(identite: dict):
    """A boolean when it is known, by one field or the other; else as it was said."""
    population = _texte(identite.get("belonging_population")).lower()
    return True if population in POPULATIONS_EXTERNES else identite.get("is_external")


def _texte(valeur) -> str:
    return valeur.replace("\x00", "").strip() if isinstance(valeur, str) else ""


def _siret(valeur) -> str:
    siret = re.sub(r"\s", "", _texte(valeur))
    return siret if SIRET.fullmatch(siret) else ""


def _methodes(valeur) -> list[str]:
    lues = valeur if isinstance(valeur, list) else [valeur]
    return [mot for mot in lues if isinstance(mot, str) and METHODE.fullmatch(mot)]
