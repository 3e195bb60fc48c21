"""A PDF that comes in: it shows pages; it runs nothing, opens nothing, carries no other file.

Its objects are judged (pdf_objets), those of its object streams too, which must be as tools write
them. A link that one chooses to follow is a link; what opens by itself may only show a page.
"""

import re
import zipfile
import zlib
from bisect import bisect
from collections.abc import Iterator

from django.utils.translation import gettext as _

from home.medias import archives
from home.medias.limites import FichierRefuse
from home.medias.pdf_objets import Lecture, Objet, abime, valeurs

ACTIFS = frozenset(
    b"/" + nom.encode()
    for nom in (
        *("JavaScript", "JS", "OnInstantiate", "Launch", "Rendition", "Movie", "Sound"),
        *("RichMedia", "RichMediaExecute", "GoToR", "GoToE", "ImportData", "SubmitForm", "XFA"),
        *("EF", "EmbeddedFile", "EmbeddedFiles", "FileAttachment"),
    )
)
D_EUX_MEMES = (b"/OpenAction", b"/AA")  # what opens, or acts, without being asked
PAQUETS_MAX = 10_000  # object streams: tools put a hundred objects in each
DETENDUS_MAX = 50 * 1000**2
MORCEAU = 1000**2
RELECTURES_MAX = 10_000_000  # tokens read again for each key that leads somewhere
SEULS_FILTRES = ([[b"/FlateDecode"]], [[b"[", b"/FlateDecode", b"]"]])
CLES_D_UN_PAQUET = (b"/N", b"/First", b"/Length", b"/Filter", b"/DecodeParms")  # once each
SANS_PARAMETRES = ([], [b"null"], [b"[", b"null", b"]"], [b"<<", b">>"])
BLANCS = b"\x00\t\n\f\r "
_BLANC = rb"[\x00\t\n\f\r ]"
_SUITE = re.compile(rb"(?:%(b)b|%%[^\r\n]*+)*+(?:\d++%(b)b++\d++%(b)b++obj|xref)" % {b"b": _BLANC})
_FIN_DE_SUITE = re.compile(rb"startxref%(b)b+\d+%(b)b*$" % {b"b": _BLANC})


def controler(contenu) -> None:
    """FichierRefuse says what is wrong with it."""
    contenu.seek(0)
    octets = contenu.read()
    if not octets.startswith(b"%PDF-") or b"%%EOF" not in octets:
        raise FichierRefuse(abime())
    lecture, actes, paquets, donnees = Lecture(), _Actes(), [], []
    for objet in lecture.du_fichier(octets):
        actes.noter(objet)
        if not objet.flux:
            continue
        if not donnees or objet.flux >= donnees[-1][1]:
            fin = octets.find(b"endstream", objet.flux)
            donnees.append((objet.flux, fin if fin >= 0 else len(octets)))
        if _est_un_paquet(objet.jetons):
            paquets.append(objet)
    if actes.chiffre:
        raise FichierRefuse(
            _(
                "Ce PDF est protégé (par un mot de passe, ou contre la copie), et le portail ne "
                "peut pas vérifier ce qu’il contient\u00a0: donnez-en une copie sans protection."
            )
        )
    _refuser_ce_qui_suit(octets, donnees)
    _refuser_une_archive(contenu)
    if len(paquets) > PAQUETS_MAX:
        raise FichierRefuse(abime())
    reste = DETENDUS_MAX
    for paquet in paquets:
        detendu = _detendu(octets, paquet, reste)
        reste -= len(detendu)
        premier, nombre = (_entier(paquet.jetons, cle) for cle in (b"/First", b"/N"))
        for objet in lecture.du_paquet(detendu, premier, nombre):
            actes.noter(objet)
    actes.conclure()


class _Actes:
    """What the objects do; a reference is followed once all are known."""

    def __init__(self):
        self.chiffre = False
        self._relectures = RELECTURES_MAX
        self._lances: set[int] = set()
        self._menent: set[int | None] = set()  # numbers of those that lead to an address
        self._suites: dict[int | None, set[int]] = {}
        self._tableaux: dict[int | None, set[int]] = {}  # an array of its own: what it holds
        self._apres: set[int] = set()  # that some /Next names

    def noter(self, objet: Objet) -> None:
        noms = set(objet.jetons)
        if not ACTIFS.isdisjoint(noms):
            raise FichierRefuse(_agit())
        suites = objet.jetons.count(b"/Next")
        lances = sum(map(objet.jetons.count, D_EUX_MEMES))
        self._relectures -= (suites + lances + suites * lances) * len(objet.jetons)
        if self._relectures < 0:
            raise FichierRefuse(abime())
        self.chiffre = self.chiffre or b"/Encrypt" in noms
        for cle in D_EUX_MEMES:
            for lance in valeurs(objet.jetons, cle) if cle in noms else ():
                if b"/URI" in lance:
                    raise FichierRefuse(_agit())
                self._lances |= _designes(lance)
        suivants = _suivants(objet.jetons)
        self._apres |= suivants
        if objet.jetons[:1] == [b"["]:
            tous = {jeton for jeton in objet.jetons if isinstance(jeton, int)}
            self._tableaux.setdefault(objet.numero, set()).update(tous)
        if b"/URI" in noms:
            self._menent.add(objet.numero)
        if designes := _designes_hors_tableaux(objet.jetons) | suivants:
            self._suites.setdefault(objet.numero, set()).update(designes)

    def conclure(self) -> None:
        """What has no sure number may be any of those that are named."""
        vus, a_voir = set(), self._lances | {None} if self._lances else set()
        while a_voir:
            numero = a_voir.pop()
            vus.add(numero)
            if numero in self._menent:
                raise FichierRefuse(_agit())
            suites = self._suites.get(numero, set())
            if numero in self._apres or numero is None:
                suites = suites | self._tableaux.get(numero, set())
            a_voir |= suites - vus


def _designes(jetons: list) -> set[int]:
    """Numbers of the objects that this one leads to; where a page is shown, in an array, apart."""
    return _designes_hors_tableaux(jetons) | _suivants(jetons)


def _designes_hors_tableaux(jetons: list) -> set[int]:
    designes, tableaux = set(), 0
    for jeton in jetons:
        tableaux += (jeton == b"[") - (jeton == b"]")
        if isinstance(jeton, int) and tableaux <= 0:
            designes.add(jeton)
    return designes


def _suivants(jetons: list) -> set[int]:
    suites = (jeton for suite in valeurs(jetons, b"/Next") for jeton in suite)
    return {jeton for jeton in suites if isinstance(jeton, int)}


def _refuser_ce_qui_suit(octets: bytes, donnees: list[tuple[int, int]]) -> None:
    """After an end, another version of the file or nothing. `donnees`: where an end is not one."""
    fins = [
        fin
        for fin in (trouve.end() for trouve in re.finditer(b"%%EOF", octets))
        if not (rang := bisect(donnees, (fin,))) or fin > donnees[rang - 1][1]
    ]
    if not fins:
        raise FichierRefuse(abime())
    for fin, suivante in zip(fins, fins[1:], strict=False):
        entre = octets[fin : suivante - len(b"%%EOF")].strip(BLANCS)
        if entre and not (_SUITE.match(entre) and _FIN_DE_SUITE.search(entre[-64:])):
            raise FichierRefuse(_suivi())
    if octets[fins[-1] :].strip(BLANCS + b"\x1a"):
        raise FichierRefuse(_suivi())


def _refuser_une_archive(contenu) -> None:
    contenu.seek(0)
    if zipfile.is_zipfile(contenu):
        raise FichierRefuse(_suivi())


def _est_un_paquet(jetons: list) -> bool:
    return b"/ObjStm" in jetons or (b"/N" in jetons and b"/First" in jetons)


def _entiers(jetons: list, cle: bytes) -> Iterator[int]:
    for lu in valeurs(jetons, cle):
        if len(lu) == 1 and isinstance(lu[0], bytes) and lu[0].isdigit() and len(lu[0]) <= 10:
            yield int(lu[0])


def _entier(jetons: list, cle: bytes) -> int:
    """That a packet must say, in figures: a reader would look elsewhere."""
    lu = next(_entiers(jetons, cle), None)
    if lu is None:
        raise FichierRefuse(abime())
    return lu


def _detendu(octets: bytes, paquet: Objet, reste: int) -> bytes:
    """What it holds, if it is written as tools write one."""
    jetons = paquet.jetons
    if any(jetons.count(cle) > 1 for cle in CLES_D_UN_PAQUET):
        raise FichierRefuse(abime())
    parametres = [*valeurs(jetons, b"/DecodeParms")]
    if any(lus not in SANS_PARAMETRES for lus in parametres) or {b"/F", b"/DP"} & set(jetons):
        raise FichierRefuse(abime())
    filtres = [*valeurs(jetons, b"/Filter")]
    if not filtres:
        fin = octets.find(b"endstream", paquet.flux)
        for longueur in _entiers(jetons, b"/Length"):
            return octets[paquet.flux : max(paquet.flux + longueur, fin)]
    if filtres not in SEULS_FILTRES:
        raise FichierRefuse(abime())
    detendu = bytearray()
    for morceau in _detendre(octets, paquet.flux):
        detendu += morceau
        if len(detendu) > reste:
            raise FichierRefuse(abime())
    return bytes(detendu)


def _detendre(octets: bytes, position: int) -> Iterator[bytes]:
    """Until the compressed data say that they end, whatever follows."""
    decompresseur, source = zlib.decompressobj(), b""
    try:
        while not decompresseur.eof:
            if not source:
                source = octets[position : position + archives.MORCEAU]
                position += len(source)
            if not source:
                raise FichierRefuse(abime())
            yield decompresseur.decompress(source, MORCEAU)
            source = decompresseur.unconsumed_tail
    except zlib.error as erreur:
        raise FichierRefuse(abime()) from erreur


def _suivi() -> str:
    return _(
        "Ce PDF est suivi d’autre chose, qui n’en est pas\u00a0: exportez-le de nouveau en "
        "PDF depuis votre logiciel."
    )


def _agit() -> str:
    return _(
        "Ce PDF contient un programme, un formulaire qui s’envoie ou un fichier incorporé, ou "
        "ouvre de lui-même une adresse\u00a0: imprimez-le en PDF («\u00a0Imprimer\u00a0», puis "
        "«\u00a0PDF\u00a0»), et donnez cette copie."
    )
