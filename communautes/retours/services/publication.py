"""What follows a publication, or its end, whichever way it came: a review, an editor, an hour that
was programmed, an import (signaux.py).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from communautes.fichiers.models import Fichier
from communautes.retours import indexation
from communautes.retours.models import CollectiviteAuteure, Parcours, RetourExperience
from communautes.retours.permissions import relit
from communautes.retours.services.ecriture import brouillon_de, constater, tracer, verrouiller
from communautes.retours.services.forme import est_mineure
from communautes.retours.services.pieces import oublier_les_inutiles
from communautes.retours.services.preuves import est_signe
from home.fraicheur.dates import plus_mois

MOIS_AVANT_DE_REVOIR = 12


def pourquoi_pas_publiee(retour: RetourExperience, revision: Revision) -> str:
    """A version leaves when its authors have sent it, or when what differs from the public one is
    ANCT's own hand or a matter of form. What came with an import has no author here.
    """
    parcours = Parcours.objects.filter(retour=retour.pk).first()
    if parcours is None or parcours.auteur_id is None:
        return ""
    if not est_signe(retour):
        return _(
            "Aucune collectivité n’a encore prouvé qu’elle signe ce retour\u00a0: validez d’abord "
            "l’affiliation de qui l’a écrit."
        )
    if parcours.est_a_l_anct:
        return ""
    publie = RetourExperience.objects.get(pk=retour.pk)  # `retour` may hold the new words already
    if publie.live and (_est_de_l_anct(publie) or est_mineure(publie, revision.as_object())):
        return ""
    return _("Ses auteurs ne l’ont pas encore envoyé : il n’est pas à publier.")


def _est_de_l_anct(retour: RetourExperience) -> bool:
    """Nobody else has written since what is public."""
    depuis = Revision.objects.for_instance(retour).filter(pk__gt=retour.live_revision_id or 0)
    auteurs = {une.user for une in depuis.select_related("user")}
    return all(qui is not None and relit(qui) for qui in auteurs)


@transaction.atomic
def a_ete_publie(retour: RetourExperience, *, par) -> None:
    """Its collectivités are copied as they are today; it is true as of today, for a year. A comma
    that is mended says nothing of that, and is not a version that ANCT has read.
    """
    retour, parcours = verrouiller(retour)
    copier_les_territoires(retour)
    if parcours.est_a_l_anct or not est_mineure(retour, retour):
        aujourdhui = timezone.localdate()
        parcours.verifie_le = aujourdhui
        parcours.a_revoir_le = plus_mois(aujourdhui, MOIS_AVANT_DE_REVOIR)
        parcours.perime_le = None
        parcours.version_relue = retour.live_revision
    if parcours.est_retire:  # it comes back, and is proposed
        parcours.archive_le = None
    parcours.retire_le = parcours.retire_par = None
    parcours.motif_du_retrait, parcours.retire_par_l_anct = "", False
    retour.remarques.ouvertes().update(close_le=timezone.now())
    constater(retour, parcours)
    if Fichier.objects.de(retour).exists():
        oublier_les_inutiles(brouillon_de(retour))
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
