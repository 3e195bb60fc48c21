"""What hangs on a resource (themes, words, files, picks), for its own page."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from wagtail.documents import get_document_model

from home.blocks import fichiers
from home.blocks.liens import documents_a_telecharger


@dataclass(frozen=True)
class Liens:
    """In the editor's order. `themes`: dicts {pk, cle, accent, pictogramme}, the main one first;
    `etiquettes`: dicts {pk, nom}; `choisies`: translation keys of the resources to read with it.
    """

    themes: list[dict]
    etiquettes: list[dict]
    documents: list
    choisies: list[UUID]

    @property
    def cles_des_themes(self) -> list[UUID]:
        return [theme["cle"] for theme in self.themes]


def avec_liens(ressources: QuerySet) -> QuerySet:
    """Each with what hangs on it, as arrays, so that its page is read in one query."""

    def lignes(relation: str, cle: str = "page"):
        modele = ressources.model._meta.get_field(relation).related_model
        return modele.objects.filter(**{cle: OuterRef("pk")})

    themes = lignes("themes_lies").order_by("sort_order")
    etiquettes = lignes("etiquetages", "content_object").order_by("tag__name")
    return ressources.annotate(
        themes_lus=ArraySubquery(
            themes.values(
                lien=JSONObject(
                    pk="theme_id",
                    cle="theme__translation_key",
                    accent="theme__accent",
                    pictogramme="theme__pictogramme",
                )
            )
        ),
        etiquettes_lues=ArraySubquery(
            etiquettes.values(lien=JSONObject(pk="tag_id", nom="tag__name"))
        ),
        documents_lus=ArraySubquery(
            lignes("fichiers").order_by("sort_order").values("document_id")
        ),
        choisies_lues=ArraySubquery(
            lignes("liees").order_by("sort_order").values("ressource__translation_key")
        ),
    )


def liens_de(page) -> Liens:
    """One query at most for a page as it is stored; in a preview, what the form holds."""
    if not isinstance(page.themes_lies.all(), QuerySet):
        return _en_apercu(page)
    lue = page if hasattr(page, "themes_lus") else avec_liens(type(page).objects).get(pk=page.pk)
    themes = [theme | {"cle": UUID(theme["cle"])} for theme in lue.themes_lus]
    documents = _documents(lue.documents_lus, documents_a_telecharger(page.body))
    fichiers.precharger(documents)
    return Liens(themes, lue.etiquettes_lues, documents, lue.choisies_lues)


def _documents(pks: list[int], connus: dict) -> list:
    """`connus`: those that the body has read already."""
    autres = [pk for pk in pks if pk not in connus]
    trouves = get_document_model().objects.in_bulk(autres) if autres else {}
    return [(connus | trouves)[pk] for pk in pks]


def _en_apercu(page) -> Liens:
    themes = [lien.theme for lien in page.themes_lies.all()]
    return Liens(
        themes=[
            {
                "pk": theme.pk,
                "cle": theme.translation_key,
                "accent": theme.accent,
                "pictogramme": theme.pictogramme,
            }
            for theme in themes
        ],
        etiquettes=[{"pk": tag.pk, "nom": tag.name} for tag in page.tags.all()],
        documents=[fichier.document for fichier in page.fichiers.all()],
        choisies=[lien.ressource.translation_key for lien in page.liees.all()],
    )
