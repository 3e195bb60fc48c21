"""The form of a retour in the admin: it saves over the version it was opened on, and no other.

Its authors write while ANCT reads. The form carries Wagtail's `loaded_revision_id`, and `lu`: the
turn of the review it was opened in (Parcours.tour). Every act is refused when one of them is no
longer that of now, and what was typed stays on the screen, to be copied: sent again as it is, it
would put back what the authors have replaced.
"""

import re
from functools import wraps

from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision
from wagtail.snippets.views.snippets import EditView

from communautes.retours.models import Parcours
from home.droits.refus import dire
from home.edition.programmation import en_toutes_lettres
from home.marques import ILLISIBLE, a_change
from home.publication import PublicationRefusee

CLE_DE_RANGEE = re.compile(r"(\w+)-\d+-id")


def sous_verrou(vue):
    """The whole answer to what is sent, from what it reads to what it writes."""

    @wraps(vue)
    def tenue(request, *args, pk, **kwargs):
        if request.method != "POST":
            return vue(request, *args, pk=pk, **kwargs)
        with transaction.atomic():
            Parcours.objects.select_for_update(of=("self",)).filter(retour=pk).first()
            return vue(request, *args, pk=pk, **kwargs)

    return tenue


class EcranDeRelecture(EditView):
    def get_available_actions(self):
        """What its menu offers: no review is started, stopped or jumped over here."""
        permis = {"edit", "workflow-action"}
        if not self.object.workflow_in_progress:
            permis.add("publish")
        return [acte for acte in super().get_available_actions() if acte in permis]

    def post(self, request, *args, **kwargs):
        if phrase := self.ce_qui_a_change:
            return self._refuser(phrase)
        return super().post(request, *args, **kwargs)

    @cached_property
    def ce_qui_a_change(self) -> str:
        """Since the form was opened; nothing when it is still what it was."""
        lu, parcours = self.request.POST.get("lu", ""), self.live_object.parcours
        if lu in ("", ILLISIBLE):
            return _("Cette page ne suit plus ce retour\u00a0: rien n’est enregistré.")
        if self.is_out_of_date:
            return _("%(nom)s a changé ce retour le %(quand)s\u00a0: rien n’est enregistré.") % {
                "nom": _nom(self.latest_revision.user),
                "quand": en_toutes_lettres(self.latest_revision.created_at),
            }
        if not a_change(lu, *parcours.tour):
            return ""
        if parcours.est_a_l_anct:
            return _("Ses auteurs viennent d’envoyer ce retour\u00a0: rien n’est enregistré.")
        return _("Ce retour n’est plus en relecture\u00a0: rien n’est enregistré.")

    @cached_property
    def is_out_of_date(self):
        """Without a word of the version it was opened on, it was opened on none."""
        champs = ("overwrite_revision_id", "loaded_revision_id")
        dites = any(map(self.request.POST.get, champs))
        return super().is_out_of_date if dites else self.latest_revision is not None

    def _refuser(self, phrase: str):
        if self.expects_json_response:
            return self.json_error_response("invalid_revision", phrase)
        self.form = self.get_form()
        suite = _("Ce que vous avez tapé est encore ici\u00a0: reportez-le dans la version à jour.")
        boutons = [messages.button(self.get_edit_url(), _("Ouvrir la version à jour"), True)]
        if comparaison := self._comparaison():
            boutons.append(messages.button(comparaison, _("Comparer les deux versions"), True))
        messages.error(self.request, f"{phrase} {suite}", buttons=boutons)
        return self.render_to_response(self.get_context_data())

    def _comparaison(self) -> str:
        lue = self.request.POST.get("loaded_revision_id", "")
        siennes = Revision.objects.for_instance(self.live_object)
        if not lue.isdecimal() or not siennes.filter(pk=lue).exists():
            return ""
        if int(lue) == self.latest_revision.pk:
            return ""
        cles = [self.object.pk, lue, self.latest_revision.pk]
        return reverse("retours_admin:revisions_compare", args=cles)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.request.method == "POST" and self.ce_qui_a_change:
            kwargs["data"] = _sans_les_disparues(kwargs["data"], self.object)
        return kwargs

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.ne_s_enregistre_plus = self.request.method == "POST" and bool(self.ce_qui_a_change)
        return form

    def get_context_data(self, **kwargs):
        contexte = super().get_context_data(**kwargs)
        if self.form.ne_s_enregistre_plus:
            contexte["autosave_enabled"] = False
        return contexte

    def run_action_method(self):
        """What is refused was typed all the same: its version is kept."""
        try:
            with transaction.atomic():
                return super().run_action_method()
        except PublicationRefusee as refus:
            dire(self.request, refus)
            return redirect(self.get_edit_url())

    def get_success_url(self):
        if self._decision == "prendre":
            return self.get_edit_url()
        return super().get_success_url()

    def get_success_message(self, instance=None):
        """Wagtail says « modifications enregistrées » of every answer."""
        phrase = self._de_la_decision()
        if not phrase:
            return super().get_success_message(instance)
        return phrase % {"titre": self.object.titre}

    @property
    def _decision(self) -> str:
        return self.workflow_action if self.action == "workflow-action" else ""

    def _de_la_decision(self) -> str:
        if self._decision == "prendre":
            return _("Vous relisez «\u00a0%(titre)s\u00a0»\u00a0: ses auteurs le voient.")
        if self._decision == "reject":
            return _("«\u00a0%(titre)s\u00a0» est à compléter\u00a0: vos remarques sont envoyées.")
        if self._decision != "approve":
            return ""
        if self.object.go_live_at and self.object.go_live_at > timezone.now():
            return _("«\u00a0%(titre)s\u00a0» est approuvé\u00a0: il sera publié à l’heure prévue.")
        return _("«\u00a0%(titre)s\u00a0» est approuvé et publié.")


def _nom(personne) -> str:
    return get_user_display_name(personne) if personne else _("Quelqu’un")


def _sans_les_disparues(donnees, retour):
    """Rows that the version of now has no longer are drawn as new ones."""
    donnees, connues = donnees.copy(), {}
    for cle in [une for une in donnees if CLE_DE_RANGEE.fullmatch(une)]:
        nom = CLE_DE_RANGEE.fullmatch(cle)[1]
        if nom not in connues:
            lignes = getattr(retour, nom).all() if hasattr(retour, nom) else []
            connues[nom] = {str(ligne.pk) for ligne in lignes}
        if donnees[cle] not in connues[nom]:
            donnees[cle] = ""
    return donnees
