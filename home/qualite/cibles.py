"""What links lead to, and whether the public may open it: read at once for any number of links."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, Revision

from home.qualite import adresses
from home.qualite.adresses import Resolution
from home.qualite.lecture import ADRESSE, DOCUMENT, IMAGE, PAGE, Lien
from home.visibilite import avec_acces, en_ligne


@dataclass(frozen=True)
class Cible:
    """A page, a document or an image that is there."""

    pk: int
    titre: str
    reservee: bool = False
    en_ligne: bool = True
    expiree: bool = False
    prevue_le: datetime | None = None  # the hour when its draft will be published


@dataclass
class Cibles:
    par_genre: dict[str, dict[str, Cible]] = field(default_factory=dict)
    pages_par_adresse: dict[str, Cible] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    rediriges: set[str] = field(default_factory=set)

    def de(self, lien: Lien) -> Cible | None:
        """The page, document or image of this link; None: it is deleted."""
        return self.par_genre[lien.genre].get(lien.cible)


def lire(liens: Iterable[Lien]) -> Cibles:
    """Six queries at most, and those of the rooms' own addresses."""
    cles: dict[str, set[str]] = {genre: set() for genre in (PAGE, DOCUMENT, IMAGE)}
    chemins: set[str] = set()
    for lien in liens:
        if lien.genre == ADRESSE:
            chemin = adresses.chemin_interne(lien.cible)
            chemins |= {chemin} if chemin else set()
        elif lien.cible.isdigit() and len(lien.cible) < 19:
            cles[lien.genre].add(lien.cible)
    resolutions = adresses.resoudre(chemins)
    cles[DOCUMENT] |= {r.document for r in resolutions.values() if r.document}
    pages = _pages(cles[PAGE], {r.url_path for r in resolutions.values() if r.url_path})
    cibles = Cibles(
        par_genre={
            PAGE: {str(page.pk): _cible_page(page) for page in pages},
            DOCUMENT: _medias(get_document_model(), cles[DOCUMENT]),
            IMAGE: _medias(get_image_model(), cles[IMAGE]),
        },
        pages_par_adresse={page.url_path: _cible_page(page) for page in pages},
        resolutions=resolutions,
    )
    inconnus = {
        chemin
        for chemin, resolution in resolutions.items()
        if not resolution.existe and resolution.url_path not in cibles.pages_par_adresse
    }
    cibles.rediriges = adresses.rediriges(inconnus)
    return cibles


def repond(chemin: str) -> bool:
    """Does something that the public may open answer at this path of the site?"""
    resolution = adresses.resoudre({chemin})[chemin]
    if resolution.admin or resolution.existe or resolution.document:
        return True
    return any(_cible_page(page).en_ligne for page in _pages(set(), {resolution.url_path}))


def se_lit(chemin: str) -> bool:
    """May anybody read something at this path: neither the admin, nor what is reserved?"""
    resolution = adresses.resoudre({chemin})[chemin]
    if resolution.document:
        documents = _medias(get_document_model(), {resolution.document})
        return any(not cible.reservee for cible in documents.values())
    if resolution.url_path:
        trouvees = map(_cible_page, _pages(set(), {resolution.url_path}))
        return any(cible.en_ligne and not cible.reservee for cible in trouvees)
    return resolution.existe


def _pages(cles: set[str], url_paths: set[str]) -> list[Page]:
    """Each with `sans_restriction`, `lisible` and `prevue_le`: one query."""
    if not cles and not url_paths:
        return []
    programmees = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    )
    voulues = Page.objects.filter(Q(pk__in=cles) | Q(url_path__in=url_paths), depth__gt=1)
    return list(
        avec_acces(voulues)
        .annotate(
            lisible=Exists(en_ligne(Page.objects).filter(pk=OuterRef("pk"))),
            prevue_le=Subquery(programmees.values("approved_go_live_at")[:1]),
        )
        .only("pk", "title", "draft_title", "url_path", "live", "path", "alias_of")
    )


def _cible_page(page: Page) -> Cible:
    return Cible(
        pk=page.pk,
        titre=page.draft_title or page.title,
        reservee=not page.sans_restriction,
        en_ligne=page.lisible,
        expiree=page.live and not page.lisible,
        prevue_le=page.prevue_le,
    )


def _medias(modele: type, cles: set[str]) -> dict[str, Cible]:
    """Private is the collection, or one above it."""
    if not cles:
        return {}
    medias: QuerySet = modele.objects.filter(pk__in=cles).annotate(
        reservee=Exists(
            CollectionViewRestriction.objects.annotate(
                chemin=ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
            ).filter(chemin__startswith=F("collection__path"))
        )
    )
    lus = medias.values_list("pk", "title", "reservee")
    return {str(pk): Cible(pk, titre, reservee) for pk, titre, reservee in lus}
