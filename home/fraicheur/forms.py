"""Forms: what a content's own form asks of freshness, and the two acts of this room."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.edition.dates import JourField
from home.fraicheur.dates import RYTHME_LE_PLUS_LONG
from home.fraicheur.depart import proprietaires, repreneurs
from home.fraicheur.permissions import responsables_possibles

LUE = "fraicheur-lue"  # hidden input of PanneauDeVerification: the facts as the form was opened
FAITS = ("responsable", "verifie_le", "a_revoir_le")


def faits_en_texte(objet) -> str:
    """What the freshness of this content was when it was read, to compare it later."""
    return "|".join(str(objet.serializable_value(nom) or "") for nom in FAITS)


class PersonneField(forms.ModelChoiceField):
    def label_from_instance(self, personne) -> str:
        if personne.is_active:
            return str(personne)
        return _("%(personne)s (compte fermé)") % {"personne": personne}


class ResponsableField(PersonneField):
    """Open accounts that may modify the content, by name; who has it already stays possible."""

    def __init__(self, modele, *, actuel: int | None = None, **kwargs):
        possibles = responsables_possibles(modele).order_by().values("pk")
        personnes = get_user_model().objects.filter(Q(pk__in=possibles) | Q(pk=actuel or 0))
        kwargs.setdefault("empty_label", _("Personne"))
        super().__init__(personnes.order_by("last_name", "first_name", "email"), **kwargs)


class SuiviMixin:
    """For the form of a content that is `Suivi`; nothing on the others."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (champ := self.fields.get("responsable")) is not None:
            self.fields["responsable"] = ResponsableField(
                type(self.instance),
                actuel=self.instance.responsable_id,
                required=False,
                label=champ.label,
                help_text=champ.help_text,
                initial=champ.initial,
            )

    def clean_verifie_le(self):
        jour = self.cleaned_data["verifie_le"]
        if jour and jour > timezone.localdate():
            raise forms.ValidationError(_("Cette date est à venir\u00a0: indiquez un jour passé."))
        return jour

    def clean(self):
        """A form opened before somebody verified or handed over the content does not undo that.

        What its author did not touch stays as it has become.
        """
        super().clean()
        lus = self.data.get(LUE, "").split("|")
        if len(lus) == len(FAITS):
            for nom, lu in zip(FAITS, lus, strict=True):
                devenu = self.initial.get(nom)  # read from the latest draft by this request
                touche = nom not in self.cleaned_data or self._envoye(nom) != lu
                if not touche and str(devenu or "") != lu:
                    self.cleaned_data[nom] = self.fields[nom].to_python(devenu)
        return self.cleaned_data

    def _envoye(self, nom: str) -> str:
        valeur = self.cleaned_data[nom]
        return str(getattr(valeur, "pk", valeur) or "")


class VerifierForm(forms.Form):
    """« Marquer comme vérifié »: only when to read it again is asked."""

    a_revoir_le = JourField(
        label=_("À revoir le"),
        help_text=_("La prochaine fois que quelqu’un devra relire ce contenu."),
        error_messages={"required": _("Indiquez la date où le relire.")},
    )

    def clean_a_revoir_le(self):
        jour, aujourdhui = self.cleaned_data["a_revoir_le"], timezone.localdate()
        if jour <= aujourdhui:
            raise forms.ValidationError(_("Cette date est passée : indiquez un jour à venir."))
        if jour > aujourdhui + RYTHME_LE_PLUS_LONG:
            raise forms.ValidationError(_("Dans plus de dix ans : indiquez un jour plus proche."))
        return jour


class DepartForm(forms.Form):
    """Who leaves: whoever owns something, their account open or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["de"] = PersonneField(
            proprietaires(), label=_("Qui s’en va"), empty_label=_("Choisissez")
        )


class RepriseForm(forms.Form):
    """Who takes over, and how many contents the table showed."""

    nombre = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, de, modeles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["a"] = PersonneField(
            repreneurs(modeles, de=de),
            label=_("Qui prend la suite"),
            help_text=_("Les comptes ouverts qui ont le droit de modifier ces contenus."),
            empty_label=_("Choisissez"),
            error_messages={
                "required": _("Choisissez qui prend la suite."),
                "invalid_choice": _("Cette personne ne peut pas prendre la suite."),
            },
        )
