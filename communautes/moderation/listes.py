"""The queue of the admin: what waits for ANCT first, the oldest on top."""

from django.db.models import F
from django.db.models.functions import Lower
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from communautes.moderation.filtres import A_TRAITER
from communautes.moderation.permissions import peut_moderer_partout
from home.echanges.listes import ListeEchangeable
from home.listes.decisions import ListeCochable
from home.listes.vues import ListeFiltrable

CHAMPS_DE_RECHERCHE = ["titre", "auteur__first_name", "auteur__last_name", "auteur__email"]


class ListeDesDossiers(ListeCochable, ListeFiltrable, ListeEchangeable, IndexView):
    """« ?file= » is the whole list."""

    table_echangee = "moderation"
    default_ordering = "ouvert_le"
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    tris = {
        "titre": Lower("titre__unaccent"),
        "reference": F("pk"),
        "sorte": F("type_d_objet__model"),
    }

    def get(self, request, *args, **kwargs):
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?file={A_TRAITER}")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        """Not what is said of oneself: who reported is on each screen."""
        siens = super().get_base_queryset().pour_liste()
        return siens.exclude(auteur=self.request.user.pk)

    @cached_property
    def header_more_buttons(self):
        adresse = reverse("dossiers_de_moderation:bilan")
        bilan = Button(_("Bilan par année"), url=adresse, icon_name="history", priority=70)
        return [*super().header_more_buttons, *([bilan] if self.peut_decider else [])]

    @property
    def no_results_message(self):
        if self.request.GET.get("file") == A_TRAITER and not self.is_searching:
            return _("Aucun contenu n’attend de décision. Retirez le filtre pour lire les autres.")
        return super().no_results_message

    @cached_property
    def peut_decider(self) -> bool:
        return peut_moderer_partout(self.request.user)
