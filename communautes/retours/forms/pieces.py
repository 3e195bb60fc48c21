"""What is said of each image, of each document: one field for each of those of the draft."""

from typing import Any

from django.utils.translation import gettext as _

from communautes.fichiers.models import Fichier
from communautes.retours.forms.champs import LigneEntiere
from communautes.retours.forms.ecriture import EtapeForm


class PiecesForm(EtapeForm):
    """`champs`: field of the row → (label, hint, longest, expected)."""

    relation = ""

    def champs(self) -> dict[str, tuple]:
        raise NotImplementedError

    def preparer(self) -> None:
        rangees = sorted(getattr(self.brouillon, self.relation).all(), key=lambda r: r.sort_order)
        fichiers = Fichier.objects.in_bulk([rangee.fichier_id for rangee in rangees])
        self.rangees = {str(rangee.fichier_id): rangee for rangee in rangees}
        self.fichiers = {str(cle): fichier for cle, fichier in fichiers.items()}
        for cle in self.rangees:
            for nom, (libelle, aide, longueur, attendu) in self.champs().items():
                champ = LigneEntiere(
                    label=libelle, help_text=aide, max_length=longueur, required=False
                )
                champ.selon = attendu
                self.fields[f"{nom}_{cle}"] = champ

    def lignes(self) -> list[dict]:
        """For the template: each row with its file, its fields, its place."""
        return [
            {
                "fichier": self.fichiers[cle],
                "champs": [self[f"{nom}_{cle}"] for nom in self.champs()],
                "premiere": n == 0,
            }
            for n, cle in enumerate(self.rangees)
            if cle in self.fichiers
        ]

    def lire(self, nom: str) -> Any:
        champ, _tiret, cle = nom.partition("_")
        return getattr(self.rangees[cle], champ)

    def ecrire(self, nom: str, valeur: Any) -> None:
        champ, _tiret, cle = nom.partition("_")
        setattr(self.rangees[cle], champ, valeur)
        getattr(self.brouillon, self.relation).set(list(self.rangees.values()))


class ImagesForm(PiecesForm):
    relation = "images"

    def champs(self) -> dict[str, tuple]:
        aide = _("Lu à voix haute à qui ne voit pas l’image. 250 signes au plus.")
        return {
            "alternative": (_("Ce qu’elle montre"), aide, 250, True),
            "legende": (_("Légende"), _("Sous l’image. 200 signes au plus."), 200, False),
        }


class DocumentsForm(PiecesForm):
    relation = "documents"

    def champs(self) -> dict[str, tuple]:
        aide = _("Ce que l’on lit avant de télécharger. 150 signes au plus.")
        return {"titre": (_("Titre du document"), aide, 150, False)}
