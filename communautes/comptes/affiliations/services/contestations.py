"""The place of a provisional référent, asked for by another; a full one, reported to ANCT."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    DELAI,
    Affiliation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    constater,
    mettre_a_l_heure,
    verrouiller,
    verrouiller_collectivite,
)
from communautes.comptes.affiliations.services.lignes import (
    clore,
    donner_role,
    etat,
    motif_de,
    porter,
    tracer,
)
from communautes.comptes.droits import verdict

Role, Nature, Statut = Affiliation.Role, Contestation.Nature, Contestation.Statut


def contester(contestee: Affiliation, *, par: Affiliation, motif: str) -> Contestation:
    """`par`: the affiliation, in the same collectivité, of who asks for the place."""
    _mettre_a_l_heure(contestee.collectivite_id)
    return _contester(contestee, par, motif)


@transaction.atomic
def _mettre_a_l_heure(collectivite_pk: int) -> None:
    """Kept, although what follows is refused: nobody contests who the clock has ended, and the
    place goes on.
    """
    mettre_a_l_heure(verrouiller_collectivite(collectivite_pk))


@transaction.atomic
def _contester(contestee: Affiliation, par: Affiliation, motif: str) -> Contestation:
    contestee, par = _les_deux(contestee, par)
    if contestee.role != Role.REFERENT_PROVISOIRE or contestee.pk == par.pk:
        raise AffiliationRefusee(_("Seul un référent provisoire est contesté."))
    motif = motif_de(motif, contestee, par=par.personne)
    if par.role == Role.REFERENT:
        raise AffiliationRefusee(_("Vous êtes déjà référent\u00a0: signalez cette personne."))
    contestation = _ouvrir(contestee, par, motif, Nature.PLACE, delai=DELAI)
    tracer("contestee", contestee, par=par.personne, motif=contestation.motif, au_nom=par)
    transaction.on_commit(lambda: emails.contestation(contestation.pk))
    return contestation


@transaction.atomic
def signaler(contestee: Affiliation, *, par: Affiliation, motif: str) -> Contestation:
    """A full référent; or anybody by a provisional one, who does not end all of them. To ANCT
    alone: neither they nor the collectivité's journal know of it.
    """
    contestee, par = _les_deux(contestee, par)
    if par.niveau < Niveau.CONFIRMEE:
        raise AffiliationRefusee(_("Il faut d’abord une affiliation confirmée ou cautionnée."))
    signalable = (
        contestee.role == Role.REFERENT
        or par.role == Role.REFERENT_PROVISOIRE
        or (par.role == Role.REFERENT and contestee.est_referente)
    )
    if not signalable or contestee.pk == par.pk:
        raise AffiliationRefusee(_("Seul un référent est signalé à l’ANCT."))
    contestation = _ouvrir(contestee, par, motif, Nature.SIGNALEMENT, delai=None)
    tracer("signalee", contestee, par=par.personne, motif=contestation.motif, discret=True)
    return contestation


@transaction.atomic
def ceder(contestation: Contestation, *, par) -> Contestation:
    """The référent gives the place, without waiting for ANCT."""
    contestation = _verrouiller(contestation)
    contestee, demandeur = contestation.contestee, contestation.par
    if contestee.personne_id != par.pk or contestation.nature != Nature.PLACE:
        raise AffiliationRefusee(_("Seul le référent contesté cède sa place."))
    if not (contestee.est_active and demandeur.est_membre):
        raise AffiliationRefusee(_("Cette personne n’est plus membre\u00a0: l’ANCT tranchera."))
    if not demandeur.est_confirmee:
        raise AffiliationRefusee(
            _("Cette personne n’est pas encore confirmée\u00a0: l’ANCT tranchera.")
        )
    return _transferer(contestation, par=par, statut=Statut.CEDEE, motif="")


def trancher(contestation: Contestation, *, par, transferer: bool, motif: str) -> Contestation:
    """ANCT, at any time, and above all once the référent has let seven days go by. Whoever left
    meanwhile, the contest is still there to be closed.

    A place that the clock has freed is not kept for anybody: it has gone on before.
    """
    if not transferer and peut_instruire(par):
        _mettre_a_l_heure(_lieu(contestation.contestee_id))
    return _trancher(contestation, par=par, transferer=transferer, motif=motif)


@transaction.atomic
def _trancher(contestation: Contestation, *, par, transferer: bool, motif: str) -> Contestation:
    vise = contestation.contestee_id
    contestation = _verrouiller(contestation)
    if contestation.contestee_id != vise:
        raise AffiliationRefusee(_("La place a changé de mains : rechargez la page."))
    contestee, demandeur = contestation.contestee, contestation.par
    if not peut_instruire(par) or par.pk in (contestee.personne_id, demandeur.personne_id):
        raise AffiliationRefusee(_("Seule l’ANCT tranche."))
    motif = motif_de(motif, contestee, par=par)
    if transferer:
        if not demandeur.est_membre:
            raise AffiliationRefusee(
                _(
                    "Qui demande la place n’est plus membre\u00a0: maintenez le référent, ou "
                    "retirez-le."
                )
            )
        if contestation.nature != Nature.PLACE:
            raise AffiliationRefusee(
                _("Un signalement ne demande pas la place\u00a0: retirez plutôt le rôle.")
            )
        return _transferer(contestation, par=par, statut=Statut.TRANSFEREE, motif=motif)
    statut = Statut.MAINTENUE if contestee.est_membre else Statut.CADUQUE
    clore(contestation, statut, motif)
    _clore_les_autres(contestation, statut, motif)
    discret = contestation.nature == Nature.SIGNALEMENT
    tracer("tranchee", contestee, par=par, motif=motif, discret=discret)
    assurer_referent(contestee.collectivite)
    return contestation


def _les_deux(contestee: Affiliation, par: Affiliation) -> tuple[Affiliation, Affiliation]:
    contestee, par = verrouiller(contestee), verrouiller(par)
    ici = par.collectivite_id == contestee.collectivite_id
    if not ici or not verdict("contester_referent", par).permis:
        raise AffiliationRefusee(_("Il faut être membre vérifié de la même collectivité."))
    return contestee, par


def _ouvrir(contestee, par, motif: str, nature: str, *, delai) -> Contestation:
    """What others have asked, or told ANCT, is no answer to this one, and is not said here."""
    deja = contestee.contestations.ouvertes().filter(par__personne=par.personne_id, nature=nature)
    if deja.exists():
        raise AffiliationRefusee(_("Vous l’avez déjà fait\u00a0: la réponse est attendue."))
    maintenant = timezone.now()
    return Contestation.objects.create(
        contestee=contestee,
        par=par,
        nature=nature,
        motif=motif_de(motif, contestee, par=par.personne),
        echeance_le=maintenant + delai if delai else maintenant,
    )


def _clore_les_autres(contestation: Contestation, statut: str, motif: str) -> None:
    """ANCT has decided of the person: what is open against them has the same answer."""
    for autre in contestation.contestee.contestations.ouvertes().exclude(pk=contestation.pk):
        if statut != Statut.CADUQUE or autre.nature == Nature.PLACE:
            clore(autre, statut, motif)


def _transferer(contestation, *, par, statut: str, motif: str) -> Contestation:
    contestee, nouveau = contestation.contestee, contestation.par
    ailleurs = Affiliation.objects.referents().exclude(pk__in=[contestee.pk, nouveau.pk])
    if ailleurs.filter(collectivite=nouveau.collectivite, role=Role.REFERENT_PROVISOIRE).exists():
        raise AffiliationRefusee(_("Un autre référent provisoire a déjà la place."))
    avant = etat(nouveau)
    clore(contestation, statut, motif)
    commun = {"par": par, "motif": motif, "au_nom": contestee if statut == Statut.CEDEE else None}
    if statut == Statut.TRANSFEREE:  # ANCT does not give a place to who could not answer
        porter(nouveau, Niveau.VALIDEE, Affiliation.Preuve.ANCT, par=par)
        _clore_les_autres(contestation, Statut.CADUQUE, motif)
    if contestee.est_active and contestee.role == Role.REFERENT_PROVISOIRE:
        donner_role(contestee, Role.MEMBRE, "membre", **commun)
    if nouveau.role != Role.REFERENT:
        donner_role(nouveau, Role.REFERENT_PROVISOIRE, "referent", avant=avant, **commun)
    elif statut == Statut.TRANSFEREE:  # named meanwhile: more than what was asked for
        tracer("validee", nouveau, avant=avant, **commun)
    assurer_referent(contestee.collectivite)
    return contestation


def _verrouiller(contestation: Contestation) -> Contestation:
    """Its two affiliations as the clock has them, closed ones too: a contest outlives them, and a
    merge. The place is not given meanwhile: it is what is decided.
    """
    collectivite = verrouiller_collectivite(_lieu(contestation.contestee_id))
    constater(collectivite)
    lue = Contestation.objects.select_for_update().get(pk=contestation.pk)
    if lue.statut != Statut.OUVERTE:
        raise AffiliationRefusee(_("Cette contestation est close\u00a0: rechargez la page."))
    if _lieu(lue.contestee_id) != collectivite.pk:
        raise AffiliationRefusee(
            _("Cette collectivité vient de fusionner\u00a0: rechargez la page.")
        )
    lues = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("personne")
        .in_bulk([lue.contestee_id, lue.par_id])
    )
    lue.contestee, lue.par = lues[lue.contestee_id], lues[lue.par_id]
    lue.contestee.collectivite = lue.par.collectivite = collectivite
    return lue


def _lieu(contestee: int) -> int:
    """Where it is decided: the collectivité, or the one that took it in."""
    cles = Affiliation.objects.values_list("collectivite__successeur", "collectivite")
    successeur, collectivite = cles.get(pk=contestee)
    return successeur or collectivite
