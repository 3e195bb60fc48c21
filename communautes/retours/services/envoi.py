"""Sending to ANCT's review, taking back; what is so small that it needs no review."""

from difflib import SequenceMatcher

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from communautes.retours.models import RetourExperience
from communautes.retours.permissions import ecrit, reprend
from communautes.retours.referentiels import Preparation
from communautes.retours.refus import RetourIncomplet
from communautes.retours.services.ecriture import (
    brouillon_de,
    constater,
    refuser_sauf,
    relire_la_relecture,
    tracer,
    verrouiller,
)
from home.publication import manques

TEXTES = (
    "titre",
    "resume",
    "contexte",
    "fait",
    "appris",
    "resultats",
    "echecs",
    "transposition",
    "cout_precision",
    "prestataires",
)
RESSEMBLANCE = 0.9  # of two texts that only differ by their form


def ce_qui_manque(brouillon: RetourExperience) -> dict[str, str]:
    """Field or relation → sentence: what the version in preparation lacks to be sent."""
    return manques(brouillon)


@transaction.atomic
def soumettre(retour: RetourExperience, *, par) -> RetourExperience:
    """To ANCT. Twice is once; what was asked to complete is closed by sending again."""
    retour, parcours = verrouiller(retour)
    if reprend(par, retour):
        return retour
    refuser_sauf(
        ecrit(par, retour),
        _("C’est à la collectivité qui écrit ce retour de l’envoyer."),
    )
    if trouves := ce_qui_manque(brouillon_de(retour)):
        raise RetourIncomplet(_("Il manque encore quelque chose à ce retour."), trouves)
    parcours.soumis_par, parcours.soumis_le = par, timezone.now()
    parcours.relecteur = parcours.pris_le = None
    _mettre_en_relecture(retour)
    retour.remarques.ouvertes().update(close_le=timezone.now())
    constater(retour, parcours)
    tracer("soumis", retour, par=par)
    return retour


def _mettre_en_relecture(retour: RetourExperience) -> None:
    """Asked by nobody in Wagtail's own rows: its mails lead to the admin, where authors are not."""
    etat = retour.current_workflow_state
    if etat is not None and etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
        etat.resume(user=None)
    else:
        retour.get_workflow().start(retour, user=None)
    relire_la_relecture(retour)


@transaction.atomic
def reprendre(retour: RetourExperience, *, par) -> RetourExperience:
    """Before ANCT has answered: it is a draft again."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(
        reprend(par, retour), _("Ce retour n’est plus en relecture\u00a0: rechargez la page.")
    )
    retour.current_workflow_state.cancel(user=None)
    relire_la_relecture(retour)
    constater(retour, parcours)
    tracer("repris", retour, par=par)
    return retour


def est_mineure(retour: RetourExperience, brouillon: RetourExperience) -> bool:
    """Of a published retour: texts nearly the same, everything else the same."""
    if not retour.live or retour.parcours.est_retire:
        return False
    if _le_reste(retour) != _le_reste(brouillon):
        return False
    return all(_se_ressemblent(getattr(retour, c), getattr(brouillon, c)) for c in TEXTES)


def _se_ressemblent(avant: str, apres: str) -> bool:
    if avant == apres:
        return True
    liens = ("://", "](")
    if any(avant.count(signe) != apres.count(signe) for signe in liens):
        return False
    return SequenceMatcher(None, avant, apres, autojunk=False).ratio() >= RESSEMBLANCE


def _le_reste(retour: RetourExperience) -> dict:
    """Figures, choices, links and files: a change of these is never one of form."""
    simples = ("format", "debut", "fin", "niveau", "publics", "nombre", "cout", "jours_agent")
    chiffres = {
        champ: sorted(mot for mot in getattr(retour, champ).split() if any(map(str.isdigit, mot)))
        for champ in TEXTES
    }
    return {
        **{champ: getattr(retour, champ) for champ in (*simples, "licence", "slug")},
        **{f"chiffres_{champ}": mots for champ, mots in chiffres.items()},
        "themes": [lien.theme_id for lien in retour.themes_lies.all()],
        "acteurs": [lien.acteur_id for lien in retour.acteurs_lies.all()],
        "etiquettes": sorted(lien.tag_id for lien in retour.etiquetages.all()),
        "images": [image.fichier_id for image in retour.images.all()],
        "documents": [document.fichier_id for document in retour.documents.all()],
    }


@transaction.atomic
def publier_la_correction(retour: RetourExperience, *, par) -> RetourExperience:
    """By its author, without a review, and while none is going on: form only, in the journal."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(ecrit(par, retour), _("C’est à la collectivité qui écrit ce retour."))
    brouillon = brouillon_de(retour)
    refuser_sauf(
        parcours.preparation == Preparation.BROUILLON and est_mineure(retour, brouillon),
        _("Vos changements vont au-delà de la forme\u00a0: envoyez-les à la relecture."),
    )
    if trouves := ce_qui_manque(brouillon):
        raise RetourIncomplet(_("Il manque encore quelque chose à ce retour."), trouves)
    tracer("corrige", retour, par=par)
    retour.latest_revision.publish(user=par, skip_permission_checks=True)
    retour.refresh_from_db()
    return retour
