"""« Mes communautés », the directory of members, and the page of who animates."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.adhesions.forms import ExclureForm, RoleForm
from communautes.adhesions.lecture_invitations import dire_l_invitation, recues
from communautes.adhesions.models import Adhesion, CommunautePage, CommunautesIndexPage
from communautes.adhesions.permissions import adhesion_de, ouvrables, peut_voir_la_page
from communautes.adhesions.presentation import presenter
from communautes.comptes.acte import MotifForm
from home import navigation

PAR_PAGE = 30


@require_safe
@never_cache
@login_required
def miennes(request):
    """Where one belongs, asks to belong, or has belonged; nothing of what editors withdrew."""
    siennes = (
        Adhesion.objects.filter(personne=request.user, communaute__live=True)
        .select_related("communaute__locale", "communaute__vie")
        .order_by("communaute__title", "pk")
    )
    groupes: dict[str, list[Adhesion]] = {"actives": [], "demandees": [], "closes": []}
    for une in siennes:
        groupe = "actives" if une.est_active else "demandees" if une.est_demandee else "closes"
        groupes[groupe].append(une)
    liste = navigation.adresses(request).get(CommunautesIndexPage, "")
    contexte = groupes | {"adresse_de_la_liste": liste, "invitations": recues(request)}
    return render(request, "adhesions/miennes.html", contexte)


@require_safe
@never_cache
@login_required
def membres(request, slug: str):
    """Members who chose to appear, for the other members."""
    communaute, adhesion = ouverte(request, slug)
    if adhesion is None or not adhesion.est_active:
        return reservee(request, communaute, adhesion)
    visibles = Adhesion.objects.dans_l_annuaire().filter(communaute=communaute)
    lus = visibles.exclude(role=Adhesion.Role.ANIMATEUR)  # they have their own list
    lus = lus.select_related("personne").alphabetiques()
    page = Paginator(lus, PAR_PAGE).get_page(request.GET.get("page"))
    actives = Adhesion.objects.actives().filter(communaute=communaute)
    animation = Adhesion.objects.animatrices().filter(communaute=communaute)
    contexte = {
        "communaute": communaute,
        "adhesion": adhesion,
        "page_obj": page,
        "membres": presenter(page),
        "animation": presenter(animation.select_related("personne").alphabetiques()),
        "nombre_visible": visibles.count(),
        "nombre_de_membres": actives.count(),
    }
    return render(request, "adhesions/membres.html", contexte)


@require_safe
@never_cache
@login_required
def animation(request, slug: str):
    """Requests to answer, and every member; for who animates or moderates."""
    communaute, adhesion = ouverte(request, slug)
    if adhesion is None or not adhesion.modere:
        return reservee(request, communaute, adhesion)
    ici = Adhesion.objects.filter(communaute=communaute).select_related("personne")
    demandes = ici.demandees().select_related("invitation").order_by("echeance_le", "pk")
    page = Paginator(ici.actives().alphabetiques(), PAR_PAGE).get_page(request.GET.get("page"))
    page_demandes = Paginator(demandes, PAR_PAGE).get_page(request.GET.get("demandes"))
    exclues = [une for une in ici.filter(statut=Adhesion.Statut.EXCLUE) if une.est_exclue]
    presentees: dict[str, list[dict]] = {statut: [] for statut in Adhesion.Statut.values}
    for une in presenter([*page_demandes, *page, *exclues], noms=True):  # one query for the three
        presentees[une["adhesion"].statut].append(une)
    contexte = {
        "communaute": communaute,
        "adhesion": adhesion,
        "page_demandes": page_demandes,
        "demandes": dire_l_invitation(presentees[Adhesion.Statut.DEMANDEE]),
        "page_membres": page,
        "membres": presentees[Adhesion.Statut.ACTIVE],
        "exclues": presentees[Adhesion.Statut.EXCLUE],
        "motif": MotifForm(),
        "exclure": ExclureForm(),
        "role": RoleForm(),
    }
    return render(request, "adhesions/animation.html", contexte)


def ouverte(request, slug: str) -> tuple[CommunautePage, Adhesion | None]:
    """By its French address; of one that may not be known of, as of none."""
    sources = CommunautePage.objects.sources().select_related("vie", "locale")
    communaute = get_object_or_404(ouvrables(sources), slug=slug)
    if not peut_voir_la_page(request, communaute):
        raise Http404
    return communaute, adhesion_de(request.user, communaute)


def reservee(request, communaute: CommunautePage, adhesion: Adhesion | None):
    """Why it is not open to them, and the way to get there: never a bare 403."""
    contexte = {"communaute": communaute, "adhesion": adhesion}
    return render(request, "adhesions/reservee.html", contexte, status=403)
