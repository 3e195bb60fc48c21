"""What a scheduled command says, of what the clock has decided already."""

import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import qui_instruit
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    constater,
    verrouiller_collectivite,
)
from home.fraicheur.dates import plus_mois

journal = logging.getLogger("tec.affiliations")


@transaction.atomic
def escalader() -> int:
    """One mail for all that is new; whoever runs at the same time finds nothing new."""
    if not qui_instruit().exists():  # told to nobody, it is not told: it will be
        return 0
    maintenant = timezone.now()
    nombre = 0
    for lignes in (Affiliation.objects.pour_l_anct(), Contestation.objects.pour_l_anct()):
        nouvelles = lignes.filter(escalade_dite_le=None).order_by("pk")
        cles = list(
            nouvelles.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
        )
        nombre += lignes.model.objects.filter(pk__in=cles).update(escalade_dite_le=maintenant)
    if nombre:
        emails.a_instruire(nombre)
    return nombre


def annoncer_les_fins() -> int:
    """Once for each end, a month before; one that is put off is another end."""
    bientot = plus_mois(timezone.localdate(), 1)
    nombre = 0
    for affiliation in Affiliation.objects.finissent_avant(bientot).pour_liste():
        fin = affiliation.expire_le
        a_dire = Affiliation.objects.filter(pk=affiliation.pk).exclude(fin_annoncee=fin)
        with transaction.atomic():
            if a_dire.update(fin_annoncee=fin):
                emails.fin_proche(affiliation)
                nombre += 1
    return nombre


def oublier_les_empreintes() -> int:
    """Of who deleted their account after a decision, once they have been kept long enough."""
    return Affiliation.objects.a_oublier().update(empreintes=[])


def noter_les_expirees() -> int:
    """One collectivité at a time, locked as every act on its members; those too whose place is
    vacant, and where somebody could hold it.
    """
    a_voir = (Affiliation.objects.expirees(), Affiliation.objects.sans_referent())
    cles = {cle for lignes in a_voir for (cle,) in lignes.values_list("collectivite_id")}
    nombre = 0
    for cle in sorted(cles):
        try:
            with transaction.atomic():
                collectivite = verrouiller_collectivite(cle)
                dites = constater(collectivite)
                assurer_referent(collectivite)
        except DatabaseError:  # that one waits for somebody; the others do not wait for it
            journal.exception("Affiliations expirées de la collectivité %s", cle)
        else:
            nombre += dites
    return nombre
