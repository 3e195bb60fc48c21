"""When a collectivité is taken in by another: everything it had goes along, or nothing does."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from communautes.journal.services import MotifRefuse, noter, verifier_motif
from communautes.territoires.models import Collectivite, Fusion
from communautes.territoires.permissions import peut_fusionner

# Moves what a room keeps of the first to the second; how many rows that was. Called inside the
# transaction of the merge, with both rows locked: an exception undoes everything.
Deplacer = Callable[[Collectivite, Collectivite], int]
# How many rows → what happens to them, in a sentence.
Phrase = Callable[[int], str]
_deplacements: dict[str, Deplacer] = {}
_phrases: dict[str, Phrase] = {}


class FusionRefusee(Exception):
    """The message says why, to who asked."""


def a_la_fusion(nom: str, deplacer: Deplacer, phrase: Phrase | None = None) -> None:
    """A room says, in AppConfig.ready, what of its own follows a merge."""
    _deplacements[nom] = deplacer
    if phrase:
        _phrases[nom] = phrase


def en_mots(deplace: dict[str, int]) -> list[str]:
    """What was moved, as a person reads it."""
    return dire(deplace, _phrases)


def dire(nombres: dict[str, int], phrases: dict[str, Phrase]) -> list[str]:
    return [
        phrases[nom](nombre) if nom in phrases else f"{nom}\u00a0: {nombre}"
        for nom, nombre in nombres.items()
    ]


def _communes(nombre: int) -> str:
    return ngettext(
        "%(nombre)s commune membre passe à la collectivité qui l’absorbe.",
        "%(nombre)s communes membres passent à la collectivité qui l’absorbe.",
        nombre,
    ) % {"nombre": nombre}


_phrases["communes"] = _communes


def prononcer(
    absorbee: Collectivite, successeur: Collectivite, *, motif: str, par, le: date | None = None
) -> Fusion:
    """The act of ANCT, for what the referential does not tell: intercommunalités."""
    verifier_l_acte(motif, par, le)
    le = le or timezone.localdate()
    return fusionner(absorbee, successeur, motif=motif.strip(), par=par, le=le)


def verifier_l_acte(motif: str, par, le: date | None) -> None:
    if not peut_fusionner(par):
        raise FusionRefusee(_("Seule l’administration prononce une fusion ou une dissolution."))
    if not motif.strip():
        raise FusionRefusee(_("Dites pourquoi\u00a0: l’arrêté, sa date."))
    try:
        verifier_motif(motif)
    except MotifRefuse as refus:
        raise FusionRefusee(str(refus)) from refus
    if le and le > timezone.localdate():
        raise FusionRefusee(_("Cette date est à venir\u00a0: un acte vaut dès qu’il est prononcé."))


def a_blanc(absorbee: Collectivite, successeur: Collectivite) -> dict[str, int]:
    """What a merge would move: it is done, counted, and undone."""
    with transaction.atomic():
        fusion = fusionner(absorbee, successeur, motif="-")
        transaction.set_rollback(True)
    return fusion.deplace


@transaction.atomic
def fusionner(
    absorbee: Collectivite,
    successeur: Collectivite,
    *,
    motif: str,
    par=None,
    le: date | None = None,
) -> Fusion:
    """Without `par`: the import of a year's referential."""
    absorbee, successeur = _verrouiller(absorbee, successeur)
    absorbee.statut, absorbee.successeur = Collectivite.Statut.FUSIONNEE, successeur
    deplace = {nom: deplacer(absorbee, successeur) for nom, deplacer in _deplacements.items()}
    absorbee.save(update_fields=["statut", "successeur"])
    # Who was taken in before follows: a successor is never itself a thing of the past.
    Collectivite.objects.filter(successeur=absorbee).update(successeur=successeur)
    Collectivite.objects.filter(exercee_par=absorbee).update(exercee_par=successeur)
    deplace["communes"] = Collectivite.objects.filter(epci=absorbee).update(epci=successeur)
    deplace = {nom: nombre for nom, nombre in deplace.items() if nombre}
    _tracer(absorbee, successeur, motif=motif, par=par, deplace=deplace)
    return Fusion.objects.create(
        absorbee=absorbee,
        successeur=successeur,
        motif=motif,
        prononcee_par=par,
        date_d_effet=le,
        deplace=deplace,
    )


def _tracer(absorbee, successeur, *, motif: str, par, deplace: dict[str, int]) -> None:
    """In Wagtail's log when somebody pronounces it; in the journal, whoever applies it."""
    if par:
        log(absorbee, "territoires.fusion", user=par, data={"dans": successeur.intitule})
    noter(
        "territoires.fusion",
        personne=par,
        concerne=successeur,
        objet=absorbee,
        avant={"statut": str(Collectivite.Statut.ACTIVE)},
        apres={
            "statut": str(absorbee.statut),
            "successeur": successeur.pk,
            "deplaces": sum(deplace.values()),
        },
        motif=motif,
    )


def _verrouiller(absorbee, successeur) -> tuple[Collectivite, Collectivite]:
    """Both, always in the same order: two merges at once wait for each other."""
    lignes = Collectivite.objects.select_for_update().order_by("pk")
    lues = {c.pk: c for c in lignes.filter(pk__in=[absorbee.pk, successeur.pk])}
    absorbee, successeur = lues[absorbee.pk], lues[successeur.pk]
    if absorbee == successeur:
        raise FusionRefusee(_("Choisissez deux collectivités différentes."))
    if absorbee.type != successeur.type:
        raise FusionRefusee(_("Les deux collectivités ne sont pas du même type."))
    for collectivite in (absorbee, successeur):
        if not collectivite.est_active:
            raise FusionRefusee(
                _("«\u00a0%(nom)s\u00a0» n’est plus active.") % {"nom": collectivite.nom}
            )
    return absorbee, successeur
