"""The screens of an act: what it asks, what it will do, then the act."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from home.listes import registre, services
from home.listes.actes import Acte, ActeRefuse, Bilan, compter, nommer
from home.listes.selection import cles_choisies
from home.usages.lecture import premiers


class ActionDeListe(BulkAction):
    """Wagtail's bulk action, whose contents stay those that were shown.

    Three moments at one address: choose a value (when the act has one to ask), read what will
    change and what will not, confirm.
    """

    acte: Acte
    template_name = "home/listes/confirmation.html"

    @classmethod
    def execute_action(cls, objects, **kwargs):
        raise NotImplementedError("services.appliquer")

    def dispatch(self, request, *args, **kwargs):
        registre.verifier_l_acces(self.model, request)
        if not self.cles:
            messages.warning(request, _("Rien n’est sélectionné, ou tout a disparu depuis."))
            return redirect(self.suite)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def suite(self) -> str:
        """The list, where the boxes were ticked."""
        return self.next_url if self.next_url != self.request.path else registre.adresse(self.model)

    @cached_property
    def cles(self) -> list[int]:
        return cles_choisies(self.model, self.request)

    def get(self, request, *args, **kwargs):
        if self.acte.formulaire is None:
            return self._confirmation({}, self._formulaire())
        return self._question(self._formulaire())

    def post(self, request, *args, **kwargs):
        form = self._formulaire(request.POST)
        if not form.is_valid():
            if self.acte.formulaire is None:
                return self._confirmation({}, form, status=422)
            return self._question(form, status=422)
        if "confirmer" not in request.POST:
            return self._confirmation(form.cleaned_data, form)
        return self._faire(form.cleaned_data)

    def _formulaire(self, donnees=None):
        if self.acte.complement is not None:
            return self.acte.complement(donnees, personne=self.request.user)
        if self.acte.formulaire is None:
            return forms.Form(donnees)
        return self.acte.formulaire(donnees, modele=self.model, personne=self.request.user)

    def _question(self, form, status: int = 200):
        titre = f"{self.acte.libelle}\u00a0: {compter(self.model, len(self.cles))}"
        return self._page({"titre": titre, "form": form, "cles": self.cles}, status)

    def _confirmation(self, valeurs: dict, form, status: int = 200):
        complet = self.acte.limite is None or len(self.cles) <= self.acte.limite
        bilan = self.acte.bilan(
            self.model, self.cles, par=self.request.user, valeurs=valeurs, complet=complet
        )
        nombre = len(bilan.a_faire)
        return self._page(
            {
                "titre": self.acte.intitule(self.model, nombre, valeurs),
                "confirmation": True,
                "form": form,
                "complement": self.acte.complement is not None,
                "cles": bilan.cles,
                "nombre": nombre,
                "remarque": self.acte.remarque,
                "usages": premiers(self.acte.servent_a(bilan.a_faire, par=self.request.user)),
                "en_fond": self._en_fond(nombre),
                **phrases(bilan),
            },
            status,
        )

    def _page(self, contexte: dict, status: int = 200):
        return render(
            self.request,
            self.template_name,
            {
                "action": f"{self.request.path}?{urlencode({'next': self.suite})}",
                "retour": self.suite,
                "objets": ",".join(map(str, contexte["cles"])),
                **entete(self.model, str(self.acte.libelle)),
                **contexte,
            },
            status=status,
        )

    def _en_fond(self, nombre: int) -> bool:
        return self.acte.limite is not None and nombre > self.acte.limite

    def _faire(self, valeurs: dict):
        if self._en_fond(len(self.cles)):
            action = services.lancer(
                self.acte, self.model, self.cles, par=self.request.user, valeurs=valeurs
            )
            return redirect("en_nombre:action", action.pk)
        try:
            bilan = services.appliquer(
                self.acte, self.model, self.cles, par=self.request.user, valeurs=valeurs
            )
        except ActeRefuse as refus:
            messages.error(self.request, str(refus))
            for ligne in nommer(refus.refus):
                messages.error(self.request, ligne)
            return redirect(self.suite)
        self._dire(bilan, valeurs)
        return redirect(self.suite)

    def _dire(self, bilan: Bilan, valeurs: dict) -> None:
        if bilan.a_faire:
            fait = self.acte.fait(self.model, len(bilan.a_faire), valeurs)
            messages.success(self.request, fait)
        else:
            messages.info(self.request, _("Rien n’a changé."))
        for ligne in nommer(bilan.refus):
            messages.warning(self.request, ligne)


def phrases(bilan: Bilan) -> dict:
    """What a confirmation says of the others."""
    deja, refuses = len(bilan.deja), len(bilan.refus)
    return {
        "deja": deja
        and ngettext("%(nombre)s est déjà ainsi.", "%(nombre)s sont déjà ainsi.", deja)
        % {"nombre": deja},
        "refuses": refuses
        and ngettext(
            "%(nombre)s ne peut pas changer\u00a0:",
            "%(nombre)s ne peuvent pas changer\u00a0:",
            refuses,
        )
        % {"nombre": refuses},
        "refus": nommer(bilan.refus),
    }


def entete(modele, titre: str) -> dict:
    """Wagtail's page header: title and way back."""
    liste = str(modele._meta.verbose_name_plural).capitalize()
    return {
        "page_title": titre,
        "header_title": titre,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": registre.adresse(modele), "label": liste},
            {"url": "", "label": titre},
        ],
    }


def vue_de(acte: Acte, modeles: list[type], rang: int) -> type[ActionDeListe]:
    """The class that Wagtail's registry of bulk actions knows."""
    return type(
        f"Action{type(acte).__name__}",
        (ActionDeListe,),
        {
            "acte": acte,
            "models": modeles,
            "action_type": acte.code,
            "display_name": acte.libelle,
            "aria_label": acte.libelle,
            "action_priority": rang,
        },
    )
