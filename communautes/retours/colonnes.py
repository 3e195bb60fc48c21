"""The columns of the open data: each is described once, for its rows and for their schema.

No personal data: who wrote, who reviewed, who signed for a collectivité are not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Cout, Duree, Etat, Format
from communautes.territoires.models import Collectivite
from home.medias.licences import Licence
from home.referentiels import NiveauAtteint, PublicAssocie, Strate


@dataclass(frozen=True)
class Champ:
    """A column. `type`: of Table Schema; `valeurs`: the closed list it takes from."""

    nom: str
    type: str
    description: Any
    lire: Callable[[RetourExperience, str], Any]
    valeurs: type | None = None
    requis: bool = False


def _attribut(nom: str):
    return lambda retour, racine: getattr(retour, nom)


def _des_auteures(nom: str):
    return lambda retour, racine: [getattr(ligne, nom) for ligne in retour.auteures_acceptees]


def _collectivites(retour: RetourExperience, racine: str) -> list[str]:
    lieux = (ligne.collectivite for ligne in retour.auteures_acceptees)
    return [f"{lieu.type}/{lieu.code}" for lieu in lieux]


def _departements(retour: RetourExperience, racine: str) -> list[str]:
    return sorted({code for une in retour.auteures_acceptees for code in une.departements})


def _regions(retour: RetourExperience, racine: str) -> list[str]:
    return sorted({une.region for une in retour.auteures_acceptees if une.region})


CHAMPS = (
    Champ(
        "reference",
        "string",
        gettext_lazy("Référence, donnée une fois pour toutes."),
        _attribut("reference"),
        requis=True,
    ),
    Champ(
        "url",
        "string",
        gettext_lazy("Adresse de la page du retour."),
        lambda retour, racine: f"{racine}{retour.get_absolute_url()}",
        requis=True,
    ),
    Champ("titre", "string", gettext_lazy("Titre."), _attribut("titre"), requis=True),
    Champ(
        "etat",
        "string",
        gettext_lazy("Publié, à actualiser ou archivé."),
        lambda retour, racine: str(retour.etat),
        Etat,
        requis=True,
    ),
    Champ(
        "version",
        "string",
        gettext_lazy("Version courte (en dix minutes) ou complète."),
        _attribut("format"),
        Format,
        requis=True,
    ),
    Champ(
        "collectivites",
        "array",
        gettext_lazy("Collectivités qui signent\u00a0: type/code, la première écrit."),
        _collectivites,
    ),
    Champ("noms", "array", gettext_lazy("Leurs noms, à la publication."), _des_auteures("nom")),
    Champ(
        "types",
        "array",
        gettext_lazy("Leurs types, dans le même ordre."),
        _des_auteures("type"),
        Collectivite.Type,
    ),
    Champ(
        "strates",
        "array",
        gettext_lazy("Leurs strates de population, dans le même ordre."),
        _des_auteures("strate"),
        Strate,
    ),
    Champ(
        "populations",
        "array",
        gettext_lazy("Leurs nombres d’habitants à la publication, dans le même ordre."),
        _des_auteures("population"),
    ),
    Champ("departements", "array", gettext_lazy("Codes des départements."), _departements),
    Champ("regions", "array", gettext_lazy("Codes INSEE des régions."), _regions),
    Champ(
        "themes",
        "array",
        gettext_lazy("Thèmes du portail."),
        lambda retour, racine: [lien.theme.title for lien in retour.themes_lies.all()],
    ),
    Champ(
        "etiquettes",
        "array",
        gettext_lazy("Mots clés libres."),
        lambda retour, racine: sorted(lien.tag.name for lien in retour.etiquetages.all()),
    ),
    Champ("debut", "date", gettext_lazy("Premier mois (son premier jour)."), _attribut("debut")),
    Champ(
        "fin",
        "date",
        gettext_lazy("Dernier mois (son premier jour)\u00a0; vide\u00a0: cela continue."),
        _attribut("fin"),
    ),
    Champ(
        "duree",
        "string",
        gettext_lazy("Durée, en tranche\u00a0; jusqu’à ce jour quand cela continue."),
        _attribut("duree"),
        Duree,
    ),
    Champ(
        "cout",
        "string",
        gettext_lazy("Coût pour les collectivités, en tranche d’euros."),
        _attribut("cout"),
        Cout,
    ),
    Champ(
        "cout_precision",
        "string",
        gettext_lazy("Ce que le coût comprend ou non."),
        _attribut("cout_precision"),
    ),
    Champ(
        "jours_agent",
        "integer",
        gettext_lazy("Jours de travail des agents."),
        _attribut("jours_agent"),
    ),
    Champ("prestataires", "string", gettext_lazy("Prestataires."), _attribut("prestataires")),
    Champ(
        "participation",
        "string",
        gettext_lazy("Niveau de participation atteint."),
        _attribut("niveau"),
        NiveauAtteint,
    ),
    Champ(
        "publics",
        "array",
        gettext_lazy("Publics associés."),
        lambda retour, racine: list(retour.publics),
        PublicAssocie,
    ),
    Champ("nombre", "integer", gettext_lazy("Personnes associées."), _attribut("nombre")),
    *(
        Champ(nom, "string", description, _attribut(nom))
        for nom, description in (
            ("resume", gettext_lazy("Le retour en deux phrases.")),
            ("contexte", gettext_lazy("D’où l’on partait (Markdown).")),
            ("fait", gettext_lazy("Ce qui a été fait (Markdown).")),
            ("resultats", gettext_lazy("Les résultats (Markdown).")),
            ("echecs", gettext_lazy("Ce qui n’a pas marché (Markdown).")),
            ("appris", gettext_lazy("Ce qu’on en retient (Markdown).")),
            ("transposition", gettext_lazy("À quelles conditions le refaire (Markdown).")),
        )
    ),
    Champ(
        "reprises",
        "integer",
        gettext_lazy("Collectivités qui s’en inspirent, comptées une fois."),
        lambda retour, racine: retour.parcours.nombre_de_reprises,
        requis=True,
    ),
    Champ(
        "publie_le",
        "datetime",
        gettext_lazy("Première publication."),
        _attribut("first_published_at"),
    ),
    Champ(
        "modifie_le",
        "datetime",
        gettext_lazy("Dernière publication."),
        _attribut("last_published_at"),
    ),
    Champ(
        "verifie_le",
        "date",
        gettext_lazy("Dernier jour où l’on a dit qu’il est toujours vrai."),
        lambda retour, racine: retour.parcours.verifie_le,
    ),
    Champ(
        "fictif",
        "boolean",
        gettext_lazy("Vrai\u00a0: inventé pour la démonstration."),
        _attribut("fictif"),
    ),
    Champ("licence", "string", gettext_lazy("Licence du retour."), _attribut("licence"), Licence),
)
