"""Works whose worker is lost: each by its name, with the page where it is launched again."""

from collections.abc import Iterable

from django.urls import reverse

from home.echanges import registre as echanges
from home.echanges.models import Import
from home.listes import enregistrement, registre
from home.listes.models import ActionEnNombre

NOMMES = 5


def nommer(travaux: list[tuple[type, int]], request) -> tuple[tuple[str, str], ...]:
    """(name, address) of the first ones, for the administration; no address where it may not go."""
    montres = travaux[:NOMMES]
    noms = (
        *_imports(_cles(montres, Import), request),
        *_actions(_cles(montres, ActionEnNombre), request),
    )
    return (*noms, ("…", "")) if len(travaux) > NOMMES else noms


def _cles(travaux: Iterable[tuple[type, int]], modele: type) -> list[int]:
    return [pk for suivi, pk in travaux if suivi is modele]


def _imports(cles: list[int], request) -> Iterable[tuple[str, str]]:
    for import_ in Import.objects.filter(pk__in=cles).order_by("pk") if cles else ():
        table = echanges.table(import_.table)
        permis = table is not None and table.peut_importer(request.user)
        adresse = reverse("echanges:detail", args=[import_.table, import_.pk]) if permis else ""
        yield import_.nom_du_fichier, adresse


def _actions(cles: list[int], request) -> Iterable[tuple[str, str]]:
    actions = ActionEnNombre.objects.select_related("type_de_contenu").order_by("pk")
    for action in actions.filter(pk__in=cles) if cles else ():
        modele = action.type_de_contenu.model_class()
        acte = enregistrement.acte(modele, action.acte)
        nom = acte.intitule(modele, action.total, {}) if acte else str(action)
        permis = registre.ouverte(modele, request)
        yield nom, reverse("en_nombre:action", args=[action.pk]) if permis else ""
