"""A mail that waits is read again before it leaves: who lost access gets nothing of it."""

from django.db.models import Max

from communautes.notifications import lecture
from communautes.notifications.models import Courriel, Notification, Recapitulatif


def se_lit_encore(courriel: Courriel) -> bool:
    """Everything that it tells, by the person whom it tells. Other mails say nothing that moves."""
    if not courriel.notifications:
        return True
    dites = Notification.objects.filter(pk__in=courriel.notifications)
    lignes = list(dites.select_related("personne", "evenement__par"))
    if len(lignes) < len(courriel.notifications) or not lignes[0].personne.is_active:
        return False
    return all(ligne.lisible for ligne in lecture.lire(lignes, lignes[0].personne))


def redire_le_reste(courriel: Courriel) -> None:
    """What is still read has another mail, at the next run of the command: a digest is made again
    for its period.
    """
    restent = Notification.objects.filter(pk__in=courriel.notifications)
    restent.update(ecrite_le=None)
    for personne, frequence in set(restent.values_list("personne", "canal")):
        faits = Recapitulatif.objects.filter(personne=personne, frequence=frequence)
        faits.filter(jour=faits.aggregate(dernier=Max("jour"))["dernier"]).delete()
