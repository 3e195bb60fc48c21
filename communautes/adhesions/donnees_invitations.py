"""What this room holds of a person in invitations: those that they gave, those that call them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Invitation
from communautes.adhesions.models.invitation import adresses_de
from communautes.adhesions.permissions import noms_lus_par
from communautes.adhesions.services.invitations import oublier
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention

CHAMPS = {
    "communaute": gettext_lazy("communauté"),
    "sens": gettext_lazy("reçue ou envoyée"),
    "etat": gettext_lazy("état"),
    "role": gettext_lazy("rôle"),
    "message": gettext_lazy("message"),
    "date": gettext_lazy("date"),
    "expire_le": gettext_lazy("expire le"),
}


def _invitations(personne):
    """Of those given, neither the address nor who accepted: they are somebody else's."""
    lues = Invitation.objects.select_related("communaute")
    recues = lues.filter(adresse__in=adresses_de(personne)) | lues.filter(acceptee_par=personne)
    envoyees = lues.filter(invitee_par=personne)
    noms = noms_lus_par(personne, [une.communaute for une in (*recues, *envoyees)])
    for une in recues:  # who is called is told by what
        appelee = une.communaute.nom_pour(en_est=une.est_ouverte)
        yield _dite(une, _("reçue"), appelee if une.est_ouverte else noms[une.communaute_id])
    for une in envoyees:
        yield _dite(une, _("envoyée"), noms[une.communaute_id])


def _dite(invitation: Invitation, sens: str, nom: str) -> dict:
    return {
        "communaute": nom,
        "sens": sens,
        "etat": invitation.etat_en_mots,
        "role": invitation.get_role_display(),
        "message": invitation.message,
        "date": invitation.creee_le,
        "expire_le": invitation.expire_le,
    }


def brancher() -> None:
    registre.declarer(
        Detention(
            "invitations",
            gettext_lazy("Vos invitations dans des communautés"),
            CHAMPS,
            _invitations,
            lambda personne, traces: oublier(personne, traces.adresses),
            devenir=gettext_lazy(
                "Celles qui vous appelaient sont annulées. La ligne reste, sans adresse ni message."
            ),
            rang=21,
        )
    )
