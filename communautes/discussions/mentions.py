"""« @Prénom Nom », and the field « Prévenir aussi »: members who show in the directory, and who has
written in the discussion already. Nobody else can be called, nor guessed.
"""

import re

from django.db.models import Q

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.comptes.models import User
from communautes.discussions.models import Discussion, Reponse
from communautes.journal.services import mots_de

AU_PLUS = 5
PROPOSEES = 200  # in the list that the field opens


def appelables(communaute: CommunautePage, discussion: Discussion | None, *, par) -> list[User]:
    """Members, by their names; one query."""
    joignables = Q(dans_l_annuaire=True) | Q(role=Adhesion.Role.ANIMATEUR)
    if discussion is not None:
        ont_ecrit = Reponse.objects.lus_de_tous().filter(discussion=discussion).values("auteur")
        joignables |= Q(personne__in=ont_ecrit) | Q(personne=discussion.auteur_id)
    membres = Adhesion.objects.actives().filter(joignables, communaute=communaute)
    lues = User.objects.filter(pk__in=membres.values("personne"), is_active=True)
    return [
        une
        for une in lues.exclude(pk=par.pk).order_by("last_name", "first_name", "pk")
        if une.get_full_name()
    ]


class NomInconnu(Exception):
    """`noms`: those that call nobody, or several people."""

    def __init__(self, noms: list[str]):
        super().__init__(*noms)
        self.noms = noms


def nommes(saisie: str, parmi: list[User]) -> list[User]:
    """Of a line of names with commas, as the directory writes them; accents and case do not count.

    A homonym is everybody of that name: each will read that somebody calls them.
    """
    par_nom: dict[str, list[User]] = {}
    for une in parmi:
        par_nom.setdefault(_cle(une.get_full_name()), []).append(une)
    noms = [nom.strip().lstrip("@") for nom in re.split(r"[,;\n]", saisie) if nom.strip(" @")]
    inconnus = [nom for nom in noms if _cle(nom) not in par_nom]
    if inconnus:
        raise NomInconnu(inconnus)
    return list(dict.fromkeys(une for nom in noms for une in par_nom[_cle(nom)]))


def appeles_dans(texte: str, parmi: list[User]) -> list[User]:
    """« @Inès Morel » in what is written; « @ » followed by anything else is only a sign."""
    if "@" not in texte:
        return []
    suites = [_cle(suite[:160]) for suite in texte.split("@")[1:]]
    return [
        une
        for une in parmi
        if any(f"{suite} ".startswith(f"{_cle(une.get_full_name())} ") for suite in suites)
    ]


def _cle(nom: str) -> str:
    return " ".join(mots_de(nom))
