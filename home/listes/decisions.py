"""Deciding of many rows of an admin list at once: each by its own service, one after the other.

What cannot be done is said line by line; it takes nothing away from the others.
"""

import re
from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.bulk_action import BulkAction

from home.listes.recherche import chercher
from home.listes.selection import SelectionForm

AU_PLUS, DITS = 200, 20
CLE = re.compile(r"\d{1,18}")


class ListeCochable:
    """Mixin of an index view: a box before each row, for who may decide of many."""

    template_name = "home/listes/cochable.html"

    @property
    def peut_decider(self) -> bool:
        raise NotImplementedError

    @cached_property
    def columns(self):
        genre = self.model._meta.model_name
        cases = [BulkActionsCheckboxColumn("bulk_actions", obj_type=genre)]
        return [*(cases if self.peut_decider else []), *super().columns]


class DeciderEnNombre(BulkAction):
    """The confirmation shows what will be done, and what will not; the keys travel in its form.

    A room says, in one class for its list: `peut`, `lignes`, `filtre`, `champs_de_recherche`,
    `liste` (name of the list's address, whose `inspect` is beside it), `refus` (what its services
    raise), `formulaire`. Then, in one class an act: `titre`, `display_name`, `action_type`,
    `decider`, `impossible`, `phrase`; `nom` and `precision` where `str` does not say enough.
    """

    titre = display_name = aria_label = action_type = ""
    liste = ""
    filtre: type
    champs_de_recherche: Iterable[str] = ()
    refus: type[Exception]
    formulaire: type[forms.Form] = forms.Form

    def dispatch(self, request, *args, **kwargs):
        if not self.peut(request.user):
            raise PermissionDenied
        if not self.choisies:
            messages.warning(request, _("Rien n’est sélectionné, ou tout a disparu depuis."))
            return redirect(self.suite)
        return super().dispatch(request, *args, **kwargs)

    def peut(self, personne) -> bool:
        raise NotImplementedError

    def lignes(self) -> QuerySet:
        """With what the confirmation shows of each."""
        raise NotImplementedError

    def nom(self, objet: Model) -> str:
        return str(objet)

    def precision(self, objet: Model) -> str:
        """What tells it from another of the same name."""
        return ""

    def impossible(self, objet: Model) -> str:
        """Why this one is left as it is; empty when it is not."""
        raise NotImplementedError

    def decider(self, objet: Model, donnees: dict) -> None:
        raise NotImplementedError

    def phrase(self, nombre: int) -> str:
        raise NotImplementedError

    @cached_property
    def suite(self) -> str:
        """The list, as it was filtered."""
        ici = self.next_url == self.request.path
        return reverse(f"{self.liste}:index") if ici else self.next_url

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
        filtre = self.filtre(self.request.GET, self.lignes(), request=self.request)
        if not filtre.is_valid():
            return []
        question = self.request.GET.get("q", "")
        trouvees = chercher(filtre.qs, question, list(self.champs_de_recherche))
        return list(trouvees.order_by("pk").values_list("pk", flat=True))

    @cached_property
    def choisies(self) -> list[Model]:
        return list(self.lignes().filter(pk__in=self.cles).order_by("pk"))

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
        for objet in self.choisies:
            if raison := self.impossible(objet):
                refus.append((objet, raison))
                continue
            try:
                self.decider(objet, donnees)
            except self.refus as refuse:
                refus.append((objet, str(refuse)))
            else:
                faites += 1
        return faites, refus

    def _dire(self, faites: int, refus: list[tuple[Model, str]]) -> None:
        messages.success(self.request, self.phrase(faites))
        for objet, raison in refus[:DITS]:
            messages.warning(self.request, f"{self.nom(objet)}\u00a0: {raison}")
        if (reste := len(refus) - DITS) > 0:
            phrase = ngettext(
                "Et %(nombre)s autre, restée dans la file.",
                "Et %(nombre)s autres, restées dans la file.",
                reste,
            )
            messages.warning(self.request, phrase % {"nombre": reste})

    def _page(self, form: forms.Form, status: int = 200):
        lues = [(objet, self.impossible(objet)) for objet in self.choisies]
        contexte = {
            "titre": self.titre,
            "bouton": self.display_name,
            "form": form,
            "items": [self._ligne(objet) for objet, raison in lues if not raison],
            "refusees": [(self.nom(objet), raison) for objet, raison in lues if raison],
            "objets": ",".join(map(str, self.cles)),
            "au_plus": AU_PLUS if len(self.cles) == AU_PLUS else 0,
            "action": f"{self.request.path}?{urlencode({'next': self.suite})}",
            "retour": self.suite,
        }
        return render(self.request, "home/listes/decisions.html", contexte, status=status)

    def _ligne(self, objet: Model) -> tuple[str, str, str]:
        adresse = reverse(f"{self.liste}:inspect", args=[objet.pk])
        return self.nom(objet), adresse, self.precision(objet)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        raise NotImplementedError("post")
