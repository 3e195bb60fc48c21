"""Saying something under a retour, in the name of a collectivité; taking it back."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation
from communautes.journal.services import noter
from communautes.moderation.services import examiner
from communautes.notifications.services import retirer as taire
from communautes.retours.models import Commentaire, RetourExperience
from communautes.retours.reprises import nouvelles, permissions
from communautes.retours.services.ecriture import refuser_sauf, verrouiller
from home.adresses_electroniques import RETIREZ, contient_une_adresse
from home.envois import cle_de_l_envoi
from home.limites import depasse

COMMENTAIRES_PAR_HEURE = 20
DEJA = timedelta(minutes=10)


@transaction.atomic
def commenter(
    retour: RetourExperience,
    affiliation: Affiliation | None,
    *,
    par,
    texte: str,
    cle: UUID | None = None,
) -> Commentaire:
    """`cle`: of the form, so that two clicks make one comment; the same words sent again from a
    page that the browser gave back are one too.
    """
    retour, _parcours = verrouiller(retour)
    cle = cle_de_l_envoi(cle, retour, texte)
    recent = Q(ecrit_le__gte=timezone.now() - DEJA, supprime_le=None)
    le_meme = Q(cle=cle) | recent & Q(retour=retour, texte=texte)
    deja = Commentaire.objects.filter(le_meme, auteur=par).first()
    if deja is not None:
        return deja
    rendu = permissions.reprend_pour(affiliation)
    refuser_sauf(permissions.agit_pour(par, affiliation), f"{rendu.raison} {rendu.moyen}".strip())
    refuser_sauf(
        permissions.est_propose(retour),
        _("Ce retour n’est plus proposé\u00a0: on ne le commente plus."),
    )
    refuser_sauf(not contient_une_adresse(texte), RETIREZ)
    trop = depasse("retours-commentaires", par.pk, limite=COMMENTAIRES_PAR_HEURE, fenetre=3600)
    refuser_sauf(not trop, _("Vingt commentaires en une heure, au plus\u00a0: faites une pause."))
    commentaire = Commentaire.objects.create(
        retour=retour,
        auteur=par,
        collectivite=affiliation.collectivite,
        fonction=affiliation.fonction,
        texte=texte,
        cle=cle,
    )
    _tracer("commente", commentaire, par=par)
    if not examiner(commentaire, par):
        nouvelles.dire_le_commentaire(commentaire)
    return commentaire


@transaction.atomic
def supprimer_le_commentaire(commentaire: Commentaire, *, par) -> Commentaire:
    """The words go, by who wrote them; the row stays for moderation. Twice is once."""
    lu = Commentaire.objects.select_for_update(of=("self",), no_key=True).get(pk=commentaire.pk)
    lu.retour = commentaire.retour
    if lu.auteur_id == par.pk and not lu.est_garde:
        return lu
    refuser_sauf(
        permissions.supprime_le_commentaire(par, lu),
        _("Chacun supprime ce qu’il a écrit, sauf pendant que la modération l’examine."),
    )
    lu.texte, lu.supprime_le = "", timezone.now()
    lu.save(update_fields=["texte", "supprime_le"])
    taire(lu)
    _tracer("commentaire_supprime", lu, par=par)
    return lu


def quand_la_moderation_change(commentaire: Commentaire) -> None:
    """In moderation's transaction, the row locked: what is accepted is told at last, once."""
    if commentaire.est_lu_de_tous:
        nouvelles.dire_le_commentaire(commentaire)
    else:
        taire(commentaire)


def _tracer(acte: str, commentaire: Commentaire, *, par) -> None:
    noter(
        f"retours.{acte}",
        personne=par,
        au_nom_de=commentaire.collectivite,
        objet=commentaire.retour,
        apres={"reference": commentaire.retour.reference},
    )
