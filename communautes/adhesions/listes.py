"""The two lists of the admin: who belongs, and which communities live. What members say is in
neither.
"""

from django.db.models import F
from django.db.models.functions import Concat, Lower
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import IndexView

from communautes.adhesions.filtres import RETARD
from communautes.adhesions.permissions import peut_conduire
from home.echanges.listes import ListeEchangeable
from home.listes.decisions import ListeCochable
from home.listes.vues import ListeFiltrable

CHAMPS_DE_RECHERCHE = [
    "personne__first_name",
    "personne__last_name",
    "personne__email",
    "communaute__title",
]


class ListeDesAdhesions(ListeCochable, ListeFiltrable, ListeEchangeable, IndexView):
    """Opens on what waits for ANCT; « ?file= » is the whole list."""

    table_echangee = "adhesions"
    default_ordering = "communaute"
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    tris = {
        "personne": Lower(
            Concat("personne__last_name__unaccent", "personne__first_name__unaccent")
        ),
        "communaute": Lower("communaute__title__unaccent"),
    }

    def get(self, request, *args, **kwargs):
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?file={RETARD}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def peut_decider(self) -> bool:
        return peut_conduire(self.request.user)

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()

    def get_ordering(self):
        if not self.request.GET.get("ordering") and self._file in (RETARD, "demandees"):
            return "echeance_le"  # the first to be late comes first
        return super().get_ordering()

    @property
    def _file(self) -> str:
        return self.request.GET.get("file", "")

    @property
    def no_results_message(self):
        if self._file == RETARD and not self.is_searching:
            return _("Aucune demande n’attend l’ANCT. Retirez le filtre pour lire les autres.")
        return super().no_results_message


class ListeDesCommunautes(ListeFiltrable, ListeEchangeable, IndexView):
    table_echangee = "communautes"
    default_ordering = "communaute"
    champs_de_recherche = ["communaute__title", "communaute__resume"]
    tris = {
        "communaute": Lower("communaute__title__unaccent"),
        "fin_prevue": F("communaute__fin_prevue"),
    }

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()
