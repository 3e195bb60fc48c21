"""Who answers for a collectivité: named, given back, and who may commit it."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    verrouiller,
    verrouiller_collectivite,
)
from communautes.comptes.affiliations.services.lignes import (
    clore_par_l_anct,
    donner_role,
    etablir,
    etat,
    motif_de,
    porter,
    tracer,
)
from communautes.comptes.affiliations.services.regles import (
    est_conteste,
    est_etabli,
    qualite,
    verifier_habilitation,
    verifier_nomination,
    verifier_retrait,
)

Role = Affiliation.Role


@transaction.atomic
def nommer_referent(affiliation: Affiliation, *, par, motif: str = "") -> Affiliation:
    """By a full référent, or by ANCT with a reason: there may be several. Naming vouches, or
    validates: it undoes a decision as these do.
    """
    affiliation = verrouiller(affiliation)
    sienne = qualite(affiliation, par)
    if not affiliation.personne.is_active:
        raise AffiliationRefusee(_("Ce compte est fermé."))
    if affiliation.niveau < Niveau.CONFIRMEE:
        raise AffiliationRefusee(_("Il faut d’abord une affiliation confirmée ou cautionnée."))
    verifier_nomination(affiliation, sienne)
    motif = motif_de(motif, affiliation, par=par) if sienne is None else ""
    avant = etat(affiliation)
    if sienne is None:
        clore_par_l_anct(affiliation, Contestation.Statut.MAINTENUE, motif)
        porter(affiliation, Niveau.VALIDEE, Affiliation.Preuve.ANCT, par=par)
    else:
        porter(affiliation, Niveau.CAUTIONNEE, Affiliation.Preuve.CAUTION, par=par)
    commun = {"par": par, "motif": motif, "au_nom": sienne, "avant": avant}
    donner_role(affiliation, Role.REFERENT, "referent", **commun)
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
    if soi and est_conteste(affiliation):
        raise AffiliationRefusee(
            _("Votre place est contestée\u00a0: cédez-la, ou attendez la réponse de l’ANCT.")
        )
    autres = Affiliation.objects.qui_repondent().filter(collectivite=affiliation.collectivite)
    if not autres.exclude(pk=affiliation.pk).exists():
        raise AffiliationRefusee(
            _("C’est le seul référent, et provisoire\u00a0: demandez-en un autre à l’ANCT.")
            if soi and affiliation.role == Role.REFERENT_PROVISOIRE
            else _("Nommez d’abord un autre référent\u00a0: c’est le seul.")
        )
    motif = "" if soi else motif_de(motif, affiliation, par=par)
    au_nom = affiliation if soi else None
    if not soi:
        clore_par_l_anct(affiliation, Contestation.Statut.RETIREE, motif)
    donner_role(affiliation, Role.MEMBRE, "membre", par=par, motif=motif, au_nom=au_nom)
    return affiliation


def a_la_fermeture(personnes: list) -> None:
    """Of accounts: the places that they held go to who can answer."""
    siennes = Affiliation.objects.ouvertes().filter(personne__in=personnes)
    for cle in sorted(set(siennes.values_list("collectivite", flat=True))):
        with transaction.atomic():
            collectivite = verrouiller_collectivite(cle)
            tenues = siennes.filter(collectivite=cle, role__in=Affiliation.REFERENTS)
            if tenues.exists():
                emails.depart_d_un_referent(collectivite, assurer_referent(collectivite))


@transaction.atomic
def habiliter(affiliation: Affiliation, *, par, oui: bool, motif: str = "") -> Affiliation:
    """The right to commit the collectivité; never to oneself. By ANCT, with a reason."""
    affiliation = verrouiller(affiliation)
    sienne = qualite(affiliation, par)
    (verifier_habilitation if oui else verifier_retrait)(affiliation, sienne)
    if oui and not affiliation.peut_engager:
        raise AffiliationRefusee(
            _(
                "Seuls un référent, un élu, ou une direction générale cautionnée engagent la "
                "collectivité."
            )
        )
    motif = motif_de(motif, affiliation, par=par) if sienne is None else ""
    avant = etat(affiliation)
    affiliation.habilite_a_engager = oui
    affiliation.save(update_fields=["habilite_a_engager"])
    if oui and est_etabli(sienne):
        etablir(affiliation)
    tracer("habilitee", affiliation, par=par, avant=avant, motif=motif, au_nom=sienne)
    return affiliation
