"""Taking charge, deciding, contesting, answering: each locks, checks, writes, tells."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.motifs import motif_ou_refus
from communautes.moderation import emails, nouvelles
from communautes.moderation.models import Base, Decision, Dossier, Etat, Moderation
from communautes.moderation.permissions import peut_decider, peut_trancher
from communautes.moderation.refus import ModerationRefusee
from communautes.moderation.services.ecriture import changer, etat_de, tracer, verrouiller


@transaction.atomic
def examiner_a_la_main(dossier: Dossier, *, par) -> Dossier:
    """« Je m’en occupe »: the others see who does; it keeps nobody from deciding."""
    dossier, _objet = _a_decider(dossier, par)
    if dossier.etat == Etat.INSTRUIT:
        if dossier.instruit_par_id != par.pk:
            raise ModerationRefusee(
                _("Une autre personne l’examine déjà. Vous pouvez encore décider vous-même.")
            )
        return dossier
    avant = etat_de(dossier)
    dossier.etat, dossier.instruit_par, dossier.instruit_le = Etat.INSTRUIT, par, timezone.now()
    dossier.save(update_fields=["etat", "instruit_par", "instruit_le"])
    tracer("examine", dossier, par=par, avant=avant)
    return dossier


@transaction.atomic
def decider(dossier: Dossier, *, par, decision: str, motif: str, base: str = "") -> Dossier:
    """The first of two who decide is heard; the other is told what was decided."""
    dossier, objet = _a_decider(dossier, par)
    base = _base_de(decision, base, objet)
    motif = _motif_de(motif, dossier, par=par)
    avant, maintenant = etat_de(dossier), timezone.now()
    dossier.etat, dossier.decision, dossier.base, dossier.motif = Etat.DECIDE, decision, base, motif
    dossier.decide_par, dossier.decide_le = par, maintenant
    if dossier.instruit_le is None:
        dossier.instruit_par, dossier.instruit_le = par, maintenant
    dossier.save()
    attendait = objet is not None and objet.est_en_examen
    tracer("decide", dossier, par=par, avant=avant, motif=motif)
    nouvelles.repondu(dossier)
    if decision == Decision.MASQUE:
        changer(objet, Moderation.RETIRE)
        nouvelles.dire_a_l_auteur(dossier, nouvelles.RETIRE)
    elif attendait:
        changer(objet, Moderation.PUBLIE)
        nouvelles.dire_a_l_auteur(dossier, nouvelles.ACCEPTE)
    emails.dire_la_suite(dossier)
    return dossier


@transaction.atomic
def contester(dossier: Dossier, *, par, texte: str) -> Dossier:
    """By its author, once, within the delay; sent twice, it is one appeal."""
    dossier, _objet = verrouiller(dossier)
    if dossier.auteur_id != par.pk:
        raise ModerationRefusee(_("C’est à la personne qui l’a écrit de contester."))
    texte = texte.strip()
    if dossier.etat == Etat.CONTESTE and dossier.contestation == texte:
        return dossier
    if dossier.etat == Etat.CONTESTE:
        raise ModerationRefusee(
            _("Vous avez déjà contesté\u00a0: l’ANCT lit vos premiers mots, et non ceux-ci.")
        )
    if not dossier.est_contestable:
        raise ModerationRefusee(_("Cette décision ne se conteste plus\u00a0: rechargez la page."))
    if not texte:
        raise ModerationRefusee(_("Dites pourquoi vous contestez."))
    avant = etat_de(dossier)
    dossier.etat, dossier.conteste_le = Etat.CONTESTE, timezone.now()
    dossier.contestation = texte[: Dossier.CONTESTATION_AU_PLUS]
    dossier.save(update_fields=["etat", "conteste_le", "contestation"])
    tracer("conteste", dossier, par=par, avant=avant)
    nouvelles.dire_la_contestation(dossier)
    return dossier


@transaction.atomic
def trancher(dossier: Dossier, *, par, lever: bool, motif: str) -> Dossier:
    """ANCT’s answer to an appeal: it confirms, or puts back."""
    dossier, objet = verrouiller(dossier)
    if dossier.etat != Etat.CONTESTE:
        raise ModerationRefusee(_deja(dossier))
    if raison := pourquoi_pas_trancher(par, dossier):
        raise ModerationRefusee(raison)
    motif = _motif_de(motif, dossier, par=par)
    avant = etat_de(dossier)
    dossier.etat = Etat.LEVE if lever else Etat.CONFIRME
    dossier.motif_final, dossier.tranche_par, dossier.tranche_le = motif, par, timezone.now()
    dossier.save(update_fields=["etat", "motif_final", "tranche_par", "tranche_le"])
    tracer("leve" if lever else "confirme", dossier, par=par, avant=avant, motif=motif)
    nouvelles.repondu(dossier)
    if lever and objet is not None:
        changer(objet, Moderation.PUBLIE)
    nouvelles.dire_a_l_auteur(dossier, nouvelles.LEVE if lever else nouvelles.CONFIRME)
    if lever:
        emails.dire_la_suite(dossier)
    return dossier


def pourquoi_pas_trancher(personne, dossier: Dossier) -> str:
    """Empty when this person may answer the appeal."""
    if not peut_trancher(personne, dossier, meme_seul=True):
        return _("C’est à l’ANCT de répondre à une contestation.")
    if not peut_trancher(personne, dossier):
        return _("Vous avez pris la première décision\u00a0: une autre personne doit répondre.")
    return ""


def _a_decider(dossier: Dossier, par):
    dossier, objet = verrouiller(dossier)
    if not peut_decider(par, dossier, objet):
        raise ModerationRefusee(_("Ce n’est pas à vous de décider de ce contenu."))
    if not dossier.est_ouvert:
        raise ModerationRefusee(_deja(dossier))
    return dossier, objet


def _deja(dossier: Dossier) -> str:
    if dossier.est_ouvert or not dossier.decision:
        return _("Ce dossier n’est pas contesté\u00a0: rechargez la page.")
    return _(
        "Une décision est déjà prise sur ce contenu (%(decision)s)\u00a0: rechargez la page."
    ) % {"decision": dossier.get_decision_display()}


def _base_de(decision: str, base: str, objet) -> str:
    """Nothing can be said of what is gone, and nothing else but that it is."""
    if decision not in Decision.values:
        raise ModerationRefusee(_("Choisissez une décision."))
    if (objet is None) != (decision == Decision.SANS_OBJET):
        raise ModerationRefusee(
            _("Ce contenu n’existe plus\u00a0: le dossier est sans objet.")
            if objet is None
            else _("Ce contenu existe encore\u00a0: laissez-le en ligne, ou retirez-le.")
        )
    if decision == Decision.SANS_OBJET:
        return ""
    if base not in Base.values:
        raise ModerationRefusee(_("Dites au regard de quoi\u00a0: les règles, ou la loi."))
    return base


def _motif_de(texte: str, dossier: Dossier, *, par) -> str:
    """It names neither who wrote, nor who reported, nor who decides."""
    siens = dossier.signalements.exclude(personne=None).select_related("personne")
    taire = [une.personne for une in siens] + ([dossier.auteur] if dossier.auteur else [])
    return motif_ou_refus(texte, par=par, personnes=taire, refus=ModerationRefusee)
