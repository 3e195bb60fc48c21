"""What every act on an adhésion is made of: the lock, the change, the line in the journal.

Belonging to a community is a personal act, not one of a collectivité: its lines have no « au nom
de », and no collectivité reads them.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions import emails, nouvelles, suites
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.refus import AdhesionRefusee
from communautes.comptes.motifs import motif_ou_refus
from communautes.journal.services import noter


def verrouiller_communaute(pk: int) -> Vie:
    """`pk`: of the French page. Its members change one act at a time."""
    Vie.objects.get_or_create(communaute_id=pk)
    return Vie.objects.select_for_update().select_related("communaute").get(pk=pk)


def verrouiller(adhesion: Adhesion) -> Adhesion:
    """The row as it is now, its community locked before it (`adhesion.communaute.vie`)."""
    vie = verrouiller_communaute(adhesion.communaute_id)
    lue = Adhesion.objects.select_related("personne").get(pk=adhesion.pk)
    lue.communaute = vie.communaute
    lue.communaute.vie = vie
    return lue


def motif_de(texte: str, adhesion: Adhesion | None, *, par) -> str:
    """`adhesion`: whose reason it is; None for what is done to a whole community."""
    return motif_ou_refus(
        texte, par=par, personnes=[adhesion.personne] if adhesion else [], refus=AdhesionRefusee
    )


def etat(adhesion: Adhesion) -> dict:
    """What the journal keeps of it: codes, numbers and dates."""
    fin = adhesion.exclue_jusqu_au
    return {
        "statut": str(adhesion.statut),
        "role": str(adhesion.role),
        "exclue_jusqu_au": fin and timezone.localdate(fin),
    }


NOUVELLE = {"statut": "", "role": "", "exclue_jusqu_au": None}


def tracer(acte: str, adhesion: Adhesion, *, par, avant: dict, motif: str = "") -> None:
    """Only what changed since `avant`."""
    apres = etat(adhesion)
    changes = [nom for nom in apres if avant[nom] != apres[nom]]
    noter(
        f"adhesions.{acte}",
        personne=par,
        objet=adhesion,
        avant={nom: avant[nom] for nom in changes},
        apres={nom: apres[nom] for nom in changes} | {"communaute": adhesion.communaute_id},
        motif=motif,
    )


def ouvrir(adhesion: Adhesion) -> None:
    """They belong, from now on. What they had written to enter has been read: it goes."""
    adhesion.statut, adhesion.depuis = Adhesion.Statut.ACTIVE, timezone.now()
    adhesion.close_le = adhesion.echeance_le = adhesion.exclue_jusqu_au = None
    adhesion.message = adhesion.motif = ""
    adhesion.invitation = None
    adhesion.save()
    nouvelles.repondue(adhesion)


def fermer(adhesion: Adhesion, statut: str, *, motif: str = "", jusqu_au=None) -> None:
    adhesion.statut, adhesion.motif, adhesion.exclue_jusqu_au = statut, motif, jusqu_au
    adhesion.role, adhesion.dans_l_annuaire = Adhesion.Role.MEMBRE, False
    adhesion.message, adhesion.echeance_le, adhesion.invitation = "", None, None
    adhesion.close_le = timezone.now()
    adhesion.save()
    nouvelles.repondue(adhesion)
    nouvelles.partie(adhesion)
    suites.partie(adhesion)


def constater_l_animation(vie: Vie) -> None:
    """Who animates may be nobody any more: ANCT is told once, and sees it until somebody is."""
    animee = Adhesion.objects.animatrices().filter(communaute=vie.pk).exists()
    if animee == (vie.sans_animation_depuis is None):
        return
    vie.sans_animation_depuis = None if animee else timezone.now()
    vie.save(update_fields=["sans_animation_depuis"])
    if not animee:
        transaction.on_commit(lambda: emails.sans_animation(vie.pk))


def verifier_ouverte(communaute: CommunautePage) -> None:
    if not communaute.vie.est_ouverte:
        raise AdhesionRefusee(
            _("Cette communauté est %(etat)s\u00a0: on la lit, on n’y entre plus.")
            % {"etat": communaute.vie.etat_en_mots}
        )
