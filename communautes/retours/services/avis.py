"""« Cette page vous a-t-elle été utile ? »: what visitors answer, what authors and ANCT read."""

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from communautes.journal.services import MotifRefuse, verifier_motif
from communautes.retours import permissions
from communautes.retours.models import AvisUtile, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services.ecriture import refuser_sauf

PHRASES_MONTREES = 20


def donner_un_avis(
    retour: RetourExperience, *, utile: bool, raison: str = "", phrase: str = "", cle: str
) -> AvisUtile:
    """By anybody: nothing of them is known here. `cle`: of the form, once.

    Not in the journal: it says who did what for whom, and here there is nobody.
    """
    refuser_sauf(permissions.est_lisible(retour), _("Ce retour n’est plus en ligne."))
    refuser_sauf(utile or bool(raison), _("Dites pourquoi il ne vous a pas été utile."))
    _refuser_ce_qui_nomme(phrase)
    champs = {"utile": utile, "raison": "" if utile else raison, "phrase": phrase.strip()}
    try:
        with transaction.atomic():
            return AvisUtile.objects.create(retour=retour, cle=cle[:30], **champs)
    except IntegrityError:
        return AvisUtile.objects.get(cle=cle[:30])


def _refuser_ce_qui_nomme(phrase: str) -> None:
    """The journal's own rule for what is kept: the words are of this form."""
    try:
        verifier_motif(phrase)
    except MotifRefuse as refus:
        raise RetourRefuse(
            _("Retirez de votre phrase les adresses et les numéros\u00a0: 300 signes au plus.")
        ) from refus


def recus(retour: RetourExperience) -> dict:
    """For its authors and ANCT: how many, why not, and the latest sentences. Two queries."""
    comptes = {
        (utile, raison): nombre
        for utile, raison, nombre in AvisUtile.objects.filter(retour=retour)
        .order_by()
        .values_list("utile", "raison")
        .annotate(nombre=Count("pk"))
    }
    raisons = [
        {"raison": str(raison.label), "nombre": nombre}
        for raison in AvisUtile.Raison
        if (nombre := comptes.get((False, raison.value)))
    ]
    phrases = AvisUtile.objects.filter(retour=retour).exclude(phrase="")
    return {
        "utiles": comptes.get((True, ""), 0),
        "inutiles": sum(nombre for (utile, _raison), nombre in comptes.items() if not utile),
        "raisons": raisons,
        "phrases": list(phrases[:PHRASES_MONTREES]),
    }
