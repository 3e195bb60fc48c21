"""Coming to a meeting, waiting for a seat, withdrawing; who waits first enters first.

The meeting is locked by each: two people never take the same last seat. The database says so too
(migration 0001: a trigger counts the seats whoever writes).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.agenda import nouvelles
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.permissions import est_exclue, peut_lire
from communautes.agenda.refus import RencontreRefusee
from communautes.agenda.services.ecriture import tracer_la_participation, verrouiller

Statut = Participation.Statut


@transaction.atomic
def inscrire(rencontre: Rencontre, *, par) -> Participation:
    """A seat, or a place on the waiting list. Asking again changes nothing."""
    rencontre = verrouiller(rencontre.pk)
    sienne = la_sienne(rencontre, par)
    if sienne.pk and sienne.statut != Statut.RETIREE:
        _verifier_a_venir(rencontre)
        return sienne
    _verifier_ouverte(rencontre, par)
    avant = sienne.statut
    sienne.arrivee_le, sienne.retiree_le = timezone.now(), None
    attendue = Participation.objects.en_attente().filter(rencontre=rencontre).exists()
    libre = not attendue and a_une_place(rencontre)
    sienne.statut = Statut.INSCRITE if libre else Statut.ATTENTE
    sienne.save()
    acte = "inscrite" if libre else "en_attente"
    tracer_la_participation(acte, sienne, par=par, avant=avant)
    return sienne


@transaction.atomic
def se_retirer(rencontre: Rencontre, *, par) -> Participation:
    """Always possible before the end, whoever else enters by it. Twice is once."""
    rencontre = verrouiller(rencontre.pk)
    sienne = la_sienne(rencontre, par)
    if sienne.pk is None:
        raise RencontreRefusee(_("Vous n’êtes pas inscrit·e à cette rencontre."))
    if rencontre.est_passee:
        raise RencontreRefusee(_("Cette rencontre est passée."))
    if sienne.statut != Statut.RETIREE:
        retirer(sienne, par=par)
        faire_entrer(rencontre)
    return sienne


def la_sienne(rencontre: Rencontre, personne) -> Participation:
    trouvee = Participation.objects.filter(rencontre=rencontre, personne=personne).first()
    sienne = trouvee or Participation(rencontre=rencontre, personne=personne, statut="")
    sienne.rencontre, sienne.personne = rencontre, personne
    return sienne


def a_une_place(rencontre: Rencontre) -> bool:
    if rencontre.capacite is None:
        return True
    prises = Participation.objects.inscrites().filter(rencontre=rencontre).count()
    return prises < rencontre.capacite


def retirer(une: Participation, *, par) -> None:
    """The meeting is locked by the caller, who lets the next one in."""
    avant = une.statut
    une.statut, une.retiree_le = Statut.RETIREE, timezone.now()
    une.save(update_fields=["statut", "retiree_le"])
    tracer_la_participation("retiree", une, par=par, avant=avant)


def faire_entrer(rencontre: Rencontre) -> int:
    """Of who waits, as many as there are seats, in order; each is told at once. Idempotent."""
    if rencontre.etat != Rencontre.Etat.ANNONCEE or rencontre.est_passee:
        return 0
    attente = Participation.objects.en_attente().filter(rencontre=rencontre)
    if rencontre.capacite is not None:
        prises = Participation.objects.inscrites().filter(rencontre=rencontre).count()
        attente = attente[: max(0, rencontre.capacite - prises)]
    entrees = list(attente.select_related("personne"))
    for une in entrees:
        une.rencontre, une.statut = rencontre, Statut.INSCRITE
        une.save(update_fields=["statut"])
        tracer_la_participation("place_obtenue", une, par=None, avant=Statut.ATTENTE)
        nouvelles.dire_la_place(une)
    return len(entrees)


def _verifier_ouverte(rencontre: Rencontre, par) -> None:
    if not peut_lire(par, rencontre):
        raise RencontreRefusee(_("Cette rencontre n’est pas ouverte."))
    if est_exclue(par, rencontre):
        raise RencontreRefusee(
            _(
                "Vous êtes exclu·e de la communauté qui l’organise\u00a0: vous ne pouvez pas "
                "y venir."
            )
        )
    _verifier_a_venir(rencontre)
    if rencontre.est_brouillon:
        raise RencontreRefusee(_("Cette rencontre n’est pas encore annoncée."))
    if rencontre.inscription == Rencontre.Inscription.SANS:
        raise RencontreRefusee(_("On vient à cette rencontre sans s’inscrire."))
    if rencontre.inscription == Rencontre.Inscription.CLOSE:
        raise RencontreRefusee(_("Les inscriptions sont closes."))
    if not par.get_full_name():
        raise RencontreRefusee(
            _("Indiquez votre prénom et votre nom dans «\u00a0Mes données\u00a0», puis revenez.")
        )


def _verifier_a_venir(rencontre: Rencontre) -> None:
    if rencontre.est_annulee:
        raise RencontreRefusee(_("Cette rencontre est annulée."))
    if rencontre.est_passee:
        raise RencontreRefusee(_("Cette rencontre est passée."))
