"""Keeping a step as it is typed: from a telephone, then a desk, by two people at once.

Each field says by a mark what it was read with: what one did not touch stays what the other wrote;
what both wrote is asked again, with the other's words beside. What is not receivable is kept too
(`parcours.saisies`), and shown again with its error wherever one comes back.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.retours.etapes import Etape, etapes_de
from communautes.retours.forms.ecriture import Brut, EtapeForm
from communautes.retours.models import Parcours, RetourExperience
from communautes.retours.permissions import ecrit
from communautes.retours.referentiels import Preparation
from communautes.retours.refus import RetourIncomplet
from communautes.retours.services import ecriture, envoi
from communautes.retours.services.ecriture import (
    brouillon_de,
    enregistrer,
    refuser_sauf,
    verrouiller,
)
from home.marques import marque

SIGNES_GARDES = 100_000  # of one field: what is too long is kept whole, to be shortened
SIGNES_DES_MARQUES = 10_000  # those of a page, and room: a few fields, a short mark each
DEUX_CLICS = timedelta(minutes=10)
UN_JOUR = 24 * 3600
_PLUS_ICI = gettext_lazy(
    "Ce retour ne s’écrit plus ici\u00a0: il est en relecture, ou n’est plus le vôtre."
)


@dataclass
class Gardee:
    """`form`: as it is shown next, `lu`: what it is read with. `lu_de_la_page`: the same, of the
    page that was sent, which shows still what it showed. `croises`: what somebody else wrote in
    the same fields.
    """

    form: EtapeForm
    lu: str
    lu_de_la_page: str
    croises: list[dict]
    le: datetime


def marques_de(valeurs: Brut) -> str:
    """What the page carries: field → mark of what it was read with."""
    return json.dumps({nom: marque(*brut) for nom, brut in valeurs.items()})


def marques_lues(lu: str) -> dict[str, str]:
    """Out of shape, nothing was read: what somebody else wrote is met."""
    try:
        dites = json.loads(lu or "{}") if len(lu) <= SIGNES_DES_MARQUES else {}
    except (ValueError, RecursionError):  # braces within braces
        return {}
    if not isinstance(dites, dict):
        return {}
    return {nom: dite for nom, dite in dites.items() if isinstance(dite, str)}


def formulaire(etape: Etape, brouillon: RetourExperience, parcours: Parcours) -> EtapeForm:
    """Of what is there now, receivable or not."""
    return etape.formulaire(_actuel(etape, brouillon, parcours), brouillon=brouillon)


def _actuel(etape: Etape, brouillon: RetourExperience, parcours: Parcours) -> Brut:
    du_brouillon = etape.formulaire(brouillon=brouillon).du_brouillon()
    saisies = parcours.saisies.get(etape.code, {})
    return du_brouillon | {nom: v for nom, v in saisies.items() if nom in du_brouillon}


@transaction.atomic
def garder(
    retour: RetourExperience, etape: Etape, post, *, par: User, en_tapant: bool = False
) -> Gardee:
    """`post`: what the browser sent. `en_tapant`: by the script, while one types."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(ecrit(par, retour), _PLUS_ICI)
    brouillon = brouillon_de(retour)
    actuel = formulaire(etape, brouillon, parcours)
    la = actuel.canonique()
    envoye = _envoye(etape, brouillon, post, la)
    lu = marques_lues(post.get("lu", ""))
    touches = {nom for nom, brut in envoye.items() if lu.get(nom) != marque(*brut)}
    traces = _Traces(retour, etape, post.get("page", ""))
    croises = {
        nom
        for nom in touches
        if nom in lu and lu[nom] != marque(*la[nom]) and envoye[nom] != la[nom]
        if not traces.est_de_la_page(nom, la[nom])
    }
    ecrits = {nom: envoye[nom] for nom in touches - croises}
    form = etape.formulaire(la | ecrits, brouillon=brouillon)
    _ecrire(retour, etape, form, par=par, en_tapant=en_tapant)
    traces.laisser(ecrits)
    lus = form.canonique()
    if croises:
        form = _a_comparer(etape, brouillon, la | ecrits | {n: envoye[n] for n in croises})
    return Gardee(
        form,
        lu=marques_de(lus),
        lu_de_la_page=json.dumps(lu | {nom: marque(*brut) for nom, brut in ecrits.items()}),
        croises=[
            {"libelle": form.fields[nom].label, "valeur": form.en_mots(nom, la[nom])}
            for nom in form.fields
            if nom in croises
        ],
        le=timezone.now(),
    )


class _Traces:
    """Which page wrote a field last: an answer that the network lost is no crossing.

    In the cache: without it, one is asked to compare with one's own words, and loses none.
    """

    def __init__(self, retour: RetourExperience, etape: Etape, page: str):
        self.cle, self.page = f"retours-page:{retour.pk}:{etape.code}", page[:40]
        self.connues = (cache.get(self.cle) or {}) if self.page else {}

    def est_de_la_page(self, nom: str, brut: list[str]) -> bool:
        return bool(self.page) and self.connues.get(nom) == [self.page, marque(*brut)]

    def laisser(self, ecrits: Brut) -> None:
        if self.page and ecrits:
            neuves = {nom: [self.page, marque(*brut)] for nom, brut in ecrits.items()}
            cache.set(self.cle, self.connues | neuves, UN_JOUR)


def _envoye(etape: Etape, brouillon: RetourExperience, post, la: Brut) -> Brut:
    """A box that is unticked is not sent: what the page was read with says that it was there."""
    vierge = etape.formulaire(brouillon=brouillon)
    dit = vierge.envoye(post)
    dit |= {nom: [] for nom in marques_lues(post.get("lu", "")) if nom in la and nom not in dit}
    canonique = etape.formulaire(la | dit, brouillon=brouillon).canonique()
    return {nom: canonique[nom] for nom in dit}


def _ecrire(retour, etape: Etape, form: EtapeForm, *, par: User, en_tapant: bool) -> None:
    avant = form.du_brouillon()
    apres = form.canonique()
    retenus = set(form.a_l_envoi) if en_tapant else set()
    recevables = set(form.cleaned_data) - retenus
    changes = [nom for nom in form.fields if nom in recevables and apres[nom] != avant[nom]]
    for nom in changes:
        form.ecrire(nom, form.cleaned_data[nom])
    en_cours = {
        nom: [v[:SIGNES_GARDES] for v in apres[nom]]
        for nom in form.fields
        if nom not in recevables and apres[nom] != avant[nom]
    }
    _retenir(retour.parcours, etape, en_cours)
    if changes:
        enregistrer(form.brouillon, par=par)


def _retenir(parcours: Parcours, etape: Etape, en_cours: Brut) -> None:
    if en_cours == parcours.saisies.get(etape.code, {}):
        return
    parcours.saisies.pop(etape.code, None)
    if en_cours:
        parcours.saisies[etape.code] = en_cours
    parcours.modifie_le = timezone.now()
    parcours.save(update_fields=["saisies", "modifie_le"])


def _a_comparer(etape: Etape, brouillon: RetourExperience, valeurs: Brut) -> EtapeForm:
    """With what one typed; it is read with what the other wrote."""
    form = etape.formulaire(valeurs, brouillon=brouillon)
    form.is_valid()
    form.add_error(
        None,
        _(
            "Cette réponse a été changée ailleurs pendant que vous écriviez\u00a0: comparez, puis "
            "enregistrez celle que vous voulez garder."
        ),
    )
    return form


@transaction.atomic
def commencer_une_fois(
    affiliation: Affiliation, *, par: User, titre: str, format: str
) -> RetourExperience:
    """Two clicks are one retour."""
    User.objects.select_for_update().get(pk=par.pk)
    depuis = timezone.now() - DEUX_CLICS
    deja = RetourExperience.objects.filter(
        parcours__auteur=par,
        parcours__preparation=Preparation.BROUILLON,
        parcours__commence_le__gt=depuis,
        auteures__collectivite=affiliation.collectivite_id,
        titre=titre,
        first_published_at=None,
    )
    if (le_meme := deja.first()) is not None:
        return le_meme
    return ecriture.commencer(affiliation, par=par, titre=titre, format=format)


@transaction.atomic
def changer_de_version(retour: RetourExperience, *, par: User, format: str) -> RetourExperience:
    """What was written stays, shown or not."""
    retour, _parcours = verrouiller(retour)
    refuser_sauf(ecrit(par, retour), _PLUS_ICI)
    brouillon = brouillon_de(retour)
    if brouillon.format == format:
        return retour
    brouillon.format = format
    return enregistrer(brouillon, par=par)


def a_corriger(brouillon: RetourExperience, parcours: Parcours) -> dict[str, str]:
    """Step → sentence: where what is typed is not receivable yet."""
    phrase = _("Une réponse est à corriger\u00a0: ce que vous avez tapé y est gardé.")
    return {e.code: phrase for e in etapes_de(brouillon) if e.code in parcours.saisies}


@transaction.atomic
def envoyer(retour: RetourExperience, *, par: User) -> RetourExperience:
    """Nothing is sent while what is typed says something else."""
    retour, parcours = verrouiller(retour)
    if ecrit(par, retour) and (faux := a_corriger(brouillon_de(retour), parcours)):
        raise RetourIncomplet(_("Une réponse est à corriger avant d’envoyer."), faux)
    return envoi.soumettre(retour, par=par)
