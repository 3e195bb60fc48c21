"""Reporting: a row, its dossier, the acknowledgement; together or not at all."""

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils.translation import gettext as _

from communautes.comptes.models import User
from communautes.moderation import emails, registre
from communautes.moderation.models import Signalement
from communautes.moderation.permissions import est_auteur
from communautes.moderation.refus import ModerationRefusee
from communautes.moderation.services.ecriture import (
    dossier_ouvert,
    tracer,
    verrouiller_l_objet,
)
from home.envois import cle_de_l_envoi


@transaction.atomic
def signaler(
    objet: models.Model,
    *,
    categorie: str,
    par: User | None = None,
    email: str = "",
    precisions: str = "",
    cle: str | None = None,
) -> Signalement:
    """`cle`: of the form that was sent: sent twice, it is one report. Sent again with their account
    while the dossier is open, it is one report too, to which new words are added. An address that
    is merely typed proves nobody: each such report is its own, and leads to no other.
    """
    lu = verrouiller_l_objet(type(objet), objet.pk)
    signalable = registre.signalable(type(objet))
    if lu is None or not signalable.peut_lire(par or AnonymousUser(), lu):
        raise ModerationRefusee(_("Ce contenu n’est plus en ligne\u00a0: merci d’y avoir veillé."))
    if par is not None and est_auteur(par, lu):
        raise ModerationRefusee(_("Vous en êtes l’auteur\u00a0: corrigez-le, ou retirez-le."))
    email = "" if par else email.strip()
    cle = cle and cle_de_l_envoi(cle, lu, categorie, precisions, email).hex[:30]
    deja = Signalement.objects.filter(cle=cle).first() if cle else None
    if deja is not None:
        return deja
    dossier = dossier_ouvert(lu)
    deja = dossier.signalements.filter(personne=par).first() if par else None
    if deja is not None:
        return _completer(deja, precisions)
    signalement = Signalement.objects.create(
        dossier=dossier,
        personne=par,
        email=email,
        categorie=categorie,
        precisions=precisions.strip(),
        cle=cle,
    )
    # Nobody is named in the journal, that keeps for good: the row says who, as long as it serves.
    tracer("signale", dossier, par=None, categorie=categorie)
    emails.accuser_reception(signalement)
    return signalement


def _completer(signalement: Signalement, precisions: str) -> Signalement:
    nouvelles = precisions.strip()
    if nouvelles and nouvelles not in signalement.precisions:
        ensemble = f"{signalement.precisions}\n\n{nouvelles}".strip()
        signalement.precisions = ensemble[: Signalement.PRECISIONS_AU_PLUS]
        signalement.save(update_fields=["precisions"])
    return signalement
