"""Twenty-four months without activity: warned a month before, a week before, then forgotten.

Only what has really left counts: who could not be warned is never forgotten. Each person is a
transaction of its own, so that the command may stop, start again, or run twice at once.
"""

import logging
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from communautes.comptes.donnees import emails, registre
from communautes.comptes.donnees.models import Avertissement
from communautes.comptes.donnees.services.anonymisation import (
    AnonymisationRefusee,
    Cause,
    anonymiser,
)
from communautes.comptes.models import User
from home.fraicheur.dates import plus_mois

journal = logging.getLogger(__name__)
MOIS, AVANT = 24, 1  # months of silence; and before the end, the first warning
SEMAINE = timedelta(days=7)
Etape = Avertissement.Etape


def comptes_suivis() -> QuerySet[User]:
    """Superusers hold the keys of the house: they leave by themselves. All others are followed,
    those that are closed and shared mailboxes too.
    """
    return User.objects.filter(anonymisee_le=None, is_superuser=False)


def a_prevenir() -> QuerySet[User]:
    """Within a month of the end, and not told."""
    dits = Avertissement.objects.filter(
        personne=OuterRef("pk"), etape=Etape.MOIS, activite_du=OuterRef("derniere_activite")
    )
    limite = plus_mois(timezone.localdate(), AVANT - MOIS)
    return comptes_suivis().filter(~Exists(dits), derniere_activite__lte=limite).order_by("pk")


def a_prevenir_encore() -> list[User]:
    """Told a month ago or nearly, and not told that it is next week."""
    jour = timezone.localdate()
    return [
        personne
        for personne, partis in _avertis()
        if Etape.MOIS in partis
        and not personne.deux_fois
        and jour >= fin(personne, partis) - SEMAINE
    ]


def a_oublier() -> list[User]:
    return [personne for personne, partis in _avertis() if _est_fini(personne, partis)]


def injoignables() -> QuerySet[User]:
    """A warning that has not left in two days: their account stays, and ANCT may write to them."""
    restes = Avertissement.objects.filter(
        personne=OuterRef("pk"),
        activite_du=OuterRef("derniere_activite"),
        parti_le=None,
        ecrit_le__lt=timezone.now() - timedelta(days=2),
    )
    return comptes_suivis().filter(Exists(restes))


def fin(personne: User, partis: dict[str, date]) -> date:
    """The day of the end, as the mail that really left lets it be."""
    jour = max(plus_mois(personne.derniere_activite, MOIS), plus_mois(partis[Etape.MOIS], AVANT))
    return max(jour, partis[Etape.SEMAINE] + SEMAINE) if Etape.SEMAINE in partis else jour


def noter_les_departs() -> int:
    """Ask the outbox which warnings have left."""
    attendus = {une.message_id: une for une in Avertissement.objects.filter(parti_le=None)}
    partis = registre.partis(list(attendus))
    for identifiant, le in partis.items():
        Avertissement.objects.filter(pk=attendus[identifiant].pk).update(parti_le=le)
    return len(partis)


def passer(*, au_plus: int) -> dict[str, int]:
    """One round: how many of each, and `echecs`."""
    Avertissement.objects.sans_effet().delete()
    noter_les_departs()
    # The end first: a person told today is not forgotten today.
    comptes = {"oublies": 0, "semaine": 0, "mois": 0, "echecs": 0}
    etapes = [
        ("oublies", a_oublier()[:au_plus], _oublier),
        ("semaine", a_prevenir_encore()[:au_plus], _prevenir_encore),
        ("mois", list(a_prevenir()[:au_plus]), _prevenir),
    ]
    for nom, personnes, acte in etapes:
        for personne in personnes:
            try:
                comptes[nom] += acte(personne)
            except (AnonymisationRefusee, DatabaseError) as erreur:
                comptes["echecs"] += 1
                journal.warning("Compte %s laissé (%s)", personne.pk, type(erreur).__name__)
    return comptes


def _oublier(personne: User) -> bool:
    rendue = anonymiser(personne, par=None, cause=Cause.INACTIVITE, si=_est_a_oublier)
    return rendue.est_anonymisee


def _prevenir(personne: User) -> bool:
    jour = timezone.localdate()
    le = max(plus_mois(personne.derniere_activite, MOIS), plus_mois(jour, AVANT))
    return _ecrire(personne, Etape.MOIS, le)


def _prevenir_encore(personne: User) -> bool:
    le = max(fin(personne, _partis(personne)), timezone.localdate() + SEMAINE)
    return _ecrire(personne, Etape.SEMAINE, le)


@transaction.atomic
def _ecrire(personne: User, etape: str, le: date) -> bool:
    """The row and its mail together, once. Who comes back at this moment is left alone."""
    lue = (
        comptes_suivis()
        .select_for_update(skip_locked=True)
        .filter(pk=personne.pk, derniere_activite=personne.derniere_activite)
        .first()
    )
    deja = Avertissement.objects.en_cours().filter(personne=personne, etape=etape)
    if lue is None or deja.exists():
        return False
    Avertissement.objects.create(
        personne=lue,
        etape=etape,
        activite_du=lue.derniere_activite,
        message_id=emails.avertissement(lue, le=le),
    )
    return True


def _avertis():
    """(person, step → the day it left) of those who are being warned; two queries in all."""
    personnes = comptes_suivis().filter(
        Exists(
            Avertissement.objects.filter(
                personne=OuterRef("pk"), activite_du=OuterRef("derniere_activite")
            )
        )
    )
    for personne in personnes.prefetch_related("avertissements").order_by("pk"):
        ecrits = [
            un
            for un in personne.avertissements.all()
            if un.activite_du == personne.derniere_activite
        ]
        personne.deux_fois = any(un.etape == Etape.SEMAINE for un in ecrits)
        yield personne, _jours(ecrits)


def _partis(personne: User) -> dict[str, date]:
    return _jours(Avertissement.objects.en_cours().filter(personne=personne))


def _jours(avertissements) -> dict[str, date]:
    return {un.etape: timezone.localdate(un.parti_le) for un in avertissements if un.parti_le}


def _est_fini(personne: User, partis: dict[str, date]) -> bool:
    prevenue = Etape.MOIS in partis and Etape.SEMAINE in partis
    return prevenue and timezone.localdate() >= fin(personne, partis)


def _est_a_oublier(personne: User) -> bool:
    """Read again once the person is locked: they may have come back meanwhile."""
    return not personne.is_superuser and _est_fini(personne, _partis(personne))
