"""What ANCT answers to who wrote: one remark for each field that wants one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.retours.champs import CHAMPS_REMARQUABLES, libelle_du_champ
from home.contact.forms import TexteLongField

PREFIXE = "remarque_"


class CompleterForm(forms.Form):
    """Fields `remarque_<champ>`, and `comment` on the whole: Wagtail's name for it."""

    comment = TexteLongField(
        label=_("Sur l’ensemble"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for champ in CHAMPS_REMARQUABLES:
            self.fields[f"{PREFIXE}{champ}"] = TexteLongField(
                label=libelle_du_champ(champ),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self):
        donnees = super().clean()
        if not self.errors and not any(donnees.values()):
            raise forms.ValidationError(_("Écrivez au moins une remarque\u00a0: elle guide."))
        return donnees

    @property
    def remarques(self) -> dict[str, str]:
        return remarques_de(self.cleaned_data)


def remarques_de(donnees: dict) -> dict[str, str]:
    """Field (nothing: on the whole) → what is asked, out of what the form has cleaned."""
    dites = {nom.removeprefix(PREFIXE): v for nom, v in donnees.items() if nom.startswith(PREFIXE)}
    dites[""] = donnees.get("comment", "")
    return {champ: texte.strip() for champ, texte in dites.items() if texte and texte.strip()}
