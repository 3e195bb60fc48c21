"""What a sign-in by ProConnect leaves in the session, and how it leaves."""

from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode

from communautes.comptes.affiliations.preuves import RIEN, Dit
from communautes.comptes.proconnect import dialogue, reglages
from communautes.comptes.proconnect.identite import en_dit, prouve_plusieurs_facteurs
from communautes.comptes.second_facteur.preuve import MARQUE

JETON = "proconnect_jeton"  # the id_token, that ProConnect wants back at sign-out
SORTIE = "proconnect_sortie"
DIT = "proconnect_dit"  # where the person works, as ProConnect said when it opened this session


def avant(request, signal_kwargs: dict | None) -> None:
    """Before any sign-in: nothing of an earlier one counts, and this one says what it proves."""
    for cle in (MARQUE, JETON, DIT):
        request.session.pop(cle, None)
    login = (signal_kwargs or {}).get("sociallogin")
    if login is None:
        return
    request.session[JETON] = login.id_token
    retenir(request, login.account.uid, login.account.extra_data)
    if prouve_plusieurs_facteurs(login.account.extra_data):
        request.session[MARQUE] = reglages.ID


def retenir(request, sub: str, garde: dict) -> None:
    """For this session, and no other: another day, another door, and it proves nothing."""
    request.session[DIT] = list(en_dit(sub, garde))


def ce_que_dit(request) -> Dit:
    """What ProConnect said in this very session; nothing when another door opened it."""
    garde = request.session.get(DIT) if request is not None else None
    return Dit(*garde) if garde else RIEN


def adresse_de_sortie(request) -> tuple[str, str]:
    """Where ProConnect ends its own session, and the state that it will give back; or nothing."""
    from communautes.comptes.proconnect.provider import adresse_declaree

    jeton = request.session.get(JETON)
    if not jeton or not reglages.est_ouvert():
        return "", ""
    fin = dialogue.configuration().get("end_session_endpoint")
    if not isinstance(fin, str):
        return "", ""
    etat = reglages.alea()
    question = {
        "id_token_hint": jeton,
        "state": etat,
        "post_logout_redirect_uri": adresse_declaree(request, "proconnect_sortie"),
    }
    return f"{fin}?{urlencode(question)}", etat


def est_revenu(request) -> bool:
    """ProConnect gives back the state of a sign-out that this browser asked for; once."""
    attendu = request.session.pop(SORTIE, "")
    return bool(attendu) and constant_time_compare(request.GET.get("state", ""), attendu)
