"""Facets counted in memory: one bit for each document, one whole number for each value.

Counting 20,000 documents on nine facets in SQL costs more than all the rest of a page; here each
value is an « and » and a count of bits. A process reads the facets of a language once for each
version of the index (migration 0007), and asks for the version at every search: what is counted
is what is committed.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone

from search.facade import FACETTES, Requete
from search.moteurs.filtres import COLONNES_SIMPLES, POUR_TOUS, visible
from search.moteurs.question import Question

VALEURS_PAR_FACETTE = 150  # régions and départements together are 119
VERSION = "(SELECT row(count(*), max(id), sum(id))::text FROM search_ecriture)"

_gardees: dict[str, "Trame"] = {}  # by language


@dataclass
class Trame:
    """`valeurs`: column → value → bits; `sans`: those that have none of it."""

    version: str
    rangs: dict[int, int] = field(default_factory=dict)
    valeurs: dict[str, dict[str, int]] = field(default_factory=dict)
    sans: dict[str, int] = field(default_factory=dict)
    ouvertures: list[tuple[datetime, int]] = field(default_factory=list)
    fins: list[tuple[datetime, int]] = field(default_factory=list)

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


def compter(
    requete: Requete, question: Question | None
) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    """How many answer; each facet as if it were not restricted itself, most frequent first."""
    version, cles = _ce_qui_repond(requete, question)
    trame = _a_jour(requete.locale, version)
    base = trame.visibles(requete.acces)
    if cles is not None:
        base &= trame.des_documents(cles)
    restreints = {
        facette: trame.un_de(facette, valeurs)
        | (trame.sans[facette] if facette in POUR_TOUS else 0)
        for facette, valeurs in requete.choisies().items()
    }
    comptes = {}
    for facette in requete.facettes:
        retenus = _tous(base, restreints, sauf=facette)
        trouves = [
            (valeur, nombre)
            for valeur, bits in trame.valeurs[facette].items()
            if valeur and (nombre := (bits & retenus).bit_count())
        ]
        comptes[facette] = sorted(trouves, key=lambda v: (-v[1], v[0]))[:VALEURS_PAR_FACETTE]
    return _tous(base, restreints).bit_count(), comptes


def _tous(base: int, restreints: dict[str, int], sauf: str = "") -> int:
    """What the reader restricted, but the facet `sauf`."""
    for facette, bits in restreints.items():
        if facette != sauf:
            base &= bits
    return base


def _ce_qui_repond(requete: Requete, question: Question | None) -> tuple[str, list[int] | None]:
    """The version of the index, and the documents that hold the words, if any were asked."""
    if question is None:
        sql, parametres = "NULL", []
    else:
        visibles, parametres = visible(requete.locale, requete.acces)
        sql = (
            "ARRAY(SELECT id FROM search_indexdocument "  # noqa: S608 (only our own constants)
            f"WHERE {visibles} AND vecteur @@ %s::tsquery)"
        )
        parametres = [*parametres, question.tsquery]
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT {VERSION}, {sql}", parametres)
        return curseur.fetchone()


def _a_jour(locale: str, version: str) -> Trame:
    gardee = _gardees.get(locale)
    if gardee is None or gardee.version != version:
        gardee = _gardees[locale] = _lire(locale, version)
    return gardee


def _lire(locale: str, version: str) -> Trame:
    """One pass; what is committed meanwhile moves the version, and is read next time."""
    colonnes = (*FACETTES, "acces")
    with connection.cursor() as curseur:
        curseur.execute(
            f"SELECT id, ouvre_le, expire_le, {', '.join(colonnes)} "  # noqa: S608
            "FROM search_indexdocument WHERE locale = %s ORDER BY id",
            [locale],
        )
        lignes = curseur.fetchall()
    trame = Trame(version)
    taille = len(lignes) // 8 + 1
    octets: dict[str, dict[str, bytearray]] = {colonne: {} for colonne in colonnes}
    sans = {colonne: bytearray(taille) for colonne in POUR_TOUS}
    for rang, (cle, ouvre_le, expire_le, *champs) in enumerate(lignes):
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
