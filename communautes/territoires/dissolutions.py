"""When a grouping ends without a successor: its communes leave it, what it did stays its own."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from communautes.journal.services import noter
from communautes.territoires.fusions import FusionRefusee, Phrase, dire, verifier_l_acte
from communautes.territoires.models import Collectivite, Dissolution

# A commune, a département or a région is never dissolved: it goes into another.
DISSOLUBLES = (Collectivite.Type.EPCI, Collectivite.Type.EPT, Collectivite.Type.SYNDICAT)


# Ends what a room keeps of it that cannot go on; how many rows that was. Called inside the
# transaction of the dissolution, with its row locked: an exception undoes everything.
Terminer = Callable[[Collectivite], int]
_fins: dict[str, Terminer] = {}
_phrases: dict[str, Phrase] = {}


def a_la_dissolution(nom: str, terminer: Terminer, phrase: Phrase | None = None) -> None:
    """A room says, in AppConfig.ready, what of its own ends with a grouping."""
    _fins[nom] = terminer
    if phrase:
        _phrases[nom] = phrase


def en_mots(termine: dict[str, int]) -> list[str]:
    """What was ended, as a person reads it."""
    return dire(termine, _phrases)


def _communes(nombre: int) -> str:
    return ngettext(
        "%(nombre)s commune n’y est plus.", "%(nombre)s communes n’y sont plus.", nombre
    ) % {"nombre": nombre}


_phrases["communes"] = _communes


def a_blanc(collectivite: Collectivite, *, le: date, par) -> dict[str, int]:
    """What a dissolution would end: it is done, counted, and undone."""
    with transaction.atomic():
        dissolution = dissoudre(collectivite, motif="-", le=le, par=par)
        transaction.set_rollback(True)
    return dissolution.termine


@transaction.atomic
def dissoudre(collectivite: Collectivite, *, motif: str, le: date, par) -> Dissolution:
    verifier_l_acte(motif, par, le)
    collectivite = Collectivite.objects.select_for_update().get(pk=collectivite.pk)
    if collectivite.type not in DISSOLUBLES:
        raise FusionRefusee(_("Seul un groupement se dissout\u00a0: prononcez une fusion."))
    if not collectivite.est_active:
        raise FusionRefusee(
            _("«\u00a0%(nom)s\u00a0» n’est plus active.") % {"nom": collectivite.nom}
        )
    collectivite.statut = Collectivite.Statut.DISSOUTE
    termine = {nom: terminer(collectivite) for nom, terminer in _fins.items()}
    collectivite.save(update_fields=["statut"])
    termine["communes"] = collectivite.communes.update(epci=None)
    termine = {nom: nombre for nom, nombre in termine.items() if nombre}
    log(collectivite, "territoires.dissolution", user=par)
    noter(
        "territoires.dissolution",
        personne=par,
        concerne=collectivite,
        objet=collectivite,
        avant={"statut": str(Collectivite.Statut.ACTIVE)},
        apres={"statut": str(collectivite.statut), "termines": sum(termine.values())},
        motif=motif,
    )
    return Dissolution.objects.create(
        collectivite=collectivite,
        motif=motif.strip(),
        date_d_effet=le,
        prononcee_par=par,
        termine=termine,
    )
