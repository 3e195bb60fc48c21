"""Forgetting a person: what each room holds of them goes, their acts stay « un·e agent·e de … »."""

from collections.abc import Callable

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import emails, registre
from communautes.comptes.donnees.sessions import fermer_sessions
from communautes.comptes.donnees.traces import traces_de
from communautes.comptes.models import User
from communautes.comptes.permissions import peut_gerer
from communautes.journal.services import MotifRefuse, noter

ESSAIS = 3


class Cause(models.TextChoices):
    """Why, as the journal says it."""

    DEMANDE = "demande", gettext_lazy("demande de la personne")
    INACTIVITE = "inactivite", gettext_lazy("vingt-quatre mois sans activité")
    ANCT = "anct", gettext_lazy("décision de l’ANCT")
    FUSION = "fusion", gettext_lazy("compte en double, fusionné")


class AnonymisationRefusee(Exception):
    """The message says why, and what to do, to who asked."""


class _VerrousEnPlus(Exception):
    """Something to lock came while the person was waited for: again, from the start."""


def toujours(personne: User) -> bool:
    return True


def anonymiser(
    personne: User,
    *,
    par: User | None,
    cause: str,
    motif: str = "",
    si: Callable[[User], bool] = toujours,
) -> User:
    """For good. `par`: None for the portal itself. Already done: nothing happens; neither where
    `si`, asked once the person is locked, says that it is not to be done any more.

    Refused (AnonymisationRefusee) for whom `par` may not manage, and where a room says why not.
    """
    if cause == Cause.ANCT and par is not None and not peut_gerer(par, personne):
        raise AnonymisationRefusee(_("Vous ne pouvez pas gérer le compte de cette personne."))
    for _essai in range(ESSAIS):
        try:
            # What is written in place of the person stays: in the language of the portal.
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                return _anonymiser(personne.pk, par=par, cause=Cause(cause), motif=motif, si=si)
        except _VerrousEnPlus:
            continue
    raise AnonymisationRefusee(_("Ce compte change en ce moment\u00a0: recommencez."))


def _anonymiser(pk: int, *, par: User | None, cause: Cause, motif: str, si) -> User:
    personne = _verrouiller(pk)
    if personne.est_anonymisee or not si(personne):
        return personne
    if raisons := registre.obstacles(personne):
        raise AnonymisationRefusee(" ".join(raisons))
    traces, adresse, deja_dit = traces_de(personne), personne.email, cause == Cause.FUSION
    _noter(personne, par=par, cause=cause, motif=motif)
    for detention in registre.detentions():
        detention.effacer(personne, traces)
    _effacer_le_compte(personne)
    fermer_sessions(personne, traces)
    if not deja_dit:
        emails.compte_supprime(adresse, cause=cause)
    return personne


def _verrouiller(pk: int) -> User:
    """What rooms lock before a person is locked before: collectivités, then the person."""
    avant = set(registre.verrouiller(User(pk=pk)))
    personne = User.objects.select_for_update().get(pk=pk)
    if set(registre.verrouiller(personne)) - avant:
        raise _VerrousEnPlus
    return personne


def _noter(personne: User, *, par, cause: Cause, motif: str) -> None:
    try:
        noter(
            "donnees.anonymisee",
            personne=par,
            objet=personne,
            apres={"cause": cause.value},
            motif=motif,
            taire=_noms_a_taire(personne),
        )
    except MotifRefuse as refus:
        raise AnonymisationRefusee(str(refus)) from refus


def _noms_a_taire(personne: User) -> list[str]:
    """A reason is refused for any name that it may have heard, where nothing is replaced."""
    ecrits = [personne.get_full_name(), f"{personne.last_name} {personne.first_name}".strip()]
    noms = [*ecrits, personne.last_name, *personne.presences.values_list("nom", flat=True)]
    return [nom.strip() for nom in noms if nom.strip()]


def _effacer_le_compte(personne: User) -> None:
    personne.groups.clear()
    personne.user_permissions.clear()
    personne.email = f"anonyme-{personne.pk}@{User.DOMAINE_ANONYME}"
    personne.first_name = personne.last_name = personne.fonction = ""
    personne.is_active = personne.is_staff = personne.is_superuser = False
    personne.boite_partagee, personne.last_login = False, None
    personne.set_unusable_password()  # sessions are bound to it: all of them end
    personne.anonymisee_le = timezone.now()
    personne.save()
