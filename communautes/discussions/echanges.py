"""The list in a spreadsheet: titles where everybody reads them, names, and no address."""

from django.utils.translation import gettext_lazy as _

from communautes.discussions.listes import pour_l_anct
from communautes.discussions.models import Discussion
from home.echanges.colonnes import Constat
from home.echanges.sorties import TableDeSortie, champ, dit


def _nom(personne) -> str:
    return personne.get_full_name() if personne else ""


class TableDesDiscussions(TableDeSortie):
    code = "discussions"
    libelle_pluriel = _("discussions")
    icone = "help"
    modele = Discussion
    actes = ("view",)
    route_de_la_liste = "discussions_admin:index"
    constats: tuple[Constat, ...] = (
        champ(_("Question"), "titre_lisible"),
        dit(_("Communauté"), lambda une: une.communaute.title),
        champ(_("État"), "etat_en_mots"),
        champ(_("Posée le"), "ecrit_le"),
        champ(_("Réponse visée avant le"), "echeance_le"),
        champ(_("Première réponse"), "premiere_reponse_le"),
        champ(_("Réponses"), "nombre_de_reponses"),
        champ(_("Même question"), "nombre_de_memes"),
        dit(_("Confiée à"), lambda une: _nom(une.confiee_a)),
        champ(_("Confiée le"), "confiee_le"),
        champ(_("Close le"), "fermee_le"),
        champ(_("Promue le"), "promue_le"),
    )

    def prechargees(self, objets):
        return pour_l_anct(objets)
