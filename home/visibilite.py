"""What the public may read, as a condition of the query itself."""

from collections.abc import Callable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

_reservees: list[Callable] = []


def reserver(cles: Callable) -> None:
    """A room says, in AppConfig.ready, which of its pages are not everybody's: `cles()` is a query
    of their translation keys, so that mirrors and translations are as private.
    """
    _reservees.append(cles)


def en_ligne(pages):
    """Live by the clock: what has expired is gone even if `publish_scheduled` has not run yet."""
    maintenant = timezone.now()
    return pages.live().filter(
        Q(expire_at=None) | Q(expire_at__gt=maintenant),
        Q(alias_of__expire_at=None) | Q(alias_of__expire_at__gt=maintenant),
    )


def publiques(pages):
    """Online, and everybody's."""
    return sans_restriction(en_ligne(pages))


def sans_restriction(pages):
    """Under no private section, nor kept by its room; an alias is as private as the page that it
    mirrors.

    Wagtail's `.public()` asks one query more each time.
    """
    return pages.filter(_libre())


def sans_section_privee(pages):
    """Those kept by their room are among them: it says who reads."""
    return pages.filter(_hors_des_sections())


def avec_acces(pages):
    """Each with `sans_restriction`: nothing private on it, above it, or on what it mirrors."""
    return pages.annotate(sans_restriction=_libre())


def restrictions(page):
    """Those on this page or above it, or above the page that it mirrors: one query at most."""
    if getattr(page, "sans_restriction", False):
        return PageViewRestriction.objects.none()
    pas = page.steplen
    chemins = [page.path[:fin] for fin in range(pas, len(page.path) + 1, pas)]
    au_dessus = Q(page__path__in=chemins)
    if page.alias_of_id:
        source = Page.objects.filter(pk=page.alias_of_id, path__startswith=OuterRef("page__path"))
        au_dessus |= Q(Exists(source))
    return PageViewRestriction.objects.filter(au_dessus)


def _libre() -> Q:
    libre = _hors_des_sections()
    for cles in _reservees:
        libre &= ~Q(translation_key__in=cles())
    return libre


def _hors_des_sections() -> Q:
    return ~_reservee("path") & ~_reservee("alias_of__path")


def _reservee(chemin: str) -> Exists:
    """A restriction stands on the page of this path, or above it."""
    return Exists(
        PageViewRestriction.objects.annotate(
            chemin=ExpressionWrapper(OuterRef(chemin), output_field=CharField())
        ).filter(chemin__startswith=F("page__path"))
    )
