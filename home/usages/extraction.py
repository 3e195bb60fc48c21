"""What a version cites, read in its own text: no question to the database.

Wagtail's `ReferenceIndex` reads an object: building one from a version loads each image, page and
file of its blocks, at each autosave. Same paths as Wagtail's (a test compares both).
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex, Revision, RevisionMixin

CONTENUS = (Page, RevisionMixin, AbstractImage, AbstractDocument)  # what one may be asked about


class Citation(NamedTuple):
    genre_id: int  # content type, Page for any page
    cle: str
    champ: str
    chemin: str


def citations(version: Revision) -> set[Citation]:
    """What this version cites, without what is no content (language, owner, tag)."""
    modele = ContentType.objects.get_for_id(version.content_type_id).model_class()
    return {
        Citation(ReferenceIndex._get_base_content_type(cible).pk, cle, champ, chemin)
        for cible, cle, champ, chemin in _du_modele(modele, version.content)
        if issubclass(cible, CONTENUS)
    }


def _du_modele(modele: type[models.Model], contenu: dict) -> Iterator[tuple]:
    for champ in modele._meta.get_fields():
        valeur = contenu.get(champ.name)
        if valeur is None or _ignore(champ):
            continue
        if champ.many_to_one and not isinstance(champ, ParentalKey):
            yield champ.related_model, str(valeur), champ.name, champ.name
        elif isinstance(champ, StreamField):
            yield from _sous(champ.name, champ.name, _du_bloc(champ.stream_block, _brut(valeur)))
        elif hasattr(champ, "extract_references"):
            yield from _sous(champ.name, champ.name, champ.extract_references(valeur))
    for relation in get_all_child_relations(modele):
        nom = relation.get_accessor_name()
        for ligne in contenu.get(nom) or ():
            trouvees = _du_modele(relation.related_model, ligne)
            yield from _sous(f"{nom}.item", f"{nom}.{ligne.get('pk')}", trouvees)


def _ignore(champ) -> bool:
    cible = champ.related_model if champ.is_relation else None
    return any(getattr(o, "wagtail_reference_index_ignore", False) for o in (champ, cible))


def _brut(valeur):
    return json.loads(valeur or "[]") if isinstance(valeur, str) else valeur


def _sous(champ: str, chemin: str, trouvees) -> Iterator[tuple]:
    """The same, seen from above."""
    for cible, cle, bas, chemin_bas in trouvees:
        yield cible, cle, f"{champ}.{bas}".rstrip("."), f"{chemin}.{chemin_bas}".rstrip(".")


def _du_bloc(bloc: blocks.Block, valeur) -> Iterator[tuple]:
    if isinstance(bloc, ImageBlock):
        bloc = bloc.child_blocks["image"]
        valeur = valeur.get("image") if isinstance(valeur, dict) else valeur
    if not valeur:
        return
    if isinstance(bloc, blocks.ChooserBlock):
        yield bloc.model_class, str(valeur), "", ""
    elif isinstance(bloc, blocks.BaseStreamBlock | blocks.ListBlock | blocks.BaseStructBlock):
        for champ, chemin, enfant, suite in _enfants(bloc, valeur):
            yield from _sous(champ, chemin, _du_bloc(enfant, suite))
    elif type(bloc).extract_references is not blocks.Block.extract_references:
        # A text, a table, what another library brings: it knows its own value.
        yield from bloc.extract_references(bloc.to_python(valeur))


def _enfants(bloc, valeur) -> Iterator[tuple]:
    """(name, path, block, value) of each; a block whose kind is no more has none."""
    if isinstance(bloc, blocks.BaseStructBlock):
        yield from ((nom, nom, fils, valeur.get(nom)) for nom, fils in bloc.child_blocks.items())
        return
    for enfant in valeur:
        if isinstance(bloc, blocks.ListBlock):
            entier = isinstance(enfant, dict) and enfant.get("type") == "item"
            suite = enfant.get("value") if entier else enfant
            yield "item", (entier and enfant.get("id")) or "", bloc.child_block, suite
        elif enfant["type"] in bloc.child_blocks:
            fils = bloc.child_blocks[enfant["type"]]
            yield enfant["type"], enfant.get("id") or "", fils, enfant["value"]
