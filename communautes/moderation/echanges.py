"""The queue and its years in a spreadsheet: neither who reported, nor who wrote, nor the words of
either.
"""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communautes.moderation.bilan import LIGNES, Annee, annees
from communautes.moderation.lecture import libelle_de
from communautes.moderation.models import Dossier
from communautes.moderation.permissions import peut_moderer_partout
from home.echanges.colonnes import Constat, Table
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


class TableDuBilan(Table):
    """One row a year."""

    code = "bilan_de_la_moderation"
    libelle_pluriel = _("années de modération")
    icone = "warning"
    constats: tuple[Constat, ...] = (
        champ(_("Année"), "annee"),
        *(dit(libelle, partial(Annee.nombre, code=code)) for code, libelle in LIGNES.items()),
    )

    def peut_exporter(self, utilisateur) -> bool:
        return peut_moderer_partout(utilisateur)

    def adresse_de_la_liste(self) -> str:
        return reverse("dossiers_de_moderation:bilan")

    def cles(self, utilisateur) -> list[int]:
        return [une.annee for une in annees()]

    def a_exporter(self, pks, contexte) -> Iterator[Annee]:
        yield from (une for une in annees() if une.annee in pks)
