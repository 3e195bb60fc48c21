"""The only way by which a translation reaches the public: complete, and asked for.

wagtail-localize writes into the English page as soon as a translation begins, with French where
nothing is translated yet. Here the English page stays what it is (the alias, or the last version
published) while its translation is prepared in wagtail-localize's tables; publishing replaces it
in one transaction. `installer` puts this in the place of `Translation.save_target`, through which
every screen and command of wagtail-localize goes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
)

from home.langues import faits, miroir

FACULTATIFS = {"slug"}  # without it, the page keeps the address that readers know

_d_origine = Translation.save_target


def installer() -> None:
    Translation.save_target = enregistrer


def enregistrer(traduction: Translation, user=None, publish: bool = True) -> None:
    """Same signature as the method that it replaces."""
    modele = traduction.source.specific_content_type.model_class()
    if not issubclass(modele, Page):
        _d_origine(traduction, user=user, publish=publish)
    elif publish:
        publier(traduction, user=user)
    else:
        miroir.assurer_aliases(traduction.source.get_source_instance())


def en_cours(page: Page) -> Translation | None:
    """The translation that is being worked on for this page."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()


def textes_manquants(traduction: Translation) -> list[StringSegment]:
    """What has words and is not translated; figures alone need not be."""
    segments = (
        StringSegment.objects.filter(source=traduction.source)
        .annotate_translation(traduction.target_locale)
        .filter(translation__isnull=True)
        .exclude(context__path__in=FACULTATIFS)
        .select_related("string")
        .order_by("order")
    )
    return [segment for segment in segments if any(map(str.isalpha, segment.string.data))]


def empechements(traduction: Translation) -> list[str]:
    """Why this translation may not be published yet, in the editors' words."""
    raisons = []
    if not traduction.source.get_source_instance().live:
        raisons.append(_("Publiez d’abord la page française : la traduction la suit."))
    manquants = len(textes_manquants(traduction))
    if manquants:
        raisons.append(
            ngettext(
                "Il reste %(nombre)s texte à traduire : la page n’est pas publiée en anglais.",
                "Il reste %(nombre)s textes à traduire : la page n’est pas publiée en anglais.",
                manquants,
            )
            % {"nombre": manquants}
        )
    return raisons


def publier(traduction: Translation, *, user=None) -> Page:
    """Replace what readers see by the translation; refuse (ValidationError) what is incomplete."""
    if raisons := empechements(traduction):
        raise ValidationError({"__all__": raisons})
    try:
        with transaction.atomic():
            return _publier(traduction, user)
    except ValidationError as erreur:
        _noter(traduction, erreur)
        raise


def _publier(traduction: Translation, user) -> Page:
    source, locale = traduction.source, traduction.target_locale
    francaise = source.get_source_instance()
    miroir.assurer_aliases(francaise)
    page = source.get_ephemeral_translated_instance(locale, fallback=True)
    etait_alias = page.alias_of_id is not None
    faits.copier(francaise, page)
    page.alias_of = None
    page.live, page.go_live_at = True, None
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    if etait_alias:
        Page.objects.filter(pk=page.pk).update(alias_of=None)
    revision = page.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True)
    if etait_alias:
        PageLogEntry.objects.log_action(
            instance=page,
            revision=revision,
            action="wagtail.convert_alias",
            user=user,
            data={"page": {"id": page.pk, "title": page.get_admin_display_title()}},
        )
    miroir.suivre_acces(francaise)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return page


def _noter(traduction: Translation, erreur: ValidationError) -> None:
    """Tell the translator on which text the page is refused."""
    for champ, erreurs in getattr(erreur, "error_dict", {}).items():
        for texte in StringTranslation.objects.filter(
            context__object_id=traduction.source.object_id,
            context__path=champ,
            locale=traduction.target_locale,
        ):
            texte.set_field_error(erreurs)
