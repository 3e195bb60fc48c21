from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.contact.robots import AntiRobotForm
from home.models.message import MessageRecu


class TexteLongField(forms.CharField):
    """Counts a line break as the browser does, once, where it sends two signs. Its limit is said by
    the server, with all that was typed: `maxlength` would cut what is pasted without a word.
    """

    default_error_messages = {
        "max_length": _("Ce texte est trop long\u00a0: %(limit_value)d signes au plus.")
    }

    def widget_attrs(self, widget) -> dict:
        return {cle: v for cle, v in super().widget_attrs(widget).items() if cle != "maxlength"}

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n")

    def clean(self, value) -> str:
        """Too long, it is not read further: Django would run every rule on it all the same."""
        texte = self.to_python(value)
        if self.max_length is not None and len(texte) > self.max_length:
            raise ValidationError(
                self.error_messages["max_length"],
                code="max_length",
                params={"limit_value": self.max_length, "show_value": len(texte), "value": texte},
            )
        return super().clean(texte)


class ContactForm(AntiRobotForm):
    objet = forms.ChoiceField(
        label=_("Vous voulez"),
        choices=MessageRecu.Objet.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que vous voulez faire.")},
    )
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Pour vous répondre. Format attendu : nom@commune.fr"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Indiquez votre adresse électronique, par exemple nom@commune.fr."),
            "invalid": _("Indiquez une adresse complète, par exemple nom@commune.fr."),
        },
    )
    adresse_page = forms.CharField(
        label=_("Page concernée"),
        required=False,
        max_length=500,
        help_text=_("Son adresse ou son titre."),
    )
    texte = TexteLongField(
        label=_("Votre message"),
        max_length=5000,
        help_text=_(
            "Dites ce que vous cherchiez à faire et ce qui s’est passé. 5 000 signes au plus."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Écrivez votre message : ce que vous cherchez, ce qui vous bloque.")
        },
    )
