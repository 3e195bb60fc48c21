"""When a collectivité is taken in by another, who works there goes along; when a grouping is
dissolved, nobody works there any more.
"""

from django.db import transaction
from django.utils.translation import ngettext

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import Affiliation, CodeDeConfirmation, Contestation
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    constater,
    faire_suivre_les_contestations,
    mettre_a_l_heure,
)
from communautes.comptes.affiliations.services.lignes import (
    clore,
    etat,
    fermer,
    reprendre,
    tracer,
)
from communautes.comptes.affiliations.services.regles import places_demandees, prises_ici

DISSOUS = "Groupement dissous"  # kept in the row, in the language of those that people type


def deplacer(absorbee, successeur) -> int:
    """What is open moves; what is closed stays as it was. Both rows are locked by the merge.

    Somebody who is in both keeps the best of both; the successor keeps its référents. What waits
    for ANCT goes on waiting; a place that is no more has nobody who asks for it.
    """
    mettre_a_l_heure(absorbee)
    mettre_a_l_heure(successeur)
    la_bas = {
        a.personne_id: a
        for a in Affiliation.objects.ouvertes()
        .filter(collectivite=successeur)
        .select_related("personne", "collectivite")
    }
    a_des_referents = any(a.est_referente and a.statut == "active" for a in la_bas.values())
    siennes = list(
        Affiliation.objects.ouvertes()
        .filter(collectivite=absorbee)
        .select_related("personne", "collectivite")
        .order_by("-niveau", "depuis", "pk")
    )
    restent = [
        _faire_suivre(affiliation, la_bas.get(affiliation.personne_id), successeur, a_des_referents)
        for affiliation in siennes
    ]
    if a_des_referents:
        _clore_ce_qui_etait_demande(absorbee)
    if siennes:
        assurer_referent(successeur)
    nom, cles = absorbee.nom, [affiliation.pk for affiliation in restent]
    transaction.on_commit(lambda: emails.fusion(cles, nom))
    return len(siennes)


def _faire_suivre(affiliation, autre, successeur, a_des_referents: bool) -> Affiliation:
    """The row by which this person is of the successor from now on; the weaker one is closed first:
    a collectivité has one provisional référent.
    """
    avant, avant_close = etat(affiliation), autre and etat(autre)
    if a_des_referents and affiliation.role != Affiliation.Role.REFERENT:
        _perdre_la_place(affiliation, autre)
    reste, close = affiliation, autre
    if autre is not None and autre.niveau >= affiliation.niveau:
        reste, close, avant, avant_close = autre, affiliation, avant_close, avant
    if close is not None:
        _clore_pour(reste, close, avant_close)
    reste.collectivite = successeur
    reste.habilite_a_engager &= reste.peut_engager
    reste.save()
    CodeDeConfirmation.objects.filter(affiliation=affiliation).delete()
    if reste is affiliation:
        tracer("deplacee", reste, par=None, avant=avant)
    elif etat(reste) != avant:
        tracer("reprise", reste, par=None, avant=avant)
    return reste


def _clore_pour(reste: Affiliation, close: Affiliation, avant: dict) -> None:
    """What it had and that may be kept goes to the other; each row has its line."""
    reprendre(reste, close)
    faire_suivre_les_contestations(close, reste)
    fermer(close, Affiliation.Statut.TERMINEE)
    tracer("terminee", close, par=None, avant=avant)


def _perdre_la_place(affiliation: Affiliation, autre: Affiliation | None) -> None:
    """Others answer there; who asked for it is told. Unless they held it, and hold the other one
    too, where they are contested still. What they asked of ANCT goes on waiting.
    """
    tenait = affiliation.role == Affiliation.Role.REFERENT_PROVISOIRE
    affiliation.role = Affiliation.Role.MEMBRE
    if tenait and autre is not None and autre.role == Affiliation.Role.REFERENT_PROVISOIRE:
        return
    for demande in affiliation.contestations.ouvertes().filter(nature=Contestation.Nature.PLACE):
        clore(demande, Contestation.Statut.CADUQUE, "")


def _clore_ce_qui_etait_demande(absorbee) -> None:
    """Its place is no more, and who held it had left: nobody there was asked for theirs."""
    for demande in places_demandees(absorbee.pk).filter(contestee__close_le__isnull=False):
        clore(demande, Contestation.Statut.CADUQUE, "")


def terminer(dissoute) -> int:
    """Of a grouping without a successor. Its row is locked by the dissolution."""
    constater(dissoute)
    ouvertes = list(
        Affiliation.objects.ouvertes().filter(collectivite=dissoute).select_related("personne")
    )
    for affiliation in ouvertes:
        affiliation.collectivite = dissoute
        avant = etat(affiliation)
        fermer(affiliation, Affiliation.Statut.TERMINEE, motif=DISSOUS)
        tracer("terminee", affiliation, par=None, avant=avant)
    for contestation in Contestation.objects.ouvertes().filter(
        contestee__in=prises_ici(dissoute.pk)
    ):
        clore(contestation, Contestation.Statut.CADUQUE, "")
    cles = [affiliation.pk for affiliation in ouvertes]
    transaction.on_commit(lambda: emails.dissolution(cles))
    return len(ouvertes)


def qui_suit(nombre: int) -> str:
    return ngettext(
        "%(nombre)s personne affiliée passe à la collectivité qui l’absorbe, à son niveau, ou au "
        "meilleur des deux si elle y est déjà.",
        "%(nombre)s personnes affiliées passent à la collectivité qui l’absorbe, chacune à son "
        "niveau, ou au meilleur des deux si elle y est déjà.",
        nombre,
    ) % {"nombre": nombre}


def qui_part(nombre: int) -> str:
    return ngettext(
        "L’affiliation de %(nombre)s personne prend fin.",
        "Les affiliations de %(nombre)s personnes prennent fin.",
        nombre,
    ) % {"nombre": nombre}
