"""The question that goes with withdrawing a page: where will its address lead?"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from home.edition import redirections


class RedirectionForm(forms.Form):
    CHAMP = "rediriger_vers"

    rediriger_vers = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=gettext_lazy("Rediriger vers"),
        required=False,
        widget=AdminPageChooser,
        help_text=gettext_lazy(
            "Facultatif. Qui suit l’ancienne adresse arrivera sur la page choisie. Sans choix, il "
            "lira que le contenu a été retiré."
        ),
        error_messages={
            "invalid_choice": gettext_lazy("Cette page n’existe plus : choisissez-en une autre.")
        },
    )

    def __init__(self, *args, page, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.page, self.personne = page, personne

    def clean_rediriger_vers(self):
        cible = self.cleaned_data["rediriger_vers"]
        if cible is None:
            return None
        if not redirections.peut_rediriger(self.personne):
            raise forms.ValidationError(_("Votre rôle ne permet pas de créer une redirection."))
        if not redirections.cibles_possibles(self.page).filter(pk=cible.pk).exists():
            raise forms.ValidationError(
                _(
                    "« %(titre)s » ne peut pas être lue par tout le monde, ou part avec cette "
                    "page : choisissez une autre page publiée."
                )
                % {"titre": cible.title}
            )
        return cible
