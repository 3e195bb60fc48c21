"""Tables whose objects are snippets with drafts: found by a reference that each one has."""

from django.contrib.auth import get_permission_codename
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from home.echanges.brouillons import TableDeBrouillons
from home.edition.adresse import adresse_libre


class TableDeFiches(TableDeBrouillons):
    """Of a snippet that has `reference` and `slug`; its QuerySet has `pour_la_redaction`."""

    ceci = gettext_lazy("Cette fiche")
    espace_d_adresses: str  # of its viewset
    champ_du_titre = "nom"

    @property
    def route_d_edition(self) -> str:
        return f"{self.espace_d_adresses}:edit"

    def adresse_de_la_liste(self) -> str:
        return reverse(f"{self.espace_d_adresses}:list")

    def objets(self):
        return self.modele.objects.all()

    def reference_de(self, objet) -> str:
        return objet.reference

    def trouves(self, references):
        return self.objets().filter(reference__in=references).pour_la_redaction()

    def peut_importer(self, utilisateur) -> bool:
        return all(self._peut(utilisateur, acte) for acte in ("add", "change", "publish"))

    def peut_exporter(self, utilisateur) -> bool:
        return any(self._peut(utilisateur, acte) for acte in ("add", "change", "view"))

    def peut_modifier(self, objet, utilisateur, *, publier) -> bool:
        actes = ("change", "publish") if publier else ("change",)
        return all(self._peut(utilisateur, acte) for acte in actes)

    def _peut(self, utilisateur, acte: str) -> bool:
        options = self.modele._meta
        code = get_permission_codename(acte, options)
        return utilisateur.has_perm(f"{options.app_label}.{code}")

    def verrouille(self, objet, utilisateur) -> bool:
        verrou = objet.get_lock()
        return verrou is not None and verrou.for_user(utilisateur)

    def nouveau(self, contexte):
        return self.modele(live=False)

    def creer(self, valeurs, contexte):
        fiche = self.nouveau(contexte)
        self.poser(fiche, valeurs, contexte)
        fiche.slug = adresse_libre(self.modele, getattr(fiche, self.champ_du_titre), sinon="fiche")
        fiche.save()
        log(instance=fiche, action="wagtail.create", user=contexte.utilisateur)
        return fiche

    def supprimer(self, objet, utilisateur) -> None:
        log(instance=objet, action="wagtail.delete", user=utilisateur, deleted=True)
        objet.delete()
