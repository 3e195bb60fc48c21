"""What this room holds of a person besides the account: addresses and machines."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import AdresseDeMachine, User


def _adresses(personne: User):
    """Those of accounts that were brought together with this one."""
    for adresse in EmailAddress.objects.filter(user=personne).order_by("pk"):
        yield {"adresse": adresse.email}


def _machines(personne: User):
    machines = AdresseDeMachine.objects.filter(evenement__personne=personne)
    for machine in machines.select_related("evenement").order_by("-evenement__date"):
        yield {"date": machine.evenement.date, "adresse": machine.adresse}


def _effacer_les_machines(personne: User, traces: Traces) -> None:
    AdresseDeMachine.objects.filter(evenement__personne=personne).delete()


DETENTIONS = [
    # Erased with what proves who the person is (donnees/compte.py).
    Detention("adresses", _("Vos autres adresses"), {"adresse": _("adresse")}, _adresses),
    Detention(
        "machines",
        _("D’où viennent vos connexions"),
        {"date": _("date"), "adresse": _("adresse de la machine")},
        _machines,
        _effacer_les_machines,
    ),
]
