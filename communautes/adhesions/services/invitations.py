"""Calling people in by their address: given, accepted, declined, cancelled, run out.

The address and what was written with it go as soon as it is closed, whichever the way.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communautes.adhesions import emails_invitations, nouvelles
from communautes.adhesions.models import Adhesion, CommunautePage, Invitation
from communautes.adhesions.models.invitation import DUREE
from communautes.adhesions.permissions import est_ouvrable, peut_mener
from communautes.adhesions.refus import AdhesionRefusee, InvitationsRefusees
from communautes.adhesions.services.ecriture import (
    NOUVELLE,
    etat,
    tracer,
    verifier_ouverte,
    verrouiller_communaute,
)
from communautes.adhesions.services.entrer import (
    demander,
    inscrire,
    la_sienne,
    rejoindre,
    verifier_qui,
)
from communautes.adhesions.services.roles import donner_role
from communautes.journal.services import noter
from home.limites import depasse

PAR_JOUR = 50  # that one person gives
PAR_ADRESSE = 3  # that one address receives in a day, whoever gives them
JOUR = timedelta(days=1)
Statut = Invitation.Statut
_RANGS = {role: rang for rang, role in enumerate(Adhesion.Role.values)}


@transaction.atomic
def inviter(
    communaute: CommunautePage, adresses: Iterable[str], *, par, role: str, message: str = ""
) -> list[Invitation]:
    """All of them or none. Whether an address has an account changes nothing of what is done."""
    vie = verrouiller_communaute(communaute.pk)
    communaute, adresses = vie.communaute, list(dict.fromkeys(adresses))
    if not peut_mener(par, communaute):
        raise AdhesionRefusee(_("Seules l’animation et l’ANCT invitent."))
    if not est_ouvrable(communaute):
        raise AdhesionRefusee(_("Cette communauté n’est pas en ligne\u00a0: publiez-la d’abord."))
    verifier_ouverte(communaute)
    _verifier_le_nombre(len(adresses), par)
    _clore_les_expirees(communaute, adresses)
    if refus := _refus(communaute, adresses):
        raise InvitationsRefusees(refus)
    if refus := _trop_recues(adresses):
        raise InvitationsRefusees(refus)
    return [
        _inviter(communaute, adresse, par=par, role=role, message=message) for adresse in adresses
    ]


def _inviter(communaute: CommunautePage, adresse: str, *, par, role: str, message: str):
    invitation = Invitation.objects.create(
        communaute=communaute,
        adresse=adresse,
        role=role,
        message=" ".join(message.split()),
        invitee_par=par,
        expire_le=timezone.now() + DUREE,
    )
    _tracer("envoyee", invitation, par=par)
    emails_invitations.invitation(invitation)
    return invitation


@transaction.atomic
def accepter(invitation: Invitation, *, par, nom: dict[str, str] | None = None) -> Adhesion:
    """By the account of the invited address: a member, with the role that was meant. By another
    one, or when who invited may invite no more: a request. Twice is once.

    `nom`: the fields of a name, of who had none; kept if the invitation is accepted.
    """
    invitation = _verrouiller(invitation)
    _nommer(par, nom or {})
    adhesion = la_sienne(invitation.communaute, par)
    if invitation.acceptee_par_id == par.pk and adhesion.est_active:
        return adhesion
    _verifier_ouverte(invitation)
    if not est_ouvrable(invitation.communaute):
        raise AdhesionRefusee(_("Cette communauté n’est plus en ligne."))
    verifier_ouverte(invitation.communaute)
    appelee = invitation.est_pour(par) and peut_mener(invitation.invitee_par, invitation.communaute)
    if not adhesion.est_active:
        verifier_qui(adhesion, appelee=appelee)
    if appelee:
        return _entrer(invitation, par)
    if adhesion.est_active:
        return adhesion
    if invitation.communaute.entre_qui_veut:
        return rejoindre(invitation.communaute, par=par)
    return _demander(invitation, adhesion, par)


def _nommer(personne, nom: dict[str, str]) -> None:
    for champ, valeur in nom.items():
        setattr(personne, champ, valeur)
    if nom:
        personne.save(update_fields=list(nom))


def _entrer(invitation: Invitation, personne) -> Adhesion:
    """Who is a member already keeps the better of the two roles."""
    adhesion = inscrire(invitation.communaute, personne, par=personne)
    if _RANGS[invitation.role] > _RANGS[adhesion.role]:
        adhesion = donner_role(adhesion, invitation.role, par=invitation.invitee_par)
    _clore(invitation, Statut.ACCEPTEE, par=personne, acceptee_par=personne)
    return adhesion


def _demander(invitation: Invitation, adhesion: Adhesion, personne) -> Adhesion:
    """The invitation stays open: who it was for may still answer it."""
    if adhesion.est_demandee:
        adhesion.invitation = invitation
        adhesion.save(update_fields=["invitation"])
        return adhesion
    avant = etat(adhesion) if adhesion.pk else NOUVELLE
    demander(adhesion, "", invitation=invitation)
    tracer("demandee", adhesion, par=personne, avant=avant)
    nouvelles.dire_la_demande(adhesion)
    return adhesion


def servir(invitation: Invitation | None, adhesion: Adhesion, *, par) -> None:
    """The request that came by this invitation is accepted: it has served. The community is
    locked by the caller.
    """
    if invitation is not None and invitation.est_ouverte:
        _clore(invitation, Statut.ACCEPTEE, par=par, acceptee_par=adhesion.personne)


@transaction.atomic
def decliner(invitation: Invitation, *, par=None) -> Invitation:
    """`par`: None for who has the link and no account. Twice is once."""
    invitation = _verrouiller(invitation)
    if invitation.statut != Statut.DECLINEE:
        _verifier_ouverte(invitation)
        _clore(invitation, Statut.DECLINEE, par=par)
    return invitation


@transaction.atomic
def annuler(invitation: Invitation, *, par) -> Invitation:
    invitation = _verrouiller(invitation)
    if not peut_mener(par, invitation.communaute):
        raise AdhesionRefusee(_("Seules l’animation et l’ANCT annulent une invitation."))
    if invitation.statut != Statut.ANNULEE:
        _verifier_ouverte(invitation)
        _clore(invitation, Statut.ANNULEE, par=par)
    return invitation


def expirer() -> int:
    """The addresses of what nobody answered in time go; how many."""
    return sum(_expirer(cle) for cle in list(Invitation.objects.a_expirer().values_list("pk")))


@transaction.atomic
def _expirer(cle: tuple) -> bool:
    lue = Invitation.objects.filter(pk=cle[0]).first()
    if lue is None:
        return False
    invitation = _verrouiller(lue)
    perdue = invitation.statut == Statut.ENVOYEE and not invitation.est_ouverte
    if perdue:
        _clore(invitation, Statut.EXPIREE, par=None)
    return perdue


def oublier(personne, adresses: Iterable[str]) -> None:
    """What called this person, and what they wrote to call others. Communities are locked by the
    caller, in order of their keys.
    """
    for invitation in Invitation.objects.filter(adresse__in=list(adresses)).order_by("pk"):
        _clore(invitation, Statut.ANNULEE, par=None)
    Invitation.objects.filter(invitee_par=personne).exclude(message="").update(message="")


def _verrouiller(invitation: Invitation) -> Invitation:
    """The row as it is now, its community locked before it."""
    vie = verrouiller_communaute(invitation.communaute_id)
    lue = Invitation.objects.select_related("invitee_par").get(pk=invitation.pk)
    lue.communaute = vie.communaute
    lue.communaute.vie = vie
    return lue


def _verifier_ouverte(invitation: Invitation) -> None:
    if not invitation.est_ouverte:
        raise AdhesionRefusee(
            _("Cette invitation est %(etat)s\u00a0: elle ne sert plus.")
            % {"etat": invitation.etat_en_mots}
        )


def _clore(invitation: Invitation, statut: str, *, par, acceptee_par=None) -> None:
    invitation.statut, invitation.close_le = statut, timezone.now()
    invitation.adresse = invitation.message = ""
    invitation.acceptee_par = acceptee_par
    invitation.save()
    _tracer(statut, invitation, par=par)


def _tracer(acte: str, invitation: Invitation, *, par) -> None:
    noter(
        f"invitations.{acte}",
        personne=par,
        objet=invitation,
        apres={"role": str(invitation.role), "communaute": invitation.communaute_id},
    )


def _verifier_le_nombre(nombre: int, par) -> None:
    """Counted on the rows, one at a time for one person: two tabs give fifty, not a hundred."""
    get_user_model().objects.select_for_update().get(pk=par.pk)
    depuis = timezone.now() - JOUR
    reste = PAR_JOUR - Invitation.objects.filter(invitee_par=par, creee_le__gt=depuis).count()
    if nombre > reste:
        raise AdhesionRefusee(
            _(
                "Cinquante invitations au plus par personne et par jour\u00a0: il vous en reste "
                "%(reste)s. Retirez des adresses, ou finissez demain."
            )
            % {"reste": max(reste, 0)}
        )


def _clore_les_expirees(communaute: CommunautePage, adresses: list[str]) -> None:
    siennes = Invitation.objects.a_expirer().filter(communaute=communaute, adresse__in=adresses)
    for invitation in siennes:
        _clore(invitation, Statut.EXPIREE, par=None)


def _refus(communaute: CommunautePage, adresses: list[str]) -> list[str]:
    """A sentence for each address that cannot be; in two queries, whoever has an account or not."""
    invitees = dict(
        Invitation.objects.ouvertes()
        .filter(communaute=communaute, adresse__in=adresses)
        .values_list("adresse", "creee_le")
    )
    exclues = _adresses_exclues(communaute, adresses)
    return [
        phrase
        for adresse in adresses
        if (phrase := _phrase_du_refus(adresse, invitees.get(adresse), adresse in exclues))
    ]


def _phrase_du_refus(adresse: str, invitee_le, exclue: bool) -> str:
    if exclue:
        return (
            _("%(adresse)s\u00a0: cette personne est exclue. Levez d’abord l’exclusion.")
            % {"adresse": adresse}  # fmt: skip
        )
    if invitee_le:
        return _("%(adresse)s\u00a0: déjà invitée le %(jour)s, et sans réponse.") % {
            "adresse": adresse,
            "jour": date_format(timezone.localtime(invitee_le), "j F Y"),
        }
    return ""


def _adresses_exclues(communaute: CommunautePage, adresses: list[str]) -> set[str]:
    secondaire = Q(
        personne__emailaddress__email__in=adresses, personne__emailaddress__verified=True
    )
    lignes = (
        Adhesion.objects.filter(communaute=communaute, statut=Adhesion.Statut.EXCLUE)
        .filter(Q(exclue_jusqu_au=None) | Q(exclue_jusqu_au__gt=timezone.now()))
        .filter(Q(personne__email__in=adresses) | secondaire)
        .values_list("personne__email", "personne__emailaddress__email")
    )
    return {adresse for ligne in lignes for adresse in ligne if adresse}


def _trop_recues(adresses: list[str]) -> list[str]:
    secondes = int(JOUR.total_seconds())
    return [
        _("%(adresse)s a reçu assez d’invitations aujourd’hui\u00a0: recommencez demain.")
        % {"adresse": adresse}
        for adresse in adresses
        if depasse("invitations", adresse, limite=PAR_ADRESSE, fenetre=secondes)
    ]
