"""What hangs on a resource (themes, words, files, picks), for its own page."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from wagtail.documents import get_document_model


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


def liens_de(page) -> Liens:
    """Two queries for a page as it is stored; in a preview, what the form holds."""
    if not isinstance(page.themes_lies.all(), QuerySet):
        return _en_apercu(page)
    themes = page.themes_lies.model.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    etiquettes = page.etiquetages.model.objects.filter(content_object=OuterRef("pk"))
    fichiers = page.fichiers.model.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    choisies = page.liees.model.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    lus = (
        type(page)
        .objects.filter(pk=page.pk)
        .values(
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
                etiquettes.order_by("tag__name").values(
                    lien=JSONObject(pk="tag_id", nom="tag__name")
                )
            ),
            documents_lus=ArraySubquery(fichiers.values("document_id")),
            choisies_lues=ArraySubquery(choisies.values("ressource__translation_key")),
        )
        .get()
    )
    documents = _documents(lus["documents_lus"])
    themes = [theme | {"cle": UUID(theme["cle"])} for theme in lus["themes_lus"]]
    return Liens(themes, lus["etiquettes_lues"], documents, lus["choisies_lues"])


def _documents(pks: list[int]) -> list:
    trouves = get_document_model().objects.in_bulk(pks) if pks else {}
    return [trouves[pk] for pk in pks]


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
