"""Answering a request, ending an affiliation: a référent at home, ANCT everywhere."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    elever,
    place_libre,
    qui_demande,
    verrouiller,
)
from communautes.comptes.affiliations.services.lignes import (
    clore_par_l_anct,
    etat,
    fermer,
    motif_de,
    porter,
    redevenir_demandee,
    tracer,
)
from communautes.comptes.affiliations.services.regles import (
    est_etabli,
    etablis_d_ici,
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
    etablit = est_etabli(sienne)
    tenu = affiliation.niveau_etabli if etablit else affiliation.niveau
    if tenu >= Niveau.CAUTIONNEE:
        return affiliation
    verifier_faveur(affiliation, sienne)
    avant = etat(affiliation)
    preuve = Affiliation.Preuve.CAUTION
    elever(affiliation, Niveau.CAUTIONNEE, preuve, par=par, etablit=etablit)
    tracer("cautionnee", affiliation, par=par, avant=avant, au_nom=sienne)
    _dire(affiliation, "acceptee")
    return affiliation


@transaction.atomic
def valider(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """ANCT has verified; who holds the place provisionally, or is the first whom the collectivité
    knows, is a référent for good.
    """
    affiliation = verrouiller(affiliation)
    if par.pk == affiliation.personne_id or not peut_instruire(par):
        raise AffiliationRefusee(_("Seule l’ANCT valide une affiliation, et pas la sienne."))
    motif, avant = motif_de(motif, affiliation, par=par), etat(affiliation)
    clore_par_l_anct(affiliation, Contestation.Statut.MAINTENUE, motif)
    porter(affiliation, Niveau.VALIDEE, Affiliation.Preuve.ANCT, par=par)
    premiere = affiliation.est_membre and place_libre(affiliation.collectivite)
    if premiere or affiliation.role == Affiliation.Role.REFERENT_PROVISOIRE:
        affiliation.role = Affiliation.Role.REFERENT
        affiliation.save(update_fields=["role"])
    tracer("validee", affiliation, par=par, avant=avant, motif=motif)
    _dire(affiliation, "acceptee")
    return affiliation


@transaction.atomic
def demander_a_l_anct(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """By who has nobody established here to confirm them, above all a provisional référent."""
    affiliation = verrouiller(affiliation)
    if affiliation.personne_id != par.pk:
        raise AffiliationRefusee(_("Chacun demande pour sa propre affiliation."))
    if not affiliation.se_fait_valider or etablis_d_ici(affiliation).exists():
        raise AffiliationRefusee(
            _("Ce n’est pas à l’ANCT de répondre : voyez comment faire vérifier la vôtre.")
        )
    if affiliation.demande_a_l_anct:
        raise AffiliationRefusee(_("Votre demande est déjà entre les mains de l’ANCT."))
    affiliation.demande_a_l_anct = motif_de(motif, affiliation, par=par)
    affiliation.escalade_dite_le = None
    affiliation.save(update_fields=["demande_a_l_anct", "escalade_dite_le"])
    motif = affiliation.demande_a_l_anct
    tracer("demandee_a_l_anct", affiliation, par=par, motif=motif, au_nom=affiliation)
    return affiliation


@transaction.atomic
def ecarter(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """ANCT does not validate who asked for it: they stay what they were."""
    affiliation = verrouiller(affiliation)
    if par.pk == affiliation.personne_id or not peut_instruire(par):
        raise AffiliationRefusee(_("Seule l’ANCT valide une affiliation, et pas la sienne."))
    if not affiliation.demande_a_l_anct:
        raise AffiliationRefusee(_("Cette demande a déjà sa réponse : rechargez la page."))
    motif = motif_de(motif, affiliation, par=par)
    affiliation.demande_a_l_anct = ""
    affiliation.save(update_fields=["demande_a_l_anct"])
    tracer("ecartee", affiliation, par=par, motif=motif)
    transaction.on_commit(lambda: emails.reponse(affiliation.pk, "ecartee", motif=motif))
    return affiliation


@transaction.atomic
def refuser(affiliation: Affiliation, *, par, motif: str) -> Affiliation:
    """A request; what is active is ended. A provisional référent refuses nobody: their word sends
    the request to ANCT, whatever code or proof may still come.
    """
    affiliation = verrouiller(affiliation)
    if affiliation.statut != Affiliation.Statut.DEMANDEE:
        raise AffiliationRefusee(_("Cette demande a déjà sa réponse\u00a0: rechargez la page."))
    sienne, motif = qualite(affiliation, par), motif_de(motif, affiliation, par=par)
    if not est_etabli(sienne):
        return _renvoyer_a_l_anct(affiliation, sienne, motif)
    verifier_fin(affiliation, sienne)
    avant = etat(affiliation)
    fermer(affiliation, Affiliation.Statut.REFUSEE, motif=motif, decision=True)
    tracer("refusee", affiliation, par=par, avant=avant, motif=motif, au_nom=sienne)
    _dire(affiliation, "refusee")
    return affiliation


def _renvoyer_a_l_anct(affiliation: Affiliation, sienne: Affiliation, motif: str) -> Affiliation:
    if affiliation.est_a_l_anct:
        raise AffiliationRefusee(_("L’ANCT a déjà cette demande\u00a0: elle y répondra."))
    avant = etat(affiliation)
    redevenir_demandee(affiliation, echeance_le=timezone.now())
    tracer("renvoyee", affiliation, par=sienne.personne, avant=avant, motif=motif, au_nom=sienne)
    transaction.on_commit(lambda: emails.reponse(affiliation.pk, "renvoyee", motif=motif))
    return affiliation


@transaction.atomic
def terminer(affiliation: Affiliation, *, par, motif: str = "") -> Affiliation:
    """One's own, without a reason; another's, with one. What was done stays done.

    A provisional référent only takes his word back: the request is ANCT's again.
    """
    affiliation = verrouiller(affiliation)
    soi = par.pk == affiliation.personne_id
    sienne = affiliation if soi else qualite(affiliation, par)
    if not soi:
        motif = motif_de(motif, affiliation, par=par)
        if affiliation.role == Affiliation.Role.REFERENT and sienne is not None:
            raise AffiliationRefusee(_("Un référent est retiré par l’ANCT, ou part de lui-même."))
        verifier_fin(affiliation, sienne)
        if not est_etabli(sienne):
            return _renvoyer_a_l_anct(affiliation, sienne, motif)
    avant, referente = etat(affiliation), affiliation.est_referente
    d_abord = qui_demande(affiliation.collectivite)
    fermer(affiliation, Affiliation.Statut.TERMINEE, motif=motif, decision=not soi)
    if sienne is None:
        clore_par_l_anct(affiliation, Contestation.Statut.RETIREE, motif)
    au_nom = sienne if affiliation.niveau > Niveau.DECLAREE or not soi else None
    tracer("terminee", affiliation, par=par, avant=avant, motif=motif, au_nom=au_nom)
    suivante = assurer_referent(affiliation.collectivite, d_abord=d_abord)
    if referente:
        emails.depart_d_un_referent(affiliation.collectivite, suivante)
    if not soi:
        _dire(affiliation, "terminee")
    return affiliation


def _dire(affiliation: Affiliation, quoi: str) -> None:
    transaction.on_commit(lambda: emails.reponse(affiliation.pk, quoi))
