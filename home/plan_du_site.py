"""The site map that people read: public pages as the tree has them, then what rooms add.

Everything is counted and sliced by the database: a page of the map costs the same at any size.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, When
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from home.visibilite import publiques

LIGNES_PAR_PAGE = 100


@dataclass(frozen=True)
class Suite:
    """Contents that are not pages, under the address of their list; absent when there is none.

    `ligne(element)` gives {titre, url, langue}, for `elements` that anybody may read.
    """

    nom: str
    titre: str
    url: str
    elements: QuerySet
    ligne: Callable[..., dict]


_suites: dict[str, Callable[[], Suite]] = {}


def enregistrer(nom: str, suite: Callable[[], Suite]) -> None:
    _suites[nom] = suite


class Listes:
    """Several querysets one after the other, as one list for a paginator.

    A slice is a list by queryset: what each has in it.
    """

    def __init__(self, *listes: QuerySet):
        self.listes = listes

    @cached_property
    def longueurs(self) -> list[int]:
        return [liste.count() for liste in self.listes]

    def __len__(self) -> int:
        return sum(self.longueurs)

    def __getitem__(self, tranche: slice) -> list[list]:
        trouvees, debut = [], 0
        for liste, longueur in zip(self.listes, self.longueurs, strict=True):
            du, au = max(tranche.start - debut, 0), min(tranche.stop - debut, longueur)
            trouvees.append(list(liste[du:au]) if du < au else [])
            debut += longueur
        return trouvees


@require_safe
def plan_du_site(request):
    """What is public in the reader's language, a hundred at a time, as the tree has them.

    Pages right under the home page that have none below them come first, together: what is not
    a page of the tree (search, contact) is listed with them.
    """
    racine = Site.find_for_request(request).root_page
    seule = Case(When(depth=racine.depth + 1, numchild=0, then=0), default=1)
    pages = (
        publiques(Page.objects)
        .filter(locale__language_code=get_language(), depth__gt=racine.depth)
        .select_related("locale")
        .order_by(seule, "path")
    )
    suites = [suite() for suite in _suites.values()]
    listes = Listes(pages, *(suite.elements for suite in suites))
    page = Paginator(listes, LIGNES_PAR_PAGE).get_page(request.GET.get("page"))
    de_l_arbre, *autres = page.object_list
    seules, sections = _sections(de_l_arbre, racine.depth + 1)
    if page.number == 1:
        seules = [
            {"titre": _("Accueil"), "url": reverse("wagtail_serve", args=[""])},
            *seules,
            {"titre": _("Rechercher sur le portail"), "url": reverse("search:recherche")},
            {"titre": _("Écrire à l’équipe"), "url": reverse("contact")},
        ]
    sections += [
        {
            "titre": suite.titre,
            "url": suite.url,
            "ancre": suite.nom,
            "enfants": [suite.ligne(element) for element in elements],
        }
        for suite, elements in zip(suites, autres, strict=True)
        if elements
    ]
    return render(
        request,
        "home/plan_du_site.html",
        {"pages": page, "seules": seules, "sections": sections},
    )


def _sections(pages: list[Page], profondeur: int) -> tuple[list[dict], list[dict]]:
    """(pages that stand alone, sections), each {titre, url, page, enfants}.

    A section begun on another page of the map is said again: one query, for all that miss.
    """
    seules, noeuds, sections = [], {}, []
    pas = Page.steplen
    haut = profondeur * pas
    presentes = {page.path for page in pages}
    manquantes = {
        page.path[:fin] for page in pages for fin in range(haut, len(page.path), pas)
    } - presentes
    reprises = publiques(Page.objects).filter(path__in=manquantes).select_related("locale")
    for page in sorted([*pages, *reprises], key=lambda page: page.path):
        noeud = noeuds[page.path] = {
            "titre": page.title,
            "page": page,
            "ancre": page.pk,
            "enfants": [],
        }
        if page.depth > profondeur:
            parent = noeuds.get(page.path[:-pas])
            (parent["enfants"] if parent else sections).append(noeud)
        elif page.numchild:
            sections.append(noeud)
        else:
            seules.append(noeud)
    return seules, sections
