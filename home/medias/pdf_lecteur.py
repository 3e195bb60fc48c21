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
    String,
)

SORTIES = {"protege": 3, "actif": 4, "abime": 5, "gonfle": 6}
NOEUDS = 1_000  # of a list that is looked at to know whether it is empty
GONFLEMENT, SOCLE = 2, 1000**2  # a copy weighs what its source does, or little more


def _noms(*noms: str) -> frozenset[bytes]:
    return frozenset(b"/" + nom.encode() for nom in noms)


# What an action, an annotation or a file says that it is; what a dictionary holds, by its key.
SORTES = _noms(
    *("JavaScript", "Launch", "Rendition", "Movie", "Sound", "RichMedia", "RichMediaExecute"),
    *("GoToR", "GoToE", "ImportData", "SubmitForm", "EmbeddedFile", "FileAttachment"),
)
CLES = ("/JavaScript", "/OnInstantiate", "/XFA", "/EmbeddedFiles")
A_REGARDER = SORTES | _noms("JS", "EF", "Ref", "Thread", *(cle[1:] for cle in CLES))
D_EUX_MEMES = _noms("OpenAction", "AA")  # what opens, or acts, without being asked
FICHIERS = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
PAQUETS = (Name.ObjStm, Name.XRef)
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
        _oter_les_listes_vides(lu)
        if b"/ByteRange" in octets:
            _oter_les_signatures(lu)
        depliee = _ecrire(lu, ObjectStreamMode.disable)
        if any("bad_alloc" in str(dit) for dit in lu.get_warnings()):
            raise Refuse("gonfle")  # qpdf goes on without what it had no place for
    with pikepdf.open(depliee) as copie:
        jugement = _Jugement()
        for objet in (copie.trailer, *copie.objects):
            jugement.passer(objet)
        repliee = ObjectStreamMode.generate if b"/ObjStm" in octets else ObjectStreamMode.disable
        finale = _ecrire(copie, repliee)
        _refuser_si_tronquee(copie)
    with pikepdf.open(finale) as relue:
        if not len(relue.pages) == pages > 0:
            raise Refuse("abime")
        _refuser_si_tronquee(relue)
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


def _refuser_si_tronquee(copie: pikepdf.Pdf) -> None:
    """qpdf has nothing to say of what it wrote itself, unless it lacked memory."""
    if copie.get_warnings():
        raise Refuse("gonfle")


def _oter_les_listes_vides(lu: pikepdf.Pdf) -> None:
    """Of programs and of files: tools leave them behind."""
    noms = lu.Root.get("/Names")
    if isinstance(noms, Dictionary):
        for cle in ("/JavaScript", "/EmbeddedFiles"):
            if cle in noms and _est_vide(noms[cle]):
                del noms[cle]


def _est_vide(arbre) -> bool:
    a_voir, vus = [arbre], 0
    while a_voir:
        noeud, vus = a_voir.pop(), vus + 1
        if not isinstance(noeud, Dictionary) or vus > NOEUDS or len(noeud.get("/Names", ())):
            return False
        a_voir.extend(noeud.get("/Kids", ()))
    return True


def _oter_les_signatures(lu: pikepdf.Pdf) -> None:
    """The copy would make them look forged; what they show on the page stays."""
    for cle in ("/Perms", "/DSS"):
        if cle in lu.Root:
            del lu.Root[cle]
    formulaire = lu.Root.get("/AcroForm")
    if isinstance(formulaire, Dictionary) and "/SigFlags" in formulaire:
        del formulaire["/SigFlags"]
    for objet in lu.objects:
        for dedans in _dictionnaires(objet):
            signature = dedans.get("/V")
            if isinstance(signature, Dictionary) and "/ByteRange" in signature:
                del dedans["/V"]


class _Jugement:
    """Of each object, with what is written inside it: Refuse if it acts."""

    def __init__(self):
        self._suivies: set[tuple[int, int]] = set()  # that something opens: looked at once

    def passer(self, objet) -> None:
        if isinstance(objet, Name) and _ecrit(objet) in SORTES:
            raise Refuse("actif")  # another object says by it what it is
        if not isinstance(objet, Object):
            return  # a number
        if isinstance(objet, Stream) and objet.stream_dict.get("/Type") in PAQUETS:
            raise Refuse("abime")  # the copy has none: a reader that repairs would open it
        if isinstance(objet, Stream) and "/F" in objet.stream_dict:
            raise Refuse("actif")  # its data are in another file
        noms = set(_NOM.findall(_TEXTE.sub(b"", _ecrit(objet))))
        if b"/Linearized" in noms:
            raise Refuse("abime")  # the copy is not: a reader would look for its table elsewhere
        if not noms.isdisjoint(A_REGARDER) and any(map(_agit, _dictionnaires(objet))):
            raise Refuse("actif")
        if not noms.isdisjoint(D_EUX_MEMES):
            for lu in _dictionnaires(objet):
                self._ouvrir(lu)

    def _ouvrir(self, lu: Object) -> None:
        ouvre = lu.get("/OpenAction")
        if not isinstance(ouvre, Array):  # an array is a page to show
            self._suivre([ouvre])
        for evenements in _dictionnaire(lu.get("/AA")):
            self._suivre([*evenements.values()])

    def _suivre(self, a_voir: list) -> None:
        """What opens by itself may show a page; an address is for who chooses it."""
        while a_voir:
            lu = a_voir.pop()
            if isinstance(lu, Object) and lu.is_indirect:
                if lu.objgen in self._suivies:
                    continue
                self._suivies.add(lu.objgen)
            if isinstance(lu, Array):
                a_voir.extend(lu)
            for action in _dictionnaire(lu):
                if "/URI" in action or action.get("/S") == Name.URI:
                    raise Refuse("actif")
                a_voir.append(action.get("/Next"))


def _agit(lu: Object) -> bool:
    """A name says nothing where it is that of a font, of a glyph or of a destination."""
    sortes = {_ecrit(lu.get(cle)) for cle in ("/S", "/Subtype", "/Type")}
    return (
        not sortes.isdisjoint(SORTES)
        or any(cle in lu for cle in CLES)
        or isinstance(lu.get("/JS"), (String, Stream))
        or any(_est_un_fichier(lu.get(cle)) for cle in ("/EF", "/Ref"))
        or (b"/Thread" in sortes and "/F" in lu)
    )


def _est_un_fichier(lu) -> bool:
    return isinstance(lu, Dictionary) and any(cle in lu for cle in FICHIERS)


def _ecrit(objet) -> bytes:
    """As qpdf writes it, whatever its bytes."""
    if isinstance(objet, Stream):
        objet = objet.stream_dict
    return objet.unparse(resolved=True) if isinstance(objet, Object) else b""


def _dictionnaire(objet) -> Iterator[Object]:
    """Its own, if it has one: that of a stream is before its data."""
    if isinstance(objet, Stream):
        yield objet.stream_dict
    elif isinstance(objet, Dictionary):
        yield objet


def _dictionnaires(objet) -> Iterator[Object]:
    """Those that are written in it; an object of its own has its turn."""
    a_voir = [objet]
    while a_voir:
        lu = a_voir.pop()
        dedans = lu if isinstance(lu, Array) else ()
        for dictionnaire in _dictionnaire(lu):
            yield dictionnaire
            dedans = dictionnaire.values()
        a_voir.extend(un for un in dedans if isinstance(un, Object) and not un.is_indirect)


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
    except (pikepdf.PdfError, RuntimeError, KeyError, ValueError, TypeError):
        return SORTIES["abime"]
    sys.stdout.buffer.write(copie)
    return 0


if __name__ == "__main__":
    sys.exit(principal(*map(int, sys.argv[1:])))
