"""What ANCT answers to who wrote: one remark for each field that wants one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.retours.champs import CHAMPS_REMARQUABLES, libelle_du_champ
from home.contact.forms import TexteLongField

PREFIXE = "remarque_"
SIGNES = 1000


class CompleterForm(forms.Form):
    """Fields `remarque_<champ>`, and `comment` on the whole: Wagtail's name for it."""

    comment = TexteLongField(
        label=_("Sur l’ensemble"),
        required=False,
        max_length=SIGNES,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for champ in CHAMPS_REMARQUABLES:
            self.fields[f"{PREFIXE}{champ}"] = TexteLongField(
                label=libelle_du_champ(champ),
                required=False,
                max_length=SIGNES,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self):
        donnees = super().clean()
        if not self.errors and not any(donnees.values()):
            raise forms.ValidationError(_("Écrivez au moins une remarque\u00a0: elle guide."))
        return donnees


def remarques_de(donnees: dict) -> dict[str, str]:
    """Field (nothing: on the whole) → what is asked. Wagtail sends back what the form has cleaned
    through the browser: only what the form could have said is read.
    """
    dites = {champ: donnees.get(f"{PREFIXE}{champ}", "") for champ in CHAMPS_REMARQUABLES}
    dites[""] = donnees.get("comment", "")
    return {
        champ: texte.strip()[:SIGNES]
        for champ, texte in dites.items()
        if isinstance(texte, str) and texte.strip()
    }
