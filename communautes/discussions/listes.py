"""The list of the admin: where questions stand. What is asked among members is not read there."""

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import IndexView

from communautes.adhesions.referentiels import Visibilite
from communautes.discussions.filtres import RETARD
from home.echanges.listes import ListeEchangeable
from home.listes.vues import ListeFiltrable


def pour_l_anct(discussions):
    """With their titles, where everybody reads them (`est_publique`)."""
    publique = Q(communaute__live=True, communaute__visibilite=Visibilite.PUBLIQUE)
    titre = Case(When(publique, then=F("titre")), default=Value(""))
    return (
        discussions.gardes()
        .pour_liste()
        .select_related("communaute", "confiee_a")
        .annotate(titre_public=titre)
    )


class ListeDesDiscussions(ListeFiltrable, ListeEchangeable, IndexView):
    """Opens on what nobody answered in time; « ?file= » is the whole list."""

    table_echangee = "discussions"
    default_ordering = "echeance_le"
    champs_de_recherche = ["titre_public", "communaute__title"]
    tris = {
        "titre_lisible": Lower("titre_public"),
        "communaute": Lower("communaute__title__unaccent"),
        "confiee_a": Lower("confiee_a__last_name__unaccent"),
    }

    def get(self, request, *args, **kwargs):
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?file={RETARD}")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return pour_l_anct(super().get_base_queryset())

    @property
    def no_results_message(self):
        if self.request.GET.get("file") == RETARD and not self.is_searching:
            return _(
                "Aucune question n’a dépassé son délai. Retirez le filtre pour lire les autres."
            )
        return super().no_results_message
