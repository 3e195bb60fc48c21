"""The screen of one dossier: what ANCT judges by, who reported, and what it decides."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaksbr
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.journal.forms import MotifField
from communautes.moderation import lecture, registre, regles, services
from communautes.moderation.models import Base, Decision, Dossier, Etat
from communautes.moderation.permissions import peut_decider, peut_moderer_partout
from communautes.moderation.refus import ModerationRefusee
from home.listes.lecture import LectureView, lien
from home.mots import en_mots

NOMS = {
    "sorte": gettext_lazy("Contenu"),
    "lieu": gettext_lazy("Où"),
    "texte_actuel": gettext_lazy("Texte"),
    "signalements": gettext_lazy("Signalements"),
    "contestable": gettext_lazy("Contestable jusqu’au"),
}


@dataclass(frozen=True)
class Choix:
    """`faire(dossier, par, donnees)`; `champs`: of the form, those that it reads."""

    libelle: str
    fait: str
    faire: Callable
    champs: tuple[str, ...] = ("motif",)


def lignes(texte: str) -> str:
    """As they were typed, and nothing of it a tag."""
    return linebreaksbr(texte, autoescape=True)


class DecisionForm(forms.Form):
    """Nothing is chosen beforehand: « Entrée » in a field decides nothing."""

    acte = forms.ChoiceField(
        label=gettext_lazy("Votre décision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez une décision."),
            "invalid_choice": gettext_lazy("Cette décision n’est plus possible\u00a0: choisissez."),
        },
    )
    base = forms.ChoiceField(
        label=gettext_lazy("Au regard de quoi"),
        choices=[(base.value, capfirst(base.label)) for base in Base],
        widget=forms.RadioSelect,
        required=False,
    )
    motif = MotifField(
        required=False,
        help_text=gettext_lazy(
            "Qui l’a écrit le lit, et qui l’a signalé. Sans nom ni adresse\u00a0: le journal le "
            "garde sans limite."
        ),
    )

    def __init__(self, choix: dict[str, Choix], *args, **kwargs):
        """With the fields of these choices alone."""
        super().__init__(*args, **kwargs)
        self.fields["acte"].choices = [(code, un.libelle) for code, un in choix.items()]
        utiles = {"acte"}.union(*(un.champs for un in choix.values()))
        for nom in set(self.fields) - utiles:
            del self.fields[nom]


def _decider(decision: str) -> Callable:
    return lambda dossier, par, donnees: services.decider(
        dossier,
        par=par,
        decision=decision,
        base=donnees.get("base", ""),
        motif=donnees["motif"],
    )


def _trancher(lever: bool) -> Callable:
    return lambda dossier, par, donnees: services.trancher(
        dossier, par=par, lever=lever, motif=donnees["motif"]
    )


_AVEC_BASE = ("base", "motif")
_CHOIX = {
    "examiner": Choix(
        gettext_lazy("M’en occuper"),
        gettext_lazy("C’est noté\u00a0: les autres voient que vous l’examinez."),
        lambda dossier, par, _donnees: services.examiner_a_la_main(dossier, par=par),
        (),
    ),
    "laisser": Choix(
        gettext_lazy("Le laisser en ligne"),
        gettext_lazy("Le contenu est en ligne, et qui l’a signalé en est averti."),
        _decider(Decision.LAISSE),
        _AVEC_BASE,
    ),
    "retirer": Choix(
        gettext_lazy("Le retirer"),
        gettext_lazy("Le contenu est retiré. Qui l’a écrit en lit le motif, et peut contester."),
        _decider(Decision.MASQUE),
        _AVEC_BASE,
    ),
    "sans_objet": Choix(
        gettext_lazy("Clore\u00a0: le contenu n’existe plus"),
        gettext_lazy("Le dossier est clos."),
        _decider(Decision.SANS_OBJET),
    ),
    "confirmer": Choix(
        gettext_lazy("Confirmer le retrait"),
        gettext_lazy("Le retrait est confirmé, et qui l’a écrit en lit le motif."),
        _trancher(lever=False),
    ),
    "lever": Choix(
        gettext_lazy("Lever le retrait\u00a0: le remettre en ligne"),
        gettext_lazy("Le contenu est remis en ligne, et tous en sont avertis."),
        _trancher(lever=True),
    ),
}


def choix_de(dossier: Dossier, objet, personne) -> dict[str, Choix]:
    """Code → what this person may do with it now."""
    codes: list[str] = []
    if dossier.est_ouvert and peut_decider(personne, dossier, objet):
        codes = ["laisser", "retirer"] if objet is not None else ["sans_objet"]
        codes = (["examiner"] if dossier.etat == Etat.RECU else []) + codes
    elif dossier.etat == Etat.CONTESTE and not services.pourquoi_pas_trancher(personne, dossier):
        codes = ["confirmer", "lever"]
    return {code: _CHOIX[code] for code in codes}


class FicheDeDossier(LectureView):
    """Its form sends to the screen itself: what is refused comes back as it was typed."""

    template_name = "moderation/admin/fiche.html"

    def dispatch(self, request, *args, **kwargs):
        """Closed to who wrote, ANCT or not: it names who reported them."""
        if self.object.auteur_id == request.user.pk:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.possibles:
            self.possibles = self._trop_tard()
        form = self.formulaire
        if form.is_valid():
            choix = self.possibles[form.cleaned_data["acte"]]
            try:
                choix.faire(self.object, request.user, form.cleaned_data)
            except ModerationRefusee as refus:
                form.add_error(None, str(refus))
            else:
                messages.success(request, str(choix.fait))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(**kwargs), status=422)

    def _trop_tard(self) -> dict[str, Choix]:
        """What somebody else decided since this page was read: the service says so, and what was
        typed comes back with it.
        """
        acte = self.request.POST.get("acte", "")
        if acte not in _CHOIX or not peut_moderer_partout(self.request.user):
            raise PermissionDenied
        return {acte: _CHOIX[acte]}

    @cached_property
    def contenu(self):
        return lecture.objet_de(self.object)

    @cached_property
    def possibles(self) -> dict[str, Choix]:
        return choix_de(self.object, self.contenu, self.request.user)

    @cached_property
    def formulaire(self) -> DecisionForm:
        donnees = self.request.POST if self.request.method == "POST" else None
        return DecisionForm(self.possibles, donnees)

    def get_context_data(self, **kwargs):
        dossier, personne = self.object, self.request.user
        form = self.formulaire if self.possibles else None
        conteste = dossier.etat == Etat.CONTESTE
        pourquoi_pas = services.pourquoi_pas_trancher(personne, dossier) if conteste else ""
        return super().get_context_data(**kwargs) | {"form": form, "pourquoi_pas": pourquoi_pas}

    def get_fields_context(self):
        """What is not known yet says nothing of what is judged."""
        return [champ for champ in super().get_fields_context() if champ["value"] != en_mots(None)]

    def get_page_subtitle(self) -> str:
        return self.object.reference

    def get_field_label(self, field_name, field):
        return str(NOMS.get(field_name) or super().get_field_label(field_name, field))

    def get_sorte_display_value(self) -> str:
        libelle, titre = lecture.libelle_de(self.object), self.object.titre
        if self.contenu is None:
            return _("%(sorte)s, qui n’existe plus") % {"sorte": libelle}
        adresse = registre.signalable(type(self.contenu)).adresse(self.contenu)
        return format_html('{}\u00a0: <a href="{}">{}</a>', libelle, adresse, titre or adresse)

    def get_lieu_display_value(self) -> str:
        return lecture.titre_du_lieu(self.object)

    def get_auteur_display_value(self) -> str:
        return lien(self.object.auteur, self.request.user)

    def get_texte_actuel_display_value(self) -> str:
        """As it is now; as it was, when it was rewritten since. Once it is decided, as it was
        judged: what is said since may be a private question's, and nobody reports it.
        """
        avant = self.object.texte
        if self.contenu is None or not self.object.est_ouvert:
            return lignes(avant)
        texte = str(registre.signalable(type(self.contenu)).texte(self.contenu))
        if not avant or avant == texte:
            return lignes(texte)
        titre = _("À l’ouverture\u00a0:")
        return format_html(
            "{}<br><br><strong>{}</strong><br>{}", lignes(texte), titre, lignes(avant)
        )

    def get_regles_display_value(self) -> str:
        return " ".join(regles.raisons(self.object.regles))

    def get_signalements_display_value(self) -> str:
        """Who reported is named here, and nowhere else."""
        lus = self.object.signalements.select_related("personne")
        dits = [
            (
                un.reference,
                un.get_categorie_display(),
                lien(un.personne, self.request.user) if un.personne else un.email or _("anonyme"),
                lignes(un.precisions),
            )
            for un in lus
        ]
        return format_html_join(mark_safe("<br>"), "{}, {}, {}. {}", dits) or _("aucun")

    def get_contestable_display_value(self):
        return self.object.contestable_jusqu_au
