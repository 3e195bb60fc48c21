"""Two accounts of one person: of one meeting, one row, and the better of the two."""

from communautes.agenda.models import Participation
from communautes.agenda.services.ecriture import verrouiller
from communautes.agenda.services.participations import faire_entrer, retirer

_FORCE = {"retiree": 0, "attente": 1, "inscrite": 2}


def reunir(absorbe, garde, par) -> None:
    siennes = Participation.objects.filter(personne=absorbe)
    for cle in siennes.order_by("rencontre__communaute", "rencontre").values_list("pk", flat=True):
        sienne = Participation.objects.get(pk=cle)
        rencontre = verrouiller(sienne.rencontre_id)
        autre = Participation.objects.filter(personne=garde, rencontre=rencontre).first()
        if autre is None:
            sienne.personne = garde
            sienne.save(update_fields=["personne"])
            continue
        garder = max(autre, sienne, key=lambda une: _FORCE[une.statut])
        statut, arrivee, retrait = garder.statut, garder.arrivee_le, garder.retiree_le
        for une in (sienne, autre):
            if une.statut != Participation.Statut.RETIREE:
                retirer(une, par=par)
        autre.statut, autre.arrivee_le, autre.retiree_le = statut, arrivee, retrait
        autre.save()
        faire_entrer(rencontre)
