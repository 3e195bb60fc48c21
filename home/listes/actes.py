"""What may be done to many contents at once: whom it concerns, who is refused and why, the write.

An act knows nothing of screens: a view, a background task and a test call it alike
(services.py). Each room makes its own and registers it (enregistrement.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.fraicheur.lecture import pour_decider
from home.fraicheur.permissions import raison_de_refus

NOMMES = 20


@dataclass
class Bilan:
    """What an act would do: to which contents, to which it need not, to which it may not."""

    a_faire: list = field(default_factory=list)
    deja: list = field(default_factory=list)
    refus: list[tuple] = field(default_factory=list)  # (content, reason)

    @property
    def cles(self) -> list[int]:
        return [objet.pk for objet in self.a_faire]


class ActeRefuse(Exception):
    """Nothing was done; `refus` names what is in the way."""

    def __init__(self, phrase: str, refus: list[tuple] = ()):
        super().__init__(phrase)
        self.refus = list(refus)


class Acte:
    code = ""
    libelle = ""  # of the button under the list
    tout_ou_rien = False
    limite = None  # above so many contents, in background
    formulaire = None  # what to ask before; called with `modele` and `personne`
    complement = None  # what may be added where one confirms; called with `personne`
    remarque = ""  # what the confirmation says besides

    def objets(self, modele, cles: list[int]) -> list:
        """With what deciding asks for: a constant number of queries."""
        rangees = modele._default_manager.filter(pk__in=cles).order_by("pk")
        return list(pour_decider(rangees))

    def bilan(self, modele, cles: list[int], *, par, valeurs: dict, complet=True) -> Bilan:
        """`complet`: False when there are too many to read each one whole."""
        bilan = Bilan()
        objets = self.objets(modele, cles)
        contexte = self.contexte(modele, objets, par=par, valeurs=valeurs, complet=complet)
        for objet in objets:
            if self.est_fait(objet, contexte):
                bilan.deja.append(objet)
            elif raison := self.refus(objet, contexte):
                bilan.refus.append((objet, raison))
            else:
                bilan.a_faire.append(objet)
        return bilan

    def contexte(self, modele, objets: list, *, par, valeurs: dict, complet: bool) -> dict:
        """What `est_fait` and `refus` read, asked for all contents at once."""
        return {"par": par, "valeurs": valeurs}

    def est_fait(self, objet, contexte: dict) -> bool:
        return False

    def refus(self, objet, contexte: dict) -> str:
        return raison_de_refus(objet, par=contexte["par"])

    def servent_a(self, objets: list, *, par):
        """What uses these contents (`Usages`), when the act takes them away; None: it does not."""
        return None

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        """Write, inside the caller's transaction, with the rows locked."""
        raise NotImplementedError

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        """The act and how many: heading and button of the confirmation."""
        raise NotImplementedError

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        """What was done."""
        raise NotImplementedError


def compter(modele, nombre: int) -> str:
    """« 1 ressource », « 37 ressources »."""
    noms = modele._meta
    nom = noms.verbose_name if nombre < 2 else noms.verbose_name_plural
    return f"{nombre:,}\u00a0{nom}".replace(",", "\u202f")


def nommer(refus: list[tuple]) -> list[str]:
    """One line each, the first twenty; then how many others."""
    lignes = [
        _("«\u00a0%(titre)s\u00a0» — %(raison)s") % {"titre": titre_de(objet), "raison": raison}
        for objet, raison in refus[:NOMMES]
    ]
    reste = len(refus) - len(lignes)
    if reste > 0:
        lignes.append(
            ngettext("et %(nombre)s autre.", "et %(nombre)s autres.", reste) % {"nombre": reste}
        )
    return lignes


def titre_de(objet) -> str:
    return getattr(objet, "draft_title", "") or str(objet)


_empechements: list[Callable] = []


def empecher(fonction: Callable) -> None:
    """`fonction(code, modele, objets)` → {key: reason}: a room's own refusals, all at once."""
    _empechements.append(fonction)


def empechements(code: str, modele, objets: list) -> dict[int, str]:
    trouves: dict[int, str] = {}
    for fonction in _empechements:
        trouves |= fonction(code, modele, objets)
    return trouves
