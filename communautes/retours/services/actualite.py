"""« Toujours vrai ? », asked once a year.

The mail's link opens a page with one button, that needs no sign-in. It is safe because it says one
thing only, of something public: whoever holds it moves a date by a year, in the journal, and who
writes the retour takes it back by « plus tout à fait ». It is signed for one person, read again at
each use: they must still write or answer for it. It dies with the date that it was asked for, so
that it serves once; and after sixty days. « Plus tout à fait » changes what everybody reads of it,
and leads to the editing: that one asks to sign in.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.models import User
from communautes.retours import indexation
from communautes.retours.models import RetourExperience
from communautes.retours.reprises import nouvelles, permissions
from communautes.retours.services.ecriture import refuser_sauf, tracer, verrouiller
from communautes.retours.services.publication import MOIS_AVANT_DE_REVOIR
from home.fraicheur.dates import plus_mois

VAUT = timedelta(days=60)
_jetons = TimestampSigner(salt="retours.toujours_vrai")


@transaction.atomic
def dire_toujours_vrai(retour: RetourExperience, *, par) -> RetourExperience:
    retour, parcours = verrouiller(retour)
    refuser_sauf(permissions.verifie(par, retour), _pas_a_vous())
    return _verifier(retour, parcours, par)


@transaction.atomic
def dire_toujours_vrai_par_le_lien(retour: RetourExperience, jeton: str) -> RetourExperience:
    retour, parcours = verrouiller(retour)
    personne = personne_du_jeton(jeton, retour)
    refuser_sauf(
        personne is not None,
        _("Ce lien a servi, ou ne vaut plus\u00a0: connectez-vous pour répondre."),
    )
    return _verifier(retour, parcours, personne)


def _verifier(retour: RetourExperience, parcours, par) -> RetourExperience:
    """Twice on the same day is once."""
    aujourdhui = timezone.localdate()
    dates = (aujourdhui, plus_mois(aujourdhui, MOIS_AVANT_DE_REVOIR), None)
    if (parcours.verifie_le, parcours.a_revoir_le, parcours.perime_le) == dates:
        return retour
    parcours.verifie_le, parcours.a_revoir_le, parcours.perime_le = dates
    parcours.save(update_fields=["verifie_le", "a_revoir_le", "perime_le"])
    tracer("verifie", retour, par=par)
    indexation.apres_validation(retour.pk)
    return retour


@transaction.atomic
def dire_perime(retour: RetourExperience, *, par) -> RetourExperience:
    """Everybody reads that it is to be brought up to date, until it is. Twice is once."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(permissions.verifie(par, retour), _pas_a_vous())
    if parcours.perime_le is not None:
        return retour
    parcours.perime_le = timezone.now()
    parcours.save(update_fields=["perime_le"])
    tracer("perime", retour, par=par)
    indexation.apres_validation(retour.pk)
    return retour


def _pas_a_vous() -> str:
    return _("C’est à la collectivité qui a écrit ce retour de dire s’il est toujours vrai.")


def jeton_pour(personne: User, retour: RetourExperience) -> str:
    return _jetons.sign(_valeur(personne.pk, retour))


def personne_du_jeton(jeton: str, retour: RetourExperience) -> User | None:
    """Who was asked, while they may answer for it and nobody has answered. Changes nothing."""
    cle = jeton.partition(".")[0]
    if not (cle.isascii() and cle.isdigit() and len(cle) < 19):
        return None
    try:
        signe = _jetons.unsign(jeton, max_age=VAUT)
    except BadSignature:
        return None
    if signe != _valeur(int(cle), retour) or retour.parcours.perime_le is not None:
        return None
    if not permissions.est_propose(retour):
        return None
    return nouvelles.a_qui_demander(retour).filter(pk=int(cle)).first()


def _valeur(personne: int, retour: RetourExperience) -> str:
    """With the date that it is asked for: it is another one as soon as somebody has answered."""
    return f"{personne}.{retour.pk}.{retour.parcours.a_revoir_le:%Y%m%d}"
