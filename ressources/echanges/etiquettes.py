"""Tags that an import makes, and unmakes when it is undone."""

from django.utils.translation import gettext as _

from home.echanges.colonnes import normaliser
from ressources.models import Etiquette


class AvecEtiquettes:
    """Before the class of a table that has `colonnes.etiquettes()`; its context is `Mots`."""

    def retenir(self, valeurs, contexte) -> None:
        nouvelles = contexte.annexes.setdefault("etiquettes", [])
        for nom in valeurs.get("etiquettes", ()):
            if contexte.cles_des_etiquettes[normaliser(nom)][0] is None and nom not in nouvelles:
                nouvelles.append(nom)

    def preparer(self, valeurs, contexte) -> None:
        for nom in valeurs.get("etiquettes", ()):
            cle = normaliser(nom)
            if contexte.cles_des_etiquettes[cle][0] is None:
                etiquette, nouvelle = Etiquette.nommee(nom)
                contexte.cles_des_etiquettes[cle] = etiquette.pk, nom
                contexte.etiquettes[etiquette.pk] = nom
                if nouvelle:
                    contexte.annexes.setdefault("etiquettes_creees", []).append(etiquette.pk)

    def defaire_les_annexes(self, annexes) -> list[str]:
        """Only the tags that nothing carries, published or prepared, whoever wrote it."""
        creees = Etiquette.objects.filter(pk__in=annexes.get("etiquettes_creees", []))
        creees.sans_emploi().delete()
        return [
            _("L’étiquette «\u00a0%(nom)s\u00a0» reste\u00a0: un contenu la porte, ou la portera.")
            % {"nom": nom}
            for nom in creees.order_by("slug").values_list("name", flat=True)
        ]
