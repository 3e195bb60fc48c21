"""The question that goes with withdrawing contents: where will their addresses lead?"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from home.edition import redirections
from home.visibilite import publiques


class RedirectionDeTousForm(forms.Form):
    """Whatever is withdrawn."""

    CHAMP = "rediriger_vers"
    hors_cible = gettext_lazy(
        "« %(titre)s » ne peut pas être lue par tout le monde : choisissez une autre page publiée."
    )

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

    def __init__(self, *args, personne, **kwargs):
        super().__init__(*args, **kwargs)
        self.personne = personne
        if not self.is_bound and not redirections.peut_rediriger(personne):
            del self.fields[self.CHAMP]  # not asked; whoever answers all the same is refused

    def cibles(self):
        return publiques(Page.objects.filter(depth__gt=1))

    def clean_rediriger_vers(self):
        cible = self.cleaned_data["rediriger_vers"]
        if cible is None:
            return None
        if not redirections.peut_rediriger(self.personne):
            raise forms.ValidationError(_("Votre rôle ne permet pas de créer une redirection."))
        if not self.cibles().filter(pk=cible.pk).exists():
            raise forms.ValidationError(self.hors_cible % {"titre": cible.title})
        return cible


class RedirectionForm(RedirectionDeTousForm):
    """One page that is withdrawn or deleted."""

    hors_cible = gettext_lazy(
        "« %(titre)s » ne peut pas être lue par tout le monde, ou part avec cette page : "
        "choisissez une autre page publiée."
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page

    def cibles(self):
        return redirections.cibles_possibles(self.page)
