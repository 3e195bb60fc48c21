"""What follows a publication, or its end, whichever way it came: a review, an editor, an hour that
was programmed, an import (signaux.py).
"""

from django.db import transaction
from django.utils import timezone

from communautes.retours import indexation
from communautes.retours.models import CollectiviteAuteure, Parcours, RetourExperience
from communautes.retours.services.ecriture import constater, tracer, verrouiller
from home.fraicheur.dates import plus_mois

MOIS_AVANT_DE_REVOIR = 12


@transaction.atomic
def a_ete_publie(retour: RetourExperience, *, par) -> None:
    """Its collectivités are copied as they are today; it is true as of today, for a year."""
    retour, parcours = verrouiller(retour)
    copier_les_territoires(retour)
    aujourdhui = timezone.localdate()
    parcours.verifie_le = aujourdhui
    parcours.a_revoir_le = plus_mois(aujourdhui, MOIS_AVANT_DE_REVOIR)
    parcours.perime_le = parcours.retire_le = parcours.retire_par = None
    parcours.motif_du_retrait = ""
    retour.remarques.ouvertes().update(close_le=timezone.now())
    constater(retour, parcours)
    tracer("publie", retour, par=par)
    indexation.apres_validation(retour.pk)


@transaction.atomic
def a_ete_depublie(retour: RetourExperience, *, par) -> None:
    retour, parcours = verrouiller(retour)
    constater(retour, parcours)
    if not parcours.est_retire:  # services/retrait.py has said it
        tracer("depublie", retour, par=par)
    indexation.apres_validation(retour.pk)


def copier_les_territoires(retour: RetourExperience) -> None:
    lignes = CollectiviteAuteure.objects.acceptees().filter(retour=retour)
    for ligne in lignes.select_related("collectivite"):
        lieu = ligne.collectivite
        ligne.nom, ligne.type, ligne.strate = lieu.nom, lieu.type, lieu.strate
        ligne.population, ligne.region = lieu.population, lieu.region
        ligne.departements = lieu.departements or list(filter(None, [lieu.departement]))
        ligne.save()


def suivre_la_relecture(retour_pk: int) -> None:
    """A review that was started or cancelled by Wagtail's own buttons."""
    parcours = Parcours.objects.filter(retour=retour_pk).first()
    if parcours is None:
        return
    with transaction.atomic():
        retour, parcours = verrouiller(parcours.retour)
        constater(retour, parcours)
