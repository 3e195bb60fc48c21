from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _


class ConnexionForm(RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Adresse électronique")
        email.help_text = _("Format attendu : nom@commune.fr")
        email.widget.attrs = {"autocomplete": "email", "maxlength": "254"}


class CodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code reçu par courriel")
        code.help_text = _("Il est valable quinze minutes.")
        code.widget.attrs = {"autocomplete": "one-time-code", "maxlength": "20"}
