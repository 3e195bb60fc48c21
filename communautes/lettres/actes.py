"""The acts that this room writes in the journal."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par
from communautes.lettres.models import Lettre


def brancher() -> None:
    champs = {"communaute": _("communauté")}
    declarer(Acte("lettres.envoyee", _("Lettre envoyée aux membres"), champs))
    nommer_par(Lettre, _nommer)


def _nommer(cles: list[int]) -> dict[int, Nomme]:
    """By its community: its title is for its members."""
    lues = Lettre.objects.filter(pk__in=cles).select_related("communaute")
    return {
        une.pk: Nomme(
            qui="",
            quoi=gettext("lettre de «\u00a0%(communaute)s\u00a0»")
            % {"communaute": une.communaute.nom_connu_de_tous},
        )
        for une in lues
    }
