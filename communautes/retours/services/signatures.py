"""Co-authors: a collectivité is invited, and signs by the word of somebody proven to work there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.retours import indexation, nouvelles, permissions
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.services.ecriture import refuser_sauf, tracer, verrouiller
from communautes.retours.services.publication import copier_les_territoires
from home.limites import depasse

AU_PLUS = 10
INVITEES_PAR_JOUR = 30
JOUR = 24 * 3600
Etat = CollectiviteAuteure.Etat


@transaction.atomic
def inviter(retour: RetourExperience, collectivite, *, par) -> CollectiviteAuteure:
    """Once; who refused, or went away, may be asked again."""
    retour, _parcours = verrouiller(retour)
    refuser_sauf(permissions.invite(par, retour), _("C’est à qui écrit ce retour d’inviter."))
    refuser_sauf(collectivite.est_active, _("Cette collectivité n’existe plus."))
    ouvertes = retour.auteures.ouvertes()
    deja = retour.auteures.filter(collectivite=collectivite).first()
    if deja is not None and deja.etat in CollectiviteAuteure.OUVERTES:
        refuser_sauf(not deja.signe, _("Cette collectivité signe déjà ce retour."))
        return deja
    refuser_sauf(ouvertes.count() < AU_PLUS, _("Dix collectivités au plus signent un même retour."))
    _limiter(retour, collectivite, par)
    ligne = deja or CollectiviteAuteure(retour=retour, collectivite=collectivite)
    ligne.etat, ligne.repondu_par, ligne.repondu_le = Etat.INVITEE, None, None
    ligne.invitee_par, ligne.invitee_le = par, timezone.now()
    ligne.save()
    tracer("invitee", retour, par=par, collectivite=collectivite.pk)
    nouvelles.dire_l_invitation(ligne, par=par)
    return ligne


def _limiter(retour: RetourExperience, collectivite, par) -> None:
    """An invitation mails everybody there: asked, cancelled and asked again is a nuisance."""
    une = ("retours-inviter-une", retour.pk, collectivite.pk)
    refuser_sauf(
        not depasse(*une, limite=2, fenetre=JOUR),
        _("Cette collectivité a été invitée deux fois aujourd’hui\u00a0: recommencez demain."),
    )
    refuser_sauf(
        not depasse("retours-inviter", par.pk, limite=INVITEES_PAR_JOUR, fenetre=JOUR),
        _("Trente invitations par jour, au plus\u00a0: continuez demain."),
    )


@transaction.atomic
def desinviter(ligne: CollectiviteAuteure, *, par) -> None:
    """Asked by mistake: it has not answered, and reads nothing of it any more. Twice is once."""
    retour, _parcours = verrouiller(ligne.retour)
    refuser_sauf(permissions.invite(par, retour), _("C’est à qui écrit ce retour d’inviter."))
    lue = retour.auteures.filter(pk=ligne.pk).first()
    if lue is None:
        return
    refuser_sauf(
        lue.etat == Etat.INVITEE and not lue.principale,
        _("Cette collectivité a déjà répondu\u00a0: rechargez la page."),
    )
    lue.delete()
    tracer("desinvitee", retour, par=par, collectivite=ligne.collectivite_id)


@transaction.atomic
def repondre(ligne: CollectiviteAuteure, *, par, oui: bool) -> CollectiviteAuteure:
    retour, _parcours = verrouiller(ligne.retour)
    lue = CollectiviteAuteure.objects.select_related("collectivite").filter(pk=ligne.pk).first()
    refuser_sauf(lue is not None, _("Cette invitation a été annulée."))
    ligne, affiliation = lue, permissions.signe_pour(par, lue)
    refuser_sauf(
        affiliation is not None,
        _("Il faut une affiliation vérifiée à cette collectivité pour signer en son nom."),
    )
    voulu = Etat.ACCEPTEE if oui else Etat.REFUSEE
    if ligne.etat == voulu:
        return ligne
    refuser_sauf(
        ligne.etat == Etat.INVITEE,
        _("Cette invitation a déjà sa réponse\u00a0: rechargez la page."),
    )
    ligne.etat, ligne.niveau = voulu, affiliation.niveau
    ligne.repondu_par, ligne.repondu_le = par, timezone.now()
    ligne.save()
    ligne.retour = retour
    tracer("signe" if oui else "refuse", retour, par=par, collectivite=ligne.collectivite_id)
    if oui and retour.live:
        copier_les_territoires(retour)
        indexation.apres_validation(retour.pk)
    nouvelles.dire_la_reponse(ligne, par=par)
    return ligne


@transaction.atomic
def se_desengager(ligne: CollectiviteAuteure, *, par) -> CollectiviteAuteure:
    """A co-author goes away, always; who writes it withdraws it instead."""
    retour, _parcours = verrouiller(ligne.retour)
    ligne = CollectiviteAuteure.objects.select_related("collectivite").get(pk=ligne.pk)
    refuser_sauf(
        permissions.signe_pour(par, ligne) is not None and not ligne.principale,
        _("C’est à une collectivité qui signe de retirer sa signature."),
    )
    if ligne.etat != Etat.ACCEPTEE:
        return ligne
    ligne.etat, ligne.repondu_par, ligne.repondu_le = Etat.RETIREE, par, timezone.now()
    ligne.save()
    ligne.retour = retour
    tracer("desengagee", retour, par=par, collectivite=ligne.collectivite_id)
    nouvelles.dire_la_reponse(ligne, par=par)
    indexation.apres_validation(retour.pk)
    return ligne
