"""Writing to who wrote a retour, through the portal: neither reads the other's address."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils.translation import gettext as _

from communautes.adhesions.services.relais import laisser_partir
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.retours.models import RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises import emails, nouvelles, permissions
from communautes.retours.services.ecriture import refuser_sauf

POUR_REPONDRE = timedelta(days=90)
_reponses = TimestampSigner(salt="retours.reponse")


@transaction.atomic
def ecrire(
    retour: RetourExperience,
    affiliation: Affiliation | None,
    *,
    par,
    texte: str,
    avec_adresse: bool = False,
) -> None:
    if refus := pourquoi_pas(retour, affiliation, par):
        raise RetourRefuse(refus)
    dits = (texte, avec_adresse)
    if not laisser_partir(par.pk, f"retour-{retour.pk}", *dits, refus=RetourRefuse):
        return
    for personne in nouvelles.a_qui_ecrire(retour):
        emails.relayer(retour, de=par, a=personne, texte=texte, avec_adresse=avec_adresse)


def pourquoi_pas(retour: RetourExperience, affiliation: Affiliation | None, par) -> str:
    """Why one may not write to who wrote it; empty when one may."""
    rendu = permissions.reprend_pour(affiliation)
    if not permissions.agit_pour(par, affiliation):
        return f"{rendu.raison} {rendu.moyen}".strip()
    if not permissions.est_propose(retour):
        return _("Ce retour n’est plus proposé\u00a0: on n’écrit plus à ses auteurs.")
    if permissions.signe(affiliation, retour):
        return _("Ce retour est celui de votre collectivité.")
    if not par.get_full_name():
        return _("Indiquez votre prénom et votre nom dans «\u00a0Mes données\u00a0», puis revenez.")
    if nouvelles.a_qui_ecrire(retour).exists():
        return ""
    if nouvelles.a_qui_demander(retour).exists():
        return _("Ses auteurs ont choisi de ne plus recevoir de messages par le portail.")
    return _(
        "Personne n’est plus joignable pour ce retour\u00a0: écrivez à l’équipe du portail, "
        "qui fera suivre."
    )


@transaction.atomic
def repondre(
    retour: RetourExperience, jeton: str, *, par, texte: str, avec_adresse: bool = False
) -> None:
    """To who has written; the signed address says so, for who received it and for nobody else."""
    a = a_qui_repondre(jeton, retour, par=par)
    refuser_sauf(a is not None, _("On ne peut plus répondre à ce message par le portail."))
    refuser_sauf(
        bool(par.get_full_name()),
        _("Indiquez votre prénom et votre nom dans «\u00a0Mes données\u00a0», puis revenez."),
    )
    if not laisser_partir(par.pk, a.pk, retour.pk, texte, avec_adresse, refus=RetourRefuse):
        return
    emails.relayer(retour, de=par, a=a, texte=texte, avec_adresse=avec_adresse, reponse=True)


def a_qui_repondre(jeton: str, retour: RetourExperience, *, par) -> User | None:
    """Who has written to `par` about this retour: who asked, while their account is open; who
    answered, while they answer for it and have not closed it.
    """
    de = jeton.partition(".")[0]
    if not (de.isascii() and de.isdigit() and len(de) < 19):
        return None
    try:
        signe = _reponses.unsign(jeton, max_age=POUR_REPONDRE)
    except BadSignature:
        return None
    if signe != f"{de}.{par.pk}.{retour.pk}":
        return None
    if repond_pour(retour, par):
        joignables = User.objects.filter(is_active=True)
    elif Affiliation.objects.membres().filter(personne=par).exists():
        joignables = nouvelles.a_qui_ecrire(retour)
    else:
        return None
    return joignables.filter(pk=int(de)).first()


def repond_pour(retour: RetourExperience, personne) -> bool:
    """Of those whom one writes to about it."""
    return nouvelles.a_qui_demander(retour).filter(pk=personne.pk).exists()


def jeton_de_reponse(*, de: User, a: User, retour: RetourExperience) -> str:
    """For `a`, to whom `de` has written."""
    return _reponses.sign(f"{de.pk}.{a.pk}.{retour.pk}")
