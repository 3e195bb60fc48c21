"""« Marquer comme vérifié » and « Changer de responsable », written by home/fraicheur."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.edition.dates import JourField
from home.fraicheur import services
from home.fraicheur.permissions import responsables_possibles
from home.jours import date_format
from home.listes.actes import Acte, ActeRefuse, compter


class ProchaineDateForm(forms.Form):
    a_revoir_le = JourField(
        label=gettext_lazy("À revoir le"),
        required=False,
        help_text=gettext_lazy(
            "Vide\u00a0: chaque contenu garde son rythme, ou sera revu dans un an."
        ),
    )

    def __init__(self, *args, modele, personne, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_a_revoir_le(self):
        jour = self.cleaned_data["a_revoir_le"]
        if jour is not None and jour <= timezone.localdate():
            raise forms.ValidationError(_("Indiquez une date à venir."))
        return jour


class MarquerVerifie(Acte):
    code = "verifier"
    libelle = gettext_lazy("Marquer comme vérifié")
    formulaire = ProchaineDateForm
    remarque = gettext_lazy(
        "Le lecteur lira «\u00a0vérifié\u00a0» à la date d’aujourd’hui. Aucun brouillon n’est "
        "publié."
    )

    def est_fait(self, objet, contexte: dict) -> bool:
        voulue = contexte["valeurs"]["a_revoir_le"]
        le_jour = objet.verifie_le == timezone.localdate()
        return le_jour and (voulue is None or objet.a_revoir_le == voulue)

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        _ecrire(
            services.marquer_verifiees,
            modele,
            objets,
            par=par,
            a_revoir_le=valeurs["a_revoir_le"],
        )

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        phrase = _("Marquer comme vérifié\u00a0: %(contenus)s")
        return phrase % {"contenus": compter(modele, nombre)} + _suite(valeurs)

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        phrase = _("C’est noté\u00a0: %(contenus)s, avec la date d’aujourd’hui")
        return phrase % {"contenus": compter(modele, nombre)} + _suite(valeurs) + "."


def _suite(valeurs: dict) -> str:
    jour = valeurs["a_revoir_le"]
    return _(", à revoir le %(jour)s") % {"jour": date_format(jour)} if jour else ""


class ResponsableForm(forms.Form):
    responsable = forms.ModelChoiceField(
        label=gettext_lazy("Responsable"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Personne"),
        help_text=gettext_lazy("Reçoit les rappels de relecture."),
    )

    def __init__(self, *args, modele, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responsable"].queryset = responsables_possibles(modele)


class Confier(Acte):
    code = "confier"
    libelle = gettext_lazy("Changer de responsable")
    formulaire = ResponsableForm

    def est_fait(self, objet, contexte: dict) -> bool:
        voulu = contexte["valeurs"]["responsable"]
        return objet.responsable_id == (voulu.pk if voulu else None)

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        _ecrire(services.confier, modele, objets, par=par, a=valeurs["responsable"])

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        if valeurs["responsable"] is None:
            phrase = _("Laisser sans responsable\u00a0: %(contenus)s")
        else:
            phrase = _("Confier à %(personne)s\u00a0: %(contenus)s")
        return phrase % {
            "personne": valeurs["responsable"],
            "contenus": compter(modele, nombre),
        }

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        if valeurs["responsable"] is None:
            phrase = _("Sans responsable désormais\u00a0: %(contenus)s.")
        else:
            phrase = _("Confié à %(personne)s\u00a0: %(contenus)s.")
        return phrase % {
            "personne": valeurs["responsable"],
            "contenus": compter(modele, nombre),
        }


def _ecrire(service, modele, objets: list, **arguments) -> None:
    cles = [objet.pk for objet in objets]
    try:
        service(modele._default_manager.filter(pk__in=cles), **arguments)
    except services.SuiviRefuse as refus:
        raise ActeRefuse(str(refus), refus.refus) from refus
