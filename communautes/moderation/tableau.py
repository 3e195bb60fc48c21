"""What this room puts on the admin's home: what waits for ANCT, counted with the rest."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communautes.moderation.filtres import CONTESTES, OUVERTS, RETARD
from communautes.moderation.models import Dossier
from communautes.moderation.permissions import peut_moderer_partout
from home.tableau.registre import File, mentionner


def a_moderer(request) -> list[File]:
    if not peut_moderer_partout(request.user):
        return []
    adresse = reverse("dossiers_de_moderation:index")
    dossiers = Dossier.objects.exclude(auteur=request.user.pk)  # as its list shows them
    return [
        File(_("Contenus signalés à relire"), dossiers.ouverts(), f"{adresse}?file={OUVERTS}"),
        File(
            _("Contenus signalés depuis plus de sept jours"),
            dossiers.en_retard(),
            f"{adresse}?file={RETARD}",
        ),
        File(
            _("Décisions de modération contestées"),
            dossiers.contestes(),
            f"{adresse}?file={CONTESTES}",
        ),
    ]


def brancher() -> None:
    mentionner("moderation", a_moderer)
