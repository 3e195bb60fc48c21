"""Forms of the admin shared by what has drafts."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


class ManquesMixin:
    """Says on each field what is missing to publish; a draft may be incomplete."""

    def is_valid(self) -> bool:
        valide = super().is_valid()
        if self.is_deferred_validation:
            return valide
        complet = self._complet()
        return valide and complet

    def _complet(self) -> bool:
        manques = {
            champ: phrase
            for champ, phrase in self.instance.manques_pour_publier().items()
            if champ not in self.errors
        }
        for champ, phrase in manques.items():
            self.add_error(champ if champ in self.fields else None, phrase)
        vides = [nom for nom in self.instance.relations_requises if self._est_vide(nom)]
        for nom in vides:
            erreurs = self.formsets[nom].non_form_errors()
            erreurs[:] = [str(self.instance.relations_requises[nom])]
        return not manques and not vides

    def _est_vide(self, nom: str) -> bool:
        formset = self.formsets.get(nom)
        if formset is None:  # the panel is not shown to this person
            return not getattr(self.instance, nom).all()
        return not any(
            form.has_changed() or form.instance.pk
            for form in formset.forms
            if form not in formset.deleted_forms
        )


class AdresseMixin:
    """The end of an address is made of the title when nobody has written it."""

    champ_du_titre = "title"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # made of the title: see clean_slug

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


class PublicationForm(AdresseMixin, ManquesMixin, WagtailAdminPageForm):
    """Of a page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.parent_prevu = self.parent_page  # a new page has no place of its own yet


class PublicationSnippetForm(AdresseMixin, ManquesMixin, WagtailAdminModelForm):
    """Of a snippet with a name and an address."""

    champ_du_titre = "nom"
