"""Answering a request, ending an affiliation: a référent at home, ANCT everywhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.services.ecriture import (
    AffiliationRefusee,
    assurer_referent,
    clore_par_l_anct,
    elever,
    etat,
    fermer,
    motif_de,
    tracer,
    verrouiller,
)
from communautes.comptes.affiliations.services.regles import (
    qualite,
    verifier_faveur,
    verifier_fin,
)


@transaction.atomic
def cautionner(affiliation: Affiliation, *, par) -> Affiliation:
    affiliation = verrouiller(affiliation)
    sienne = qualite(affiliation, par)
    if sienne is None:
        raise AffiliationRefusee(_("Seul un référent cautionne\u00a0: l’ANCT valide."))
    if affiliation.niveau >= Niveau.CAUTIONNEE:
        return affiliation
    verifier_faveur(affiliation, sienne)
    avant = etat(affiliation)
    elever(affiliation, Niveau.CAUTIONNEE, Affiliation.Preuve.CAUTION, par=par)
    tracer("cautionnee", affiliation, par=par, avant=avant, au_nom=sienne)
    _dire(affiliation, "acceptee")
    return affiliation


@transaction.atomic
def valider(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """ANCT has verified; a provisional référent is one for good."""
    affiliation = verrouiller(affiliation)
    if par.pk == affiliation.personne_id or not peut_instruire(par):
        raise AffiliationRefusee(_("Seule l’ANCT valide une affiliation, et pas la sienne."))
    motif, avant = motif_de(motif, affiliation), etat(affiliation)
    elever(affiliation, Niveau.VALIDEE, Affiliation.Preuve.ANCT, par=par)
    clore_par_l_anct(affiliation, Contestation.Statut.MAINTENUE, motif)
    if affiliation.role == Affiliation.Role.REFERENT_PROVISOIRE:
        affiliation.role = Affiliation.Role.REFERENT
        affiliation.save(update_fields=["role"])
    tracer("validee", affiliation, par=par, avant=avant, motif=motif)
    _dire(affiliation, "acceptee")
    return affiliation


@transaction.atomic
def refuser(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """A request; what is active is ended."""
    affiliation = verrouiller(affiliation)
    if affiliation.statut != Affiliation.Statut.DEMANDEE:
        raise AffiliationRefusee(_("Cette demande a déjà sa réponse\u00a0: rechargez la page."))
    sienne, motif = qualite(affiliation, par), motif_de(motif, affiliation)
    verifier_fin(affiliation, sienne)
    avant = etat(affiliation)
    fermer(affiliation, Affiliation.Statut.REFUSEE, motif=motif)
    tracer("refusee", affiliation, par=par, avant=avant, motif=motif, au_nom=sienne)
    _dire(affiliation, "refusee")
    return affiliation


@transaction.atomic
def terminer(affiliation: Affiliation, *, par, motif: str = "") -> Affiliation:
    """One's own, without a reason; another's, with one. What was done stays done."""
    affiliation = verrouiller(affiliation)
    soi = par.pk == affiliation.personne_id
    sienne = affiliation if soi else qualite(affiliation, par)
    if not soi:
        motif = motif_de(motif, affiliation)
        if affiliation.role == Affiliation.Role.REFERENT and sienne is not None:
            raise AffiliationRefusee(_("Un référent est retiré par l’ANCT, ou part de lui-même."))
        verifier_fin(affiliation, sienne)
    avant = etat(affiliation)
    fermer(affiliation, Affiliation.Statut.TERMINEE, motif=motif)
    if sienne is None:
        clore_par_l_anct(affiliation, Contestation.Statut.RETIREE, motif)
    au_nom = sienne if affiliation.niveau > Niveau.DECLAREE or not soi else None
    tracer("terminee", affiliation, par=par, avant=avant, motif=motif, au_nom=au_nom)
    assurer_referent(affiliation.collectivite)
    if not soi:
        _dire(affiliation, "terminee")
    return affiliation


def _dire(affiliation: Affiliation, quoi: str) -> None:
    transaction.on_commit(lambda: emails.reponse(affiliation.pk, quoi))
