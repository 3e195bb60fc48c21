"""Who comes back after their account was forgotten: told by a keyed hash, and by nothing else.

An address or an identity cannot be read from it, and without the portal's key (SECRET_KEY) nobody
can tell whose it is.
"""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.crypto import salted_hmac

_SEL = "communautes.comptes.donnees.empreintes"


def empreintes_de(personne) -> list[str]:
    """Of each address and each ProConnect identity of the account, by the key of today."""
    return [_empreinte(valeur, settings.SECRET_KEY) for valeur in _ce_qui_la_distingue(personne)]


def empreintes_possibles(personne) -> list[str]:
    """Also by the keys of before: what they wrote is still read."""
    cles = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_empreinte(v, cle) for v in _ce_qui_la_distingue(personne) for cle in cles]


def _ce_qui_la_distingue(personne) -> list[str]:
    adresses = EmailAddress.objects.filter(user=personne, verified=True)
    identites = SocialAccount.objects.filter(user=personne)
    return sorted(
        {f"adresse:{personne.email.lower()}"}
        | {f"adresse:{une.lower()}" for une in adresses.values_list("email", flat=True)}
        | {f"{p}:{uid}" for p, uid in identites.values_list("provider", "uid")}
    )


def _empreinte(valeur: str, cle: str) -> str:
    return salted_hmac(_SEL, valeur, secret=cle, algorithm="sha256").hexdigest()
