"""The minutes of a meeting, and what was decided there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.qui_lira import verifier_qui_lira
from communautes.adhesions.services import noter_activite
from communautes.agenda import documents, nouvelles
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Rencontre
from communautes.agenda.permissions import peut_clore
from communautes.agenda.refus import RencontreModifiee, RencontreRefusee
from communautes.agenda.services.bornes import verifier_combien_de_decisions
from communautes.agenda.services.croisement import du_compte_rendu, est_croise
from communautes.agenda.services.ecriture import a_preparer, garder_aux_membres, verrouiller
from communautes.journal.services import noter
from communautes.moderation.services import examiner

Etat = DecisionDeRencontre.Etat
CHAMPS = ("texte", "porteur", "porteur_dit", "echeance")


@transaction.atomic
def ecrire_compte_rendu(
    rencontre: Rencontre,
    texte: str,
    decisions: list[dict],
    *,
    par,
    lu: int | None = None,
    qui_lira: str = "",
) -> CompteRendu:
    """`decisions`: {decision, texte, porteur, porteur_dit, echeance} each, `decision` being the one
    that it rewrites, if any; those that are not there stay as they are. `lu`: see `croisement.py`;
    `qui_lira`: as the form says it (adhesions/qui_lira.py).
    """
    rencontre = a_preparer(rencontre.pk, par=par)
    if rencontre.est_brouillon or rencontre.est_annulee or not rencontre.est_commencee:
        raise RencontreRefusee(_("Le compte rendu s’écrit une fois la rencontre commencée."))
    ecrit = CompteRendu.objects.filter(rencontre=rencontre).first()
    recrit = ecrit is None or ecrit.texte != texte
    if not recrit and not any(_change(rencontre, dite) for dite in decisions):
        return ecrit
    if est_croise(du_compte_rendu(rencontre), lu, par=par):
        raise RencontreModifiee(
            _(
                "Quelqu’un a récrit ce compte rendu pendant que vous écriviez\u00a0: relisez le "
                "sien, puis publiez de nouveau ce qui suit, s’il convient encore."
            )
        )
    garder_aux_membres(rencontre)
    ouverte = rencontre.audience == Rencontre.Audience.TOUS
    verifier_qui_lira(qui_lira, publique=ouverte, refus=RencontreRefusee)
    ecrit = _ecrire(rencontre, ecrit, texte, par=par)
    for dite in decisions:
        _ecrire_la_decision(rencontre, dite, par=par)
    examiner(rencontre, par)
    rencontre.refresh_from_db(fields=["moderation"])
    if rencontre.communaute is not None:
        noter_activite(rencontre.communaute)
    documents.indexer_apres_validation(rencontre)
    return ecrit


def _ecrire(rencontre: Rencontre, ecrit, texte: str, *, par) -> CompteRendu:
    """Its date too, where decisions alone changed: they are of the minutes."""
    modifie_le = None if ecrit is None else timezone.now()
    ecrit = ecrit or CompteRendu(rencontre=rencontre, auteur=par)
    recrit = ecrit.texte != texte
    ecrit.texte, ecrit.modifie_le = texte, modifie_le
    ecrit.save()
    if recrit:
        noter(
            "rencontres.compte_rendu",
            personne=par,
            objet=rencontre,
            apres={"communaute": rencontre.communaute_id},
        )
    return ecrit


def _change(rencontre: Rencontre, dite: dict) -> bool:
    """Whether it says more than what is there: the same decision sent twice is one."""
    champs = {nom: dite[nom] for nom in CHAMPS}
    if dite["decision"] is None:
        return not DecisionDeRencontre.objects.filter(rencontre=rencontre, **champs).exists()
    return any(getattr(dite["decision"], nom) != valeur for nom, valeur in champs.items())


def _ecrire_la_decision(rencontre: Rencontre, dite: dict, *, par) -> None:
    decision = dite["decision"] or DecisionDeRencontre(rencontre=rencontre)
    if decision.rencontre_id != rencontre.pk:
        raise RencontreRefusee(_("Cette décision est d’une autre rencontre."))
    if not _change(rencontre, dite):
        return
    ancien, nouvelle = decision.porteur_id, decision.pk is None
    for nom in CHAMPS:
        setattr(decision, nom, dite[nom])
    decision.save()
    _tracer("prise" if nouvelle else "modifiee", decision, par=par, avant="")
    if decision.porteur is not None and decision.porteur_id not in (ancien, par.pk):
        verifier_combien_de_decisions(par)
        nouvelles.dire_la_decision(decision, par=par)


@transaction.atomic
def clore(decision: DecisionDeRencontre, nouvel_etat: str, *, par) -> DecisionDeRencontre:
    """Done, given up, or to do again."""
    rencontre = verrouiller(decision.rencontre_id)
    decision = DecisionDeRencontre.objects.select_for_update().get(pk=decision.pk)
    decision.rencontre = rencontre
    if not peut_clore(par, decision):
        raise RencontreRefusee(_("C’est à la personne qui s’en charge, ou à l’animation."))
    if decision.etat == nouvel_etat:
        return decision
    avant = decision.etat
    decision.etat = nouvel_etat
    decision.close_le = None if nouvel_etat == Etat.A_FAIRE else timezone.now()
    decision.save(update_fields=["etat", "close_le"])
    _tracer(
        {"faite": "faite", "abandonnee": "abandonnee"}.get(nouvel_etat, "reprise"),
        decision,
        par=par,
        avant=avant,
    )
    return decision


def _tracer(acte: str, decision: DecisionDeRencontre, *, par, avant: str) -> None:
    noter(
        f"decisions.{acte}",
        personne=par,
        objet=decision,
        avant={"etat": str(avant)} if avant else {},
        apres={"etat": str(decision.etat), "rencontre": decision.rencontre_id},
    )
