"""The form of a page or a snippet: what is missing to publish above its tabs, all at once.

The list is written with the form, without script; then Wagtail's own way of refreshing the screen
after each autosave brings the new one (templates/wagtailadmin/generic/edit_partials.html).
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.admin.panels.group import PanelGroup

from home.edition import programmation, relecture
from home.edition.adresse import AdresseInput

# Where the cursor can go; other widgets draw themselves: their section is shown.
A_REMPLIR = (forms.TextInput, forms.Textarea, forms.Select, forms.CheckboxInput)
# The fields that Wagtail puts in a dialog, and the id of that one.
PROGRAMMATION = ("go_live_at", "expire_at")
FENETRE = "schedule-publishing-dialog"

TITRE = TitleFieldPanel(
    "title",
    placeholder=_("Titre de la page*"),
    help_text=_(
        "Le lecteur le lit en haut de la page et dans les listes. Dites ce que l’on y trouve : "
        "« Tirer au sort des habitants », plutôt que « Guide no 3 »."
    ),
)
ADRESSE = [
    FieldPanel(
        "slug",
        heading=_("Adresse"),
        widget=AdresseInput,
        help_text=_(
            "Faite du titre. Si la page est publiée, l’ancienne adresse mènera à la nouvelle."
        ),
    ),
    FieldPanel(
        "seo_title",
        heading=_("Titre dans les moteurs de recherche"),
        help_text=_("Facultatif : sans lui, c’est le titre de la page."),
    ),
    FieldPanel(
        "search_description",
        heading=_("Description dans les moteurs de recherche"),
        help_text=_("Facultative : sans elle, c’est le résumé."),
    ),
]


@dataclass(frozen=True)
class Manque:
    """A thing that is missing: its field's name, what to do, and where (id of an element)."""

    nom: str
    phrase: str
    ancre: str
    fenetre: str = ""  # or the dialog where it is written: nothing in it can be shown from outside


@dataclass(frozen=True)
class Resume:
    """`pret`: a draft to which nothing is missing; `programme`: what will happen by itself;
    `relecture`: where a review stands; `dates`: those of the schedule that have just been refused.
    """

    manques: list[Manque]
    dates: list[Manque]
    pret: bool
    programme: list[str]
    relecture: list[str]


class AvecManques:
    """For the panel of a whole form, once bound."""

    @property
    def resume(self) -> Resume:
        refusees = _dates_refusees(self.form)
        trouves = {nom: ph for nom, ph in self.form.manques().items() if nom not in refusees}
        lieux = dict(_sections(self))
        manques, dates = (
            [_manque(self.form, lieux, *manque) for manque in _dans_l_ordre(quoi, lieux)]
            for quoi in (trouves, refusees)
        )
        brouillon = not self.instance.live or self.instance.has_unpublished_changes
        en_relecture = relecture.phrases(self.instance, pour=self.request.user)
        return Resume(
            manques,
            dates,
            pret=brouillon and not manques and not dates and not en_relecture,
            programme=self._programme(),
            relecture=en_relecture,
        )

    def _programme(self) -> list[str]:
        programmee = self.instance.get_scheduled_revision_as_object() if self.instance.pk else None
        return programmation.phrases(self.instance, programmee=programmee)


class FormulaireAOnglets(TabbedInterface):
    class BoundPanel(AvecManques, TabbedInterface.BoundPanel):
        template_name = "home/edition/onglets.html"


class FormulaireSimple(ObjectList):
    class BoundPanel(AvecManques, ObjectList.BoundPanel):
        template_name = "home/edition/liste.html"


def formulaire_de_page(modele) -> FormulaireAOnglets:
    """Wagtail's tabs, by names that say what is in them."""
    onglets = [
        ObjectList(modele.content_panels, heading=_("Contenu")),
        ObjectList(modele.promote_panels, heading=_("Adresse et référencement")),
        ObjectList(modele.settings_panels, heading=_("Réglages")),
    ]
    return FormulaireAOnglets(onglets, base_form_class=modele.base_form_class)


def _sections(panneau):
    """(field or relation, (its panel, id of its section)), in the order of the form."""
    for enfant, identifiant in panneau.visible_children_with_identifiers:
        champ = getattr(enfant, "field_name", "") or getattr(enfant.panel, "relation_name", "")
        if champ:
            yield champ, (enfant, f"{panneau.prefix}-{identifiant}-section")
        elif isinstance(enfant, PanelGroup.BoundPanel):
            yield from _sections(enfant)


def _dans_l_ordre(trouves: dict[str, str], lieux: dict) -> list[tuple[str, str]]:
    rangs = {champ: rang for rang, champ in enumerate(lieux)}
    return sorted(trouves.items(), key=lambda manque: rangs.get(manque[0], len(rangs)))


def _dates_refusees(form) -> dict[str, str]:
    """They are written in a dialog: said there alone, nobody would see it."""
    refusees = form.errors.items() if form.is_bound else ()
    return {nom: " ".join(phrases) for nom, phrases in refusees if nom in PROGRAMMATION}


def _manque(form, lieux: dict, champ: str, phrase: str) -> Manque:
    nom = _nom(form, lieux, champ)
    if champ in PROGRAMMATION:
        return Manque(nom, phrase, ancre="", fenetre=FENETRE)
    return Manque(nom, phrase, _ancre(form, lieux, champ))


def _nom(form, lieux: dict, champ: str) -> str:
    if champ in form.fields:
        return str(form.fields[champ].label)
    return str(lieux[champ][0].heading) if champ in lieux else ""


def _ancre(form, lieux: dict, champ: str) -> str:
    if champ in form.fields and isinstance(form.fields[champ].widget, A_REMPLIR):
        return form[champ].auto_id
    return lieux[champ][1] if champ in lieux else ""
