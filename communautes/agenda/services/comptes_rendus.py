"""The minutes of a meeting, and what was decided there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.services import noter_activite
from communautes.agenda import documents, nouvelles
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Rencontre
from communautes.agenda.permissions import peut_clore
from communautes.agenda.refus import RencontreModifiee, RencontreRefusee
from communautes.agenda.services.bornes import verifier_combien_de_decisions
from communautes.agenda.services.ecriture import a_preparer, verrouiller
from communautes.journal.services import noter
from communautes.moderation.services import examiner
from home.marques import marque

Etat = DecisionDeRencontre.Etat


@transaction.atomic
def ecrire_compte_rendu(
    rencontre: Rencontre, texte: str, decisions: list[dict], *, par, lu: str = ""
) -> CompteRendu:
    """`decisions`: {decision, texte, porteur, porteur_dit, echeance} each, `decision` being the one
    that it rewrites, if any; those that are not there stay as they are. `lu`: of `marque_de`.
    """
    rencontre = a_preparer(rencontre.pk, par=par)
    if lu and lu != (maintenant := marque_de(rencontre)):
        raise RencontreModifiee(
            _(
                "Quelqu’un a récrit ce compte rendu pendant que vous écriviez\u00a0: relisez le "
                "sien, puis publiez de nouveau ce qui suit, s’il convient encore."
            ),
            maintenant,
        )
    if rencontre.est_brouillon or rencontre.est_annulee or not rencontre.est_commencee:
        raise RencontreRefusee(_("Le compte rendu s’écrit une fois la rencontre commencée."))
    lu = CompteRendu.objects.filter(rencontre=rencontre).first()
    nouveau = lu is None
    lu = lu or CompteRendu(rencontre=rencontre, auteur=par)
    if nouveau or lu.texte != texte:
        lu.modifie_le = None if nouveau else timezone.now()
        lu.texte = texte
        lu.save()
        noter(
            "rencontres.compte_rendu",
            personne=par,
            objet=rencontre,
            apres={"communaute": rencontre.communaute_id},
        )
    for dite in decisions:
        _ecrire_la_decision(rencontre, dite, par=par)
    examiner(rencontre, par)
    rencontre.refresh_from_db(fields=["moderation"])
    if rencontre.communaute is not None:
        noter_activite(rencontre.communaute)
    documents.indexer_apres_validation(rencontre)
    return lu


def marque_de(rencontre: Rencontre) -> str:
    """Of its minutes and decisions, as they are (home/marques.py)."""
    ecrit = CompteRendu.objects.filter(rencontre=rencontre).values_list("texte", flat=True).first()
    champs = ("pk", "texte", "porteur", "porteur_dit", "echeance")
    decisions = DecisionDeRencontre.objects.filter(rencontre=rencontre).order_by("pk")
    return marque(ecrit, *decisions.values_list(*champs))


def _ecrire_la_decision(rencontre: Rencontre, dite: dict, *, par) -> None:
    decision = dite["decision"] or DecisionDeRencontre(rencontre=rencontre)
    if decision.rencontre_id != rencontre.pk:
        raise RencontreRefusee(_("Cette décision est d’une autre rencontre."))
    champs = {nom: dite[nom] for nom in ("texte", "porteur", "porteur_dit", "echeance")}
    if decision.pk and all(getattr(decision, nom) == valeur for nom, valeur in champs.items()):
        return
    ancien, nouvelle = decision.porteur_id, decision.pk is None
    for nom, valeur in champs.items():
        setattr(decision, nom, valeur)
    decision.save()
    if nouvelle:
        _tracer("prise", decision, par=par, avant="")
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
