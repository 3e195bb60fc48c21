"""Who may decide of whom in a collectivité, and what a contested place forbids, in one place.

Who stands by themselves (`niveau_etabli`): by ProConnect's SIRET, by the official mailbox's code,
by ANCT, or by the word of an established référent. A full référent is one that ANCT, or another
such, has named: established, hence. A provisional one's word gives a level, and nothing else.

A place that is asked for belongs to ANCT as soon as it is: neither who holds it, nor who owes
them their level, decides anything that would settle it.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import preuves
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.permissions import affiliation_qui_gere, peut_instruire
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.donnees.empreintes import empreintes_possibles

Role = Affiliation.Role


def qualite(affiliation: Affiliation, par) -> Affiliation | None:
    """What `par` acts by on this one: their own affiliation as référent; None for ANCT."""
    if par.pk == affiliation.personne_id:
        raise AffiliationRefusee(_("On ne se vérifie pas soi-même."))
    sienne = affiliation_qui_gere(par, affiliation.collectivite)
    if sienne is None and not peut_instruire(par):
        raise AffiliationRefusee(_("C’est au référent de cette collectivité, ou à l’ANCT."))
    return sienne


def est_etabli(sienne: Affiliation | None) -> bool:
    """Who acts is ANCT, or a référent whose place comes from it."""
    return sienne is None or sienne.role == Role.REFERENT


def que_le_siret_dit_d_ici(affiliation: Affiliation) -> bool:
    """The last that ProConnect said, however old: enough for a provisional one not to refuse."""
    dit = preuves.siret_de(affiliation.personne)
    siren = affiliation.collectivite.siren
    return bool(siren) and not dit.is_external and dit.siret[:9] == siren


def etablis_d_ici(affiliation: Affiliation):
    """Who of the collectivité can confirm this person, besides a code and ANCT."""
    ici = Affiliation.objects.filter(collectivite=affiliation.collectivite_id, role=Role.REFERENT)
    return ici.qui_repondent().exclude(personne=affiliation.personne_id)


def decision_contraire(affiliation: Affiliation) -> Affiliation | None:
    return derniere_decision(affiliation.personne, affiliation.collectivite_id)


def prises_ici(lieu: int):
    """In this collectivité, or in one that it took in."""
    return Affiliation.objects.filter(Q(collectivite=lieu) | Q(collectivite__successeur=lieu))


def derniere_decision(personne, lieu: int) -> Affiliation | None:
    """What a référent or ANCT has ended or refused of this person, here or in what was taken in,
    and nobody of them has undone: the SIRET alone is no answer to it, nor is another account.
    """
    decision, accord = decision_et_accord(personne, lieu)
    return None if accord else decision


def decision_et_accord(personne, lieu: int) -> tuple[Affiliation | None, Affiliation | None]:
    """The last against this person, or against an account that is known again by a print; and what
    an established référent or ANCT has answered for since.
    """
    ici = prises_ici(lieu).select_related("collectivite", "personne")
    siennes = ici.filter(personne=personne) | ici.d_un_compte_oublie(empreintes_possibles(personne))
    decision = siennes.decidees_contre().order_by("-close_le", "-pk").first()
    if decision is None:
        return None, None
    accords = siennes.filter(niveau_etabli__gte=Niveau.CAUTIONNEE, depuis__gt=decision.close_le)
    return decision, accords.order_by("-depuis").first()


def doit_sa_preuve_a(affiliation: Affiliation, personne_id: int) -> bool:
    """By a chain of vouching, however long: A vouched for B, who vouched for C."""
    if affiliation.preuve != Affiliation.Preuve.CAUTION:
        return False
    cautions = Affiliation.objects.filter(
        collectivite=affiliation.collectivite_id, preuve=Affiliation.Preuve.CAUTION
    ).values_list("personne_id", "verifiee_par_id", "verifiee_par__fusionne_dans_id")
    garants: dict[int, set] = {}
    for cautionnee, *ses_garants in cautions:  # an account that took in another answers for it
        garants.setdefault(cautionnee, set()).update(ses_garants)
    vus: set = set()
    restants = {
        affiliation.verifiee_par_id,
        getattr(affiliation.verifiee_par, "fusionne_dans_id", None),
    }
    while restants:
        vus |= restants
        restants = set().union(*(garants.get(pk, ()) for pk in restants)) - vus
    return personne_id in vus


def places_demandees(collectivite_id: int):
    """Open contests of a provisional référent, whose row may have closed before a merge; a report
    to ANCT is known to nobody else.
    """
    return Contestation.objects.ouvertes().filter(
        contestee__in=prises_ici(collectivite_id), nature=Contestation.Nature.PLACE
    )


def est_conteste(affiliation: Affiliation) -> bool:
    return places_demandees(affiliation.collectivite_id).filter(contestee=affiliation).exists()


def verifier_fin(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """Neither ended nor refused by who it contests, nor by who owes them their level; nor, if they
    stand by themselves, by a provisional one.
    """
    if sienne is None:
        return
    demandees = places_demandees(affiliation.collectivite_id).filter(
        par__personne=affiliation.personne_id
    )
    for contestee in demandees.values_list("contestee__personne", flat=True):
        if sienne.personne_id == contestee or doit_sa_preuve_a(sienne, contestee):
            raise AffiliationRefusee(
                _("Cette personne conteste un référent\u00a0: l’ANCT tranche, attendez sa réponse.")
            )
    tient = affiliation.tient_par_soi or que_le_siret_dit_d_ici(affiliation)
    if tient and not est_etabli(sienne):
        raise AffiliationRefusee(
            _(
                "Vous êtes référent provisoire, et autre chose que votre parole vérifie cette "
                "personne\u00a0: signalez-la à l’ANCT, qui décide."
            )
        )


def verifier_faveur(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """Nobody is vouched for, named nor enabled by who owes them their level, until ANCT or
    somebody independent has made them a référent: it would be vouching for oneself.
    """
    etabli = affiliation.role == Role.REFERENT or affiliation.niveau >= Niveau.VALIDEE
    if sienne is None or etabli:
        return
    if doit_sa_preuve_a(sienne, affiliation.personne_id):
        raise AffiliationRefusee(
            _("Votre affiliation vient de cette personne\u00a0: c’est à l’ANCT de répondre d’elle.")
        )


def verifier_pouvoir(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """A role or the right to commit, while a place is asked for: neither given by who holds it,
    nor to them.
    """
    if sienne is None:
        return
    if est_conteste(sienne):
        raise AffiliationRefusee(
            _("Votre place de référent est contestée\u00a0: l’ANCT tranche d’abord.")
        )
    if est_conteste(affiliation):
        raise AffiliationRefusee(_("Cette personne est contestée\u00a0: l’ANCT tranche d’abord."))
    verifier_faveur(affiliation, sienne)


def verifier_nomination(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """A full référent comes from ANCT, or from another: so each of them is established."""
    verifier_pouvoir(affiliation, sienne)
    if not est_etabli(sienne):
        raise AffiliationRefusee(
            _(
                "Vous êtes référent provisoire\u00a0: demandez à l’ANCT de vous valider, ou de "
                "nommer cette personne."
            )
        )


def verifier_habilitation(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """A provisional one enables nobody on their own word."""
    verifier_pouvoir(affiliation, sienne)
    if not est_etabli(sienne) and not affiliation.est_confirmee:
        raise AffiliationRefusee(
            _(
                "Vous êtes référent provisoire, et seule votre parole confirme cette "
                "personne\u00a0: demandez à l’ANCT de vous valider d’abord."
            )
        )


def verifier_retrait(affiliation: Affiliation, sienne: Affiliation | None) -> None:
    """The right to commit is not taken back by who is contested; nor by a provisional one where
    somebody established answers: it may come from them.
    """
    if sienne is None:
        return
    if est_conteste(sienne):
        raise AffiliationRefusee(
            _("Votre place de référent est contestée\u00a0: l’ANCT tranche d’abord.")
        )
    ici = Affiliation.objects.referents().filter(collectivite=affiliation.collectivite_id)
    if not est_etabli(sienne) and ici.filter(role=Role.REFERENT).exists():
        raise AffiliationRefusee(
            _("Vous êtes référent provisoire\u00a0: c’est à l’autre référent, ou à l’ANCT.")
        )
