"""The token of a mail's « unsubscribe » (RFC 8058): it turns off what it names, and nothing else.

No date: a mail is read years later. It opens no session, shows nothing of the account, and is worth
nothing once the account is closed or forgotten.
"""

from dataclasses import dataclass

from django.core import signing

from communautes.comptes.models import User

_signeur = signing.Signer(salt="communautes.notifications.jetons")
LONGUEUR = 400


@dataclass(frozen=True)
class Arret:
    """`quoi`: « genre », « recapitulatif » or « objet »; `lequel`: its code, its frequency, its
    « app.model:key ».
    """

    personne: User
    quoi: str
    lequel: str


def jeton(personne: User, quoi: str, lequel: str) -> str:
    return _signeur.sign_object([personne.pk, quoi, lequel])


def arret_de(texte: str) -> Arret | None:
    """None for what we did not sign, and for whom is no more."""
    try:
        cle, quoi, lequel = _signeur.unsign_object(texte[:LONGUEUR])
    except (signing.BadSignature, ValueError, TypeError):
        return None
    personne = User.objects.filter(pk=cle, is_active=True, anonymisee_le=None).first()
    return personne and Arret(personne, quoi, lequel)
