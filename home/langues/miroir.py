"""The other trees follow the French one: same pages, same place, same access, same life.

A French page that is live has, in every other language, a page of the same `translation_key`:
Wagtail's alias of it until it is translated, then a page of its own that keeps its facts (dates,
themes, images…) from the French one. There is no third state.
"""

from django.db import IntegrityError, transaction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageViewRestriction

from home.langues.lecture import SOURCE


def est_source(page: Page) -> bool:
    return page.locale.language_code == SOURCE


def source_de(page: Page) -> Page | None:
    return Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=SOURCE
    ).first()


def autres(page: Page):
    """The pages that follow a French one: aliases and translations."""
    return Page.objects.filter(translation_key=page.translation_key).exclude(
        locale__language_code=SOURCE
    )


def assurer_aliases(page: Page) -> None:
    """An alias in each language where this French page is not yet, parents first; repeatable."""
    if not est_source(page):
        return
    presentes = autres(page).values("locale")
    for locale in Locale.objects.exclude(language_code=SOURCE).exclude(pk__in=presentes):
        try:
            with transaction.atomic():
                source = Page.objects.get(pk=page.pk).specific
                source.copy_for_translation(locale, copy_parents=True, alias=True)
        except IntegrityError:  # somebody published it at the same instant
            if not autres(page).filter(locale=locale).exists():
                raise


def completer() -> int:
    """Give an alias to every live French page that has none (after a bulk load)."""
    faits = 0
    for locale in Locale.objects.exclude(language_code=SOURCE):
        connues = Page.objects.filter(locale=locale).values("translation_key")
        seules = Page.objects.live().filter(locale__language_code=SOURCE, depth__gt=1)
        for page in seules.exclude(translation_key__in=connues).order_by("path"):
            assurer_aliases(page)
            faits += 1
    return faits


def redevenir_alias(page: Page) -> None:
    """A translation that is withdrawn leaves its place to the French text."""
    source = source_de(page)
    Page.objects.filter(pk=page.pk).update(alias_of=source)
    donnees = {
        "page": {"id": page.pk, "title": page.title},
        "source": {"id": source.pk, "title": source.title},
    }
    log(instance=page, action="wagtail_localize.convert_to_alias", data=donnees)
    source.specific.update_aliases()


def suivre_place(page: Page) -> None:
    """The others go under the same parent, after the same neighbour."""
    page = Page.objects.get(pk=page.pk)
    parent = page.get_parent()
    for autre in autres(page):
        nouveau = autres(parent).filter(locale=autre.locale_id).first()
        if nouveau is None:
            continue
        slug = find_available_slug(nouveau, autre.slug, ignore_page_id=autre.pk)
        if slug != autre.slug:
            _renommer(autre, slug)
        voisin = _voisin(page, nouveau)
        if voisin is None:
            autre.move(nouveau, pos="first-child")
        elif voisin.pk != autre.pk:
            autre.move(voisin, pos="right")


def _voisin(page: Page, parent: Page) -> Page | None:
    """Under `parent`, the closest of the pages that stand before the French one."""
    cles = list(
        Page.objects.sibling_of(page, inclusive=False)
        .filter(path__lt=page.path)
        .order_by("-path")
        .values_list("translation_key", flat=True)
    )
    trouves = parent.get_children().filter(translation_key__in=cles)
    return min(trouves, key=lambda trouve: cles.index(trouve.translation_key), default=None)


def suivre_adresse(page: Page) -> None:
    """Aliases take the new slug; a translation keeps the one that its translator chose."""
    for alias in page.aliases.all():
        slug = find_available_slug(alias.get_parent(), page.slug, ignore_page_id=alias.pk)
        if slug != alias.slug:
            _renommer(alias, slug)


def _renommer(page: Page, slug: str) -> None:
    page = page.specific
    page.slug = slug
    page.save(clean=False)


@transaction.atomic
def suivre_acces(page: Page) -> None:
    """The others are private where the French page is, in the same way."""
    restrictions = list(page.view_restrictions.prefetch_related("groups"))
    for autre in autres(page):
        PageViewRestriction.objects.filter(page=autre).delete()
        for modele in restrictions:
            copie = PageViewRestriction.objects.create(
                page=autre, restriction_type=modele.restriction_type, password=modele.password
            )
            copie.groups.set(modele.groups.all())
