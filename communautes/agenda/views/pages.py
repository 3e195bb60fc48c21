"""The agenda, a meeting, and one's own."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.agenda.ical.adresses import adresse_de
from communautes.agenda.lecture import (
    contexte_de_l_agenda,
    contexte_de_la_rencontre,
    lecteur,
    presenter_les_inscrits,
)
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.mon_agenda import contexte_de_mon_agenda
from communautes.agenda.permissions import peut_planifier

PAR_PAGE = 50


@require_safe
def liste(request):
    return render(request, "agenda/liste.html", contexte_de_l_agenda(request))


@require_safe
def rencontre(request, pk: int):
    """Of one that may not be read, as of none."""
    lue = lisible(request, pk)
    return render(request, "agenda/rencontre.html", contexte_de_la_rencontre(request, lue))


@require_safe
@never_cache
@login_required
def inscrits(request, pk: int):
    """Who comes and who waits, for who prepares it."""
    lue = a_preparer(request, pk)
    ici = Participation.objects.filter(rencontre=lue).select_related("personne")
    page = Paginator(ici.inscrites().order_by("arrivee_le", "pk"), PAR_PAGE)
    page_en_attente = Paginator(ici.en_attente(), PAR_PAGE)
    inscrites = page.get_page(request.GET.get("page"))
    attendent = page_en_attente.get_page(request.GET.get("attente"))
    contexte = {
        "rencontre": lue,
        "page_inscrits": inscrites,
        "inscrits": presenter_les_inscrits(inscrites),
        "page_attente": attendent,
        "attente": presenter_les_inscrits(attendent),
    }
    return render(request, "agenda/inscrits.html", contexte)


@require_safe
@never_cache
@login_required
def mon_agenda(request):
    contexte = contexte_de_mon_agenda(request.user)
    abonnement = contexte["abonnement"]
    contexte["adresse"] = adresse_de(abonnement) if abonnement else ""
    return render(request, "agenda/mon_agenda.html", contexte)


def lisible(request, pk: int) -> Rencontre:
    lues = Rencontre.objects.lisibles_par(lecteur(request)).pour_liste()
    return get_object_or_404(
        lues.select_related("compte_rendu", "auteur", "communaute__vie", "communaute__locale"),
        pk=pk,
    )


def a_preparer(request, pk: int) -> Rencontre:
    """Of one that this person may not prepare, as of none when they may not read it either."""
    lue = lisible(request, pk)
    if not peut_planifier(request.user, lue.communaute):
        raise Http404
    return lue
