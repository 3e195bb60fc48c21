"""The lock that each act takes, the clock that it reads, and the place.

The place of référent, when it becomes free, whatever the cause (a leave, the clock, a decision, an
account that is closed or deleted, a merge), is given at once, in the same transaction, to who asked
for it, else to the best proven of those who stand by themselves: by `assurer_referent` alone. What
is asked of the place is asked of who holds it provisionally; of nobody else, once somebody does.
"""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.lignes import (
    CODE_RETENU,
    clore,
    donner_role,
    etat,
    fermer,
    porter,
    tracer,
)
from communautes.comptes.affiliations.services.regles import (
    decision_contraire,
    places_demandees,
    prises_ici,
)
from communautes.territoires.models import Collectivite

Role, Statut = Affiliation.Role, Contestation.Statut


def verrouiller_collectivite(pk: int) -> Collectivite:
    """Its members change one act at a time; so that a merge waits, or is waited for."""
    return Collectivite.objects.select_for_update(no_key=True).get(pk=pk)


def verrouiller(affiliation: Affiliation) -> Affiliation:
    """The row as it is now, its collectivité locked and on time before it; refused when it is
    over.
    """
    collectivite = verrouiller_collectivite(affiliation.collectivite_id)
    mettre_a_l_heure(collectivite)
    lue = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("personne")
        .get(pk=affiliation.pk)
    )
    if lue.collectivite_id != collectivite.pk:
        raise AffiliationRefusee(
            _("Cette collectivité vient de fusionner\u00a0: rechargez la page.")
        )
    lue.collectivite = collectivite
    if not lue.est_en_vigueur:
        raise AffiliationRefusee(_("Cette affiliation est close\u00a0: rechargez la page."))
    return lue


def mettre_a_l_heure(collectivite: Collectivite) -> None:
    """Before any act: what the clock and closed accounts have freed has gone to who follows."""
    if _finies(collectivite).exists() or _fermees(collectivite).exists():
        assurer_referent(collectivite)


def _finies(collectivite: Collectivite):
    return Affiliation.objects.expirees().filter(collectivite=collectivite)


def _fermees(collectivite: Collectivite):
    """Who hold the place, and may not sign in any more."""
    tenues = Affiliation.objects.actives().filter(role__in=Affiliation.REFERENTS)
    return tenues.filter(collectivite=collectivite, personne__is_active=False)


def constater(collectivite: Collectivite) -> int:
    """Write down what the clock has ended, and who may not sign in any more: their places, and
    their roles, are free. How many the clock has ended.
    """
    finies = list(_finies(collectivite).select_related("collectivite", "personne"))
    for affiliation in finies:
        avant = etat(affiliation)
        fermer(affiliation, Affiliation.Statut.EXPIREE)
        tracer("expiree", affiliation, par=None, avant=avant)
        transaction.on_commit(partial(emails.expiree, affiliation.pk))
    for affiliation in _fermees(collectivite).select_related("collectivite", "personne"):
        donner_role(affiliation, Role.MEMBRE, "membre", par=None)
    return len(finies)


def elever(
    affiliation: Affiliation, niveau: int, preuve: str, *, par=None, etablit: bool = True
) -> None:
    """To that level, never down. The first whom a collectivité knows becomes its référent: what
    they had asked of ANCT is then asked still.
    """
    demande = affiliation.demande_a_l_anct
    porter(affiliation, niveau, preuve, par=par, etablit=etablit)
    assurer_referent(affiliation.collectivite, pour=affiliation)
    attend = affiliation.se_fait_valider and niveau < Niveau.VALIDEE
    if attend and demande not in ("", CODE_RETENU):
        affiliation.demande_a_l_anct = demande
        affiliation.save(update_fields=["demande_a_l_anct"])


def assurer_referent(
    collectivite: Collectivite,
    *,
    pour: Affiliation | None = None,
    d_abord: Affiliation | None = None,
) -> Affiliation | None:
    """When nobody holds the place any more, who had asked for it takes over, or else the best
    proven of those who stand by themselves, until ANCT says; or nobody.

    Who holds it and may not answer keeps it: ANCT answers, and the place is contested. Nothing but
    ANCT and themselves takes it from who has it. `pour`: whose own act it is, hence whose line and
    page say it. `d_abord`: who had asked for it, before ANCT's answer closed what they asked.
    """
    constater(collectivite)
    suivante = None
    if place_libre(collectivite) and (suivante := _qui_suit(collectivite, d_abord)):
        if pour is not None and suivante.pk == pour.pk:
            pour.role = Role.REFERENT_PROVISOIRE
            pour.save(update_fields=["role"])
        else:
            donner_role(suivante, Role.REFERENT_PROVISOIRE, "referent", par=None)
            emails.prise_de_la_place(suivante.pk)
    _suivre_la_place(collectivite)
    return suivante


def place_libre(collectivite: Collectivite) -> bool:
    return not Affiliation.objects.referents().filter(collectivite=collectivite).exists()


def qui_demande(collectivite: Collectivite) -> Affiliation | None:
    """Of those who ask for the place and stand by themselves, who comes first."""
    demandes = places_demandees(collectivite.pk).filter(par__in=_qui_tiennent(collectivite))
    demande = demandes.order_by("-par__niveau_etabli", "faite_le", "pk").first()
    return demande and demande.par


def _qui_tiennent(collectivite: Collectivite):
    return Affiliation.objects.membres().qui_tiennent_par_soi().filter(collectivite=collectivite)


def _qui_suit(collectivite: Collectivite, d_abord: Affiliation | None) -> Affiliation | None:
    """Whom a decision stands against comes after all the others, were they the only one to ask."""
    demandeur = d_abord or qui_demande(collectivite)
    rangees = list(
        _qui_tiennent(collectivite)
        .select_related("collectivite", "personne")
        .order_by("-niveau_etabli", "depuis", "pk")
    )
    demandees = [une for une in rangees if demandeur and une.pk == demandeur.pk]
    dans_l_ordre = [*demandees, *rangees]
    sans_decision = (une for une in dans_l_ordre if decision_contraire(une) is None)
    return next(sans_decision, None) or next(iter(dans_l_ordre), None)


def _suivre_la_place(collectivite: Collectivite) -> None:
    """What is asked of it is asked of who holds it provisionally, and the days still run. A full
    one who answers leaves nothing to ask of who is here without it; of who is out, ANCT says.
    """
    tenue = Affiliation.objects.referents().filter(collectivite=collectivite)
    provisoire = tenue.filter(role=Role.REFERENT_PROVISOIRE).first()
    for demande in places_demandees(collectivite.pk).select_related("contestee__personne", "par"):
        contestee = demande.contestee
        contestee.collectivite = collectivite
        if provisoire and demande.par.personne_id == provisoire.personne_id:
            clore(demande, Statut.CEDEE, "")
        elif provisoire and contestee.role != Role.REFERENT:
            _diriger(demande, provisoire, demande.par)
        elif contestee.est_membre and (provisoire or not place_libre(collectivite)):
            clore(demande, Statut.CADUQUE, "")
        elif demande.echeance_le > timezone.now():
            demande.echeance_le = timezone.now()
            demande.save(update_fields=["echeance_le"])


def faire_suivre_les_contestations(close: Affiliation, reste: Affiliation) -> None:
    """A contest is of people: it follows the row that stays, when two of theirs make one. Between
    the two, or beside another of the same people, it is about nothing any more.
    """
    siennes = Contestation.objects.ouvertes().filter(Q(contestee=close) | Q(par=close))
    siennes = siennes.select_related("contestee", "par").select_for_update(of=("self",))
    for contestation in siennes:
        contestee = reste if contestation.contestee_id == close.pk else contestation.contestee
        par = reste if contestation.par_id == close.pk else contestation.par
        _diriger(contestation, contestee, par)


def rattacher_les_contestations(affiliation: Affiliation) -> None:
    """What somebody asked here, or was asked, by a row that is closed: they are back by another."""
    for close in prises_ici(affiliation.collectivite_id).filter(
        personne=affiliation.personne_id, close_le__isnull=False
    ):
        faire_suivre_les_contestations(close, affiliation)


def _diriger(contestation: Contestation, contestee: Affiliation, par: Affiliation) -> None:
    """Towards these two rows; closed where it would be said twice, or of oneself. Who is asked for
    the place, and was not before, reads it.
    """
    if (contestee.pk, par.pk) == (contestation.contestee_id, contestation.par_id):
        return
    pareilles = Contestation.objects.ouvertes().exclude(pk=contestation.pk)
    pareilles = pareilles.filter(contestee=contestee, par=par, nature=contestation.nature)
    if contestee.personne_id == par.personne_id or pareilles.exists():
        clore(contestation, Statut.CADUQUE, "")
        return
    autre = contestee.personne_id != contestation.contestee.personne_id
    contestation.contestee, contestation.par = contestee, par
    contestation.save(update_fields=["contestee", "par"])
    if autre and contestation.nature == Contestation.Nature.PLACE:  # a report is ANCT's secret
        transaction.on_commit(partial(emails.contestation, contestation.pk))
