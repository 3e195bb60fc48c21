"""What reaches who writes a retour by mail: closed for all of them, or for oneself."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.retours import permissions
from communautes.retours.models import PreferenceDAuteur, RetourExperience
from communautes.retours.services.ecriture import refuser_sauf, tracer, verrouiller


@transaction.atomic
def fermer_le_contact(retour: RetourExperience, *, par, oui: bool) -> RetourExperience:
    """By any of who writes it, for all. Twice is once."""
    retour, parcours = verrouiller(retour)
    refuser_sauf(permissions.represente(par, retour), _pas_a_vous())
    if parcours.contact_ferme == oui:
        return retour
    parcours.contact_ferme = oui
    parcours.save(update_fields=["contact_ferme"])
    tracer("contact_ferme" if oui else "contact_ouvert", retour, par=par)
    return retour


@transaction.atomic
def regler(
    retour: RetourExperience, *, par, messages: bool, rappel: bool
) -> PreferenceDAuteur | None:
    """For oneself: nobody else reads it, nor the journal. Both open: there is nothing to keep."""
    retour, _parcours = verrouiller(retour)
    refuser_sauf(permissions.represente(par, retour), _pas_a_vous())
    siens = PreferenceDAuteur.objects.filter(retour=retour, personne=par)
    if messages and rappel:
        siens.delete()
        return None
    choix = {"messages": messages, "rappel": rappel}
    return PreferenceDAuteur.objects.update_or_create(retour=retour, personne=par, defaults=choix)[
        0
    ]


def preference_de(personne, retour: RetourExperience) -> PreferenceDAuteur:
    """As it is, saved or not."""
    sienne = PreferenceDAuteur.objects.filter(retour=retour, personne=personne).first()
    return sienne or PreferenceDAuteur(retour=retour, personne=personne)


def _pas_a_vous() -> str:
    return _("C’est à la collectivité qui a écrit ce retour de le régler.")
