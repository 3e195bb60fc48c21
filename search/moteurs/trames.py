"""The index in memory: one bit for each document, one whole number for each value and each word.

Counting 20,000 documents on nine facets in SQL costs more than all the rest of a page; here each
value is an « and » and a count of bits. A process reads the facets of a language once for each
version of the index (migration 0007), and asks for the version at every search: what is counted
is what is committed.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone

from search.facade import FACETTES
from search.moteurs.filtres import COLONNES_SIMPLES, POUR_TOUS

MOTS_GARDES = 2_000  # at most, with their documents: 5 MB when there are 20,000
RANGS_D_UN_OCTET = [[rang for rang in range(8) if octet >> rang & 1] for octet in range(256)]
VERSION = "(SELECT row(count(*), max(id), sum(id))::text FROM search_ecriture)"

_gardees: dict[str, "Trame"] = {}  # by language


@dataclass
class Trame:
    """`valeurs`: column → value → bits; `sans`: those that have none of it.

    `nombre`, `moyenne`: documents whose words are looked for, and how many words they have.
    """

    locale: str
    version: str
    cles: list[int] = field(default_factory=list)
    rangs: dict[int, int] = field(default_factory=dict)
    nombre: int = 0
    moyenne: float = 0.0
    valeurs: dict[str, dict[str, int]] = field(default_factory=dict)
    sans: dict[str, int] = field(default_factory=dict)
    ouvertures: list[tuple[datetime, int]] = field(default_factory=list)
    fins: list[tuple[datetime, int]] = field(default_factory=list)
    mots: dict[str, int] = field(default_factory=dict)

    def visibles(self, acces: tuple[str, ...]) -> int:
        """Open to one of those tokens, now (filtres.VISIBLE says the same in SQL)."""
        bits = self.un_de("acces", acces)
        maintenant = timezone.now()
        for ouvre_le, bit in self.ouvertures:
            if ouvre_le > maintenant:
                bits &= ~bit
        for expire_le, bit in self.fins:
            if expire_le <= maintenant:
                bits &= ~bit
        return bits

    def un_de(self, colonne: str, valeurs) -> int:
        bits = 0
        for valeur in valeurs:
            bits |= self.valeurs[colonne].get(valeur, 0)
        return bits

    def des_documents(self, cles: list[int]) -> int:
        """Those of them that it knows: one that was written since is counted next time."""
        octets = bytearray(len(self.rangs) // 8 + 1)
        for cle in cles:
            rang = self.rangs.get(cle)
            if rang is not None:
                octets[rang >> 3] |= 1 << (rang & 7)
        return int.from_bytes(octets, "little")

    def tableau(self, bits: int) -> str:
        """The keys of those documents, as PostgreSQL writes an array."""
        octets = bits.to_bytes(len(self.cles) // 8 + 1, "little")
        cles = [
            str(self.cles[8 * place + bit])
            for place, octet in enumerate(octets)
            if octet
            for bit in RANGS_D_UN_OCTET[octet]
        ]
        return f"{{{','.join(cles)}}}"

    def contenant(self, tsqueries: list[str]) -> dict[str, int]:
        """Each → the documents that hold it; those never asked of this version, in one query."""
        connus = {tsquery: self.mots[tsquery] for tsquery in tsqueries if tsquery in self.mots}
        inconnus = [tsquery for tsquery in tsqueries if tsquery not in connus]
        if inconnus:
            with connection.cursor() as curseur:
                curseur.execute(
                    "SELECT mot, search_trouves(%s, mot::tsquery) FROM unnest(%s::text[]) AS mot",
                    [self.locale, inconnus],
                )
                lus = {mot: self.des_documents(cles) for mot, cles in curseur.fetchall()}
            if len(self.mots) + len(lus) > MOTS_GARDES:
                self.mots = {}
            self.mots.update(lus)
            connus |= lus
        return connus


def a_jour(locale: str, version: str = "") -> Trame:
    """Of that version of the index; of the present one when none is told."""
    if not version:
        with connection.cursor() as curseur:
            curseur.execute(f"SELECT {VERSION}")
            (version,) = curseur.fetchone()
    gardee = _gardees.get(locale)
    if gardee is None or gardee.version != version:
        gardee = _gardees[locale] = _lire(locale, version)
    return gardee


def oublier() -> None:
    """What this process knows of the index; the next search reads it again."""
    _gardees.clear()


def _lire(locale: str, version: str) -> Trame:
    """One pass; what is committed meanwhile moves the version, and is read next time."""
    colonnes = (*FACETTES, "acces")
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT id, ouvre_le, expire_le, CASE WHEN langue = locale THEN longueur END, "  # noqa: S608
            f"{', '.join(colonnes)} FROM search_indexdocument WHERE locale = %s ORDER BY id",
            [locale],
        )
        lignes = curseur.fetchall()
    longueurs = [ligne[3] for ligne in lignes if ligne[3] is not None]
    trame = Trame(locale, version, cles=[cle for cle, *_champs in lignes])
    trame.nombre = len(longueurs)
    trame.moyenne = sum(longueurs) / max(len(longueurs), 1)
    taille = len(lignes) // 8 + 1
    octets: dict[str, dict[str, bytearray]] = {colonne: {} for colonne in colonnes}
    sans = {colonne: bytearray(taille) for colonne in POUR_TOUS}
    for rang, (cle, ouvre_le, expire_le, _longueur, *champs) in enumerate(lignes):
        trame.rangs[cle] = rang
        place, bit = rang >> 3, 1 << (rang & 7)
        for colonne, lues in zip(colonnes, champs, strict=True):
            for valeur in (lues,) if colonne in COLONNES_SIMPLES else lues:
                pour = octets[colonne].get(valeur)
                if pour is None:
                    pour = octets[colonne][valeur] = bytearray(taille)
                pour[place] |= bit
            if colonne in POUR_TOUS and not lues:
                sans[colonne][place] |= bit
        if ouvre_le is not None:
            trame.ouvertures.append((ouvre_le, 1 << rang))
        if expire_le is not None:
            trame.fins.append((expire_le, 1 << rang))
    trame.valeurs = {
        colonne: {v: int.from_bytes(o, "little") for v, o in pour.items()}
        for colonne, pour in octets.items()
    }
    trame.sans = {colonne: int.from_bytes(o, "little") for colonne, o in sans.items()}
    return trame
