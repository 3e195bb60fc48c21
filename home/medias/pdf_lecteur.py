"""Reads a PDF on its input, and writes on its output the copy that is kept: run alone, by its path.

A process of its own (home/medias/pdf.py), because what is read may want all the time and all the
memory there is, or break the library: it has limits, and takes nobody along. The copy is what qpdf
writes of the objects that it has read, so that every reader sees what was judged here: what hides
between objects, or after the end, is not in it. Exit: SORTIES.
"""

import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Stream,
    StreamDecodeLevel,
)

SORTIES = {"protege": 3, "actif": 4, "abime": 5, "gonfle": 6}
GONFLEMENT, SOCLE = 2, 1000**2  # a copy weighs what its source does, or little more
ACTIFS = frozenset(
    b"/" + nom.encode()
    for nom in (
        *("JavaScript", "JS", "OnInstantiate", "Launch", "Rendition", "Movie", "Sound"),
        *("RichMedia", "RichMediaExecute", "GoToR", "GoToE", "ImportData", "SubmitForm", "XFA"),
        *("EF", "EmbeddedFile", "EmbeddedFiles", "FileAttachment"),
    )
)
PAQUETS = (Name.ObjStm, Name.XRef)
D_EUX_MEMES = ("/OpenAction", "/AA")  # what opens, or acts, without being asked
_TEXTE = re.compile(rb"\((?:[^\\()]|\\.)*+\)", re.DOTALL)  # as qpdf writes them, no other
_NOM = re.compile(rb"/[^\s/<>()\[\]]+")


class Refuse(Exception):
    """Its reason is a key of SORTIES."""


def copier(octets: bytes) -> bytes:
    """The copy; Refuse when it does something, or cannot be read whole."""
    with pikepdf.open(BytesIO(octets), suppress_warnings=True) as lu:
        if lu.is_encrypted:
            raise Refuse("protege")
        pages = len(lu.pages)
        _oter_ce_qui_ne_sert_plus(lu)
        depliee = _ecrire(lu, ObjectStreamMode.disable)
    with pikepdf.open(depliee) as copie:
        suivies: set[tuple[int, int]] = set()
        for objet in (copie.trailer, *copie.objects):
            _juger(objet, suivies)
        repliee = ObjectStreamMode.generate if b"/ObjStm" in octets else ObjectStreamMode.disable
        finale = _ecrire(copie, repliee)
    with pikepdf.open(finale) as relue:
        if not len(relue.pages) == pages > 0:
            raise Refuse("abime")
    if finale.tell() > GONFLEMENT * len(octets) + SOCLE:
        raise Refuse("gonfle")
    return finale.getvalue()


def _ecrire(lu: pikepdf.Pdf, paquets: ObjectStreamMode) -> BytesIO:
    """What is in the streams of pages and images stays as it was; the same file gives the same."""
    sortie = BytesIO()
    lu.trailer["/Size"] = len(lu.objects) + 1  # qpdf mends it, and does not add it
    lu.save(
        sortie,
        object_stream_mode=paquets,
        stream_decode_level=StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return sortie


def _oter_ce_qui_ne_sert_plus(lu: pikepdf.Pdf) -> None:
    """Empty lists of programs and files; signatures, that the copy would make look forged."""
    noms = lu.Root.get("/Names")
    if isinstance(noms, Dictionary):
        for cle in ("/JavaScript", "/EmbeddedFiles"):
            arbre = noms.get(cle)
            if isinstance(arbre, Dictionary) and not arbre.get("/Names") and "/Kids" not in arbre:
                del noms[cle]
    if "/Perms" in lu.Root:
        del lu.Root["/Perms"]
    formulaire = lu.Root.get("/AcroForm")
    if isinstance(formulaire, Dictionary) and "/SigFlags" in formulaire:
        del formulaire["/SigFlags"]
        for objet in lu.objects:
            if isinstance(objet, Dictionary) and _est_une_signature(objet.get("/V")):
                del objet["/V"]


def _est_une_signature(valeur) -> bool:
    return isinstance(valeur, Dictionary) and "/ByteRange" in valeur


def _juger(objet: Object, suivies: set[tuple[int, int]]) -> None:
    """One object, with what is written inside it; those that it names are judged in their turn.

    `suivies`: actions that something opens, looked at once for the whole file.
    """
    if isinstance(objet, Stream):
        objet = objet.stream_dict
        if objet.get("/Type") in PAQUETS:
            raise Refuse("abime")  # the copy has none: a reader that repairs would open it
    if not isinstance(objet, Object):
        return  # a number
    noms = set(_NOM.findall(_TEXTE.sub(b"", objet.unparse(resolved=True))))
    if not ACTIFS.isdisjoint(noms):
        raise Refuse("actif")
    if b"/OpenAction" in noms or b"/AA" in noms:
        _juger_ce_qui_s_ouvre(objet, suivies)


def _juger_ce_qui_s_ouvre(objet: Object, suivies: set[tuple[int, int]]) -> None:
    a_voir = [objet]
    while a_voir:
        lu = a_voir.pop()
        if isinstance(lu, Dictionary):
            if any(_mene_ailleurs(lu.get(cle), suivies) for cle in D_EUX_MEMES):
                raise Refuse("actif")
            a_voir.extend(_directs(lu.values()))
        elif isinstance(lu, Array):
            a_voir.extend(_directs(lu))


def _directs(valeurs) -> Iterator[Object]:
    return (une for une in valeurs if isinstance(une, Object) and not une.is_indirect)


def _mene_ailleurs(lance, suivies: set[tuple[int, int]]) -> bool:
    """What opens by itself may show a page of the file; an address is for who chooses it."""
    return any(
        "/URI" in action or action.get("/S") == Name.URI for action in _actions(lance, suivies)
    )


def _actions(lance, suivies: set[tuple[int, int]]) -> Iterator[Dictionary]:
    """The action, those of each event, and those that follow. An array is a page to show."""
    a_voir = [lance]
    while a_voir:
        lu = a_voir.pop()
        if not isinstance(lu, Dictionary) or (lu.is_indirect and lu.objgen in suivies):
            continue
        suivies.add(lu.objgen)  # (0, 0) when it is written inside another
        yield lu
        suite = lu.get("/Next")
        a_voir.extend(suite if isinstance(suite, Array) else [suite])
        if "/S" not in lu:
            a_voir.extend(lu.values())


def principal(secondes: int, octets: int) -> int:
    """`secondes` of processor; `octets` of memory, the interpreter's included."""
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))
    try:
        copie = copier(sys.stdin.buffer.read())
    except Refuse as refus:
        return SORTIES[str(refus)]
    except pikepdf.PasswordError:
        return SORTIES["protege"]
    except (pikepdf.PdfError, KeyError, ValueError, TypeError):
        return SORTIES["abime"]
    sys.stdout.buffer.write(copie)
    return 0


if __name__ == "__main__":
    sys.exit(principal(*map(int, sys.argv[1:])))
