"""Who answers for a collectivité: named, contested, handed over."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import DELAI, Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.services.ecriture import (
    AffiliationRefusee,
    etat,
    motif_de,
    tracer,
    verrouiller,
)
from communautes.comptes.affiliations.services.instruction import qualite
from communautes.comptes.droits import verdict

Role = Affiliation.Role


@transaction.atomic
def nommer_referent(affiliation: Affiliation, *, par, motif: str = "") -> Affiliation:
    """By a référent, or by ANCT with a reason: there may be several."""
    affiliation = verrouiller(affiliation)
    sienne = qualite(affiliation, par)
    if affiliation.niveau < Niveau.CONFIRMEE:
        raise AffiliationRefusee(_("Il faut d’abord une affiliation confirmée ou cautionnée."))
    motif = motif_de(motif, affiliation) if sienne is None else ""
    _donner(affiliation, Role.REFERENT, "referent", par=par, motif=motif, au_nom=sienne)
    return affiliation


@transaction.atomic
def retirer_referent(affiliation: Affiliation, *, par, motif: str = "") -> Affiliation:
    """By oneself, or by ANCT with a reason. The last one cannot while there is nobody else."""
    affiliation = verrouiller(affiliation)
    soi = par.pk == affiliation.personne_id
    if not soi and not peut_instruire(par):
        raise AffiliationRefusee(_("Un référent est retiré par l’ANCT, ou part de lui-même."))
    if not affiliation.est_referente:
        raise AffiliationRefusee(_("Cette personne n’est pas référente."))
    autres = Affiliation.objects.referents().filter(collectivite=affiliation.collectivite)
    if not autres.exclude(pk=affiliation.pk).exists():
        raise AffiliationRefusee(_("Nommez d’abord un autre référent\u00a0: c’est le seul."))
    motif = "" if soi else motif_de(motif, affiliation)
    au_nom = affiliation if soi else None
    _donner(affiliation, Role.MEMBRE, "membre", par=par, motif=motif, au_nom=au_nom)
    return affiliation


@transaction.atomic
def habiliter(affiliation: Affiliation, *, par, oui: bool) -> Affiliation:
    """The right to commit the collectivité; never to oneself."""
    affiliation = verrouiller(affiliation)
    sienne = qualite(affiliation, par)
    if oui and not affiliation.peut_engager:
        raise AffiliationRefusee(
            _(
                "Seuls un référent, un élu, ou une direction générale cautionnée engagent la "
                "collectivité."
            )
        )
    avant = etat(affiliation)
    affiliation.habilite_a_engager = oui
    affiliation.save(update_fields=["habilite_a_engager"])
    tracer("habilitee", affiliation, par=par, avant=avant, au_nom=sienne)
    return affiliation


@transaction.atomic
def contester(contestee: Affiliation, *, par: Affiliation, motif: str) -> Contestation:
    """`par`: the affiliation, in the same collectivité, of who asks for the place."""
    contestee = verrouiller(contestee)
    par = verrouiller(par)
    if (
        par.collectivite_id != contestee.collectivite_id
        or not verdict("contester_referent", par).permis
    ):
        raise AffiliationRefusee(_("Il faut être membre vérifié de la même collectivité."))
    if contestee.role != Role.REFERENT_PROVISOIRE or contestee.pk == par.pk:
        raise AffiliationRefusee(_("Seul un référent provisoire est contesté."))
    if contestee.contestations.ouvertes().exists():
        raise AffiliationRefusee(_("Ce référent est déjà contesté\u00a0: la réponse est attendue."))
    motif = motif_de(motif, contestee)
    contestation = Contestation.objects.create(
        contestee=contestee, par=par, motif=motif, echeance_le=timezone.now() + DELAI
    )
    tracer("contestee", contestee, par=par.personne, motif=motif, au_nom=par)
    transaction.on_commit(lambda: emails.contestation(contestation.pk))
    return contestation


@transaction.atomic
def ceder(contestation: Contestation, *, par) -> Contestation:
    """The référent gives the place, without waiting for ANCT."""
    contestation = _verrouiller(contestation)
    if contestation.contestee.personne_id != par.pk:
        raise AffiliationRefusee(_("Seul le référent contesté cède sa place."))
    return _transferer(contestation, par=par, statut=Contestation.Statut.CEDEE, motif="")


@transaction.atomic
def trancher(contestation: Contestation, *, par, transferer: bool, motif: str) -> Contestation:
    """ANCT, at any time, and above all once the référent has let seven days go by."""
    contestation = _verrouiller(contestation)
    if not peut_instruire(par) or par.pk in (
        contestation.contestee.personne_id,
        contestation.par.personne_id,
    ):
        raise AffiliationRefusee(_("Seule l’ANCT tranche."))
    motif = motif_de(motif, contestation.contestee)
    if transferer:
        statut = Contestation.Statut.TRANSFEREE
        return _transferer(contestation, par=par, statut=statut, motif=motif)
    _clore(contestation, Contestation.Statut.MAINTENUE, motif)
    tracer("tranchee", contestation.contestee, par=par, motif=motif)
    return contestation


def _transferer(contestation, *, par, statut: str, motif: str) -> Contestation:
    _clore(contestation, statut, motif)
    au_nom = contestation.contestee if statut == Contestation.Statut.CEDEE else None
    commun = {"par": par, "motif": motif, "au_nom": au_nom}
    _donner(contestation.contestee, Role.MEMBRE, "membre", **commun)
    _donner(contestation.par, Role.REFERENT_PROVISOIRE, "referent", **commun)
    return contestation


def _clore(contestation: Contestation, statut: str, reponse: str) -> None:
    contestation.statut, contestation.reponse = statut, reponse
    contestation.close_le = timezone.now()
    contestation.save()
    transaction.on_commit(lambda: emails.contestation_close(contestation.pk))


def _verrouiller(contestation: Contestation) -> Contestation:
    contestee, par = verrouiller(contestation.contestee), verrouiller(contestation.par)
    lue = Contestation.objects.select_for_update().get(pk=contestation.pk)
    if lue.statut != Contestation.Statut.OUVERTE:
        raise AffiliationRefusee(_("Cette contestation est close\u00a0: rechargez la page."))
    lue.contestee, lue.par = contestee, par
    return lue


def _donner(affiliation: Affiliation, role: str, acte: str, *, par, motif: str, au_nom) -> None:
    """A member who is no longer a référent may have no right left to commit."""
    avant = etat(affiliation)
    affiliation.role = role
    affiliation.habilite_a_engager = affiliation.habilite_a_engager and affiliation.peut_engager
    affiliation.save(update_fields=["role", "habilite_a_engager"])
    tracer(acte, affiliation, par=par, avant=avant, motif=motif, au_nom=au_nom)
    if role == Role.MEMBRE:
        return
    Contestation.objects.ouvertes().filter(contestee=affiliation).update(
        statut=Contestation.Statut.CADUQUE, close_le=timezone.now()
    )
