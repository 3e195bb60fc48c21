"""Redirects typed by hand, or imported: refused where they would never act.

Wagtail's middleware looks for one only when nothing answers.
"""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect


class RedirectionSaisieForm(RedirectForm):
    # Not Wagtail's URLField: what this house writes by itself (redirections.py) are paths.
    redirect_link = forms.CharField(
        label=gettext_lazy("Ou rediriger vers une adresse"),
        required=False,
        max_length=255,
        help_text=gettext_lazy(
            "Si ce n’est pas une page de la liste\u00a0: une adresse de ce site qui commence par "
            "«\u00a0/\u00a0», par exemple /annuaire/, ou l’adresse entière d’un autre site, par "
            "exemple https://www.exemple.fr/guide."
        ),
    )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"redirect_link"}

    def clean_redirect_link(self) -> str:
        from home.qualite import adresses, cibles

        saisie = self.cleaned_data["redirect_link"].strip()
        if not saisie:
            return ""
        du_site = saisie.startswith("/")
        try:
            URLValidator(("http", "https"))(f"http://a.fr{saisie}" if du_site else saisie)
        except forms.ValidationError:
            raise forms.ValidationError(_incomprise()) from None
        chemin = adresses.chemin_interne(saisie)
        if chemin is None and du_site:
            raise forms.ValidationError(_incomprise())
        if chemin is not None and not cibles.se_lit(chemin):
            raise forms.ValidationError(
                _(
                    "Personne ne peut lire %(chemin)s sans compte\u00a0: choisissez une adresse "
                    "publique, qui répond."
                )
                % {"chemin": chemin}
            )
        return saisie

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


def _incomprise() -> str:
    return _(
        "Cette adresse n’en est pas une\u00a0: écrivez-la à partir de «\u00a0/\u00a0» pour ce "
        "site, à partir de https:// pour un autre, sans espace."
    )


def installer() -> None:
    """Wagtail offers no setting for the form of its screens and of its import."""
    views.RedirectForm = RedirectionSaisieForm
    for vue in (views.CreateView, views.EditView):
        vue.form_class = RedirectionSaisieForm
