"""Deciding on many records at once in the admin: each by its own service, one after the other.

What cannot be done is said line by line; it takes nothing away from the others.
"""

import re
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from home.listes.recherche import chercher
from home.listes.selection import SelectionForm

AU_PLUS, DITS = 200, 20
CLE = re.compile(r"\d{1,18}")


class DecisionEnNombre(BulkAction):
    """The confirmation shows what will be done, and what will not; the keys travel in its form.

    `decider(record, par, donnees)` raises `refusee`; `peut(personne)`: who may; `filtre` and
    `champs_de_recherche`: of the list, when all of it is chosen.
    """

    models: list = []
    titre = display_name = aria_label = action_type = ""
    gabarit = liste = ""
    filtre: type
    formulaire: type[forms.Form]
    champs_de_recherche: list[str] = []
    refusee: type[Exception]
    peut: Callable

    def dispatch(self, request, *args, **kwargs):
        if not self.peut(request.user):
            raise PermissionDenied
        if not self.choisies:
            messages.warning(request, _("Rien n’est sélectionné, ou tout a disparu depuis."))
            return redirect(self.suite)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def suite(self) -> str:
        """The list, as it was filtered."""
        return reverse(self.liste) if self.next_url == self.request.path else self.next_url

    @cached_property
    def cles(self) -> list[int]:
        """Of the form, else of the boxes; « all » is the list as it is filtered."""
        demande = self.request
        if demande.method == "POST" and (form := SelectionForm(demande.POST)).is_valid():
            return form.cleaned_data["objets"][:AU_PLUS]
        demandees = demande.GET.getlist("id")
        if "all" in demandees:
            return self._toute_la_liste()[:AU_PLUS]
        return [int(cle) for cle in demandees if CLE.fullmatch(cle)][:AU_PLUS]

    def _toute_la_liste(self) -> list[int]:
        """Nothing when a filter is wrong: the list would then show everything."""
        [modele] = self.models
        filtre = self.filtre(self.request.GET, modele.objects.all(), request=self.request)
        if not filtre.is_valid():
            return []
        trouvees = chercher(filtre.qs, self.request.GET.get("q", ""), self.champs_de_recherche)
        return list(trouvees.order_by("pk").values_list("pk", flat=True))

    @cached_property
    def choisies(self) -> list[Model]:
        [modele] = self.models
        return list(modele.objects.pour_liste().filter(pk__in=self.cles).order_by("pk"))

    def get(self, request, *args, **kwargs):
        return self._page(self.formulaire())

    def post(self, request, *args, **kwargs):
        form = self.formulaire(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        faites, refus = self._faire(form.cleaned_data)
        if not faites and refus:  # nothing was done: what was typed stays
            form.add_error(None, refus[0][1])
            return self._page(form, status=422)
        self._dire(faites, refus)
        return redirect(self.suite)

    def _faire(self, donnees: dict) -> tuple[int, list[tuple[Model, str]]]:
        faites, refus = 0, []
        for choisie in self.choisies:
            if raison := self.impossible(choisie):
                refus.append((choisie, raison))
                continue
            try:
                self.decider(choisie, self.request.user, donnees)
            except self.refusee as refusee:
                refus.append((choisie, str(refusee)))
            else:
                faites += 1
        return faites, refus

    def _dire(self, faites: int, refus: list[tuple[Model, str]]) -> None:
        messages.success(self.request, self.phrase(faites))
        for choisie, raison in refus[:DITS]:
            messages.warning(self.request, f"{choisie}\u00a0: {raison}")
        if (reste := len(refus) - DITS) > 0:
            phrase = ngettext(
                "Et %(nombre)s autre, restée dans la file.",
                "Et %(nombre)s autres, restées dans la file.",
                reste,
            )
            messages.warning(self.request, phrase % {"nombre": reste})

    def _page(self, form: forms.Form, status: int = 200):
        lignes = [(une, self.impossible(une)) for une in self.choisies]
        contexte = {
            "titre": self.titre,
            "bouton": self.display_name,
            "form": form,
            "items": [une for une, raison in lignes if not raison],
            "refusees": [(une, raison) for une, raison in lignes if raison],
            "objets": ",".join(map(str, self.cles)),
            "au_plus": AU_PLUS if len(self.cles) == AU_PLUS else 0,
            "action": f"{self.request.path}?{urlencode({'next': self.suite})}",
            "retour": self.suite,
        }
        return render(self.request, self.gabarit, contexte, status=status)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        raise NotImplementedError("post")

    def impossible(self, choisie: Model) -> str:
        """Why this one is left as it is; empty when it is not."""
        raise NotImplementedError

    def decider(self, choisie: Model, par, donnees: dict) -> None:
        raise NotImplementedError

    def phrase(self, nombre: int) -> str:
        raise NotImplementedError
