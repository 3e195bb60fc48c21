"""Where images and documents are used: what is published, and what is being prepared."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex, Revision

from home.medias.models import UsageDeVersion
from home.models.medias import SiteDocument, SiteImage

MODELES = (SiteImage, SiteDocument)


def inutilises(medias):
    """Of this queryset, those that nothing shows, not even a draft."""
    return medias.filter(~_publie(medias.model), ~_en_preparation(medias.model))


def utilises(medias):
    return medias.filter(_publie(medias.model) | _en_preparation(medias.model))


def _publie(modele) -> Exists:
    return Exists(
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(modele),
            to_object_id=Cast(OuterRef("pk"), output_field=CharField()),
        )
    )


def _en_preparation(modele) -> Exists:
    return Exists(
        UsageDeVersion.objects.filter(
            genre=ContentType.objects.get_for_model(modele), media=OuterRef("pk")
        )
    )


def sources(medias: Iterable) -> dict[int, set[tuple[int, str]]]:
    """Key of each media → (content type, key) of what uses it; two queries, whatever the number.

    A page that only mirrors its French page is the same use.
    """
    medias = list(medias)
    trouvees: dict[int, set] = defaultdict(set)
    if medias:
        for pk, *cible in (*_publies_dans(medias), *_prepares_dans(medias)):
            trouvees[int(pk)].add(tuple(cible))
    return trouvees


def detail(media) -> list[dict]:
    """[{objet, en_ligne, en_preparation}] of what uses it, by name."""
    publies = {(genre, pk) for _media, genre, pk in _publies_dans([media])}
    prepares = {(genre, pk) for _media, genre, pk in _prepares_dans([media])}
    lignes = [
        {"objet": objet, "en_ligne": cle in publies, "en_preparation": cle in prepares}
        for cle, objet in _objets(publies | prepares)
    ]
    return sorted(lignes, key=lambda ligne: str(ligne["objet"]))


def _publies_dans(medias: list):
    miroirs = Page.objects.filter(alias_of__isnull=False)
    return (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(medias[0]),
            to_object_id__in=[str(media.pk) for media in medias],
        )
        .exclude(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=miroirs.values(cle=Cast("pk", output_field=CharField())),
        )
        .values_list("to_object_id", "base_content_type", "object_id")
    )


def _prepares_dans(medias: list):
    return UsageDeVersion.objects.filter(
        genre=ContentType.objects.get_for_model(medias[0]), media__in=[m.pk for m in medias]
    ).values_list("media", "version__base_content_type", "version__object_id")


def _objets(cibles: Iterable[tuple[int, str]]) -> list[tuple]:
    """Each key with what it designates: one query for each kind."""
    par_genre = defaultdict(list)
    for genre, pk in cibles:
        par_genre[genre].append(pk)
    objets = []
    for genre, pks in sorted(par_genre.items()):
        modele = ContentType.objects.get_for_id(genre).model_class()
        trouves = modele._base_manager.filter(pk__in=pks).order_by("pk")
        objets += [((genre, str(objet.pk)), objet) for objet in trouves]
    return objets


def titres(cibles: Iterable[tuple[int, str]]) -> list[str]:
    return [str(objet) for _cle, objet in _objets(cibles)]


def relever(version: Revision) -> None:
    """Write what this version uses, and forget the versions that it replaces."""
    genres = {modele: ContentType.objects.get_for_model(modele) for modele in MODELES}
    par_pk = {genre.pk: genre for genre in genres.values()}
    # The object that has just been written stands on its version: reading it again costs queries.
    cle = Revision._meta.get_field("content_object")
    objet = version.content_object if cle.is_cached(version) else version.as_object()
    cites = {
        (par_pk[genre], int(pk))
        for genre, pk, *_chemins in ReferenceIndex._extract_references_from_object(objet)
        if genre in par_pk
    }
    UsageDeVersion.objects.filter(
        version__base_content_type=version.base_content_type_id,
        version__object_id=version.object_id,
        version__approved_go_live_at=None,
        version__pk__lte=version.pk,
    ).delete()
    UsageDeVersion.objects.filter(version=version).delete()
    UsageDeVersion.objects.bulk_create(
        UsageDeVersion(version=version, genre=genre, media=pk) for genre, pk in cites
    )


def _version_enregistree(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    if not raw and (update_fields is None or "content" in update_fields):
        relever(instance)


def brancher() -> None:
    """A technical cache (style.md, 3): it decides nothing."""
    post_save.connect(_version_enregistree, sender=Revision)
