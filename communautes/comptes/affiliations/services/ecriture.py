"""What every act on an affiliation is made of: the lock, the change, the line in the journal."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.donnees.empreintes import empreintes_de
from communautes.comptes.motifs import MotifManquant, motif_verifie
from communautes.journal.services import MotifRefuse, noter
from communautes.territoires.models import Collectivite


def verrouiller_collectivite(pk: int) -> Collectivite:
    """Its members change one act at a time; so that a merge waits, or is waited for."""
    return Collectivite.objects.select_for_update(no_key=True).get(pk=pk)


def verrouiller(affiliation: Affiliation) -> Affiliation:
    """The row as it is now, its collectivité locked before it; refused when it is over."""
    collectivite = verrouiller_collectivite(affiliation.collectivite_id)
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


def motif_de(texte: str, affiliation: Affiliation, *, par) -> str:
    """Required, short, and without anything of a person: it goes to the journal. Neither of whom it
    is about, nor of who contests them, nor of who writes it.
    """
    try:
        return motif_verifie(texte, par=par, personnes=_personnes_concernees(affiliation))
    except MotifManquant as manque:
        raise AffiliationRefusee(str(manque)) from manque
    except MotifRefuse as refus:
        raise AffiliationRefusee(str(refus)) from refus


def _personnes_concernees(affiliation: Affiliation) -> list:
    ouvertes = Contestation.objects.ouvertes().filter(contestee=affiliation)
    qui = [une.par.personne for une in ouvertes.select_related("par__personne")]
    return [affiliation.personne, *qui]


def etat(affiliation: Affiliation) -> dict:
    """What the journal keeps of it: codes and numbers."""
    return {
        "niveau": Niveau(affiliation.niveau).name.lower(),
        "statut": str(affiliation.statut),
        "role": str(affiliation.role),
        "habilite": affiliation.habilite_a_engager,
        "collectivite": affiliation.collectivite_id,
        "fin_mandat": affiliation.fin_mandat,
    }


def tracer(
    acte: str,
    affiliation,
    *,
    par,
    avant=None,
    motif: str = "",
    au_nom=None,
    discret: bool = False,
    dit: dict | None = None,
) -> None:
    """Only what changed since `avant`. `au_nom`: the affiliation that `par` acts by, if by one.
    `discret`: for ANCT's eyes, not in the collectivité's own journal. `dit`: more of the act.
    """
    apres = etat(affiliation)
    changes = [nom for nom in apres if avant is not None and avant[nom] != apres[nom]]
    noter(
        f"affiliations.{acte}",
        personne=par,
        au_nom_de=au_nom and au_nom.collectivite,
        concerne=None if discret else affiliation.collectivite,
        objet=affiliation,
        avant={nom: avant[nom] for nom in changes},
        apres={nom: apres[nom] for nom in changes} | (dit or {}),
        motif=motif,
    )


def elever(
    affiliation: Affiliation, niveau: int, preuve: str, *, par=None, etablit: bool = True
) -> None:
    """To that level, never down. The first whom a collectivité knows becomes its référent.

    `etablit`: False for the word of a provisional one.
    """
    if etablit:
        affiliation.niveau_etabli = max(affiliation.niveau_etabli, niveau)
    if niveau > affiliation.niveau or (etablit and niveau == affiliation.niveau):
        affiliation.niveau, affiliation.preuve = niveau, preuve
        affiliation.verifiee_par = par
    if affiliation.est_confirmee:
        affiliation.demande_a_l_anct = ""
    affiliation.statut = Affiliation.Statut.ACTIVE
    affiliation.confirmee_le = timezone.localdate()
    siens = Affiliation.objects.referents().filter(collectivite=affiliation.collectivite_id)
    seule = affiliation.role == Affiliation.Role.MEMBRE and not siens.exists()
    if seule and affiliation.tient_par_soi:
        constater(affiliation.collectivite)
        affiliation.role = Affiliation.Role.REFERENT_PROVISOIRE
    affiliation.save()


def fermer(
    affiliation: Affiliation, statut: str, *, motif: str = "", decision: bool = False
) -> None:
    """Closed for good. Its code means nothing any more; the contests that it is in go to ANCT.

    `decision`: by a référent or ANCT, against the person. It outlives the account and its address:
    prints are taken at once.
    """
    maintenant = timezone.now()
    affiliation.close_par_decision = decision
    affiliation.empreintes = empreintes_de(affiliation.personne) if decision else []
    affiliation.statut, affiliation.motif = statut, motif
    affiliation.close_le, affiliation.demande_a_l_anct = maintenant, ""
    affiliation.save()
    CodeDeConfirmation.objects.filter(affiliation=affiliation).delete()
    confier_a_l_anct(affiliation)


def confier_a_l_anct(affiliation: Affiliation) -> None:
    """A contest outlives who is in it: without waiting any more, it is ANCT's."""
    siennes = Q(contestee=affiliation) | Q(par=affiliation)
    Contestation.objects.ouvertes().filter(siennes, echeance_le__gt=timezone.now()).update(
        echeance_le=timezone.now()
    )


def clore(contestation: Contestation, statut: str, reponse: str) -> None:
    contestation.statut, contestation.reponse = statut, reponse
    contestation.close_le = timezone.now()
    contestation.save(update_fields=["statut", "reponse", "close_le"])
    transaction.on_commit(lambda: emails.contestation_close(contestation.pk))


def clore_par_l_anct(affiliation: Affiliation, statut: str, motif: str) -> None:
    """ANCT has decided of the person: what was open about them has its answer."""
    for contestation in affiliation.contestations.ouvertes():
        clore(contestation, statut, motif)


def donner_role(affiliation: Affiliation, role: str, acte: str, *, par, motif="", au_nom=None):
    """A member who is no longer a référent may have no right left to commit."""
    avant = etat(affiliation)
    affiliation.role = role
    affiliation.habilite_a_engager = affiliation.habilite_a_engager and affiliation.peut_engager
    affiliation.save(update_fields=["role", "habilite_a_engager"])
    tracer(acte, affiliation, par=par, avant=avant, motif=motif, au_nom=au_nom)


def redevenir_demandee(affiliation: Affiliation, *, echeance_le) -> None:
    """Nothing proves it any more: it is asked for again, without role nor right to commit."""
    affiliation.statut, affiliation.niveau = Affiliation.Statut.DEMANDEE, Niveau.DECLAREE
    affiliation.preuve, affiliation.verifiee_par = Affiliation.Preuve.AUCUNE, None
    affiliation.niveau_etabli = Niveau.DECLAREE
    affiliation.role, affiliation.habilite_a_engager = Affiliation.Role.MEMBRE, False
    affiliation.demande_a_l_anct = ""
    affiliation.echeance_le, affiliation.escalade_dite_le = echeance_le, None
    affiliation.save()


def etablir(affiliation: Affiliation, niveau: int | None = None) -> None:
    """Up to that level, or to the one that they have: somebody answers for it."""
    niveau = affiliation.niveau if niveau is None else niveau
    affiliation.niveau_etabli = max(affiliation.niveau_etabli, niveau)
    affiliation.save(update_fields=["niveau_etabli"])


def faire_suivre_les_contestations(close: Affiliation, reste: Affiliation) -> None:
    """A contest is about a person: it follows the row that stays, when two of theirs make one.
    Between the two, or beside another of the same people, it is about nothing any more.
    """
    remplace = {close.pk: reste.pk}
    siennes = Contestation.objects.ouvertes().filter(Q(contestee=close) | Q(par=close))
    for contestation in siennes.select_for_update():
        contestee = remplace.get(contestation.contestee_id, contestation.contestee_id)
        par = remplace.get(contestation.par_id, contestation.par_id)
        _diriger(contestation, contestee, par)


def faire_suivre_la_place(ancien: Affiliation, nouveau: Affiliation) -> None:
    """Who else had asked for it asks it of who has it now, and their days still run."""
    siennes = Contestation.objects.ouvertes().filter(contestee=ancien)
    for contestation in siennes.filter(nature=Contestation.Nature.PLACE):
        _diriger(contestation, nouveau.pk, contestation.par_id)


def _diriger(contestation: Contestation, contestee: int, par: int) -> None:
    """Towards these two rows; closed where it would be said twice, or of oneself."""
    pareilles = Contestation.objects.ouvertes().exclude(pk=contestation.pk)
    pareilles = pareilles.filter(contestee=contestee, par=par, nature=contestation.nature)
    if contestee == par or pareilles.exists():
        clore(contestation, Contestation.Statut.CADUQUE, "")
        return
    contestation.contestee_id, contestation.par_id = contestee, par
    contestation.save(update_fields=["contestee", "par"])


RANGS = {role: rang for rang, role in enumerate(Affiliation.Role.values)}


def reprendre(forte: Affiliation, faible: Affiliation, *, role: str | None = None) -> None:
    """One person, two rows, of which `faible` is closed: the other keeps the best of both. `role`:
    another than the best of the two. Not saved.
    """
    habilite = forte.habilite_a_engager or faible.habilite_a_engager
    forte.depuis = _depuis_quand(forte, faible)
    forte.role = role or max(forte.role, faible.role, key=lambda role: RANGS[role])
    forte.niveau_etabli = max(forte.niveau_etabli, faible.niveau_etabli)
    forte.identite = forte.identite or faible.identite
    forte.habilite_a_engager = habilite and forte.peut_engager


def _depuis_quand(*deux: Affiliation):
    """The older; but where somebody has answered for both, the answer that came last: it may have
    undone a decision, that the older would bring back.
    """
    etablies = [une.depuis for une in deux if une.niveau_etabli >= Niveau.CAUTIONNEE]
    return max(etablies) if etablies else min(une.depuis for une in deux)


def constater(collectivite: Collectivite, **filtre) -> int:
    """Write down what the clock has ended, and who may not sign in any more: their places, and
    their roles, are free.
    """
    finies = list(
        Affiliation.objects.expirees()
        .select_related("collectivite")
        .filter(collectivite=collectivite, **filtre)
    )
    for affiliation in finies:
        avant = etat(affiliation)
        fermer(affiliation, Affiliation.Statut.EXPIREE)
        tracer("expiree", affiliation, par=None, avant=avant)
        transaction.on_commit(partial(emails.expiree, affiliation.pk))
    fermes = Affiliation.objects.actives().filter(
        collectivite=collectivite, role__in=Affiliation.REFERENTS, personne__is_active=False
    )
    for affiliation in fermes.select_related("collectivite"):
        donner_role(affiliation, Affiliation.Role.MEMBRE, "membre", par=None)
    return len(finies)


def assurer_referent(collectivite: Collectivite) -> Affiliation | None:
    """When nobody holds the place any more, who had asked for it takes over, or else the best
    proven of those who stand by themselves, until ANCT says; or nobody.

    Who holds it and may not answer keeps it: ANCT answers, and the place is contested. Nothing but
    ANCT and themselves takes it from who has it.
    """
    constater(collectivite)
    ici = Affiliation.objects.filter(collectivite=collectivite)
    actives = ici.membres().qui_tiennent_par_soi()
    if ici.referents().exists():
        return None
    demande = (
        Contestation.objects.ouvertes()
        .filter(
            contestee__collectivite=collectivite,
            nature=Contestation.Nature.PLACE,
            par__in=actives,
        )
        .order_by("-par__niveau_etabli", "faite_le", "pk")
        .first()
    )
    rangees = actives.select_related("collectivite").order_by("-niveau_etabli", "depuis", "pk")
    suivante = rangees.filter(pk=demande.par_id).first() if demande else rangees.first()
    if suivante is None:
        return None
    donner_role(suivante, Affiliation.Role.REFERENT_PROVISOIRE, "referent", par=None)
    emails.prise_de_la_place(suivante.pk)
    if demande:
        clore(demande, Contestation.Statut.CEDEE, "")
        faire_suivre_la_place(demande.contestee, suivante)
    return suivante
