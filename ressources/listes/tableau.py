"""What this room puts on the admin's home."""

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from home.langues.lecture import SOURCE
from home.listes.etats import VISIBLES
from home.listes.filtres import RESPONSABLE
from home.tableau import registre, sante
from home.tableau.registre import Attente
from ressources.listes.filtres import ARevoir, Manque
from ressources.models import Acteur, RessourcePage, ThemePage

SUIVIS = (RessourcePage, Acteur)


def brancher() -> None:
    registre.attendre(
        Attente(
            "en_retard",
            25,
            _("Dont je suis responsable, en retard de relecture"),
            _en_retard,
            SUIVIS,
        )
    )
    registre.attendre(
        Attente(
            "sans_theme",
            60,
            _("Sans thème"),
            lambda request: {"manque": Manque.THEME.value},
            SUIVIS,
        )
    )
    for modele in (RessourcePage, ThemePage):
        sante.faire_chercher(lambda modele=modele: sante.pages_cherchees(modele))
    sante.faire_chercher(
        lambda: Acteur.objects.filter(live=True).annotate(locale_lue=Value(SOURCE))
    )


def _en_retard(request) -> dict:
    return {
        "revoir": ARevoir.EN_RETARD.value,
        "pour_moi": RESPONSABLE,
        "etat": [etat.value for etat in VISIBLES],
    }
