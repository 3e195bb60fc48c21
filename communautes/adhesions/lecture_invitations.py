"""What is shown of an invitation, to who has its link, and to who answers for the community."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import Count
from django.utils import timezone

from communautes.adhesions.forms_invitations import AccepterForm
from communautes.adhesions.liens import adresse_de
from communautes.adhesions.models import Adhesion, CommunautePage, Invitation
from communautes.adhesions.models.invitation import DUREE
from communautes.adhesions.permissions import adhesion_de, est_ouvrable, ouvrables, peut_mener
from communautes.adhesions.presentation import nom_et_fonction
from communautes.comptes.affiliations.courant import agir


def contexte_de_l_invitation(request, invitation: Invitation, signature: str) -> dict:
    """`ouverte`: it may be answered. Of one that is closed, nothing is said but to who entered."""
    communaute = invitation.communaute
    adhesion = adhesion_de(request.user, communaute)
    en_ligne = est_ouvrable(communaute)
    ouverte = invitation.est_ouverte and en_ligne
    connecte = request.user.is_authenticated
    return {
        "invitation": invitation,
        "signature": signature,
        "communaute": communaute,
        "ouverte": ouverte,
        "etat": invitation.etat_en_mots,
        "adhesion": adhesion if adhesion and adhesion.est_active and en_ligne else None,
        "sienne": adhesion,
        "qui": nom_et_fonction(invitation.invitee_par) if ouverte else "",
        "connecte": connecte,
        "form": AccepterForm(personne=request.user) if connecte else None,
        "appelee": ouverte
        and connecte
        and invitation.est_pour(request.user)
        and peut_mener(invitation.invitee_par, communaute),
        "entre_aussitot": communaute.entre_qui_veut,
        "anime": invitation.role == Adhesion.Role.ANIMATEUR,
        "modere": invitation.role == Adhesion.Role.MODERATEUR,
    }


def recues(request, *, communaute: CommunautePage | None = None) -> list[dict]:
    """{invitation, adresse}: of who reads, wherever or there; by their addresses, without a link.

    A visitor without a session costs nothing.
    """
    if not agir(request).connecte:
        return []
    en_vue = ouvrables(CommunautePage.objects.all())
    if communaute is not None:
        en_vue = en_vue.filter(pk=communaute.pk)
    lues = Invitation.objects.recues_par(request.user).filter(communaute__in=en_vue)
    lues = lues.select_related("communaute")
    return [{"invitation": une, "adresse": adresse_de(une)} for une in lues]


def en_nombres(communaute: CommunautePage) -> dict[str, int]:
    """What became of those of the last thirty days: état → how many."""
    depuis = timezone.now() - DUREE
    lues = Invitation.objects.filter(communaute=communaute, creee_le__gt=depuis).order_by()
    return dict(lues.values_list("statut").annotate(nombre=Count("pk")))


def dire_l_invitation(demandes: list[dict]) -> list[dict]:
    """Of each request (presentation.py) that came by an invitation, whether it was for another
    account (`autre_compte`); one query for all. Not of one that is closed: its address is gone.
    """
    siennes = _adresses(une["adhesion"] for une in demandes if une["adhesion"].invitation)
    for demande in demandes:
        adhesion = demande["adhesion"]
        adresse = adhesion.invitation.adresse if adhesion.invitation else ""
        demande["autre_compte"] = bool(adresse) and adresse not in siennes[adhesion.personne_id]
    return demandes


def _adresses(adhesions: Iterable[Adhesion]) -> dict[int, set[str]]:
    siennes = {une.personne_id: {une.personne.email} for une in adhesions}
    secondaires = EmailAddress.objects.filter(user__in=siennes, verified=True)
    for cle, adresse in secondaires.values_list("user", "email") if siennes else ():
        siennes[cle].add(adresse)
    return siennes
