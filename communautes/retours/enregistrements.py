"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from django.utils.translation import gettext_lazy as _

from communautes.comptes.sections import de_mon_compte
from communautes.fichiers.permissions import lire_selon_le_fichier
from communautes.retours import fusions, indexation
from communautes.retours.lecture import lit_le_fichier
from communautes.retours.models import RetourExperience
from communautes.territoires.fusions import a_la_fusion
from home.edition import retrait
from home.sections import Section
from search import registre


def brancher() -> None:
    registre.enregistrer(
        registre.Nature(
            code=indexation.NATURE,
            libelle=_("Retour d’expérience"),
            libelle_pluriel=_("Retours d’expérience"),
            ordre=15,
            documents=indexation.documents,
        )
    )
    de_mon_compte.enregistrer(
        Section("retours", 15, "retours/section_mon_compte.html", lambda *qui: {})
    )
    lire_selon_le_fichier(RetourExperience, lit_le_fichier)
    retrait.enregistrer(
        "retours:retour",
        lambda slug: RetourExperience.objects.retires().filter(slug=slug).exists(),
    )
    a_la_fusion("retours", fusions.deplacer, fusions.phrase)
