"""What this room puts on the admin's home: who could not be warned, and a command that sleeps."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.comptes.donnees.services import inactivite
from home.fraicheur.dates import plus_mois
from home.tableau.nombres import combien
from home.tableau.registre import Controle, controler

RETARD_NORMAL = timedelta(days=3)


def comptes_inactifs(request) -> Controle | None:
    if not request.user.has_perm("comptes.change_user"):
        return None
    limite = plus_mois(timezone.localdate() - RETARD_NORMAL, inactivite.AVANT - inactivite.MOIS)
    nombre, en_retard = combien(
        inactivite.injoignables(), inactivite.a_prevenir().filter(derniere_activite__lte=limite)
    )
    phrases = []
    if nombre:
        phrases.append(
            ngettext(
                "%(nombre)s personne n’a pas pu être prévenue\u00a0: on garde son compte.",
                "%(nombre)s personnes n’ont pas pu être prévenues\u00a0: on garde leur compte.",
                nombre,
            )
            % {"nombre": nombre}
        )
    if en_retard:
        phrases.append(_("Des comptes inactifs attendent\u00a0: oublier_comptes ne passe pas."))
    return Controle(
        _("Comptes inactifs"),
        " ".join(phrases) or _("Qui doit être prévenu l’a été."),
        not phrases,
        reverse("courriels:index") + "?statut=abandonne" if phrases else "",
    )


def brancher() -> None:
    controler("comptes_inactifs", comptes_inactifs)
