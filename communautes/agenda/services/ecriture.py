"""What every act on a meeting is made of: the lock, the line in the journal.

Locks are taken in one order: the community, the meeting, then who comes.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.referentiels import Visibilite
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.permissions import peut_planifier
from communautes.agenda.refus import RencontreRefusee
from communautes.journal.services import noter

NOUVELLE = {"etat": "", "debut": None, "fin": None, "sequence": None}


def verrouiller(cle: int) -> Rencontre:
    """As it is now, its community locked before it (`rencontre.communaute.vie`)."""
    connue = Rencontre.objects.filter(pk=cle).values_list("communaute", flat=True).first()
    vie = verrouiller_communaute(connue) if connue else None
    rencontre = Rencontre.objects.select_for_update().filter(pk=cle).first()
    if rencontre is None:
        raise RencontreRefusee(_("Cette rencontre n’existe plus."))
    if vie is not None:
        rencontre.communaute = vie.communaute
        rencontre.communaute.vie = vie
    return rencontre


def a_preparer(cle: int, *, par) -> Rencontre:
    """Locked, for who may plan it."""
    rencontre = verrouiller(cle)
    verifier_qui_planifie(rencontre.communaute, par)
    return rencontre


def verifier_qui_planifie(communaute, par) -> None:
    if not peut_planifier(par, communaute):
        raise RencontreRefusee(
            _("C’est à l’animation de cette communauté, ou à l’ANCT.")
            if communaute
            else _("Seule l’ANCT prépare les rencontres de tout le portail.")
        )


def verifier_vivante(communaute) -> None:
    if communaute is not None and not communaute.vie.est_ouverte:
        raise RencontreRefusee(
            _("Cette communauté est %(etat)s\u00a0: on n’y prépare plus de rencontre.")
            % {"etat": communaute.vie.etat_en_mots}
        )


def garder_aux_membres(rencontre: Rencontre) -> None:
    """What is written where nobody knows that it is stays among members, whatever it becomes."""
    communaute = rencontre.communaute
    if communaute is not None and communaute.visibilite == Visibilite.INVISIBLE:
        rencontre.audience = Rencontre.Audience.MEMBRES
        rencontre.save(update_fields=["audience"])


def etat(rencontre: Rencontre) -> dict:
    """What the journal keeps of it: codes, numbers and dates."""
    return {
        "etat": str(rencontre.etat),
        "debut": timezone.localdate(rencontre.debut),
        "fin": timezone.localdate(rencontre.fin),
        "sequence": rencontre.sequence,
    }


def tracer(acte: str, rencontre: Rencontre, *, par, avant: dict, motif: str = "") -> None:
    """Only what changed since `avant`."""
    apres = etat(rencontre)
    changes = [nom for nom in apres if avant[nom] != apres[nom]]
    noter(
        f"rencontres.{acte}",
        personne=par,
        objet=rencontre,
        avant={nom: avant[nom] for nom in changes},
        apres={nom: apres[nom] for nom in changes} | {"communaute": rencontre.communaute_id},
        motif=motif,
    )


def tracer_la_participation(acte: str, une: Participation, *, par, avant: str) -> None:
    noter(
        f"participations.{acte}",
        personne=par,
        objet=une,
        avant={"statut": str(avant)},
        apres={"statut": str(une.statut), "rencontre": une.rencontre_id},
    )
