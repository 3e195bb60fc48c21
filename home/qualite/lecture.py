"""What a content holds to read and to follow: its fields and blocks, walked without any rule.

Links are read in the fields themselves, so that a room which adds one has nothing to declare; but
for those of child rows (`suivre`): a row may as well be something that readers never open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from home.blocks.publication import lieu_du_bloc
from home.blocks.texte import texte
from home.texte_riche import rendre
from home.texte_riche.modele import TexteRicheTextField
from home.textes import texte_brut

PAGE, DOCUMENT, IMAGE, ADRESSE = "page", "document", "image", "adresse"
_LIEN = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)


# Model → (child relation, foreign key, name of one row) of what readers open. Rooms fill it.
_LIGNES: dict[type, list[tuple[str, str, str]]] = {}


def suivre(modele: type, relation: str, cle: str, nom: str) -> None:
    """Each row of this relation is a link to the document that `cle` names (AppConfig.ready)."""
    _LIGNES.setdefault(modele, []).append((relation, cle, nom))


def relations_suivies(modele: type) -> list[str]:
    """To prefetch when many contents are read."""
    return [relation for relation, _cle, _nom in _LIGNES.get(modele, ())]


@dataclass(frozen=True)
class Lieu:
    """A field, or a block of it: as the editor reads it, and as Wagtail's form finds it."""

    champ: str
    nom: str = ""  # « Bloc 3 (Texte) »; empty: the field itself
    chemin: str = ""


@dataclass(frozen=True)
class Lien:
    """`cible`: a key (page, document, image) or an address as it was written."""

    lieu: Lieu
    genre: str
    cible: str
    texte: str = ""  # the words that carry it; empty: what a block has chosen


@dataclass(frozen=True)
class Feuille:
    """A block without blocks, with its value."""

    lieu: Lieu
    bloc: blocks.Block
    valeur: object


class Lecture:
    """One content, walked once."""

    def __init__(self, objet):
        self.objet = objet

    def _champs(self, genre: type) -> list[models.Field]:
        return [c for c in self.objet._meta.concrete_fields if isinstance(c, genre)]

    @cached_property
    def corps(self) -> dict[str, object]:
        """Name → value of each field made of blocks."""
        noms = [champ.name for champ in self._champs(StreamField)]
        return {nom: getattr(self.objet, nom) or () for nom in noms}

    @cached_property
    def feuilles(self) -> list[Feuille]:
        return [
            Feuille(Lieu(nom, lieu_du_bloc(rang, bloc), f"{nom}.{chemin}"), feuille, valeur)
            for nom, corps in self.corps.items()
            for rang, bloc in enumerate(corps, start=1)
            for feuille, valeur, chemin in _feuilles(bloc.block, bloc.value, bloc.id or "")
        ]

    @cached_property
    def textes_riches(self) -> list[tuple[Lieu, str]]:
        """Place and source of each rich text."""
        champs = [
            (Lieu(champ.name, chemin=champ.name), getattr(self.objet, champ.name) or "")
            for champ in self._champs(RichTextField)
        ]
        champs += [
            (Lieu(champ.name, chemin=champ.name), str(rendre(getattr(self.objet, champ.name))))
            for champ in self._champs(TexteRicheTextField)
        ]
        return champs + [
            (feuille.lieu, str(feuille.valeur.source))
            for feuille in self.feuilles
            if isinstance(feuille.bloc, blocks.RichTextBlock) and feuille.valeur
        ]

    @cached_property
    def liens(self) -> list[Lien]:
        return [
            *(lien for lieu, html in self.textes_riches for lien in _liens_du_texte(lieu, html)),
            *(lien for feuille in self.feuilles for lien in _liens_de_la_feuille(feuille)),
            *(
                Lien(Lieu(champ.name, chemin=champ.name), ADRESSE, adresse)
                for champ in self._champs(models.URLField)
                if (adresse := getattr(self.objet, champ.name))
            ),
            *self._liens_des_lignes(),
        ]

    def _liens_des_lignes(self) -> Iterator[Lien]:
        """`lignes_prevues`: those that stand in a form, before they are the content's own."""
        prevues = getattr(self.objet, "lignes_prevues", {})
        for relation, cle, nom in _LIGNES.get(type(self.objet), ()):
            lignes = (
                prevues[relation] if relation in prevues else getattr(self.objet, relation).all()
            )
            for rang, ligne in enumerate(lignes, start=1):
                if document := getattr(ligne, f"{cle}_id"):
                    chemin = f"{relation}.{ligne.pk}.{cle}" if ligne.pk else relation
                    lieu = Lieu(relation, f"{nom} {rang}", chemin)
                    yield Lien(lieu, DOCUMENT, str(document))

    @cached_property
    def texte(self) -> str:
        """Every word of it, but its title and its summary."""
        champs = [getattr(self.objet, champ.name) for champ in self._champs(RichTextField)]
        champs += [rendre(getattr(self.objet, c.name)) for c in self._champs(TexteRicheTextField)]
        lus = [texte_brut(champ) for champ in champs if champ]
        return " ".join([*lus, *(texte(corps) for corps in self.corps.values() if corps)])


def _feuilles(bloc, valeur, chemin: str) -> Iterator[tuple[blocks.Block, object, str]]:
    """(block, value, content path) of what stands at the ends, paths as Wagtail writes them."""
    for fils, valeur_du_fils, pas in _enfants(bloc, valeur):
        yield from _feuilles(fils, valeur_du_fils, f"{chemin}.{pas}")
    if not _contient(bloc):
        yield bloc, valeur, chemin


def _contient(bloc) -> bool:
    contenants = (blocks.StreamBlock, blocks.ListBlock, blocks.StructBlock, TypedTableBlock)
    return isinstance(bloc, contenants) and not isinstance(bloc, ImageBlock)


def _enfants(bloc, valeur) -> Iterator[tuple[blocks.Block, object, str]]:
    if not valeur or not _contient(bloc):
        return
    if isinstance(bloc, blocks.StreamBlock):
        yield from ((enfant.block, enfant.value, enfant.id) for enfant in valeur)
    elif isinstance(bloc, blocks.ListBlock):
        yield from ((enfant.block, enfant.value, enfant.id) for enfant in valeur.bound_blocks)
    elif isinstance(bloc, TypedTableBlock):
        for rang, rangee in enumerate(valeur.row_data):
            for colonne, case in enumerate(rangee["values"]):
                pas = f"rows.{rang}.values.{colonne}"
                yield valeur.columns[colonne]["block"], case, pas
    else:
        yield from ((fils, valeur.get(nom), nom) for nom, fils in bloc.child_blocks.items())


def _liens_du_texte(lieu: Lieu, html: str) -> Iterator[Lien]:
    for ouverture, contenu in _LIEN.findall(html):
        attributs = extract_attrs(ouverture)
        genre = attributs.get("linktype")
        if genre in (PAGE, DOCUMENT):
            yield Lien(lieu, genre, attributs.get("id", ""), texte_brut(contenu))
        elif "href" in attributs:
            yield Lien(lieu, ADRESSE, attributs["href"].strip(), texte_brut(contenu))


def _liens_de_la_feuille(feuille: Feuille) -> Iterator[Lien]:
    """What a block has chosen, and the address that it holds."""
    if isinstance(feuille.bloc, blocks.RichTextBlock):
        return
    if isinstance(feuille.bloc, blocks.URLBlock):
        if feuille.valeur:
            yield Lien(feuille.lieu, ADRESSE, str(feuille.valeur))
        return
    genres = {get_document_model(): DOCUMENT, get_image_model(): IMAGE}
    for modele, pk, *_chemins in feuille.bloc.extract_references(feuille.valeur):
        genre = PAGE if issubclass(modele, Page) else genres.get(modele)
        if genre:
            yield Lien(feuille.lieu, genre, str(pk))
