"""What is done by a button (POST under /agir/): a form, a service, what it says, where it leads.

What was typed and is refused comes back on a page of its own, as it was typed.
"""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from communautes.comptes.retour import est_d_ici
from communautes.journal.forms import MotifField
from communautes.journal.services import MotifRefuse
from home.marques import relire


class ActeForm(forms.Form):
    """What a button alone sends: where to come back."""

    suite = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class OuiNonForm(ActeForm):
    """A button that turns something on or off."""

    oui = forms.ChoiceField(choices=[("1", "1"), ("0", "0")], widget=forms.HiddenInput)


class MotifForm(ActeForm):
    motif = MotifField()


def action(vue: Callable) -> Callable:
    return never_cache(require_POST(login_required(vue)))


def retour(request, defaut: str) -> HttpResponseRedirect:
    """`defaut`: an address, when the form says nothing of where it comes from."""
    form = ActeForm(request.POST)
    suite = form.cleaned_data["suite"] if form.is_valid() else ""
    return redirect(suite if est_d_ici(request, suite) else defaut)


class Acte:
    """One POST: its form, what to call the page where it comes back, the address where it leads.

    `refus`: what the service raises, whose words are for the person; its `relu`, if it has one:
    hidden fields of the form as they are now; its `ailleurs`: where it leads, when what was acted
    on is gone, and its pages with it.
    """

    def __init__(self, request, formulaire, titre, defaut: str, *, refus: type[Exception]):
        self.request, self.titre, self.defaut, self.refus = request, str(titre), defaut, refus
        self.form = formulaire(request.POST)
        self.ailleurs = ""

    def faire(self, service: Callable, fait):
        """`fait`: what it says once it is done, or a function of what the service answers."""
        if self.form.is_valid():
            try:
                resultat = service(self.form.cleaned_data)
            except self.refus as refus:
                relire(self.form, refus)
                self.ailleurs = getattr(refus, "ailleurs", "")
                self.form.add_error(self._champ_de(refus), str(refus))
            else:
                messages.success(self.request, str(fait(resultat) if callable(fait) else fait))
        if self.form.errors and self.form.visible_fields():
            defaut = self.ailleurs or self.defaut
            contexte = {"form": self.form, "titre": self.titre, "defaut": defaut}
            return render(self.request, "comptes/a_corriger.html", contexte, status=422)
        for phrase in self.form.non_field_errors():
            messages.error(self.request, phrase)
        if self.form.errors and not self.form.non_field_errors():
            messages.error(self.request, _("Rechargez la page, puis recommencez."))
        return redirect(self.ailleurs) if self.ailleurs else retour(self.request, self.defaut)

    @staticmethod
    def _champ_de(refus: Exception) -> str | None:
        """The reason itself, when it tells what a journal may not keep."""
        return "motif" if isinstance(refus.__cause__, MotifRefuse) else None
