"""When a grouping ends without a successor: its communes leave it, what it did stays its own."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from communautes.journal.services import noter
from communautes.territoires.fusions import FusionRefusee, verifier_l_acte
from communautes.territoires.models import Collectivite, Dissolution

# A commune, a département or a région is never dissolved: it goes into another.
DISSOLUBLES = (Collectivite.Type.EPCI, Collectivite.Type.EPT, Collectivite.Type.SYNDICAT)


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
    collectivite.save(update_fields=["statut"])
    quittees = collectivite.communes.update(epci=None)
    log(collectivite, "territoires.dissolution", user=par)
    noter(
        "territoires.dissolution",
        personne=par,
        concerne=collectivite,
        objet=collectivite,
        avant={"statut": str(Collectivite.Statut.ACTIVE), "communes": quittees},
        apres={"statut": str(collectivite.statut), "communes": 0},
        motif=motif,
    )
    return Dissolution.objects.create(
        collectivite=collectivite, motif=motif.strip(), date_d_effet=le, prononcee_par=par
    )
