"""Which contents were chosen under a list: by their boxes, or the whole list as it is filtered.

The keys travel in the body of the forms that follow, so that what is applied is what was shown:
what enters the filter meanwhile is left alone.
"""

import re

from django import forms

from home.listes import registre

MAXIMUM = 20_000  # keys of one act
CLES = re.compile(r"\d{1,18}(,\d{1,18})*")


class SelectionForm(forms.Form):
    objets = forms.CharField(max_length=20 * MAXIMUM)

    def clean_objets(self) -> list[int]:
        texte = self.cleaned_data["objets"]
        if not CLES.fullmatch(texte):
            raise forms.ValidationError("", code="invalid")
        return [int(cle) for cle in texte.split(",")][:MAXIMUM]


def cles_choisies(modele, request) -> list[int]:
    """Of the body, else of the address; only what the list shows to this person."""
    if request.method == "POST" and (form := SelectionForm(request.POST)).is_valid():
        return _visibles(modele, request, form.cleaned_data["objets"])
    demandees = request.GET.getlist("id")
    if "all" in demandees:
        lignes = registre.lignes(modele, request)
        return [] if lignes is None else _cles(lignes)
    return _visibles(
        modele, request, [int(cle) for cle in demandees if re.fullmatch(r"\d{1,18}", cle)]
    )


def _visibles(modele, request, cles: list[int]) -> list[int]:
    return _cles(registre.lignes(modele, request, {}).filter(pk__in=cles))


def _cles(lignes) -> list[int]:
    return list(lignes.order_by("pk").values_list("pk", flat=True)[:MAXIMUM])
