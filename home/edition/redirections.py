"""Where an old address leads: Wagtail's redirects, written in one place, one hop at most.

Renamed or moved pages, with all that stands below them: Wagtail writes their redirects itself,
which name the page and follow it. This adds what it leaves out: contents that are no page, pages
that are withdrawn, addresses that serve again. Redirects act on what is not found only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import translate_url
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from home.edition.adresse import chemin_de
from home.langues import miroir
from home.langues.lecture import SOURCE
from home.visibilite import publiques


def peut_rediriger(personne) -> bool:
    return personne.has_perm("wagtailredirects.add_redirect")


def adresses_quittees(page: Page, *, avec_descendants: bool) -> dict[str, int]:
    """Path → key of its language, for all that will not answer any more: the page, the pages
    that follow it in other languages, those below, and the addresses that led to them.
    """
    partent = [page]
    if miroir.est_source(page):
        partent += miroir.autres(page)
    if avec_descendants:
        partent += [fille for mere in list(partent) for fille in mere.get_descendants()]
    chemins = {chemin_de(partie): partie.locale_id for partie in partent if chemin_de(partie)}
    menaient = Redirect.objects.filter(redirect_page__in=[partie.pk for partie in partent])
    langues = {partie.pk: partie.locale_id for partie in partent}
    return chemins | {r.old_path: langues[r.redirect_page_id] for r in menaient}


def adresses_de(objet) -> dict[str, int]:
    """The same for what is withdrawn alone: a page, or a content that has an address of its own."""
    if isinstance(objet, Page):
        return adresses_quittees(objet, avec_descendants=False)
    with override(SOURCE):
        chemins = _versions(objet.get_absolute_url())
    langues = {locale.language_code: locale.pk for locale in Locale.objects.all()}
    adresses = {
        chemin: langues[code]
        for chemin, (code, _nom) in zip(chemins, settings.LANGUAGES, strict=True)
    }
    menaient = Redirect.objects.filter(redirect_link__in=chemins)
    return adresses | {r.old_path: adresses[r.redirect_link] for r in menaient}


def anciennes_adresses(modele, cles: Iterable[int]) -> dict[int, list[str]]:
    """Key of each content of this model → the old addresses that lead to it, in any language.

    Whether they name the page or its address: three queries, whatever the number.
    """
    trouvees = defaultdict(list)
    for ancienne, cle in _qui_menent(*_lieux(modele, cles)):
        trouvees[cle].append(ancienne)
    return dict(trouvees)


def _lieux(modele, cles: Iterable[int]) -> tuple[dict[int, int], dict[str, int]]:
    """Pages and paths, each with the key of the content that readers find there."""
    if not issubclass(modele, Page):
        with override(SOURCE):
            chemins = {
                chemin: objet.pk
                for objet in modele._default_manager.filter(pk__in=cles)
                for chemin in _versions(objet.get_absolute_url())
            }
        return {}, chemins
    meres = dict(Page.objects.filter(pk__in=cles).values_list("translation_key", "pk"))
    versions = Page.objects.filter(translation_key__in=meres).select_related("locale")
    pages = {version: meres[version.translation_key] for version in versions}
    return (
        {page.pk: cle for page, cle in pages.items()},
        {chemin: cle for page, cle in pages.items() if (chemin := chemin_de(page))},
    )


def _qui_menent(pages: dict[int, Any], chemins: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Old path, and what these say of where it leads; a link may be a whole address of the site."""
    from home.qualite import adresses  # they read bodies, that stand on this room

    normalises = {Redirect.normalise_path(chemin): quoi for chemin, quoi in chemins.items()}
    par_lien = Q(redirect_page=None) & ~Q(redirect_link="")
    menaient = Redirect.objects.filter(par_lien | Q(redirect_page__in=pages)).order_by("old_path")
    for ancienne, page, lien in menaient.values_list("old_path", "redirect_page", "redirect_link"):
        if page is not None:
            yield ancienne, pages[page]
        elif (chemin := adresses.chemin_interne(lien)) is not None:
            arrivee = Redirect.normalise_path(adresses.sans_langue_source(chemin))
            if arrivee in normalises:
                yield ancienne, normalises[arrivee]


def cibles_possibles(page: Page):
    """What readers can open, and that does not leave with this page."""
    hors = Page.objects.descendant_of(page, inclusive=True) | Page.objects.filter(
        translation_key=page.translation_key
    )
    return publiques(Page.objects.filter(depth__gt=1)).exclude(pk__in=hors.values("pk"))


@transaction.atomic
def rediriger(adresses: dict[str, int], *, vers: Page, par) -> int:
    """From these addresses to this page, in its own language when it can be read there."""
    if not peut_rediriger(par):
        raise PermissionDenied
    versions = {
        version.locale_id: version
        for version in publiques(Page.objects.filter(translation_key=vers.translation_key))
    }
    for chemin, locale_id in adresses.items():
        redirection = _poser(chemin, redirect_page=versions.get(locale_id, vers))
        log(instance=redirection, action="wagtail.create", user=par)
    return len(adresses)


@transaction.atomic
def suivre(ancienne: str, nouvelle: str) -> None:
    """A content that is no page has another address (both are French paths), in each language."""
    for depart, arrivee in zip(_versions(ancienne), _versions(nouvelle), strict=True):
        liberer(arrivee)
        Redirect.objects.filter(redirect_link=depart).update(redirect_link=arrivee)
        _poser(depart, redirect_link=arrivee, automatically_created=True)


def liberer(chemin: str) -> None:
    """Something answers there again: a redirect left behind would lead astray, one day, in a loop.

    With a question mark too: an address and its query are one address to Wagtail.
    """
    normalise = Redirect.normalise_path(chemin)
    Redirect.objects.filter(old_path__regex=rf"^{re.escape(normalise)}(\?|$)").delete()


def liberer_dans_chaque_langue(adresse: str) -> None:
    for version in _versions(adresse):
        liberer(version)


def liberer_arbre(page: Page) -> None:
    """After a move or a new name, wherever the page and those below now answer."""
    for partie in page.get_descendants(inclusive=True).live():
        liberer(chemin_de(partie))


def _poser(chemin: str, **cible) -> Redirect:
    """In the place of any other redirect from there."""
    depart = Redirect.normalise_path(chemin)
    Redirect.objects.filter(old_path=depart).delete()
    return Redirect.objects.create(old_path=depart, **cible)


def _versions(adresse: str) -> list[str]:
    """A French path that is no page, in each language."""
    with override(SOURCE):
        return [translate_url(adresse, code) for code, _nom in settings.LANGUAGES]
