"""What this room holds of a person: where they belong, and what they wrote to enter."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions import donnees_invitations
from communautes.adhesions.models import Adhesion
from communautes.adhesions.services.departs import oublier, verrouiller_les_siennes
from communautes.adhesions.services.reunion import reunir
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.fermeture import a_la_fermeture
from communautes.comptes.reunion import registre as reunion

CHAMPS = {
    "communaute": gettext_lazy("communauté"),
    "etat": gettext_lazy("état"),
    "role": gettext_lazy("rôle"),
    "message": gettext_lazy("message à l’animation"),
    "motif": gettext_lazy("motif"),
    "demandee_le": gettext_lazy("demandée le"),
    "depuis": gettext_lazy("membre depuis"),
    "close_le": gettext_lazy("close le"),
    "exclue_jusqu_au": gettext_lazy("exclue jusqu’au"),
    "dans_l_annuaire": gettext_lazy("dans l’annuaire"),
    "recoit_les_messages": gettext_lazy("reçoit les messages des membres"),
}


def _adhesions(personne):
    for une in Adhesion.objects.filter(personne=personne).select_related("communaute"):
        yield {
            "communaute": une.communaute_en_mots,
            "etat": une.get_statut_display(),
            "role": une.get_role_display(),
            "message": une.message,
            "motif": une.motif,
            "demandee_le": une.demandee_le,
            "depuis": une.depuis,
            "close_le": une.close_le,
            "exclue_jusqu_au": une.exclue_jusqu_au,
            "dans_l_annuaire": une.dans_l_annuaire,
            "recoit_les_messages": une.recoit_les_messages,
        }


def _effacer(personne, traces) -> None:
    oublier(personne)
    siennes = Adhesion.objects.filter(personne=personne)
    siennes.exclude(motif="").update(motif=_("Motif effacé."))


def _consequences(personne):
    """Which communities would have nobody left to animate them."""
    animees = Adhesion.objects.animatrices().filter(personne=personne)
    for adhesion in animees.select_related("communaute").order_by("communaute"):
        autres = Adhesion.objects.animatrices().filter(communaute=adhesion.communaute_id)
        if not autres.exclude(pk=adhesion.pk).exists():
            yield _(
                "Vous êtes la seule personne à animer «\u00a0%(nom)s\u00a0»\u00a0: l’ANCT en sera "
                "prévenue et cherchera qui vous remplace."
            ) % {"nom": adhesion.communaute_en_mots}


def brancher() -> None:
    registre.verrouiller_avant(verrouiller_les_siennes)
    registre.annoncer(_consequences)
    donnees_invitations.brancher()
    registre.declarer(
        Detention(
            "adhesions",
            gettext_lazy("Vos communautés"),
            CHAMPS,
            _adhesions,
            _effacer,
            devenir=gettext_lazy("La ligne reste, sans votre nom ni le motif."),
            rang=20,
        )
    )
    reunion.declarer(
        reunion.Decision(
            "adhesions.Adhesion.personne",
            reunion.Devenir.PASSE,
            gettext_lazy("communautés"),
            reunir,
        ),
        reunion.Decision("adhesions.Invitation.invitee_par", reunion.Devenir.PASSE),
        reunion.Decision("adhesions.Invitation.acceptee_par", reunion.Devenir.PASSE),
    )
    a_la_fermeture(_apres_la_fermeture)


def _apres_la_fermeture(personnes: list) -> None:
    from communautes.adhesions.services.departs import constater_apres_la_fermeture

    constater_apres_la_fermeture(personnes)
