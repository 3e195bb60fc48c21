"""Coming in: at once, on request, or by an invitation."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communautes.adhesions import nouvelles
from communautes.adhesions.models import Adhesion, CommunautePage, Invitation
from communautes.adhesions.models.adhesion import DELAI
from communautes.adhesions.permissions import est_ouvrable
from communautes.adhesions.referentiels import Acces, Visibilite
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services.ecriture import (
    NOUVELLE,
    etat,
    ouvrir,
    tracer,
    verifier_ouverte,
    verrouiller_communaute,
)


@transaction.atomic
def rejoindre(communaute: CommunautePage, *, par, message: str = "") -> Adhesion:
    """As its page says one enters. Asking again changes nothing; who was excluded is told why."""
    vie = verrouiller_communaute(communaute.pk)
    communaute = vie.communaute
    adhesion = la_sienne(communaute, par)
    if adhesion.est_active or adhesion.est_demandee:
        return adhesion
    verifier_ouverte(communaute)
    if not est_ouvrable(communaute) or communaute.visibilite == Visibilite.INVISIBLE:
        raise AdhesionRefusee(_("Cette communauté n’est pas ouverte."))
    if communaute.acces == Acces.SUR_INVITATION:
        raise AdhesionRefusee(_("On entre dans cette communauté sur invitation de l’animation."))
    verifier_qui(adhesion)
    avant = etat(adhesion) if adhesion.pk else NOUVELLE
    if communaute.acces == Acces.LIBRE:
        ouvrir(adhesion)
        tracer("entree", adhesion, par=par, avant=avant)
        nouvelles.dire_l_entree(adhesion)
        return adhesion
    demander(adhesion, message)
    tracer("demandee", adhesion, par=par, avant=avant)
    nouvelles.dire_la_demande(adhesion)
    return adhesion


@transaction.atomic
def inscrire(communaute: CommunautePage, personne, *, par) -> Adhesion:
    """Whom somebody entitled has called (an invitation, ANCT, a project): whatever the way in."""
    vie = verrouiller_communaute(communaute.pk)
    adhesion = la_sienne(vie.communaute, personne)
    if adhesion.est_active:
        return adhesion
    verifier_ouverte(vie.communaute)
    if adhesion.est_exclue:
        raise AdhesionRefusee(_("Cette personne est exclue\u00a0: levez d’abord l’exclusion."))
    avant = etat(adhesion) if adhesion.pk else NOUVELLE
    ouvrir(adhesion)
    tracer("entree", adhesion, par=par, avant=avant)
    return adhesion


def la_sienne(communaute: CommunautePage, personne) -> Adhesion:
    trouvee = Adhesion.objects.filter(communaute=communaute, personne=personne).first()
    adhesion = trouvee or Adhesion(communaute=communaute, personne=personne)
    adhesion.communaute, adhesion.personne = communaute, personne
    return adhesion


def verifier_qui(adhesion: Adhesion, *, appelee: bool = False) -> None:
    """`appelee`: by somebody entitled, whom an earlier refusal does not hold back."""
    if not adhesion.personne.get_full_name():
        raise AdhesionRefusee(
            _("Indiquez votre prénom et votre nom dans «\u00a0Mes données\u00a0», puis revenez.")
        )
    if adhesion.est_exclue:
        raise AdhesionRefusee(_phrase_d_exclusion(adhesion))
    if not appelee and (quand := adhesion.peut_redemander_le):
        raise AdhesionRefusee(
            _("Votre demande a été refusée\u00a0: vous pourrez la refaire le %(jour)s.")
            % {"jour": date_format(timezone.localtime(quand), "j F Y")}
        )


def _phrase_d_exclusion(adhesion: Adhesion) -> str:
    if adhesion.exclue_jusqu_au is None:
        return _("Vous avez été exclu·e de cette communauté. Écrivez à l’équipe pour contester.")
    return _("Vous êtes exclu·e de cette communauté jusqu’au %(jour)s.") % {
        "jour": date_format(timezone.localtime(adhesion.exclue_jusqu_au), "j F Y")
    }


def demander(adhesion: Adhesion, message: str, *, invitation: Invitation | None = None) -> None:
    adhesion.statut, adhesion.message = Adhesion.Statut.DEMANDEE, message.strip()
    adhesion.motif, adhesion.exclue_jusqu_au = "", None
    adhesion.invitation = invitation
    adhesion.demandee_le = timezone.now()
    adhesion.echeance_le = adhesion.demandee_le + DELAI
    adhesion.close_le = adhesion.escalade_dite_le = adhesion.depuis = None
    adhesion.save()
