"""Themes and tags given to many contents, or taken away from them."""

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.listes.actes import Acte, compter
from ressources.listes import ecriture
from ressources.listes.ecriture import Lien
from ressources.models import (
    Acteur,
    ActeurTheme,
    Etiquette,
    EtiquetteRessource,
    RessourcePage,
    RessourceTheme,
    ThemePage,
)

THEMES = {
    RessourcePage: Lien(RessourceTheme, "themes_lies", "page", "theme", ordonne=True),
    Acteur: Lien(ActeurTheme, "themes_lies", "acteur", "theme", ordonne=True),
}
ETIQUETTES = {
    RessourcePage: Lien(EtiquetteRessource, "etiquetages", "content_object", "tag"),
}


class ChoixForm(forms.Form):
    """One thing to give or to take away: `valeur`."""

    def __init__(self, *args, modele, personne, **kwargs):
        super().__init__(*args, **kwargs)


class ThemeForm(ChoixForm):
    valeur = forms.ModelChoiceField(
        label=gettext_lazy("Thème"),
        queryset=ThemePage.objects.francais().ordonnes().defer_streamfields(),
    )


class EtiquetteForm(ChoixForm):
    """One that exists."""

    valeur = forms.ModelChoiceField(
        label=gettext_lazy("Étiquette"), queryset=Etiquette.objects.order_by("slug")
    )


class NouvelleEtiquetteForm(ChoixForm):
    """One that exists, or a new word."""

    valeur = forms.CharField(
        label=gettext_lazy("Étiquette"),
        max_length=100,
        help_text=gettext_lazy("Un mot libre\u00a0; celui qui existe déjà est repris tel quel."),
    )

    def clean_valeur(self) -> Etiquette:
        nom = " ".join(self.cleaned_data["valeur"].split())
        if "," in nom:
            raise forms.ValidationError(_("Une seule étiquette à la fois, sans virgule."))
        return Etiquette.objects.filter(name__iexact=nom).first() or Etiquette(name=nom)


class ActeDeLien(Acte):
    liens: dict[type, Lien]
    retire = False
    a_faire = une_fois_fait = ""  # with %(nom)s and %(contenus)s

    def contexte(self, modele, objets: list, *, par, valeurs: dict, complet: bool) -> dict:
        """Who has it: published rows, and drafts."""
        lien, cle = self.liens[modele], valeurs["valeur"].pk
        portent = lien.portent(cle, [objet.pk for objet in objets]) if cle else {}
        versions = lien.brouillons(o.latest_revision_id for o in objets if o.latest_revision_id)
        return {
            "par": par,
            "portent": portent,
            "brouillons": {
                pk: any(ligne[lien.cible] == cle for ligne in lignes)
                for pk, lignes in versions.items()
            },
        }

    def est_fait(self, objet, contexte: dict) -> bool:
        publie = objet.pk in contexte["portent"]
        brouillon = contexte["brouillons"].get(objet.latest_revision_id, publie)
        return not (publie or brouillon) if self.retire else publie and brouillon

    def refus(self, objet, contexte: dict) -> str:
        if raison := super().refus(objet, contexte):
            return raison
        if objet.current_workflow_state is not None:
            return _("est en relecture\u00a0: attendez la réponse")
        return ""

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        valeur = valeurs["valeur"]
        if valeur.pk is None:
            valeur, _nouvelle = Etiquette.nommee(valeur.name)
        ecrire = ecriture.retirer if self.retire else ecriture.ajouter
        ecrire(
            self.liens[modele],
            modele,
            objets,
            valeur.pk,
            acte=f"listes.{self.code}",
            donnees={"nom": str(valeur)},
            par=par,
        )

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        return self.a_faire % self._mots(modele, nombre, valeurs)

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        return self.une_fois_fait % self._mots(modele, nombre, valeurs)

    @staticmethod
    def _mots(modele, nombre: int, valeurs: dict) -> dict:
        return {"nom": valeurs["valeur"], "contenus": compter(modele, nombre)}


class AjouterTheme(ActeDeLien):
    code = "ajouter_theme"
    libelle = gettext_lazy("Ajouter un thème")
    a_faire = gettext_lazy("Ajouter le thème «\u00a0%(nom)s\u00a0»\u00a0: %(contenus)s")
    une_fois_fait = gettext_lazy("Thème «\u00a0%(nom)s\u00a0» ajouté\u00a0: %(contenus)s.")
    formulaire = ThemeForm
    liens = THEMES
    remarque = gettext_lazy(
        "Il vient après les thèmes que chacun a déjà. Ce qui est publié le montre aussitôt\u00a0; "
        "aucun brouillon n’est publié."
    )


class RetirerTheme(ActeDeLien):
    code = "retirer_theme"
    libelle = gettext_lazy("Retirer un thème")
    a_faire = gettext_lazy("Retirer le thème «\u00a0%(nom)s\u00a0»\u00a0: %(contenus)s")
    une_fois_fait = gettext_lazy("Thème «\u00a0%(nom)s\u00a0» retiré\u00a0: %(contenus)s.")
    formulaire = ThemeForm
    liens = THEMES
    retire = True
    remarque = gettext_lazy(
        "Ce qui est publié le perd aussitôt\u00a0; aucun brouillon n’est publié."
    )

    def contexte(self, modele, objets: list, **options) -> dict:
        lien = self.liens[modele]
        rangees = lien.modele.objects.filter(
            **{f"{lien.parent}__in": [objet.pk for objet in objets]}
        )
        nombres = rangees.order_by().values_list(lien.parent).annotate(nombre=Count("pk"))
        return super().contexte(modele, objets, **options) | {"nombres": dict(nombres)}

    def refus(self, objet, contexte: dict) -> str:
        if raison := super().refus(objet, contexte):
            return raison
        seul = contexte["nombres"].get(objet.pk, 0) == 1 and objet.pk in contexte["portent"]
        if seul and objet.live:
            return _("n’a que ce thème, et ce qui est publié en garde un")
        return ""


class AjouterEtiquette(ActeDeLien):
    code = "ajouter_etiquette"
    libelle = gettext_lazy("Ajouter une étiquette")
    a_faire = gettext_lazy("Ajouter l’étiquette «\u00a0%(nom)s\u00a0»\u00a0: %(contenus)s")
    une_fois_fait = gettext_lazy("Étiquette «\u00a0%(nom)s\u00a0» ajoutée\u00a0: %(contenus)s.")
    formulaire = NouvelleEtiquetteForm
    liens = ETIQUETTES


class RetirerEtiquette(ActeDeLien):
    code = "retirer_etiquette"
    libelle = gettext_lazy("Retirer une étiquette")
    a_faire = gettext_lazy("Retirer l’étiquette «\u00a0%(nom)s\u00a0»\u00a0: %(contenus)s")
    une_fois_fait = gettext_lazy("Étiquette «\u00a0%(nom)s\u00a0» retirée\u00a0: %(contenus)s.")
    formulaire = EtiquetteForm
    liens = ETIQUETTES
    retire = True
