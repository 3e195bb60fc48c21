"""Translating in the admin: the editor of an alias under translation, and clear refusals."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail_localize.views.edit_translation import edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from home.langues.lecture import est_traduite
from home.langues.traduction import empechements, en_cours


@hooks.register("before_edit_page", order=-10)  # before wagtail-localize's own
def edit_translation_in_progress(request, page):
    """An alias whose translation has begun opens in the translation editor."""
    traduction = en_cours(page)
    if traduction is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        raisons = empechements(traduction)
        for raison in raisons:
            messages.error(request, raison)
        if raisons:
            return redirect(request.path)
    if est_traduite(page):
        return None
    if request.method == "GET":
        messages.info(
            request,
            _("Les lecteurs voient encore le texte français, jusqu’à ce que vous publiiez."),
        )
    return edit_translation(request, traduction, page)


class SubmitView(SubmitPageTranslationView):
    """« Traduire » : languages by their name (the library's French says « Régions »), the only
    one ticked already.
    """

    def get_form(self):
        form = super().get_form()
        langues = form.fields["locales"]
        langues.label = _("Langues")
        if len(langues.queryset) == 1:
            langues.initial = list(langues.queryset)
        return form


class SyncForm(UpdateTranslationsForm):
    """Never « publish at once »: new texts would be in French in the English page."""

    publish_translations = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_publish_translations(self) -> bool:
        return False


class SyncView(UpdateTranslationsView):
    def get_form(self):
        return SyncForm(self.request.POST if self.request.method == "POST" else None)

    def get_default_success_url(self):
        """Where the new texts wait for the translator."""
        traduction = self.object.translations.filter(enabled=True).first()
        if traduction is None:
            return super().get_default_success_url()
        return reverse("wagtailadmin_pages:edit", args=[traduction.get_target_instance().pk])


@hooks.register("register_admin_urls", order=-10)  # before wagtail-localize's own
def localize_urls():
    return [
        path("localize/submit/page/<int:page_id>/", SubmitView.as_view(), name="langues_submit"),
        path(
            "localize/update/<int:translation_source_id>/", SyncView.as_view(), name="langues_sync"
        ),
    ]
