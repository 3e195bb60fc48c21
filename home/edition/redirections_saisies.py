"""Redirects typed by hand, or imported: refused where they would never act.

Wagtail's middleware looks for one only when nothing answers.
"""

from django import forms
from django.utils.translation import gettext as _
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect


class RedirectionSaisieForm(RedirectForm):
    def clean_old_path(self) -> str:
        from home.qualite import adresses, cibles  # they read bodies, that stand on this room

        saisie = self.cleaned_data["old_path"].strip()
        chemin = adresses.chemin_interne(saisie)
        if chemin is None or any(signe.isspace() for signe in saisie):
            raise forms.ValidationError(
                _(
                    "Écrivez l’ancienne adresse à partir de «\u00a0/\u00a0», sans espace, par "
                    "exemple /ancienne-page/."
                )
            )
        if cibles.repond(chemin):
            raise forms.ValidationError(
                _(
                    "%(chemin)s répond\u00a0: une redirection n’agit que d’une adresse qui ne "
                    "répond plus. Dépubliez d’abord ce contenu, ou changez son adresse."
                )
                % {"chemin": Redirect.normalise_path(chemin)}
            )
        return saisie


def installer() -> None:
    """Wagtail offers no setting for the form of its screens and of its import."""
    views.RedirectForm = RedirectionSaisieForm
    for vue in (views.CreateView, views.EditView):
        vue.form_class = RedirectionSaisieForm
