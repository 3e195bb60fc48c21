"""Taking up a retour: « je m’en inspire », « expérience similaire », what one wrote after it.

Lock: the `parcours` of the retour that is taken up. Counted once for each collectivité.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation
from communautes.journal.services import noter
from communautes.moderation.services import examiner
from communautes.notifications.services import retirer as taire
from communautes.retours import indexation
from communautes.retours.models import (
    BilanDeReprise,
    CollectiviteAuteure,
    LienDExperience,
    Parcours,
    RetourExperience,
)
from communautes.retours.models.lien import date_des_nouvelles
from communautes.retours.reprises import nouvelles, permissions
from communautes.retours.services.ecriture import commencer, refuser_sauf, verrouiller
from home.adresses_electroniques import RETIREZ, contient_une_adresse
from home.limites import depasse

REPRISES_PAR_JOUR = 30
Nature = LienDExperience.Nature


@transaction.atomic
def s_inspirer(
    retour: RetourExperience, affiliation: Affiliation | None, *, par
) -> LienDExperience:
    """Once for a collectivité: a second click, or a colleague, finds it there."""
    return _dire(retour, affiliation, Nature.INSPIRE_DE, par=par)


@transaction.atomic
def dire_similaire(
    retour: RetourExperience, affiliation: Affiliation | None, *, par
) -> LienDExperience:
    """Counted, without a word: it may be written later."""
    return _dire(retour, affiliation, Nature.SIMILAIRE, par=par)


@transaction.atomic
def commencer_une_similaire(
    retour: RetourExperience, affiliation: Affiliation | None, *, par, titre: str
) -> RetourExperience:
    """A short draft, whose link is shown with it, once it is published."""
    retour, _parcours = verrouiller(retour)
    _refuser_de_reprendre(retour, affiliation, par)
    deja = LienDExperience.objects.actifs().filter(
        vers=retour, nature=Nature.SIMILAIRE, par=par, retour__live=False, retour__titre=titre
    )
    if (lien := deja.select_related("retour").first()) is not None:  # the second click
        return lien.retour
    brouillon = commencer(affiliation, par=par, titre=titre)
    lien = _creer(retour, affiliation.collectivite, Nature.SIMILAIRE, par=par, retour=brouillon)
    tracer("similaire", lien, par=par)
    return brouillon


def _dire(retour, affiliation, nature: str, *, par) -> LienDExperience:
    retour, _parcours = verrouiller(retour)
    _refuser_de_reprendre(retour, affiliation, par)
    dits = LienDExperience.objects.actifs().filter(vers=retour, retour=None, nature=nature)
    deja = dits.filter(collectivite=affiliation.collectivite_id).first()
    if deja is not None:
        return deja
    trop = depasse("retours-reprises", par.pk, limite=REPRISES_PAR_JOUR, fenetre=24 * 3600)
    refuser_sauf(not trop, _("Trente reprises par jour, au plus\u00a0: continuez demain."))
    lien = _creer(retour, affiliation.collectivite, nature, par=par)
    tracer("inspire" if nature == Nature.INSPIRE_DE else "similaire", lien, par=par)
    nouvelles.dire_la_reprise(lien, par=par)
    recompter([retour.pk])
    return lien


def _refuser_de_reprendre(retour: RetourExperience, affiliation: Affiliation, par) -> None:
    rendu = permissions.reprend_pour(affiliation)
    refuser_sauf(permissions.agit_pour(par, affiliation), f"{rendu.raison} {rendu.moyen}".strip())
    refuser_sauf(
        permissions.est_propose(retour),
        _("Ce retour n’est plus proposé\u00a0: il ne se reprend plus."),
    )
    refuser_sauf(
        not permissions.signe(affiliation, retour),
        _("Ce retour est celui de votre collectivité\u00a0: d’autres s’en inspirent."),
    )


def _creer(vers, collectivite, nature: str, *, par, retour=None) -> LienDExperience:
    maintenant = timezone.now()
    inspire = nature == Nature.INSPIRE_DE
    return LienDExperience.objects.create(
        vers=vers,
        nature=nature,
        collectivite=collectivite,
        retour=retour,
        par=par,
        le=maintenant,
        nouvelles_le=date_des_nouvelles(maintenant) if inspire else None,
    )


@transaction.atomic
def lier(retour: RetourExperience, vers: RetourExperience, nature: str, *, par) -> LienDExperience:
    """What a collectivité wrote, to what it comes from; what it goes on is its own."""
    vers, _parcours = verrouiller(vers)
    refuser_sauf(
        permissions.relie(par, retour), _("C’est à qui écrit ce retour de dire d’où il vient.")
    )
    refuser_sauf(retour.pk != vers.pk, _("Un retour n’est pas lié à lui-même."))
    refuser_sauf(permissions.est_propose(vers), _("Cet autre retour n’est plus proposé."))
    principale = CollectiviteAuteure.objects.select_related("collectivite").get(
        retour=retour, principale=True
    )
    la_sienne = CollectiviteAuteure.objects.acceptees().filter(
        retour=vers, collectivite=principale.collectivite
    )
    refuser_sauf(
        la_sienne.exists() == (nature == Nature.SUITE_DE),
        _("Un retour est la suite de ceux de sa collectivité, et s’inspire de ceux des autres."),
    )
    actifs = LienDExperience.objects.actifs()
    deja = actifs.filter(vers=vers, retour=retour, nature=nature).first()
    if deja is not None:
        return deja
    lien = _creer(vers, principale.collectivite, nature, par=par, retour=retour)
    tracer("lie", lien, par=par)
    recompter([vers.pk])
    return lien


@transaction.atomic
def retirer_le_lien(lien: LienDExperience, *, par) -> LienDExperience:
    """By any of its collectivité; nobody is asked for news of it any more. Twice is once."""
    retour, _parcours = verrouiller(lien.vers)
    lien = LienDExperience.objects.select_related("collectivite").get(pk=lien.pk)
    lien.vers = retour
    if not lien.est_actif:
        return lien
    refuser_sauf(
        permissions.suit(par, lien), _("C’est à la collectivité qui l’a dit de le retirer.")
    )
    lien.retire_le = timezone.now()
    lien.save(update_fields=["retire_le"])
    taire(lien)
    if lien.nouvelles is not None:
        taire(lien.nouvelles)
    tracer("lien_retire", lien, par=par)
    recompter([retour.pk])
    return lien


@transaction.atomic
def donner_des_nouvelles(
    lien: LienDExperience, *, par, issue: str, texte: str = ""
) -> BilanDeReprise:
    """« Et alors ? »: written over when there is more to tell."""
    retour, _parcours = verrouiller(lien.vers)
    lien = LienDExperience.objects.select_related("collectivite").get(pk=lien.pk)
    lien.vers = retour
    refuser_sauf(
        permissions.donne_des_nouvelles(par, lien),
        _("On ne demande plus de nouvelles de cette reprise\u00a0: rechargez la page."),
    )
    bilan = BilanDeReprise.objects.select_for_update(of=("self",)).filter(lien=lien).first()
    bilan = bilan or BilanDeReprise(lien=lien)
    refuser_sauf(
        bilan.est_publie,
        _("La modération examine votre réponse\u00a0: elle ne change pas d’ici là."),
    )
    refuser_sauf(not contient_une_adresse(texte), RETIREZ)
    if bilan.pk and (bilan.issue, bilan.texte) == (issue, texte.strip()):
        return bilan
    bilan.lien, bilan.issue, bilan.texte = lien, issue, texte.strip()
    bilan.auteur, bilan.le = par, timezone.now()
    bilan.save()
    tracer("nouvelles", lien, par=par)
    retenu = bilan.texte and examiner(bilan, par)
    nouvelles.ne_plus_demander(lien)
    if not retenu:
        nouvelles.dire_les_nouvelles(bilan)
    return bilan


def quand_la_moderation_change(bilan: BilanDeReprise) -> None:
    """In moderation's transaction: what is accepted is told at last, once for each step."""
    if bilan.est_publie:
        nouvelles.dire_les_nouvelles(bilan)
    else:
        taire(bilan)


def recompter(pks) -> None:
    """How many collectivités take each of these up, as rows say now; found again when it moved.

    The parcours are locked, in the order of their keys.
    """
    for pk in sorted(set(pks)):
        with transaction.atomic():
            parcours = Parcours.objects.select_for_update(of=("self",)).filter(retour=pk).first()
            if parcours is None:
                continue
            reprises = LienDExperience.objects.reprises().filter(vers=pk)
            nombre = reprises.values("collectivite").distinct().count()
            if nombre != parcours.nombre_de_reprises:
                Parcours.objects.filter(pk=parcours.pk).update(nombre_de_reprises=nombre)
                indexation.apres_validation(pk)


def recompter_ce_que_reprend(retour: RetourExperience) -> None:
    """A retour that appears or goes shows or hides its links: once that is committed, so that no
    two parcours are ever locked together.
    """
    liens = LienDExperience.objects.actifs().filter(retour=retour.pk)
    cles = list(liens.values_list("vers", flat=True))
    transaction.on_commit(partial(recompter, cles))


def tracer(acte: str, lien: LienDExperience, *, par) -> None:
    """In the name of the collectivité that takes up, and in its journal alone: who wrote is not to
    read there the name of who pressed.
    """
    noter(
        f"retours.{acte}",
        personne=par,
        au_nom_de=lien.collectivite,
        objet=lien.vers,
        apres={"reference": lien.vers.reference},
    )
