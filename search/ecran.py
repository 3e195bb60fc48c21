"""From an address to what a page of results shows: question, filters, counts, pages.

Every parameter is untrusted: what is not understood is left out and said, never an error.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analyse import LONGUEUR_MAXIMALE
from search.facade import TRIS, Requete, Resultats, chercher
from search.facettes import Facette, Valeur

PAGE_MAXIMALE = 1000
MOTS_LIBRES = 12  # of a facet without a list: the most frequent, so that a page stays short
VALEURS_AU_PLUS = 50  # of one parameter in an address


@dataclass(frozen=True)
class Option:
    code: str
    libelle: str
    nombre: int
    coche: bool
    langue: str = ""
    famille: str = ""


@dataclass(frozen=True)
class Groupe:
    """One facet as shown: its options with their counts, and how many are ticked."""

    parametre: str
    titre: str
    options: list[Option]
    liste: str = ""

    @property
    def coches(self) -> int:
        return sum(option.coche for option in self.options)

    @property
    def choisie(self) -> str:
        """Code of the value that a drop-down list shows."""
        return next((option.code for option in self.options if option.coche), "")


@dataclass(frozen=True)
class Actif:
    """A filter in force, and the address without it."""

    libelle: str
    url: str
    langue: str = ""


@dataclass
class Ecran:
    texte: str
    tri: str
    resultats: Resultats
    groupes: list[Groupe]
    actifs: list[Actif]
    remarques: list[str]
    parametres: str
    choisis: list[tuple[str, str]] = field(default_factory=list)
    tris: tuple[str, ...] = TRIS
    gardes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def page(self):
        """Django's page, for the pagination component."""
        total, par_page = self.resultats.total, self.resultats.par_page
        return Paginator(range(total), par_page).get_page(self.resultats.page)

    @property
    def reste(self) -> list[tuple[str, str]]:
        """What its address says besides words and sort: other words keep it."""
        return self.choisis + self.gardes

    @property
    def corrigee(self) -> str:
        """The same list, for the words that the engine proposes."""
        return "?" + urlencode([("q", self.resultats.correction), *self.reste])

    @property
    def en_titre(self) -> str:
        """« « eau », Mobilités, page 2 »: what tells this list from the whole one."""
        dits = [_("«\u00a0%(mots)s\u00a0»") % {"mots": self.texte}] if self.texte else []
        dits += [actif.libelle for actif in self.actifs]
        if self.resultats.page > 1:
            dits.append(_("page %(numero)s") % {"numero": self.resultats.page})
        return ", ".join(dits)

    @property
    def sans_filtre(self) -> str:
        return "?" + urlencode(([("q", self.texte)] if self.texte else []) + self.gardes)


def composer(
    donnees,
    *,
    locale: str,
    facettes: list[Facette],
    fixe: dict | None = None,
    tri: str,
    acces,
    tris: tuple[str, ...] = TRIS,
    locale_index: str = "",
    gardes: tuple[tuple[str, str], ...] = (),
) -> Ecran:
    """`donnees`: request.GET; `fixe`: what the page asks; `tri`: its default sort, of `tris`;
    `locale_index`: of contents in one language only; `gardes`: pairs that its addresses keep too.
    """
    remarques: list[str] = []
    texte = _texte(donnees.get("q", ""), remarques)
    tri_choisi = _tri(donnees.get("tri", ""), texte, tris, sinon=tri)
    valeurs = {f.parametre: f.valeurs(locale) if f.valeurs else None for f in facettes}
    choisis = _coches(facettes, donnees, valeurs, remarques)
    resultats = chercher(
        Requete(
            texte=texte,
            locale=locale_index or locale,
            tri=tri_choisi,
            page=_page(donnees.get("page", "")),
            acces=acces,
            facettes=tuple(f.champ for f in facettes),
            **(fixe or {}) | _restrictions(facettes, choisis),
        )
    )
    base = _base(texte, tri_choisi if "tri" in donnees else "", gardes)
    actifs, paires = _actifs(base, choisis)
    return Ecran(
        texte=texte,
        tri=tri_choisi,
        resultats=resultats,
        groupes=_groupes(facettes, valeurs, choisis, resultats),
        actifs=actifs,
        remarques=remarques,
        parametres=_parametres(base + paires),
        choisis=paires,
        tris=tris,
        gardes=list(gardes),
    )


def _base(texte: str, tri: str, gardes) -> list[tuple[str, str]]:
    """What an address says besides filters: the words, the sort that was asked for, the rest."""
    return [paire for paire in (("q", texte), ("tri", tri)) if paire[1]] + list(gardes)


def _coches(facettes, donnees, valeurs: dict, remarques: list[str]) -> dict[str, list[Valeur]]:
    return {
        f.parametre: _choisis(f, donnees.getlist(f.parametre), valeurs[f.parametre], remarques)
        for f in facettes
    }


def _groupes(facettes, valeurs: dict, choisis: dict, resultats: Resultats) -> list[Groupe]:
    return [_groupe(f, valeurs[f.parametre], choisis[f.parametre], resultats) for f in facettes]


def _tri(demande: str, texte: str, tris: tuple[str, ...], *, sinon: str) -> str:
    """The sort asked for where it is offered; by relevance only when there are words."""
    if demande in tris and (texte or demande != "pertinence"):
        return demande
    return "pertinence" if texte else sinon


def _restrictions(facettes: list[Facette], choisis: dict[str, list[Valeur]]) -> dict:
    """Column of the index → the values that the reader ticked."""
    return {
        f.champ: tuple(valeur.cle for valeur in choisis[f.parametre])
        for f in facettes
        if choisis[f.parametre]
    }


def _texte(brut: str, remarques: list[str]) -> str:
    texte = " ".join(brut.replace("\x00", " ").split())
    if len(texte) > LONGUEUR_MAXIMALE:
        remarques.append(
            _("Votre recherche est longue : seuls les %(nombre)s premiers signes ont été lus.")
            % {"nombre": LONGUEUR_MAXIMALE}
        )
    return texte[:LONGUEUR_MAXIMALE].strip()


def _page(brut: str) -> int:
    if len(brut) > 6 or not brut.isdecimal():
        return 1
    return min(max(int(brut), 1), PAGE_MAXIMALE)


def _choisis(
    facette: Facette, codes: list[str], connues: list[Valeur] | None, remarques: list[str]
) -> list[Valeur]:
    codes = list(dict.fromkeys(code.replace("\x00", "")[:100] for code in codes if code))
    if connues is None:
        return [facette.mot(code) for code in codes[:VALEURS_AU_PLUS]]
    par_code = {valeur.code: valeur for valeur in connues}
    inconnus = [code for code in codes if code not in par_code]
    if inconnus:
        remarques.append(
            ngettext(
                "Un filtre de cette adresse n’existe plus : il est laissé de côté.",
                "%(nombre)s filtres de cette adresse n’existent plus : ils sont laissés de côté.",
                len(inconnus),
            )
            % {"nombre": len(inconnus)}
        )
    return [par_code[code] for code in codes if code in par_code]


def _groupe(facette: Facette, connues, choisis: list[Valeur], resultats: Resultats) -> Groupe:
    comptes = dict(resultats.facettes.get(facette.champ, []))
    if connues is None:
        connues = [facette.mot(cle) for cle in list(comptes)[:MOTS_LIBRES]]
        connues += [valeur for valeur in choisis if valeur not in connues]
    options = [
        Option(
            valeur.code,
            valeur.libelle,
            comptes.get(valeur.cle, 0),
            valeur in choisis,
            valeur.langue,
            valeur.famille,
        )
        for valeur in connues
        if comptes.get(valeur.cle) or valeur in choisis
    ]
    return Groupe(facette.parametre, facette.titre, options, facette.liste)


def _actifs(base, choisis: dict[str, list[Valeur]]) -> tuple[list[Actif], list[tuple[str, str]]]:
    """The filters in force, and the pairs (parameter, code) that say them in an address."""
    valeurs = [(parametre, valeur) for parametre, liste in choisis.items() for valeur in liste]
    paires = [(parametre, valeur.code) for parametre, valeur in valeurs]
    actifs = [
        Actif(valeur.libelle, _adresse(base, paires, sauf=paire), valeur.langue)
        for paire, (_parametre, valeur) in zip(paires, valeurs, strict=True)
    ]
    return actifs, paires


def _adresse(base, paires, *, sauf: tuple[str, str]) -> str:
    return "?" + urlencode(base + [paire for paire in paires if paire != sauf])


def _parametres(paires) -> str:
    return f"{urlencode(paires)}&" if paires else ""
