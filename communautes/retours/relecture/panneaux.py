"""At the top of the form of the admin: who signs, what was sent, what is waited for."""

import json

from django.urls import reverse
from wagtail.admin.panels import Panel

from communautes.retours.champs import libelle_du_champ
from communautes.retours.forms.relecture import remarques_de
from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.models.contenus import RetourFichier, RetourImage
from communautes.retours.models.remarque import Remarque
from home.marques import ILLISIBLE, marque


class PanneauDeRelecture(Panel):
    class BoundPanel(Panel.BoundPanel):
        class Media:
            js = ["retours/relecture.js"]

        template_name = "retours/admin/panneau.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            from communautes.retours.demandes import suivre  # both read the model of this form
            from communautes.retours.phrases import etat_en_mots

            retour = self.instance
            demandees = Remarque.objects.de_la_preparation(retour).order_by("le", "pk")
            lignes = CollectiviteAuteure.objects.filter(retour=retour.pk)
            return super().get_context_data(parent_context) | {
                "parcours": retour.parcours,
                "lu": self._lu(),
                "etat": etat_en_mots(retour),
                "auteures": lignes.select_related("collectivite"),
                "demandes": suivre(demandees, retour),
                "tapees": self._remarques_tapees(),
                "depuis": _depuis(demandees.last(), retour),
                "comparaison": _comparaison(retour),
                "suivi": reverse("retours:suivi", args=[retour.pk]),
                "fichiers": _fichiers(retour),
            }

        def _lu(self) -> str:
            """The turn it was opened in (ecran.py)."""
            perdu = getattr(self.form, "ne_s_enregistre_plus", False)
            return ILLISIBLE if perdu else marque(*self.instance.parcours.tour)

        def _remarques_tapees(self) -> list[dict]:
            """In the form of « Demander de compléter », which was refused with the rest."""
            if not getattr(self.form, "ne_s_enregistre_plus", False):
                return []
            try:
                dites = json.loads(self.request.POST.get("workflow-action-extra-data", ""))
            except (ValueError, RecursionError):
                return []
            lues = remarques_de(dites) if isinstance(dites, dict) else {}
            return [{"champ": libelle_du_champ(c), "texte": texte} for c, texte in lues.items()]


def _comparaison(retour) -> str:
    """From what is public to what is sent; nothing when one of them is missing."""
    avant, apres = retour.live_revision_id, retour.latest_revision_id
    if avant is None or apres is None or avant == apres:
        return ""
    return reverse("retours_admin:revisions_compare", args=[retour.pk, avant, apres])


def _depuis(derniere: Remarque | None, retour) -> str:
    """From what ANCT read when it last asked, to what it reads now."""
    from communautes.retours.demandes import versions_demandees

    alors = derniere and versions_demandees(retour, [derniere])[derniere.pk]
    if not alors or alors == retour.latest_revision_id:
        return ""
    cles = [retour.pk, alors, retour.latest_revision_id]
    return reverse("retours_admin:revisions_compare", args=cles)


def _fichiers(retour) -> list[dict]:
    """Of the version that the form shows: each with its words, and the way to it."""
    return [
        {"titre": str(un), "poids": un.fichier.poids, "adresse": _adresse(un.fichier)}
        for un in [*retour.images.all(), *retour.documents.all()]
        if isinstance(un, RetourImage | RetourFichier)
    ]


def _adresse(fichier) -> str:
    return reverse("fichiers:lire", args=[fichier.pk, fichier.nom])
