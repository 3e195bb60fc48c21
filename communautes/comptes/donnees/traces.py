"""The words by which a person is found in what was written about them, before they are erased.

A name is what its bearer typed: it never leads to the rows of somebody else. An address, whole,
is looked for everywhere; a name, in the rows that a key ties to the person, and nowhere else.
"""

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
# What may be in an address: one beside it, and it is another address.
_SIGNE = r"[\w.!#$%&*+/=?^`{|}~@-]"
# A stop that ends a sentence is not of the address; one before a letter is.
_ADRESSE = (rf"(?<!{_SIGNE})", r"(?![\w@-]|\.\w)")
_NOM = (r"(?<![^\W_])(?<!['’-])", r"(?![^\W_]|['’-]\w)")


@dataclass(frozen=True)
class Traces:
    """`adresses`: whole, in any text; `noms`: whole too, in the rows of the person only; `cles`:
    of the accounts that are this person, those that were merged into it included.
    """

    adresses: frozenset[str]
    noms: frozenset[str] = frozenset()
    cles: frozenset[int] = frozenset()

    def adresses_seules(self) -> "Traces":
        """For the rows of others: an address is somebody's, a name may be anybody's."""
        return replace(self, noms=frozenset())

    def sans_adresses(self) -> "Traces":
        return replace(self, adresses=frozenset())

    def sont_dans(self, texte: str) -> bool:
        return any(motif.search(texte) for motif in self._motifs)

    def retirees(self, valeur: Any, *, par: str):
        """The same value, `par` in place of each trace, however deep; keys are of the program."""
        if isinstance(valeur, str):
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
        noms = {forme for nom in self.noms for forme in (nom, escape(nom))}
        return [
            re.compile(f"{avant}(?:{_ou(mots)}){apres}", drapeaux)
            for (avant, apres), mots, drapeaux in [(_ADRESSE, self.adresses, re.I), (_NOM, noms, 0)]
            if mots
        ]

    def cherchees(self, *champs: str) -> Q:
        """Rows where one of these fields, read as text, may have a trace: `retirees` says so."""
        condition = Q(pk__in=[])
        for champ in champs:
            for mot in {*self.adresses, *self.noms}:
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


def _ou(mots: Iterable[str]) -> str:
    """The longest first: none is left in pieces by another that it contains."""
    return "|".join(re.escape(mot) for mot in sorted(mots, key=lambda mot: (-len(mot), mot)))


def traces_de(personne) -> Traces:
    """Read before anything is erased. Who was there behind a shared mailbox is not in it: these
    names are emptied where they are, and looked for nowhere.
    """
    adresses = {personne.email}
    adresses.update(EmailAddress.objects.filter(user=personne).values_list("email", flat=True))
    sans_vide = {adresse.strip().lower() for adresse in adresses if adresse.strip()}
    nom = personne.get_full_name()
    noms = {nom} if _se_cherche(personne) and not _a_un_homonyme(personne) else set()
    return Traces(frozenset(sans_vide), frozenset(noms), frozenset(_cles(personne)))


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
