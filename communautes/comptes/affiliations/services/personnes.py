"""What a person does of their own affiliation."""

import re
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails, mandats
from communautes.comptes.affiliations.models import DELAI, Affiliation, Niveau
from communautes.comptes.affiliations.preuves import RIEN, Dit
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    elever,
    mettre_a_l_heure,
    rattacher_les_contestations,
    verrouiller,
    verrouiller_collectivite,
)
from communautes.comptes.affiliations.services.lignes import etablir, etat, tracer
from communautes.comptes.affiliations.services.regles import decision_contraire
from communautes.territoires.models import Collectivite

_SIRET = re.compile(r"\d{14}")


@transaction.atomic
def declarer(
    personne,
    collectivite: Collectivite,
    *,
    fonction: str,
    fin_mandat: date | None = None,
    dit: Dit = RIEN,
) -> Affiliation:
    """`dit`: what ProConnect said when it opened this session; nothing by another door."""
    collectivite = verrouiller_collectivite(collectivite.pk)
    personne = _verrouiller_la_personne(personne)
    _verifier(personne, collectivite, fonction, fin_mandat)
    mettre_a_l_heure(collectivite)
    siennes = Affiliation.objects.filter(personne=personne, collectivite=collectivite)
    if siennes.ouvertes().exists():
        raise AffiliationRefusee(
            _("Vous avez déjà rejoint %(nom)s\u00a0: voyez votre compte.")
            % {"nom": collectivite.nom}
        )
    affiliation = Affiliation(
        personne=personne,
        collectivite=collectivite,
        fonction=fonction,
        fin_mandat=fin_mandat if fonction == Affiliation.Fonction.ELU else None,
        echeance_le=timezone.now() + DELAI,
    )
    affiliation.full_clean()
    affiliation.save()
    rattacher_les_contestations(affiliation)
    tracer("declaree", affiliation, par=personne)
    if _concorde(affiliation, dit) and decision_contraire(affiliation) is None:
        _rendre_concordante(affiliation, dit)
    else:
        transaction.on_commit(lambda: emails.demande_aux_referents(affiliation.pk))
    return affiliation


@transaction.atomic
def concorder(personne, dit: Dit) -> list[Affiliation]:
    """At a sign-in with ProConnect: what the SIRET proves, of what this person had declared.

    `is_external`: somebody who works for the organisation without being of it proves nothing.
    """
    if dit.is_external or not _SIRET.fullmatch(dit.siret or ""):
        return []
    siennes = Affiliation.objects.filter(personne=personne, collectivite__siren=dit.siret[:9])
    siennes.actives().filter(identite="").update(identite=dit.identite)
    for affiliation in siennes.actives().filter(niveau_etabli__lt=Niveau.CONCORDANTE):
        if decision_contraire(affiliation) is None:
            _etablir(verrouiller(affiliation))
    demandes = [a for a in siennes.demandes() if decision_contraire(a) is None]
    return [_rendre_concordante(verrouiller(a), dit) for a in demandes]


@transaction.atomic
def reconfirmer(affiliation: Affiliation, *, par, fin_mandat: date | None = None) -> Affiliation:
    """« J’y travaille toujours »: twenty-four months more, within the mandate."""
    affiliation = verrouiller(affiliation)
    if affiliation.personne_id != par.pk:
        raise AffiliationRefusee(_("Chacun confirme sa propre affiliation."))
    avant = etat(affiliation)
    if fin_mandat and affiliation.fonction == Affiliation.Fonction.ELU:
        if refus := mandats.refus(fin_mandat):
            raise AffiliationRefusee(refus)
        affiliation.fin_mandat = fin_mandat
    affiliation.confirmee_le = timezone.localdate()
    affiliation.save(update_fields=["confirmee_le", "fin_mandat"])
    tracer("reconfirmee", affiliation, par=par, avant=avant, au_nom=affiliation)
    return affiliation


def _verrouiller_la_personne(personne):
    """As it is now: it may have been closed, or forgotten, in another tab."""
    return get_user_model().objects.select_for_update(no_key=True).get(pk=personne.pk)


def _verifier(personne, collectivite, fonction: str, fin_mandat: date | None) -> None:
    if not personne.is_active:
        raise AffiliationRefusee(_("Ce compte est fermé."))
    if not collectivite.est_active or collectivite.exercee_par_id:
        raise AffiliationRefusee(
            _("«\u00a0%(nom)s\u00a0» n’agit plus\u00a0: choisissez celle qui lui a succédé.")
            % {"nom": collectivite.nom}
        )
    if not personne.get_full_name():
        raise AffiliationRefusee(
            _("Indiquez votre prénom et votre nom\u00a0: votre collectivité doit vous reconnaître.")
        )
    if fonction != Affiliation.Fonction.ELU:
        return
    if refus := mandats.refus(fin_mandat):
        raise AffiliationRefusee(refus)


def _concorde(affiliation: Affiliation, dit: Dit) -> bool:
    """An establishment's first nine digits are its organisation's SIREN. A school or a CCAS has
    its own: it is not the commune.
    """
    return (
        not dit.is_external
        and bool(_SIRET.fullmatch(dit.siret or ""))
        and affiliation.collectivite.siren == dit.siret[:9]
    )


def _etablir(affiliation: Affiliation) -> None:
    """What a provisional référent's word had given stands by itself from now on."""
    avant = etat(affiliation)
    etablir(affiliation, Niveau.CONCORDANTE)
    tracer("concordee", affiliation, par=affiliation.personne, avant=avant)
    assurer_referent(affiliation.collectivite)


def _rendre_concordante(affiliation: Affiliation, dit: Dit) -> Affiliation:
    avant = etat(affiliation)
    affiliation.identite = dit.identite
    elever(affiliation, Niveau.CONCORDANTE, Affiliation.Preuve.SIRET)
    tracer("concordee", affiliation, par=affiliation.personne, avant=avant)
    transaction.on_commit(lambda: emails.arrivee(affiliation.pk))
    return affiliation
