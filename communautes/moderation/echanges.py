"""The queue in a spreadsheet: neither who reported, nor who wrote, nor the words of either."""

from django.utils.translation import gettext_lazy as _

from communautes.moderation.lecture import libelle_de
from communautes.moderation.models import Dossier
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, affichage, champ, dit


class TableDeLaModeration(TableDeSortie):
    code = "moderation"
    libelle_pluriel = _("dossiers de modération")
    icone = "warning"
    modele = Dossier
    actes = ("view",)
    route_de_la_liste = "dossiers_de_moderation:index"
    constats: tuple[Constat, ...] = (
        champ(_("Dossier"), "reference"),
        dit(_("Sorte"), libelle_de),
        champ(_("Signalements"), "nombre_de_signalements"),
        dit(_("Règles automatiques"), lambda dossier: " | ".join(dossier.regles)),
        affichage(_("État"), "etat"),
        champ(_("Ouvert le"), "ouvert_le"),
        champ(_("Examiné depuis"), "instruit_le"),
        affichage(_("Décision"), "decision"),
        affichage(_("Au regard de"), "base"),
        champ(_("Motif"), "motif"),
        champ(_("Décidé le"), "decide_le"),
        champ(_("Contesté le"), "conteste_le"),
        champ(_("Motif de la réponse"), "motif_final"),
        champ(_("Répondu le"), "tranche_le"),
    )

    def prechargees(self, objets):
        return objets.pour_liste()
