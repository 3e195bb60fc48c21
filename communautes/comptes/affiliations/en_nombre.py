"""Validating or refusing many at once: each by its own service, one after the other.

What cannot be done is said line by line; it takes nothing away from the others.
"""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.filtres import FiltreDesAffiliations
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.journal.forms import MotifField
from home.listes.recherche import chercher
from home.listes.selection import SelectionForm

AU_PLUS, DITS = 200, 20
CLE = re.compile(r"\d{1,18}")
CHAMPS_DE_RECHERCHE = [
    "personne__first_name",
    "personne__last_name",
    "personne__email",
    "collectivite__nom",
    "collectivite__code",
    "collectivite__siren",
]


def toute_la_liste(request) -> list[int]:
    """Nothing when a filter is wrong: the list would then show everything."""
    filtre = FiltreDesAffiliations(request.GET, Affiliation.objects.all(), request=request)
    if not filtre.is_valid():
        return []
    trouvees = chercher(filtre.qs, request.GET.get("q", ""), CHAMPS_DE_RECHERCHE)
    return list(trouvees.order_by("pk").values_list("pk", flat=True))


class MotifForm(forms.Form):
    motif = MotifField(
        help_text=gettext_lazy(
            "Le même pour toutes. Sans nom ni adresse\u00a0: le journal le garde sans limite, et "
            "la personne le lit si sa demande est refusée."
        ),
    )


class InstruireEnNombre(BulkAction):
    """The confirmation shows what will be done, and what will not; the keys travel in its form."""

    models = [Affiliation]
    titre = display_name = aria_label = action_type = ""

    def dispatch(self, request, *args, **kwargs):
        if not peut_instruire(request.user):
            raise PermissionDenied
        if not self.choisies:
            messages.warning(request, _("Rien n’est sélectionné, ou tout a disparu depuis."))
            return redirect(self.suite)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def suite(self) -> str:
        """The list, as it was filtered."""
        ici = self.next_url == self.request.path
        return reverse("affiliations_admin:index") if ici else self.next_url

    @cached_property
    def cles(self) -> list[int]:
        """Of the form, else of the boxes; « all » is the list as it is filtered."""
        demande = self.request
        if demande.method == "POST" and (form := SelectionForm(demande.POST)).is_valid():
            return form.cleaned_data["objets"][:AU_PLUS]
        demandees = demande.GET.getlist("id")
        if "all" in demandees:
            return toute_la_liste(demande)[:AU_PLUS]
        return [int(cle) for cle in demandees if CLE.fullmatch(cle)][:AU_PLUS]

    @cached_property
    def choisies(self) -> list[Affiliation]:
        return list(Affiliation.objects.pour_liste().filter(pk__in=self.cles).order_by("pk"))

    def get(self, request, *args, **kwargs):
        return self._page(MotifForm())

    def post(self, request, *args, **kwargs):
        form = MotifForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        faites, refus = self._faire(form.cleaned_data["motif"])
        if not faites and refus:  # nothing was done: the reason that was typed stays
            form.add_error(None, refus[0][1])
            return self._page(form, status=422)
        self._dire(faites, refus)
        return redirect(self.suite)

    def _faire(self, motif: str) -> tuple[int, list[tuple[Affiliation, str]]]:
        faites, refus = 0, []
        for affiliation in self.choisies:
            if raison := self.impossible(affiliation):
                refus.append((affiliation, raison))
                continue
            try:
                self.service(affiliation, par=self.request.user, motif=motif)
            except services.AffiliationRefusee as refusee:
                refus.append((affiliation, str(refusee)))
            else:
                faites += 1
        return faites, refus

    def _dire(self, faites: int, refus: list[tuple[Affiliation, str]]) -> None:
        messages.success(self.request, self.phrase(faites))
        for affiliation, raison in refus[:DITS]:
            messages.warning(self.request, f"{affiliation}\u00a0: {raison}")
        if (reste := len(refus) - DITS) > 0:
            phrase = ngettext(
                "Et %(nombre)s autre, restée dans la file.",
                "Et %(nombre)s autres, restées dans la file.",
                reste,
            )
            messages.warning(self.request, phrase % {"nombre": reste})

    def _page(self, form: MotifForm, status: int = 200):
        lignes = [(affiliation, self.impossible(affiliation)) for affiliation in self.choisies]
        contexte = {
            "titre": self.titre,
            "bouton": self.display_name,
            "form": form,
            "items": [affiliation for affiliation, raison in lignes if not raison],
            "refusees": [(affiliation, raison) for affiliation, raison in lignes if raison],
            "objets": ",".join(map(str, self.cles)),
            "au_plus": AU_PLUS if len(self.cles) == AU_PLUS else 0,
            "action": f"{self.request.path}?{urlencode({'next': self.suite})}",
            "retour": self.suite,
        }
        return render(self.request, "affiliations/admin/en_nombre.html", contexte, status=status)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        raise NotImplementedError("post")

    def impossible(self, affiliation: Affiliation) -> str:
        """Why this one is left as it is; empty when it is not."""
        raise NotImplementedError

    def phrase(self, nombre: int) -> str:
        raise NotImplementedError


class ValiderEnNombre(InstruireEnNombre):
    titre = gettext_lazy("Valider des affiliations")
    display_name = aria_label = gettext_lazy("Valider ces affiliations")
    action_type = "valider"
    action_priority = 10
    service = staticmethod(services.valider)

    def impossible(self, affiliation: Affiliation) -> str:
        if not affiliation.est_en_vigueur:
            return _("cette affiliation est close")
        if affiliation.niveau >= Niveau.VALIDEE and not affiliation.se_fait_valider:
            return _("déjà validée")
        return ""

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s affiliation est validée.", "%(nombre)s affiliations sont validées.", nombre
        ) % {"nombre": nombre}


class RefuserEnNombre(InstruireEnNombre):
    titre = gettext_lazy("Refuser des demandes d’affiliation")
    display_name = aria_label = gettext_lazy("Refuser ces demandes")
    action_type = "refuser"
    action_priority = 20
    classes = {"serious"}
    service = staticmethod(services.refuser)

    def impossible(self, affiliation: Affiliation) -> str:
        if not affiliation.est_en_vigueur:
            return _("cette affiliation est close")
        if affiliation.statut != Affiliation.Statut.DEMANDEE:
            return _("cette demande a déjà sa réponse")
        return ""

    def phrase(self, nombre: int) -> str:
        return ngettext(
            "%(nombre)s demande est refusée.", "%(nombre)s demandes sont refusées.", nombre
        ) % {"nombre": nombre}


ACTIONS = [ValiderEnNombre, RefuserEnNombre]
