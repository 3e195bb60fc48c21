"""The objects of a PDF, as its readers find them: wherever the file says, be it in a comment.

A word of a text, of a comment or of the data of a stream is none; « 7 0 obj » written there may be
one, and is read too. `jetons`, flat: names (b"/JavaScript", however spelt), b"<<", b"[", b">>",
b"]", keywords and numbers as they are, b"(" for any text, and an int for a reference.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from home.medias.limites import FichierRefuse

EFFORT_MAX = 100_000_000  # of a file that holds millions of objects, or whose objects overlap
PAR_OBJET, PAR_JETON = 60, 20
_BLANCS = rb"[\x00\t\n\x0b\f\r ]"
_REGULIER = rb"[^\x00\t\n\x0b\f\r ()<>\[\]{}/%]"
_JETON = re.compile(
    rb"(?P<vide>(?:%(b)b++|%%[^\r\n]*+)++)"
    rb"|(?P<nom>/%(r)b*+)"
    rb"|(?P<mot>%(r)b++)"
    rb"|(?P<ouvre><<|\[)|(?P<ferme>>>|\])"
    rb"|(?P<texte>\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\x00\t\n\f\r ]*+>?)"
    rb"|(?P<long>\()"
    rb"|(?P<autre>.)" % {b"b": _BLANCS, b"r": _REGULIER},
    re.S,
)
_ANCRE = re.compile(rb"(?<!end)obj|trailer")
_NUMERO = re.compile(rb"(\d{1,10})%(b)b+\d{1,5}%(b)b*$" % {b"b": _BLANCS})
_DIESE = re.compile(rb"[a-z]{0,5}#[0-9A-Fa-f]{2}")
# « ob#6a »: some reader takes it for « obj », no tool writes it
_ANCRE_DEGUISEE = re.compile(rb"(?:o|#6f)(?:b|#62)#6a|(?:o|#6f)#62j|#6fbj", re.IGNORECASE)
_FLUX = re.compile(rb"stream[\x00\t\x0b\f ]*+(?:\r\n|\n|\r)?")
_PARENTHESE = re.compile(rb"\\.|[()]", re.S)
_TETE = re.compile(rb"(?:%b*+\d{1,10}+(?!%b))*+" % (_BLANCS, _REGULIER))
_VIDE = re.compile(rb"(?:%b++|%%[^\r\n]*+)*+" % _BLANCS)
_CHIFFRES = re.compile(rb"\d+")
_LIGNE = re.compile(rb"[\r\n]")
TRAILER, FENETRE = -1, 64
_PAIRES = {b"<<": b">>", b"[": b"]"}
PAR_PARENTHESE = 4
_ENTIER = re.compile(rb"[+-]?\d+")
_NUMEROTEE = re.compile(rb"#([0-9A-Fa-f]{2})")


class Objet(NamedTuple):
    numero: int | None  # None: not read for sure; TRAILER
    jetons: list
    flux: int  # where its data begin; 0 without


class Lecture:
    """Of a file and of its packets: true ones take a small part of the effort."""

    def __init__(self):
        self._reste = EFFORT_MAX

    def du_fichier(self, octets: bytes) -> Iterator[Objet]:
        """Its trailers too."""
        if _ANCRE_DEGUISEE.search(octets):
            raise FichierRefuse(abime())
        for ancre in _ANCRE.finditer(octets):
            jetons, fin = self._lire(octets, ancre.end())
            if _DIESE.match(octets, fin):
                raise FichierRefuse(abime())
            flux = _FLUX.match(octets, fin)
            yield Objet(_numero(octets, ancre), jetons, flux.end() if flux else 0)

    def du_paquet(self, octets: bytes, premier: int, nombre: int) -> Iterator[Objet]:
        """What an object stream holds: where its head says, and one after the other, for not all
        readers look at the same. A head that does not name its `nombre` objects in plain figures
        is no tool's.
        """
        tete = _TETE.match(octets)
        nombres, position, fins = [*map(int, _CHIFFRES.findall(tete[0]))], tete.end(), {}
        for numero, ou in zip(nombres[::2], nombres[1::2], strict=False):
            jetons, fins[premier + ou] = self._lire(octets, premier + ou)
            yield Objet(numero, jetons, 0)
        while position < len(octets):
            debut = _VIDE.match(octets, position).end()
            if debut in fins:
                position = max(fins[debut], debut + 1)
                continue
            jetons, position = self._lire(octets, debut)
            yield Objet(None, jetons, 0)
        if len(nombres) < 2 * nombre:
            raise FichierRefuse(abime())

    def _lire(self, octets: bytes, debut: int) -> tuple[list, int]:
        """One object, and where what follows it begins: as far as the file goes, for one that is
        never closed. All that is looked at is counted.
        """
        if debut > len(octets):
            raise FichierRefuse(abime())
        jetons, attendus, position = [], [], debut
        while trouve := _JETON.match(octets, position):
            genre, position = trouve.lastgroup, trouve.end()
            if genre == "vide":
                continue
            if attendus and (genre == "mot" and b"#" in trouve[0] or trouve[0] == b"<"):
                raise FichierRefuse(abime())  # readers do not agree on what it is
            if genre == "long":
                apres = _apres_texte(octets, position)
                self._reste -= PAR_PARENTHESE * (apres - position)
                position = apres
            _ajouter(jetons, genre, trouve[0])
            if genre == "ouvre":
                attendus.append(_PAIRES[trouve[0]])
            elif attendus and trouve[0] == attendus[-1]:
                attendus.pop()  # one that closes something else closes nothing
            if len(jetons) * PAR_JETON > self._reste:
                break
            if not attendus and not _peut_etre_une_reference(jetons):
                break
        fin = _VIDE.match(octets, position).end()
        self._reste -= PAR_OBJET + fin - debut + len(jetons) * PAR_JETON
        if self._reste < 0:
            raise FichierRefuse(abime())
        return jetons, fin


def valeurs(jetons: list, cle: bytes) -> Iterator[list]:
    """What follows each of these keys, whatever its depth."""
    for debut, jeton in enumerate(jetons, 1):
        if jeton == cle:
            yield _un_tout(jetons, debut)


def _un_tout(jetons: list, debut: int) -> list:
    attendus = []
    for rang in range(debut, len(jetons)):
        if jetons[rang] in _PAIRES:
            attendus.append(_PAIRES[jetons[rang]])
        elif attendus and jetons[rang] == attendus[-1]:
            attendus.pop()
        if not attendus:
            return jetons[debut : rang + 1]
    return jetons[debut:]


def abime() -> str:
    return _(
        "Ce fichier n’est pas un PDF entier\u00a0: exportez-le de nouveau en PDF depuis votre "
        "logiciel."
    )


def _numero(octets: bytes, ancre: re.Match) -> int | None:
    """None where a comment may stand before it, on its line: another may be the true one."""
    if ancre[0] == b"trailer":
        return TRAILER
    debut = max(ancre.start() - FENETRE, 0)
    avant = octets[debut : ancre.start()]
    lu = _NUMERO.search(avant)
    if lu is None:
        return None
    lignes = [ligne.end() for ligne in _LIGNE.finditer(avant, 0, lu.start())]
    ligne = lignes[-1] if lignes else 0
    sure = (lignes or debut == 0) and b"%" not in avant[ligne:]
    return int(lu[1]) if sure else None


def _ajouter(jetons: list, genre: str, lu: bytes) -> None:
    """« 7 0 R » is one, whatever stands between."""
    if lu == b"R" and _sont_des_chiffres(jetons[-2:]) and len(jetons) > 1:
        jetons[-2:] = [int(jetons[-2].lstrip(b"+-")[-10:])]
    elif genre == "nom":
        nom = _NUMEROTEE.sub(lambda n: bytes([int(n[1], 16)]), lu) if b"#" in lu else lu
        jetons.append(nom)
    else:
        jetons.append(b"(" if genre in ("texte", "long") else lu)


def _peut_etre_une_reference(jetons: list) -> bool:
    return len(jetons) < 3 and _sont_des_chiffres(jetons)


def _sont_des_chiffres(jetons: list) -> bool:
    """Signed too: readers take « +7 0 R »."""
    return all(isinstance(jeton, bytes) and _ENTIER.fullmatch(jeton) for jeton in jetons)


def _apres_texte(octets: bytes, position: int) -> int:
    """Of a text that holds parentheses."""
    profondeur = 1
    for signe in _PARENTHESE.finditer(octets, position):
        profondeur += {b"(": 1, b")": -1}.get(signe[0], 0)
        if not profondeur:
            return signe.end()
    return len(octets)
