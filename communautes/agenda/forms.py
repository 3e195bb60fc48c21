"""What is filled in to prepare a meeting, and to choose among those of the agenda."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from communautes.agenda.croisements import FormulaireCroise
from communautes.agenda.fuseaux import Fuseau
from communautes.agenda.models import Rencontre
from communautes.agenda.moments import HeureInexistante, a_la_place
from communautes.agenda.services import croisement
from home.envois import EnvoiField
from home.texte_riche.champs import LigneField, TexteRicheField


class JourInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else value


class HeureInput(forms.TimeInput):
    input_type = "time"

    def format_value(self, value):
        return value.strftime("%H:%M") if hasattr(value, "strftime") else value


def champ_jour(**kwargs) -> forms.DateField:
    fautes = {
        "required": _("Indiquez le jour."),
        "invalid": _("Écrivez une date, par exemple 2026-12-08."),
    }
    return forms.DateField(widget=JourInput(), error_messages=fautes, **kwargs)


def champ_heure(**kwargs) -> forms.TimeField:
    fautes = {
        "required": _("Indiquez l’heure."),
        "invalid": _("Écrivez une heure, par exemple 11:00."),
    }
    return forms.TimeField(widget=HeureInput(), error_messages=fautes, **kwargs)


class LuField(forms.IntegerField):
    """What was read (services/croisement.py). Out of shape, nothing was: whoever wrote is met."""

    def __init__(self):
        super().__init__(required=False, min_value=0, widget=forms.HiddenInput)

    def clean(self, value) -> int | None:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return 0


class RencontreForm(FormulaireCroise):
    """`lu`: the last line of the journal that it was read with (services/croisement.py)."""

    croises = (
        "titre",
        "jour",
        "heure_debut",
        "heure_fin",
        "jour_fin",
        "fuseau",
        "lieu",
        "lien",
        "audience",
        "inscription",
        "capacite",
        "texte",
    )

    titre = LigneField(
        label=_("Titre"),
        max_length=150,
        error_messages={
            "required": _("Donnez un titre à la rencontre."),
            "max_length": _("Ce titre est trop long\u00a0: 150 signes au plus."),
        },
    )
    jour = champ_jour(label=_("Jour"))
    heure_debut = champ_heure(label=_("Heure de début"))
    heure_fin = champ_heure(label=_("Heure de fin"))
    jour_fin = champ_jour(
        label=_("Jour de fin"), required=False, help_text=_("Si elle finit un autre jour.")
    )
    fuseau = forms.ChoiceField(
        label=_("Heure de quel endroit"),
        choices=Fuseau.choices,
        initial=Fuseau.PARIS,
        help_text=_("Ailleurs qu’à Paris, l’agenda dit les deux heures."),
        error_messages={"invalid_choice": _("Choisissez un endroit de la liste.")},
    )
    lieu = LigneField(
        label=_("Lieu"),
        max_length=200,
        required=False,
        help_text=_("Adresse complète, salle. Rien si tout se passe à distance, par un lien."),
        error_messages={"max_length": _("Ce lieu est trop long\u00a0: 200 signes au plus.")},
    )
    lien = forms.CharField(
        label=_("Lien de la visioconférence"),
        max_length=500,
        required=False,
        help_text=_(
            "Commence par https://. Avec une inscription, seules les personnes inscrites le lisent."
        ),
        widget=forms.URLInput(),
        validators=[
            URLValidator(schemes=["https"], message=_("Copiez un lien qui commence par https://."))
        ],
        error_messages={"max_length": _("Ce lien est trop long\u00a0: 500 signes au plus.")},
    )
    audience = forms.ChoiceField(
        label=_("Pour qui"),
        choices=Rencontre.Audience.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites pour qui est la rencontre."),
            "invalid_choice": _("Choisissez dans la liste."),
        },
    )
    inscription = forms.ChoiceField(
        label=_("Inscription"),
        choices=Rencontre.Inscription.choices,
        initial=Rencontre.Inscription.LIBRE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites s’il faut s’inscrire."),
            "invalid_choice": _("Choisissez dans la liste."),
        },
    )
    capacite = forms.IntegerField(
        label=_("Nombre de places"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("Rien\u00a0: sans limite. Au-delà, on attend son tour, par ordre d’arrivée."),
        error_messages={
            "invalid": _("Écrivez un nombre."),
            "min_value": _("Il faut au moins une place."),
            "max_value": _("5\u00a0000 places au plus."),
        },
    )
    texte = TexteRicheField(
        label=_("Programme"),
        max_length=10_000,
        required=False,
        help_text=_("De quoi on parlera, avec qui, ce qu’il faut préparer."),
    )
    lu = LuField()
    envoi = EnvoiField()

    def __init__(self, *args, communaute=None, **kwargs):
        super().__init__(*args, **kwargs)
        if communaute is None:
            del self.fields["audience"]
        elif communaute.visibilite == "invisible":
            self.fields["audience"].choices = [
                choix for choix in Rencontre.Audience.choices if choix[0] == "membres"
            ]
            self.fields["audience"].initial = "membres"

    def clean(self) -> dict:
        donnees = super().clean()
        if not donnees.get("lieu") and not donnees.get("lien") and "lien" in donnees:
            self.add_error("lieu", _("Indiquez un lieu, ou un lien de visioconférence."))
        if donnees.get("capacite") and donnees.get("inscription") == Rencontre.Inscription.SANS:
            self.add_error("capacite", _("Des places comptées demandent une inscription."))
        debut = self._instant("jour", "heure_debut")
        jour_de_fin = "jour_fin" if donnees.get("jour_fin") else "jour"
        fin = self._instant(jour_de_fin, "heure_fin")
        if debut and fin and fin <= debut:
            self.add_error("heure_fin", _("La fin vient après le début."))
        donnees |= {"debut": debut, "fin": fin}
        donnees.setdefault("audience", Rencontre.Audience.TOUS)
        return donnees

    def _instant(self, jour: str, heure: str) -> datetime | None:
        lus = [self.cleaned_data.get(nom) for nom in (jour, heure, "fuseau")]
        if None in lus:
            return None
        try:
            return a_la_place(*lus)
        except HeureInexistante:
            self.add_error(
                heure, _("Cette heure n’existe pas\u00a0: les horloges avancent cette nuit-là.")
            )
        except OverflowError:
            self.add_error(jour, _("Cette date est trop lointaine."))
        return None


def initial_de(rencontre: Rencontre) -> dict:
    """The form of a meeting as it is now: read after the journal, it misses nothing of it."""
    lu = croisement.derniere(croisement.de_la_rencontre(rencontre))
    champs = ("titre", "texte", "fuseau", "lieu", "lien", "inscription", "capacite", "audience")
    rencontre.refresh_from_db(fields=[*champs, "debut", "fin"])
    zone = ZoneInfo(rencontre.fuseau)
    debut, fin = rencontre.debut.astimezone(zone), rencontre.fin.astimezone(zone)
    return {nom: getattr(rencontre, nom) for nom in champs} | {
        "lu": lu,
        "jour": debut.date(),
        "heure_debut": debut.time(),
        "heure_fin": fin.time(),
        "jour_fin": fin.date() if fin.date() != debut.date() else None,
    }


class FiltreForm(forms.Form):
    """GET: what is not understood is as if it had not been asked."""

    quand = forms.ChoiceField(
        label=_("Quand"),
        choices=[("", _("À venir")), ("passees", _("Passées"))],
        required=False,
    )
    communaute = forms.ChoiceField(label=_("Communauté"), required=False)
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("", _("Tous")), ("place", _("Sur place")), ("distance", _("À distance"))],
        required=False,
    )
    pour = forms.ChoiceField(
        label=_("Pour qui"),
        choices=[
            ("", _("Toutes celles que je peux lire")),
            ("tous", _("Ouvertes à tout le monde")),
            ("membres", _("Réservées à mes communautés")),
        ],
        required=False,
    )

    def __init__(self, *args, communautes=(), themes=(), connecte=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communaute"].choices = [("", _("Toutes")), *communautes]
        self.fields["theme"].choices = [("", _("Tous")), *themes]
        if not connecte:
            del self.fields["pour"]

    def valeurs(self) -> dict:
        self.is_valid()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}
