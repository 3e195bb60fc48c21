"""The mails of this room, to who reported. Nothing that anybody typed is in them."""

from communautes.moderation.delais import POUR_DECIDER
from communautes.moderation.liens import cles_de
from communautes.moderation.models import Decision, Dossier, Etat, Signalement
from home import lettres
from home.contact.robots import recoit_un_accuse


def accuser_reception(signalement: Signalement) -> None:
    if signalement.email and not recoit_un_accuse(signalement.email):
        return
    _ecrire("accuse", signalement, {"jours": POUR_DECIDER.days})


def dire_la_suite(dossier: Dossier) -> None:
    """What was decided, once to each who reported; neither by whom, nor about whom."""
    contexte = {
        "retire": dossier.decision == Decision.MASQUE and dossier.etat != Etat.LEVE,
        "leve": dossier.etat == Etat.LEVE,
        "sans_objet": dossier.decision == Decision.SANS_OBJET,
    }
    # An address may have reported several times: its last reference speaks for all.
    par_adresse = {
        une.personne_id or une.email.lower(): une
        for une in dossier.signalements.select_related("personne")
    }
    for signalement in par_adresse.values():
        _ecrire("suite", signalement, contexte)


def _ecrire(nom: str, signalement: Signalement, contexte: dict) -> None:
    """To the address that was given, or to that of the account; else to nobody."""
    personne = signalement.personne
    if personne is not None and not personne.is_active:
        return
    adresse = personne.email if personne is not None else signalement.email
    if not adresse:
        return
    contexte = contexte | {
        "reference": signalement.reference,
        "avec_compte": personne is not None,
        "suivi": lettres.adresse("moderation:suivi", *cles_de(signalement)),
    }
    lettres.ecrire(f"moderation/emails/{nom}", [adresse], contexte)
