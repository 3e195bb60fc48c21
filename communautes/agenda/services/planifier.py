"""Preparing a meeting, announcing it, moving it, cancelling it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.adhesions.permissions import est_ouvrable
from communautes.adhesions.referentiels import Visibilite
from communautes.adhesions.services import noter_activite
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.agenda import documents, nouvelles
from communautes.agenda.models import CompteRendu, Deplacement, Participation, Rencontre
from communautes.agenda.refus import ChampRefuse, RencontreModifiee, RencontreRefusee
from communautes.agenda.services.bornes import (
    verifier_combien_d_annonces,
    verifier_combien_de_deplacements,
)
from communautes.agenda.services.croisement import de_la_rencontre, est_croise
from communautes.agenda.services.ecriture import (
    NOUVELLE,
    a_preparer,
    etat,
    garder_aux_membres,
    tracer,
    verifier_qui_planifie,
    verifier_vivante,
)
from communautes.agenda.services.participations import faire_entrer
from communautes.comptes.motifs import motif_ou_refus
from communautes.moderation.services import examiner
from home.envois import cle_de_l_envoi

CHAMPS = (
    "titre",
    "texte",
    "debut",
    "fin",
    "fuseau",
    "lieu",
    "lien",
    "inscription",
    "capacite",
    "audience",
)
# What a calendar shows: a change of these is a new revision of the event.
DANS_LES_AGENDAS = ("titre", "texte", "debut", "fin", "fuseau", "lieu", "lien")

# What who comes is told of at once.
SE_DISENT = ("debut", "fin", "lieu", "lien")


@transaction.atomic
def creer(communaute, donnees: dict, *, par, cle=None) -> Rencontre:
    """A draft, that who may plan reads, and nobody else. `cle`: of the form that was sent (see
    home/envois.py).
    """
    if communaute is not None:
        communaute = verrouiller_communaute(communaute.pk).communaute
        if not est_ouvrable(communaute):
            raise RencontreRefusee(_("Cette communauté n’est pas ouverte."))
    verifier_qui_planifie(communaute, par)
    verifier_vivante(communaute)
    dits = [str(donnees[nom]) for nom in CHAMPS]
    uid = cle_de_l_envoi(cle, communaute, str(par.pk), *dits)
    rencontre = Rencontre(communaute=communaute, auteur=par)
    _remplir(rencontre, donnees)
    _verifier_l_audience(rencontre)
    champs = {nom: getattr(rencontre, nom) for nom in ("communaute", "auteur", *CHAMPS)}
    rencontre, est_nouvelle = Rencontre.objects.get_or_create(uid=uid, defaults=champs)
    if est_nouvelle:
        tracer("creee", rencontre, par=par, avant=NOUVELLE)
    return rencontre


@transaction.atomic
def modifier(rencontre: Rencontre, donnees: dict, *, par, lu: int | None = None) -> Rencontre:
    """Of one that is announced, who comes is told of another date or place, once. `lu`: see
    `croisement.py`.
    """
    rencontre = a_preparer(rencontre.pk, par=par)
    _verifier_a_venir(rencontre)
    avant, etaient = etat(rencontre), {nom: getattr(rencontre, nom) for nom in CHAMPS}
    concernes = nouvelles.concernes(rencontre)  # before: who knew of it hears what changes
    _remplir(rencontre, donnees)
    changes = {nom for nom in CHAMPS if getattr(rencontre, nom) != etaient[nom]}
    if not changes:
        return rencontre
    if est_croise(de_la_rencontre(rencontre), lu, par=par):
        raise RencontreModifiee(
            _(
                "Quelqu’un a modifié cette rencontre pendant que vous écriviez\u00a0: relisez-la, "
                "puis enregistrez de nouveau ce qui suit, s’il convient encore."
            )
        )
    _verifier_les_places(rencontre)
    if "audience" in changes:
        _verifier_l_audience(rencontre)
    if not rencontre.est_brouillon and "debut" in changes:
        _verifier_le_debut(rencontre)
    if not rencontre.est_brouillon and changes & set(DANS_LES_AGENDAS):
        rencontre.sequence += 1
    if not rencontre.est_brouillon and etaient["inscription"] == Rencontre.Inscription.SANS:
        rencontre.fut_sans_inscription = True
    rencontre.modifiee_le = timezone.now()
    rencontre.save()
    garder_aux_membres(rencontre)
    if rencontre.est_brouillon:  # traced too: its words are no more its author's alone
        tracer("modifiee", rencontre, par=par, avant=avant)
        return rencontre
    deplacee = bool(changes & set(SE_DISENT))
    if deplacee:
        verifier_combien_de_deplacements(rencontre, concernes, par=par)
    tracer("deplacee" if deplacee else "modifiee", rencontre, par=par, avant=avant)
    _publier(rencontre, par=par)
    if deplacee:
        _deplacer(rencontre, etaient, concernes, par=par)
    faire_entrer(rencontre)
    documents.indexer_apres_validation(rencontre)
    return rencontre


def _verifier_l_audience(rencontre: Rencontre) -> None:
    """Minutes that members wrote among themselves do not become everybody's, nor does what meets
    where nobody knows that there is a community.
    """
    if rencontre.audience != Rencontre.Audience.TOUS:
        return
    if rencontre.communaute and rencontre.communaute.visibilite == Visibilite.INVISIBLE:
        raise ChampRefuse("audience", _("Cette communauté est invisible : ses membres seuls."))
    if rencontre.pk and CompteRendu.objects.filter(rencontre=rencontre).exists():
        raise ChampRefuse(
            "audience",
            _("Le compte rendu a été écrit pour les membres\u00a0: la rencontre leur reste."),
        )


@transaction.atomic
def annoncer(rencontre: Rencontre, *, par) -> Rencontre:
    """Twice is once."""
    rencontre = a_preparer(rencontre.pk, par=par)
    if not rencontre.est_brouillon:
        return rencontre
    verifier_vivante(rencontre.communaute)
    verifier_combien_d_annonces(rencontre)
    _verifier_le_debut(rencontre)
    if not rencontre.lieu and not rencontre.lien:
        raise ChampRefuse("lieu", _("Indiquez un lieu, ou un lien de visioconférence."))
    avant = etat(rencontre)
    rencontre.etat, rencontre.annoncee_le = Rencontre.Etat.ANNONCEE, timezone.now()
    rencontre.modifiee_le = rencontre.annoncee_le
    rencontre.save()
    garder_aux_membres(rencontre)
    tracer("annoncee", rencontre, par=par, avant=avant)
    _publier(rencontre, par=par)
    if rencontre.moderation == "publie":
        nouvelles.dire_l_annonce(rencontre, par=par)
    if rencontre.communaute is not None:
        noter_activite(rencontre.communaute)
    documents.indexer_apres_validation(rencontre)
    return rencontre


@transaction.atomic
def annuler(rencontre: Rencontre, *, par, motif: str) -> Rencontre:
    """It stays in the calendars, as cancelled: nobody comes for nothing. Twice is once."""
    rencontre = a_preparer(rencontre.pk, par=par)
    if rencontre.est_annulee:
        return rencontre
    if rencontre.est_brouillon:
        raise RencontreRefusee(_("Rien n’est annoncé\u00a0: supprimez plutôt ce brouillon."))
    if rencontre.est_passee:
        raise RencontreRefusee(_("Cette rencontre est passée\u00a0: on ne l’annule plus."))
    avant = etat(rencontre)
    rencontre.motif = motif_de(motif, par=par)
    rencontre.etat, rencontre.annulee_le = Rencontre.Etat.ANNULEE, timezone.now()
    rencontre.modifiee_le = rencontre.annulee_le
    rencontre.sequence += 1
    rencontre.save()
    garder_aux_membres(rencontre)
    tracer("annulee", rencontre, par=par, avant=avant, motif=rencontre.motif)
    nouvelles.dire_l_annulation(rencontre, par=par)
    documents.indexer_apres_validation(rencontre)
    return rencontre


@transaction.atomic
def supprimer(rencontre: Rencontre, *, par) -> None:
    """A draft, that nobody was told of. What was announced is cancelled instead."""
    rencontre = a_preparer(rencontre.pk, par=par)
    if not rencontre.est_brouillon:
        raise RencontreRefusee(_("Elle est annoncée\u00a0: annulez-la, en disant pourquoi."))
    tracer("supprimee", rencontre, par=par, avant=etat(rencontre))
    rencontre.delete()


def motif_de(texte: str, *, par) -> str:
    return motif_ou_refus(texte, par=par, personnes=[], refus=RencontreRefusee)


def _remplir(rencontre: Rencontre, donnees: dict) -> None:
    for nom in CHAMPS:
        setattr(rencontre, nom, donnees[nom])
    if rencontre.communaute is None:
        rencontre.audience = Rencontre.Audience.TOUS


def _publier(rencontre: Rencontre, *, par) -> None:
    """What the rules of moderation want read first is shown to nobody else before."""
    examiner(rencontre, par)
    rencontre.refresh_from_db(fields=["moderation"])


def _deplacer(rencontre: Rencontre, etaient: dict, concernes, *, par) -> None:
    deplacement = Deplacement.objects.create(
        rencontre=rencontre,
        ancien_debut=etaient["debut"],
        ancienne_fin=etaient["fin"],
        ancien_fuseau=etaient["fuseau"],
        ancien_lieu=etaient["lieu"],
        debut=rencontre.debut,
        fin=rencontre.fin,
        fuseau=rencontre.fuseau,
        lieu=rencontre.lieu,
    )
    if rencontre.moderation == "publie":
        nouvelles.dire_le_deplacement(deplacement, a=concernes, par=par)


def _verifier_a_venir(rencontre: Rencontre) -> None:
    if rencontre.est_annulee:
        raise RencontreRefusee(_("Cette rencontre est annulée\u00a0: préparez-en une autre."))
    if not rencontre.est_brouillon and rencontre.est_passee:
        raise RencontreRefusee(_("Cette rencontre est passée\u00a0: écrivez son compte rendu."))


def _verifier_le_debut(rencontre: Rencontre) -> None:
    if rencontre.est_commencee:
        raise ChampRefuse("jour", _("Cette date est passée\u00a0: choisissez-en une à venir."))


def _verifier_les_places(rencontre: Rencontre) -> None:
    inscrites = Participation.objects.inscrites().filter(rencontre=rencontre).count()
    en_cours = Participation.objects.en_cours().filter(rencontre=rencontre).exists()
    if en_cours and not rencontre.est_sur_inscription:
        raise ChampRefuse(
            "inscription",
            _("Des personnes sont inscrites\u00a0: gardez l’inscription, ou fermez-la."),
        )
    if rencontre.capacite is not None and rencontre.capacite < inscrites:
        raise ChampRefuse(
            "capacite",
            ngettext(
                "Une personne est déjà inscrite\u00a0: gardez au moins cette place.",
                "%(nombre)s personnes sont déjà inscrites\u00a0: gardez au moins ces places.",
                inscrites,
            )
            % {"nombre": inscrites},
        )
