"""What the scheduled command asks, of what the clock has decided already; each question once.

Two runs at once share the rows: what one has locked, the other leaves to it.
"""

import logging
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from communautes.retours.models import (
    LienDExperience,
    Parcours,
    RelanceDActualite,
    RetourExperience,
)
from communautes.retours.reprises import emails, nouvelles
from communautes.retours.services import promotion
from communautes.retours.services.actualite import jeton_pour
from communautes.retours.services.reprises import recompter
from home.fraicheur.dates import plus_mois

journal = logging.getLogger("tec.retours")


def demander_des_nouvelles() -> int:
    """« Et alors ? », six months after."""
    cles = list(LienDExperience.objects.a_demander().order_by("pk").values_list("pk", flat=True))
    return sum(_chacun(cles, _demander_des_nouvelles, "Nouvelles de la reprise"))


def _demander_des_nouvelles(pk: int) -> int:
    """Asked again of the row, once it is locked. Who has turned these mails off has been asked."""
    libres = LienDExperience.objects.select_for_update(of=("self",), skip_locked=True)
    lien = libres.select_related("vers").filter(pk=pk).first()
    if lien is None or not LienDExperience.objects.a_demander().filter(pk=pk).exists():
        return 0
    nouvelles.demander_des_nouvelles(lien)
    lien.demandee_le = timezone.now()
    lien.save(update_fields=["demandee_le"])
    return 1


def demander_si_c_est_vrai() -> int:
    """« Toujours vrai ? », each year; not of what somebody has said to be out of date."""
    dus = RetourExperience.objects.visibles().filter(
        parcours__a_revoir_le__lte=timezone.localdate(), parcours__perime_le=None
    )
    cles = list(dus.order_by("pk").values_list("pk", flat=True))
    return sum(_chacun(cles, _demander_si_c_est_vrai, "Actualité du retour"))


def _demander_si_c_est_vrai(pk: int) -> int:
    """Nobody to ask: it will be, once somebody is there."""
    libres = Parcours.objects.select_for_update(of=("self",), skip_locked=True)
    parcours = libres.filter(retour=pk).first()
    retour = RetourExperience.objects.visibles().filter(pk=pk).first()
    if parcours is None or retour is None:
        return 0
    retour.parcours = parcours
    aujourdhui = timezone.localdate()
    if parcours.perime_le or not parcours.a_revoir_le or parcours.a_revoir_le > aujourdhui:
        return 0
    personnes = list(nouvelles.a_qui_rappeler(retour))
    if not personnes:
        return 0
    echeance = derniere_echeance(parcours.a_revoir_le, aujourdhui)
    _relance, nouvelle = RelanceDActualite.objects.get_or_create(retour=retour, echeance=echeance)
    if not nouvelle:
        return 0
    for personne in personnes:
        jeton = jeton_pour(personne, retour)
        emails.demander_si_c_est_vrai(retour, a=personne, jeton=jeton)
    return 1


def derniere_echeance(a_revoir_le: date, jour: date) -> date:
    """That day, or the latest of its anniversaries: who did not answer is asked again a year on."""
    annees = jour.year - a_revoir_le.year
    derniere = plus_mois(a_revoir_le, 12 * annees)
    return derniere if derniere <= jour else plus_mois(a_revoir_le, 12 * (annees - 1))


def oublier_les_propositions() -> int:
    """Of a retour, that their author will not answer."""
    faites = _chacun(promotion.sans_suite(), promotion.laisser_tomber, "Proposition de retour")
    return sum(faites)


def recompter_les_ecarts() -> int:
    """What moved by itself: an hour that was programmed, a signature that came later."""
    comptes = (
        LienDExperience.objects.reprises()
        .filter(vers=OuterRef("retour"))
        .order_by()
        .values("vers")
        .annotate(nombre=Count("collectivite", distinct=True))
    )
    justes = Parcours.objects.annotate(juste=Coalesce(Subquery(comptes.values("nombre")), 0))
    cles = list(justes.exclude(juste=F("nombre_de_reprises")).values_list("retour", flat=True))
    recompter(cles)
    return len(cles)


def _chacun(cles, faire, quoi: str):
    """One that fails does not hold back the others."""
    for pk in cles:
        try:
            with transaction.atomic():
                yield faire(pk)
        except DatabaseError:
            journal.exception("%s %s", quoi, pk)
