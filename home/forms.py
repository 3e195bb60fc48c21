"""Forms of the admin shared by every page type."""

from wagtail.admin.forms import WagtailAdminPageForm


class PublicationForm(WagtailAdminPageForm):
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
