"""The mails of this room."""

from datetime import date

from communautes.comptes.donnees.models import ChangementDAdresse
from home import lettres
from home.confidentiel import ENTETE_A_OUBLIER, ENTETE_CONFIDENTIEL


def compte_supprime(adresse: str, *, cause: str) -> None:
    """The last one: the outbox keeps nothing of it."""
    _ecrire("compte_supprime", adresse, {"cause": str(cause)}, {ENTETE_A_OUBLIER: "oui"})


def code_de_la_nouvelle(adresse: str, code: str) -> None:
    """An unproven address may be anybody's: nothing of it is kept."""
    duree = str(int(ChangementDAdresse.DUREE.total_seconds()))
    entetes = {ENTETE_CONFIDENTIEL: duree, ENTETE_A_OUBLIER: "oui"}
    _ecrire("nouvelle_adresse", adresse, {"code": code}, entetes)


def adresse_deja_prise(adresse: str) -> None:
    """To who owns it: as long to write as a code."""
    duree = str(int(ChangementDAdresse.DUREE.total_seconds()))
    entetes = {ENTETE_CONFIDENTIEL: duree, ENTETE_A_OUBLIER: "oui"}
    _ecrire("adresse_prise", adresse, {"adresse": lettres.adresse("account_login")}, entetes)


def adresse_changee(ancienne: str) -> None:
    """To the old one, without the new one: it may not be the same person who reads it."""
    _ecrire("adresse_changee", ancienne, {"adresse": lettres.adresse("contact")})


def adresse_imposee(ancienne: str, nouvelle: str) -> None:
    """To both: whoever owned the account may object, whoever has it now knows how to enter."""
    for adresse, est_la_nouvelle in ((ancienne, False), (nouvelle, True)):
        contexte = {
            "nouvelle": est_la_nouvelle,
            "contact": lettres.adresse("contact"),
            "connexion": lettres.adresse("account_login"),
        }
        _ecrire("adresse_imposee", adresse, contexte)


def avertissement(personne, *, le: date) -> str:
    """The identifier of the message, by which the outbox says whether it has left."""
    contexte = {
        "le": le,
        "ouvert": personne.is_active,
        "adresse": lettres.adresse("account_login" if personne.is_active else "contact"),
    }
    return _ecrire("avertissement", personne.email, contexte)


def _ecrire(nom: str, adresse: str, contexte: dict, entetes=None) -> str:
    return lettres.ecrire(f"donnees/emails/{nom}", [adresse], contexte, entetes)
