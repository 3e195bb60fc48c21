"""Who uses these contents: pages, actors, files, in what is stored and in what is prepared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from anyascii import anyascii
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from home.usages.models import UsageDeVersion
from home.usages.noms import Cle, noms_a_taire

MONTRES = 20
SANS_CLE = ".None."  # in a path: of a row that is not stored yet


class Version(models.TextChoices):
    """Which version of a content uses something; the most public one."""

    PUBLIEE = "publiee", _("publiée")
    ENREGISTREE = "enregistree", _("enregistrée")  # of what has no drafts: a file
    PROGRAMMEE = "programmee", _("programmée")
    BROUILLON = "brouillon", _("brouillon")


@dataclass(frozen=True)
class Usage:
    """`titre`: for who may read it (noms.py); `url`: its form, empty for who may not open it."""

    titre: str
    url: str
    version: Version
    references: list[ReferenceIndex]

    @property
    def genre(self) -> str:
        return str(self.references[0].model_name)

    @property
    def ou(self) -> str:
        """Names of the fields and blocks."""
        return ", ".join(dict.fromkeys(str(r.describe_source_field()) for r in self.references))

    @property
    def a_venir(self) -> bool:
        """Readers do not see it yet."""
        return self.version in (Version.BROUILLON, Version.PROGRAMMEE)


@dataclass
class _Source:
    """A content that cites: where, and in which versions."""

    places: dict[tuple[str, str], ReferenceIndex] = field(default_factory=dict)
    versions: set[str] = field(default_factory=set)
    titre: str = ""
    version: Version = Version.ENREGISTREE

    @property
    def rang(self) -> str:
        """É stands with E."""
        return anyascii(self.titre).lower()

    @property
    def references(self) -> list[ReferenceIndex]:
        """A row has no key in the draft that brought it: once published, it is the same place."""
        publiees = {champ for champ, chemin in self.places if SANS_CLE not in chemin}
        return [
            reference
            for (champ, chemin), reference in self.places.items()
            if SANS_CLE not in chemin or champ not in publiees
        ]

    def dater(self, live: bool | None, changements: bool) -> None:
        """What is published without changes is its latest version: the worker may be late."""
        if live is None:
            return
        if live and (Version.ENREGISTREE in self.versions or not changements):
            self.version = Version.PUBLIEE
        elif Version.PROGRAMMEE in self.versions:
            self.version = Version.PROGRAMMEE
        else:
            self.version = Version.BROUILLON


class Usages:
    """What uses these contents (of one model), themselves apart, by title: for a paginator.

    Only those that are asked for are read whole.
    """

    def __init__(self, objets: Iterable, *, par):
        self._par = par
        self._sources = _sources(list(objets))
        _nommer(self._sources, par=par)
        nommees = [cle for cle, source in self._sources.items() if source.titre]
        self._cles = sorted(nommees, key=lambda cle: (self._sources[cle].rang, cle))

    def __len__(self) -> int:
        return len(self._cles)

    def __getitem__(self, tranche: slice) -> list[Usage]:
        """One query for each kind of content, whatever the number."""
        cles = self._cles[tranche]
        objets = dict(_objets(cles))
        adresses = AdminURLFinder(self._par)
        return [
            Usage(
                source.titre,
                adresses.get_edit_url(objets[cle]) or "",
                source.version,
                source.references,
            )
            for cle, source in ((cle, self._sources[cle]) for cle in cles)
        ]


def premiers(trouves: Usages | None) -> dict | None:
    """What a confirmation shows: the `premiers`, how many `autres`, the whole `nombre`."""
    if trouves is None:
        return None
    montres = trouves[:MONTRES]
    return {"premiers": montres, "autres": len(trouves) - len(montres), "nombre": len(trouves)}


def sources(objets: Iterable) -> dict[int, set[Cle]]:
    """Key of each content (of one model) → what uses it: one query, whatever the number."""
    objets = list(objets)
    trouvees: dict[int, set[Cle]] = defaultdict(set)
    for cible, base, source, *_reste in _lignes(objets):
        if (base, source) != _cle(objets[0], cible):
            trouvees[int(cible)].add((base, source))
    return trouvees


def titres(cles: Iterable[Cle], *, par) -> list[str]:
    cles = list(cles)
    tus = noms_a_taire(cles, par=par)
    return [tus.get(cle) or str(objet) for cle, objet in _objets(cles)]


def inutilises(objets: QuerySet) -> QuerySet:
    """Of this queryset, those that nothing uses, not even a draft."""
    return objets.filter(~_enregistre(objets.model), ~_prepare(objets.model))


def utilises(objets: QuerySet) -> QuerySet:
    return objets.filter(_enregistre(objets.model) | _prepare(objets.model))


def _enregistre(modele) -> Exists:
    return Exists(
        ReferenceIndex.objects.filter(
            to_content_type=ReferenceIndex._get_base_content_type(modele),
            to_object_id=Cast(OuterRef("pk"), output_field=CharField()),
        )
    )


def _prepare(modele) -> Exists:
    return Exists(
        UsageDeVersion.objects.actuels().filter(
            genre=ReferenceIndex._get_base_content_type(modele),
            cle=Cast(OuterRef("pk"), output_field=CharField()),
        )
    )


def _cle(modele, pk) -> Cle:
    return ReferenceIndex._get_base_content_type(modele).pk, str(pk)


def _lignes(objets: list) -> Iterable[tuple]:
    """(target, base type, source, its own type, field, path, version) of each place.

    A page that only mirrors its French page is the same use.
    """
    if not objets:
        return ()
    genre, cles = _cle(objets[0], "")[0], [str(objet.pk) for objet in objets]
    miroirs = Page.objects.filter(alias_of__isnull=False).order_by()
    enregistrees = ReferenceIndex.objects.filter(to_content_type=genre, to_object_id__in=cles)
    enregistrees = enregistrees.exclude(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=miroirs.values(cle=Cast("pk", output_field=CharField())),
    )
    preparees = UsageDeVersion.objects.actuels().filter(genre=genre, cle__in=cles)
    programmee = When(
        version__approved_go_live_at__isnull=False, then=Value(Version.PROGRAMMEE.value)
    )
    return enregistrees.values_list(
        "to_object_id",
        "base_content_type",
        "object_id",
        "content_type",
        "model_path",
        "content_path",
        Value(Version.ENREGISTREE.value, output_field=CharField()),
    ).union(
        preparees.values_list(
            "cle",
            "version__base_content_type",
            "version__object_id",
            "version__content_type",
            "champ",
            "chemin",
            Case(programmee, default=Value(Version.BROUILLON.value), output_field=CharField()),
        ),
        all=True,
    )


def _sources(objets: list) -> dict[Cle, _Source]:
    """Of what uses one of these, but these themselves."""
    siennes = {_cle(objet, objet.pk) for objet in objets}
    trouvees: dict[Cle, _Source] = defaultdict(_Source)
    for _cible, base, pk, precis, champ, chemin, version in _lignes(objets):
        if (base, pk) in siennes:
            continue
        source = trouvees[base, pk]
        source.versions.add(version)
        source.places.setdefault(
            (champ, chemin),
            ReferenceIndex(
                base_content_type_id=base,
                content_type_id=precis,
                object_id=pk,
                model_path=champ,
                content_path=chemin,
            ),
        )
    return trouvees


def _nommer(sources_: dict[Cle, _Source], *, par) -> None:
    """Titles and states, as many queries for each kind whatever the number; pages, which may be
    thousands, by their columns.
    """
    page = ContentType.objects.get_for_model(Page).pk
    pages = Page.objects.filter(pk__in=[pk for genre, pk in sources_ if genre == page])
    for pk, titre, live, changements in pages.order_by().values_list(
        "pk", "draft_title", "live", "has_unpublished_changes"
    ):
        source = sources_[page, str(pk)]
        source.titre = titre
        source.dater(live, changements)
    for cle, objet in _objets(cle for cle in sources_ if cle[0] != page):
        sources_[cle].titre = str(objet)
        changements = getattr(objet, "has_unpublished_changes", False)
        sources_[cle].dater(getattr(objet, "live", None), changements)
    nommees = [cle for cle, source in sources_.items() if source.titre]
    for cle, nom in noms_a_taire(nommees, par=par).items():
        sources_[cle].titre = nom


def _objets(cles: Iterable[Cle]) -> Iterator[tuple[Cle, models.Model]]:
    """Each key with what it designates: one query for each kind."""
    par_genre = defaultdict(list)
    for genre, pk in cles:
        par_genre[genre].append(pk)
    for genre, pks in sorted(par_genre.items()):
        modele = ContentType.objects.get_for_id(genre).model_class()
        for objet in modele._base_manager.filter(pk__in=pks).order_by("pk"):
            yield (genre, str(objet.pk)), objet
