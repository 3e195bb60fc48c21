"""Writes the index. Rooms call these once their change is committed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from search import registre
from search.analyse import cle_de_tri, configuration, preparer
from search.documents import Document
from search.models import IndexDocument

LOT = 200
CLE = ["objet", "locale"]
CHAMPS = [
    champ.name
    for champ in IndexDocument._meta.fields
    if champ.name not in {"id", "objet", "locale", "vecteur"} and not champ.generated
]
VECTEUR = """
UPDATE search_indexdocument SET vecteur = CASE WHEN langue = locale THEN
  setweight(to_tsvector(%(config)s::regconfig, %(titre)s), 'A')
  || setweight(to_tsvector(%(config)s::regconfig, %(resume)s), 'B')
  || setweight(to_tsvector(%(config)s::regconfig, %(corps)s), 'D')
  END
WHERE objet = %(objet)s AND locale = %(locale)s
"""


@transaction.atomic
def indexer(*documents: Document) -> None:
    """Insert or update these documents; the same document twice changes nothing."""
    lignes = [_ligne(document) for document in documents]
    IndexDocument.objects.bulk_create(
        lignes, update_conflicts=True, unique_fields=CLE, update_fields=CHAMPS
    )
    with connection.cursor() as curseur:
        curseur.executemany(VECTEUR, [_textes(document) for document in documents])


def retirer(objet: str, locale: str | None = None) -> None:
    """Forget a thing, in one language or in all."""
    documents = IndexDocument.objects.filter(objet=objet)
    if locale is not None:
        documents = documents.filter(locale=locale)
    documents.delete()


def reconstruire() -> int:
    """Write everything that rooms publish, then forget the rest; readers notice nothing."""
    vus: set[tuple[str, str]] = set()
    for lot in _lots(_publies()):
        indexer(*lot)
        vus |= {(document.objet, document.locale) for document in lot}
    perdus = [
        pk for pk, *cle in IndexDocument.objects.values_list("pk", *CLE) if tuple(cle) not in vus
    ]
    IndexDocument.objects.filter(pk__in=perdus).delete()
    return len(vus)


@dataclass
class Ecarts:
    """Keys (objet, locale) that the index lacks, has wrong, or has and should not."""

    manquants: list = field(default_factory=list)
    perimes: list = field(default_factory=list)
    orphelins: list = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.manquants or self.perimes or self.orphelins)


def verifier() -> Ecarts:
    """Compare the index with what rooms publish; changes nothing."""
    ecarts = Ecarts()
    connus = {
        (objet, locale): empreinte
        for objet, locale, empreinte in IndexDocument.objects.values_list(*CLE, "empreinte")
    }
    for document in _publies():
        cle = (document.objet, document.locale)
        empreinte = connus.pop(cle, None)
        if empreinte is None:
            ecarts.manquants.append(cle)
        elif empreinte != _empreinte(document):
            ecarts.perimes.append(cle)
    ecarts.orphelins = sorted(connus)
    return ecarts


def _publies() -> Iterator[Document]:
    for nature in registre.natures():
        yield from nature.documents()


def _lots(documents: Iterable[Document]) -> Iterator[list[Document]]:
    iterateur = iter(documents)
    while lot := list(islice(iterateur, LOT)):
        yield lot


def _ligne(document: Document) -> IndexDocument:
    champs = {nom: _simple(valeur) for nom, valeur in asdict(document).items()}
    langue = document.langue or document.locale
    if langue != document.locale:  # it is listed, and never searched: its words are elsewhere
        champs["corps"] = ""
    return IndexDocument(
        **champs | {"langue": langue},
        titre_tri=cle_de_tri(document.titre),
        empreinte=_empreinte(document),
        longueur=len(f"{document.titre} {document.resume} {document.corps}".split()),
    )


def _simple(valeur):
    if isinstance(valeur, str):
        return valeur.replace("\x00", "")
    return list(valeur) if isinstance(valeur, tuple) else valeur


def _textes(document: Document) -> dict:
    return {
        "config": configuration(document.locale),
        "objet": document.objet,
        "locale": document.locale,
        "titre": preparer(document.titre),
        "resume": preparer(" ".join([document.resume, *document.etiquettes])),
        "corps": preparer(document.corps),
    }


def _empreinte(document: Document) -> str:
    contenu = json.dumps(asdict(document), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(contenu.encode()).hexdigest()
