"""The words by which a person is found in what was written about them, before they are erased."""

import re
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

ASSEZ_LONG = 5  # a shorter name is part of too many other words


@dataclass(frozen=True)
class Traces:
    """`adresses`: also in any text; `noms`: whole, first name and last name together."""

    adresses: frozenset[str]
    noms: frozenset[str]

    @property
    def mots(self) -> list[str]:
        """The longest first: none is left in pieces by another that it contains."""
        tous = {*self.adresses, *(nom for nom in self.noms if len(nom) >= ASSEZ_LONG)}
        return sorted(tous, key=lambda mot: (-len(mot), mot))

    def adresses_seules(self) -> "Traces":
        """For editors' texts: an address is somebody's, a name may be anybody's."""
        return Traces(self.adresses, frozenset())

    def sont_dans(self, texte: str) -> bool:
        return bool(self.mots) and bool(self._motif.search(texte))

    def retirees(self, valeur: Any, *, par: str):
        """The same value, `par` in place of each trace, however deep."""
        if isinstance(valeur, str):
            return self._motif.sub(par, valeur) if self.mots else valeur
        if isinstance(valeur, list):
            return [self.retirees(une, par=par) for une in valeur]
        if isinstance(valeur, dict):
            return {
                self.retirees(cle, par=par): self.retirees(une, par=par)
                for cle, une in valeur.items()
            }
        return valeur

    @property
    def _motif(self) -> re.Pattern:
        return re.compile("|".join(re.escape(mot) for mot in self.mots), re.IGNORECASE)

    def cherchees(self, *champs: str) -> Q:
        """Rows where one of these fields, read as text (`en_textes`), has a trace."""
        condition = Q(pk__in=[])
        for champ in champs:
            for mot in self.mots:
                condition |= Q(**{f"{champ}_en_texte__icontains": mot})
        return condition

    def retirer_de(self, modele: type[Model], *champs: str, par: str) -> int:
        """Out of these fields of every row of a table; how many rows."""
        lignes = modele._base_manager.annotate(
            **{f"{champ}_en_texte": Cast(champ, TextField()) for champ in champs}
        )
        nombre = 0
        for ligne in lignes.filter(self.cherchees(*champs)).only("pk", *champs).iterator(200):
            valeurs = {champ: self.retirees(getattr(ligne, champ), par=par) for champ in champs}
            # By the base manager, past any `save`: neither date nor index moves for a name.
            modele._base_manager.filter(pk=ligne.pk).update(**valeurs)
            nombre += 1
        return nombre


def traces_de(personne) -> Traces:
    """Read before anything is erased. A name that somebody else here bears too is theirs as much:
    only the address tells one from the other.
    """
    adresses = {personne.email}
    adresses.update(EmailAddress.objects.filter(user=personne).values_list("email", flat=True))
    noms = {personne.get_full_name(), f"{personne.last_name} {personne.first_name}".strip()}
    noms.update(personne.presences.values_list("nom", flat=True))
    sans_vide = {adresse.strip().lower() for adresse in adresses if adresse.strip()}
    traces = Traces(frozenset(sans_vide), frozenset(nom.strip() for nom in noms if nom.strip()))
    return traces.adresses_seules() if _a_un_homonyme(personne) else traces


def _a_un_homonyme(personne) -> bool:
    autres = (
        type(personne)
        .objects.exclude(pk=personne.pk)
        .filter(first_name__iexact=personne.first_name, last_name__iexact=personne.last_name)
    )
    return bool(personne.get_full_name()) and autres.exists()
