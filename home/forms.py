"""Forms of the admin shared by what has drafts."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.coreutils import find_available_slug

from home.edition import programmation
from home.edition.adresse import chemin_de
from home.fraicheur.forms import SuiviMixin


class ManquesMixin:
    """Says on each field what is missing to publish; a draft may be incomplete."""

    champ_du_titre = "title"

    def is_valid(self) -> bool:
        valide = super().is_valid()
        if self.is_deferred_validation:
            return valide
        complet = self._complet()
        return valide and complet

    def manques(self) -> dict[str, str]:
        """As publication.manques, asked of what stands in the form, sent or just opened."""
        relations = {
            nom: str(phrase)
            for nom, phrase in self.instance.relations_requises.items()
            if self._est_vide(nom)
        }
        self.instance.lignes_prevues = {nom: self._lignes(nom) for nom in self.formsets}
        dates = programmation.manques(self.instance)
        return self._titre() | dates | self.instance.manques_pour_publier() | relations

    def _titre(self) -> dict[str, str]:
        """The database asks for it: a content that is stored never lacks it, a new one may."""
        champ = self.champ_du_titre
        if champ not in self.fields or getattr(self.instance, champ):
            return {}
        return {champ: _("Écrivez-le : c’est la première chose que l’on lit.")}

    def _complet(self) -> bool:
        manques = {nom: ph for nom, ph in self.manques().items() if nom not in self.errors}
        for nom, phrase in manques.items():
            if nom in self.instance.relations_requises and nom in self.formsets:
                self.formsets[nom].non_form_errors()[:] = [phrase]
            else:
                self.add_error(nom if nom in self.fields else None, phrase)
        return not manques

    def _est_vide(self, nom: str) -> bool:
        formset = self.formsets.get(nom)
        if formset is None:  # the panel is not shown to this person
            return not getattr(self.instance, nom).all()
        return not self._lignes(nom)

    def _lignes(self, nom: str) -> list:
        """Rows as they stand in the form; the content has its own until it is saved."""
        formset = self.formsets[nom]
        return [
            form.instance
            for form in formset.forms
            if form not in formset.deleted_forms and (form.has_changed() or form.instance.pk)
        ]


class AdresseMixin:
    """The end of an address is made of the title when nobody has written it."""

    champ_du_titre = "title"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # made of the title: see clean_slug
            self.fields["slug"].widget.debut = self.debut_de_l_adresse()

    def debut_de_l_adresse(self) -> str:
        """What stands before the end that is typed, as visitors read it."""
        return ""

    def clean_slug(self) -> str:
        """The browser makes « -fete » of « 🎉 Fête », and nothing of « 🎉 » alone."""
        slug = self.cleaned_data["slug"].strip("-_")
        longueur = self.fields["slug"].max_length
        slug = slug or slugify(self.cleaned_data.get(self.champ_du_titre, ""))[:longueur]
        if not slug and self.champ_du_titre not in self.errors:
            self.add_error(
                self.champ_du_titre, _("Écrivez au moins un mot : il fait l’adresse de la page.")
            )
        return slug


class PublicationForm(
    SuiviMixin,
    AdresseMixin,
    ManquesMixin,
    programmation.ProgrammationMixin,
    WagtailAdminPageForm,
):
    """Of a page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.parent_prevu = self.parent_page  # a new page has no place of its own yet

    def clean_slug(self) -> str:
        """Two pages may have one title: the end that it gives is numbered, and the draft saved.

        What somebody chose by hand, or what readers know already, is not changed behind them.
        """
        slug = super().clean_slug()
        du_titre = slugify(self.cleaned_data.get(self.champ_du_titre, ""))
        publiee = self.instance.pk and self.instance.live
        if publiee or not slug or slug != du_titre:
            return slug
        return find_available_slug(self.parent_page, slug, ignore_page_id=self.instance.pk)

    def debut_de_l_adresse(self) -> str:
        return chemin_de(self.parent_page)


class PublicationSnippetForm(
    SuiviMixin,
    AdresseMixin,
    ManquesMixin,
    programmation.ProgrammationMixin,
    WagtailAdminModelForm,
):
    """Of a snippet with a name and an address."""

    champ_du_titre = "nom"

    def debut_de_l_adresse(self) -> str:
        return self.instance.DEBUT_DE_L_ADRESSE
