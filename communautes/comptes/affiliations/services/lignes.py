"""What every act is made of, on one row: its reason, its change, its line in the journal."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.donnees.empreintes import empreintes_de
from communautes.comptes.motifs import motif_ou_refus
from communautes.journal.services import noter

CODE_RETENU = "Boîte officielle pleine, code retenu"  # kept in the row, as what people type


def motif_de(texte: str, affiliation: Affiliation, *, par) -> str:
    """Required, short, and without anything of a person: it goes to the journal. Neither of whom it
    is about, nor of who contests them, nor of who writes it.
    """
    return motif_ou_refus(
        texte, par=par, personnes=_personnes_concernees(affiliation, par), refus=AffiliationRefusee
    )


def _personnes_concernees(affiliation: Affiliation, par) -> list:
    """Who reports is known to ANCT alone: to others, a refusal would tell who it is."""
    ouvertes = Contestation.objects.ouvertes().filter(contestee=affiliation)
    if not peut_instruire(par):
        ouvertes = ouvertes.filter(nature=Contestation.Nature.PLACE)
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


def porter(
    affiliation: Affiliation, niveau: int, preuve: str, *, par=None, etablit: bool = True
) -> None:
    """To that level, never down, and in force from today. `etablit`: False for the word of a
    provisional one.
    """
    if etablit:
        affiliation.niveau_etabli = max(affiliation.niveau_etabli, niveau)
    if niveau > affiliation.niveau or (etablit and niveau == affiliation.niveau):
        affiliation.niveau, affiliation.preuve = niveau, preuve
        affiliation.verifiee_par = par
    affiliation.statut = Affiliation.Statut.ACTIVE
    retenu = affiliation.est_confirmee and affiliation.demande_a_l_anct == CODE_RETENU
    obtenu = niveau >= Niveau.VALIDEE or (etablit and retenu)
    if obtenu or not affiliation.se_fait_valider:
        affiliation.demande_a_l_anct = ""
    affiliation.confirmee_le = timezone.localdate()
    affiliation.save()


def etablir(affiliation: Affiliation, niveau: int | None = None) -> None:
    """Up to that level, or to the one that they have: somebody answers for it."""
    niveau = affiliation.niveau if niveau is None else niveau
    affiliation.niveau_etabli = max(affiliation.niveau_etabli, niveau)
    _oublier_le_code_retenu(affiliation)
    affiliation.save(update_fields=["niveau_etabli", "demande_a_l_anct"])


def _oublier_le_code_retenu(affiliation: Affiliation) -> None:
    """Who is confirmed waits for no code: ANCT need not answer in its place."""
    if affiliation.est_confirmee and affiliation.demande_a_l_anct == CODE_RETENU:
        affiliation.demande_a_l_anct = ""


def redevenir_demandee(affiliation: Affiliation, *, echeance_le) -> None:
    """Nothing proves it any more: it is asked for again, without role nor right to commit."""
    affiliation.statut, affiliation.niveau = Affiliation.Statut.DEMANDEE, Niveau.DECLAREE
    affiliation.preuve, affiliation.verifiee_par = Affiliation.Preuve.AUCUNE, None
    affiliation.niveau_etabli = Niveau.DECLAREE
    affiliation.role, affiliation.habilite_a_engager = Affiliation.Role.MEMBRE, False
    affiliation.demande_a_l_anct = ""
    affiliation.echeance_le, affiliation.escalade_dite_le = echeance_le, None
    affiliation.save()


def donner_role(
    affiliation: Affiliation, role: str, acte: str, *, par, motif="", au_nom=None, avant=None
) -> None:
    """A member who is no longer a référent may have no right left to commit; nor does ANCT go on
    being asked for what it has no more to add, but of a closed account: it may be open again.
    `avant`: the act has changed more than the role.
    """
    avant = avant or etat(affiliation)
    affiliation.role = role
    affiliation.habilite_a_engager = affiliation.habilite_a_engager and affiliation.peut_engager
    if affiliation.personne.is_active and not affiliation.se_fait_valider:
        affiliation.demande_a_l_anct = ""
    affiliation.save(update_fields=["role", "habilite_a_engager", "demande_a_l_anct"])
    tracer(acte, affiliation, par=par, avant=avant, motif=motif, au_nom=au_nom)


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


RANGS = {role: rang for rang, role in enumerate(Affiliation.Role.values)}


def reprendre(forte: Affiliation, faible: Affiliation) -> None:
    """One person, two rows, of which `faible` is closed: the other keeps the best of both, and what
    waits for ANCT goes on waiting. Not saved.
    """
    habilite = forte.habilite_a_engager or faible.habilite_a_engager
    forte.depuis = _depuis_quand(forte, faible)
    forte.role = max(forte.role, faible.role, key=lambda role: RANGS[role])
    forte.niveau_etabli = max(forte.niveau_etabli, faible.niveau_etabli)
    forte.identite = forte.identite or faible.identite
    forte.habilite_a_engager = habilite and forte.peut_engager
    _reprendre_ce_qui_attend(forte, faible)


def _reprendre_ce_qui_attend(forte: Affiliation, faible: Affiliation) -> None:
    """What was asked of ANCT, if it has something to add still, rather the person's words than a
    code that was held back; the earlier of two deadlines.
    """
    _oublier_le_code_retenu(forte)
    demande = _ce_qui_est_demande(forte, faible)
    if forte.se_fait_valider and demande != forte.demande_a_l_anct:
        forte.demande_a_l_anct = demande
        forte.escalade_dite_le = faible.escalade_dite_le
    elif forte.statut == Affiliation.Statut.DEMANDEE and faible.echeance_le < forte.echeance_le:
        forte.echeance_le = faible.echeance_le
        forte.escalade_dite_le = faible.escalade_dite_le


def _ce_qui_est_demande(forte: Affiliation, faible: Affiliation) -> str:
    dites = [forte.demande_a_l_anct, faible.demande_a_l_anct]
    mots = next((une for une in dites if une not in ("", CODE_RETENU)), "")
    attend_un_code = CODE_RETENU in dites and not forte.est_confirmee
    return mots or (CODE_RETENU if attend_un_code else "")


def _depuis_quand(*deux: Affiliation):
    """The older; but where somebody has answered for both, the answer that came last: it may have
    undone a decision, that the older would bring back.
    """
    etablies = [une.depuis for une in deux if une.niveau_etabli >= Niveau.CAUTIONNEE]
    return max(etablies) if etablies else min(une.depuis for une in deux)
