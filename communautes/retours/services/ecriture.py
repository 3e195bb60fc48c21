"""Beginning and keeping a draft; the locks, the state and the journal of every act.

Lock: the `parcours` of the retour, and it alone. What is written goes in a Wagtail revision: the
row itself follows while it was never published, and stays as readers know it afterwards.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.droits import verdict
from communautes.journal.services import noter
from communautes.retours.models import CollectiviteAuteure, Parcours, RetourExperience
from communautes.retours.permissions import ecrit
from communautes.retours.referentiels import RESERVEES, Format, Preparation
from communautes.retours.refus import RetourDisparu, RetourRefuse
from home.edition import adresse
from home.limites import depasse

COMMENCES_PAR_JOUR = 30
MEME_VERSION = timedelta(minutes=30)  # what one person writes without a pause is one version


@transaction.atomic
def commencer(
    affiliation: Affiliation, *, par, titre: str, format: str = Format.COURT
) -> RetourExperience:
    """A draft in the name of that collectivité, which signs it by who writes it."""
    rendu = verdict("publier_retour", affiliation)
    refuser_sauf(rendu.permis, f"{rendu.raison} {rendu.moyen}".strip())
    refuser_sauf(affiliation.personne_id == par.pk, _("Cette affiliation n’est pas la vôtre."))
    trop = depasse("retours-commencer", par.pk, limite=COMMENCES_PAR_JOUR, fenetre=24 * 3600)
    refuser_sauf(not trop, _("Trente retours commencés par jour, au plus\u00a0: reprenez demain."))
    retour = RetourExperience(titre=titre, slug=adresse_libre(titre), format=format, live=False)
    retour.save()
    ouvrir(retour, affiliation.collectivite, par=par, niveau=affiliation.niveau)
    retour.save_revision(user=par, clean=False)
    tracer("commence", retour, par=par)
    return retour


def ouvrir(retour: RetourExperience, collectivite, *, par, niveau: int, auteur=True) -> None:
    """The rows beside a new retour. `auteur`: False for what `par` only brings in."""
    retour.parcours = Parcours.objects.create(retour=retour, auteur=par if auteur else None)
    CollectiviteAuteure.objects.create(
        retour=retour,
        collectivite=collectivite,
        principale=True,
        etat=CollectiviteAuteure.Etat.ACCEPTEE,
        niveau=niveau,
        invitee_par=par,
        repondu_par=par,
        repondu_le=timezone.now(),
    )


def adresse_libre(titre: str, *, un_a_la_fois: bool = True) -> str:
    return adresse.adresse_libre(
        RetourExperience, titre, sinon="retour", prises=RESERVEES, un_a_la_fois=un_a_la_fois
    )


def brouillon_de(retour: RetourExperience) -> RetourExperience:
    """The latest version, as an object; its rows beside are those of now."""
    try:
        lu = retour.get_latest_revision_as_object()
        lu.parcours = retour.parcours
    except (Revision.DoesNotExist, Parcours.DoesNotExist) as erreur:
        raise _disparu() from erreur
    return lu


@transaction.atomic
def enregistrer(brouillon: RetourExperience, *, par) -> RetourExperience:
    """`brouillon`: out of `brouillon_de`, changed; as it is, complete or not."""
    retour, parcours = verrouiller(brouillon)
    refuser_sauf(
        ecrit(par, retour),
        _("Ce retour ne s’écrit plus ici\u00a0: il est en relecture, ou n’est plus le vôtre."),
    )
    if retour.first_published_at is None:  # no reader knows its address
        brouillon.slug = _adresse_du_titre(retour, brouillon.titre)
    derniere = retour.latest_revision
    brouillon.save_revision(
        user=par,
        clean=False,
        overwrite_revision=derniere if _se_prolonge(derniere, retour, par) else None,
    )
    if not retour.live:
        brouillon.save()
    parcours.modifie_le = timezone.now()
    retour.refresh_from_db()
    constater(retour, parcours)
    return retour


def _adresse_du_titre(retour: RetourExperience, titre: str) -> str:
    base = slugify(titre)[:74].strip("-")
    return retour.slug if not base or retour.slug.startswith(base) else adresse_libre(titre)


def _se_prolonge(derniere: Revision | None, retour: RetourExperience, par) -> bool:
    """Saving as one types makes one version, and not one of those that were sent or published."""
    return (
        derniere is not None
        and derniere.user_id == par.pk
        and derniere.pk != retour.live_revision_id
        and timezone.now() - derniere.created_at < MEME_VERSION
        and not derniere.task_states.exists()
    )


def verrouiller(retour: RetourExperience) -> tuple[RetourExperience, Parcours]:
    """As they are now; its draft may have been thrown away while one waited."""
    parcours = Parcours.objects.select_for_update(of=("self",)).filter(retour=retour.pk).first()
    if parcours is None:
        raise _disparu()
    lu = RetourExperience.objects.select_related("latest_revision").get(pk=retour.pk)
    lu.parcours = parcours
    return lu, parcours


def _disparu() -> RetourDisparu:
    return RetourDisparu(_("Ce retour n’existe plus\u00a0: son brouillon a été supprimé."))


def relire_la_relecture(retour: RetourExperience) -> None:
    """Wagtail keeps the state of the review on the object; it has just changed."""
    retour.__dict__.pop("_current_workflow_states", None)


def constater(retour: RetourExperience, parcours: Parcours) -> None:
    """Where the version in preparation stands, out of the facts; saved. Its row is locked."""
    etat = retour.current_workflow_state
    if etat is not None and etat.status == WorkflowState.STATUS_IN_PROGRESS:
        pris = parcours.relecteur_id is not None
        parcours.preparation = Preparation.EN_RELECTURE if pris else Preparation.SOUMIS
        parcours.soumis_le = parcours.soumis_le or timezone.now()
    else:
        parcours.relecteur = parcours.pris_le = None
        if etat is not None and etat.status == WorkflowState.STATUS_NEEDS_CHANGES:
            parcours.preparation = Preparation.A_COMPLETER
        elif retour.has_unpublished_changes or not retour.live:
            parcours.preparation = Preparation.BROUILLON
        else:
            parcours.preparation = Preparation.RIEN
    parcours.save()


def tracer(acte: str, retour: RetourExperience, *, par, motif: str = "", **apres) -> None:
    """In the name of the collectivité that writes it, when it is theirs to act."""
    principale = CollectiviteAuteure.objects.filter(retour=retour, principale=True).first()
    lieu = principale and principale.collectivite
    siennes = Affiliation.objects.en_vigueur().filter(personne=par, collectivite=lieu)
    en_son_nom = bool(lieu and par and siennes.exists())
    noter(
        f"retours.{acte}",
        personne=par,
        au_nom_de=lieu if en_son_nom else None,
        concerne=None if en_son_nom else lieu,
        objet=retour,
        apres={"etat": str(retour.etat), "reference": retour.reference, **apres},
        motif=motif,
    )


def refuser_sauf(permis: bool, phrase: str) -> None:
    if not permis:
        raise RetourRefuse(str(phrase))
