"""The three ways in, times the three visibilities, each with who will see what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Acces(models.TextChoices):
    LIBRE = "libre", _("Libre\u00a0: qui a un compte entre aussitôt.")
    SUR_DEMANDE = (
        "demande",
        _("Sur demande\u00a0: l’animation répond, sous sept jours, ou l’ANCT à sa place."),
    )
    SUR_INVITATION = "invitation", _("Sur invitation\u00a0: l’animation invite, et elle seule.")


class Visibilite(models.TextChoices):
    PUBLIQUE = (
        "publique",
        _("Publique\u00a0: tout le monde lit la page et les discussions, sans compte."),
    )
    LISTEE = (
        "listee",
        _(
            "Listée\u00a0: tout le monde sait qu’elle existe et à quoi elle sert\u00a0; ses "
            "membres seuls lisent ce qui s’y dit."
        ),
    )
    INVISIBLE = (
        "invisible",
        _("Invisible\u00a0: ses membres et l’ANCT seuls savent qu’elle existe."),
    )


# In a few words, for badges and lists; the sentences above are for who chooses.
ACCES_EN_BREF = {
    Acces.LIBRE: _("accès libre"),
    Acces.SUR_DEMANDE: _("sur demande"),
    Acces.SUR_INVITATION: _("sur invitation"),
}
VISIBILITE_EN_BREF = {
    Visibilite.PUBLIQUE: _("publique"),
    Visibilite.LISTEE: _("réservée aux membres"),
    Visibilite.INVISIBLE: _("invisible"),
}
