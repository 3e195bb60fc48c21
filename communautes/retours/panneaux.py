"""At the top of the form of the admin: who signs, what was sent, what is waited for."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from communautes.retours.champs import libelle_du_champ
from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.models.contenus import RetourFichier, RetourImage
from home.marques import ILLISIBLE, marque


class PanneauDeRelecture(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "retours/admin/panneau.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            from communautes.retours.phrases import etat_en_mots  # it reads the model of this form

            retour = self.instance
            lignes = CollectiviteAuteure.objects.filter(retour=retour.pk)
            return super().get_context_data(parent_context) | {
                "parcours": retour.parcours,
                "lu": self._lu(),
                "etat": etat_en_mots(retour),
                "auteures": lignes.select_related("collectivite"),
                "remarques": [
                    {"champ": libelle_du_champ(une.champ), "texte": une.texte, "le": une.le}
                    for une in retour.remarques.ouvertes()
                ],
                "comparaison": _comparaison(retour),
                "suivi": reverse("retours:suivi", args=[retour.pk]),
                "fichiers": _fichiers(retour),
            }

        def _lu(self) -> str:
            """The turn it was opened in (ecran.py)."""
            perdu = getattr(self.form, "ne_s_enregistre_plus", False)
            return ILLISIBLE if perdu else marque(*self.instance.parcours.tour)


def _comparaison(retour) -> str:
    """From what is public to what is sent; nothing when one of them is missing."""
    avant, apres = retour.live_revision_id, retour.latest_revision_id
    if avant is None or apres is None or avant == apres:
        return ""
    return reverse("retours_admin:revisions_compare", args=[retour.pk, avant, apres])


def _fichiers(retour) -> list[dict]:
    """Of the version that the form shows: each with its words, and the way to it."""
    return [
        {"titre": str(un), "poids": un.fichier.poids, "adresse": _adresse(un.fichier)}
        for un in [*retour.images.all(), *retour.documents.all()]
        if isinstance(un, RetourImage | RetourFichier)
    ]


def _adresse(fichier) -> str:
    return reverse("fichiers:lire", args=[fichier.pk, fichier.nom])
