"""The words by which a person is found in what was written about them, before they are erased.

A name is what its bearer typed: it never leads to the rows of somebody else. An address, whole,
is looked for everywhere; a name, in the rows that a key ties to the person: a homonym does not
shield it there, and one that may be any word takes the whole text with it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.html import escape

LETTRES = 7  # a shorter name may be two words of any sentence
LETTRES_A_VIDER = 2
# What addresses have beside them: one there, and it is another address. Not what a link or a
# list puts there (« ?email= », « / »), nor a quote, unless it follows a letter (« o'neil@ »).
# A stop that ends a sentence is not of the address; one before a letter is.
_ADRESSE = (r"(?<![\w.+%@-])(?<!\w')", r"(?![\w@-]|\.\w)")
_NOM = (r"(?<![^\W_])(?<!['’-])", r"(?![^\W_]|['’-]\w)")


@dataclass(frozen=True)
class Traces:
    """`adresses`: whole, in any text; `noms`: whole too, in the rows of the person only; `a_vider`:
    names that are replaced with all that is around them, in the same rows; `cles`: of the accounts
    that are this person, those that were merged into it included; `homonyme`: another account
    bears one of `noms`, which proves nothing where no key ties a row to the person.
    """

    adresses: frozenset[str]
    noms: frozenset[str] = frozenset()
    a_vider: frozenset[str] = frozenset()
    cles: frozenset[int] = frozenset()
    homonyme: bool = False

    def adresses_seules(self) -> "Traces":
        """For the rows of others: an address is somebody's, a name may be anybody's."""
        return replace(self, noms=frozenset(), a_vider=frozenset())

    def noms_seuls(self) -> "Traces":
        """Those that are replaced word for word."""
        return replace(self, adresses=frozenset(), a_vider=frozenset())

    def sont_dans(self, texte: str) -> bool:
        return any(motif.search(texte) for motif in self._motifs)

    def vident(self, texte: str) -> bool:
        """Nothing of this text can be kept."""
        return bool(self._motif_a_vider and self._motif_a_vider.search(texte))

    def retirees(self, valeur: Any, *, par: str):
        """The same value, `par` in place of each trace, however deep; keys are of the program."""
        if isinstance(valeur, str):
            if self.vident(valeur):
                return par
            for motif in self._motifs:
                valeur = motif.sub(lambda _trouve: par, valeur)
            return valeur
        if isinstance(valeur, list):
            return [self.retirees(une, par=par) for une in valeur]
        if isinstance(valeur, dict):
            return {cle: self.retirees(une, par=par) for cle, une in valeur.items()}
        return valeur

    @cached_property
    def _motifs(self) -> list[re.Pattern]:
        """A name as it was typed, or as HTML writes it; an address in any case."""
        cherches = [(_ADRESSE, self.adresses, re.I), (_NOM, _formes(self.noms), 0)]
        return [_motif(bords, mots, drapeaux) for bords, mots, drapeaux in cherches if mots]

    @cached_property
    def _motif_a_vider(self) -> re.Pattern | None:
        return _motif(_NOM, _formes(self.a_vider)) if self.a_vider else None

    def cherchees(self, *champs: str) -> Q:
        """Rows where one of these fields, read as text, may have a trace: `retirees` says so."""
        condition = Q(pk__in=[])
        noms = _formes(self.noms | self.a_vider)
        for champ in champs:
            for mot in self.adresses | noms | set(map(_en_json, noms)):
                condition |= Q(**{f"{champ}_en_texte__icontains": mot})
        return condition

    def retirer_de(
        self, modele: type[Model], *champs: str, par: str, parmi: Q | None = None
    ) -> int:
        """Out of these fields of the rows of a table, `parmi` these; how many rows."""
        lignes = modele._base_manager.annotate(
            **{f"{champ}_en_texte": Cast(champ, TextField()) for champ in champs}
        ).filter(parmi or Q(), self.cherchees(*champs))
        nombre = 0
        for ligne in lignes.only("pk", *champs).iterator(200):
            avant = {champ: getattr(ligne, champ) for champ in champs}
            apres = {champ: self.retirees(valeur, par=par) for champ, valeur in avant.items()}
            if apres != avant:
                # By the base manager, past any `save`: neither date nor index moves for a name.
                modele._base_manager.filter(pk=ligne.pk).update(**apres)
                nombre += 1
        return nombre


def _motif(bords: tuple[str, str], mots: Iterable[str], drapeaux: int = 0) -> re.Pattern:
    """The longest first: none is left in pieces by another that it contains."""
    avant, apres = bords
    ou = "|".join(re.escape(mot) for mot in sorted(mots, key=lambda mot: (-len(mot), mot)))
    return re.compile(f"{avant}(?:{ou}){apres}", drapeaux)


def _formes(noms: Iterable[str]) -> set[str]:
    return {forme for nom in noms for forme in (nom, str(escape(nom)))}


def _en_json(nom: str) -> str:
    """As the database shows it in a JSON column: quotes are escaped there."""
    return json.dumps(nom, ensure_ascii=False)[1:-1]


def traces_de(personne) -> Traces:
    """Read before anything is erased. Who was there behind a shared mailbox is not in it, nor the
    name of the mailbox: these are emptied where they are, and looked for nowhere.
    """
    adresses = {personne.email}
    adresses.update(EmailAddress.objects.filter(user=personne).values_list("email", flat=True))
    sans_vide = {adresse.strip().lower() for adresse in adresses if adresse.strip()}
    noms, a_vider = _noms(personne)
    return Traces(
        adresses=frozenset(sans_vide),
        noms=noms,
        a_vider=a_vider,
        cles=frozenset(_cles(personne)),
        homonyme=bool(noms) and _a_un_homonyme(personne),
    )


def _noms(personne) -> tuple[frozenset[str], frozenset[str]]:
    """None of one who is alive under it: the account that took this one in bears it too."""
    nom, reste = personne.get_full_name(), personne.fusionne_dans
    if reste and reste.get_full_name().casefold() == nom.casefold():
        return frozenset(), frozenset()
    if _se_cherche(personne):
        return frozenset([nom]), frozenset()
    se_vide = len(nom) >= LETTRES_A_VIDER and not personne.boite_partagee
    return frozenset(), frozenset([nom] if se_vide else [])


def _cles(personne) -> set[int]:
    """A merged account may itself have taken one in."""
    cles, nouvelles = set(), {personne.pk}
    while nouvelles:
        cles |= nouvelles
        absorbes = type(personne).objects.filter(fusionne_dans__in=nouvelles)
        nouvelles = set(absorbes.values_list("pk", flat=True)) - cles
    return cles


def _se_cherche(personne) -> bool:
    """« Prénom Nom », both of them, in letters: anything else may be a word of the trade."""
    nom = personne.get_full_name()
    en_lettres = all(signe.isalpha() or signe in " '’-" for signe in nom)
    return (
        bool(personne.first_name.strip() and personne.last_name.strip())
        and not personne.boite_partagee
        and en_lettres
        and sum(map(str.isalpha, nom)) >= LETTRES
    )


def _a_un_homonyme(personne) -> bool:
    autres = (
        type(personne)
        .objects.exclude(pk=personne.pk)
        .filter(first_name__iexact=personne.first_name, last_name__iexact=personne.last_name)
    )
    return autres.exists()
