"""Translating in the admin: the editor of an alias under translation, and clear refusals."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail_localize.views.edit_translation import edit_translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from home.langues import fichiers_po
from home.langues.lecture import est_traduite
from home.langues.traduction import empechements, en_cours, textes_manquants


def _laisser_dans_la_page() -> None:
    """« Traduire » and « Synchroniser » stay in the header of a page's own screens: in the menu of
    each line of a list, and above the list of what stands below the page, they ask two queries
    each time, to know whether they are to be shown.

    Wagtail registers hooks, and has no word to take one back; a ValueError at start says that
    the library has changed.
    """
    for menu in ("register_page_listing_more_buttons", "register_page_header_buttons"):
        hooks._hooks[menu].remove((page_listing_more_buttons, 0))


_laisser_dans_la_page()


@hooks.register("register_page_header_buttons")
def translate_from_the_page_itself(page, user, view_name, next_url=None):
    if view_name == "index":  # the explorer
        return []
    return page_listing_more_buttons(page, user, view_name, next_url)


@hooks.register("before_edit_page", order=-10)  # before wagtail-localize's own
def edit_translation_in_progress(request, page):
    """An alias whose translation has begun opens in the translation editor."""
    traduction = en_cours(page)
    if traduction is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        return _publier(request, traduction, page)
    if est_traduite(page):
        return None
    if request.method == "GET":
        messages.info(
            request,
            _("Les lecteurs voient encore le texte français, jusqu’à ce que vous publiiez."),
        )
    return edit_translation(request, traduction, page)


def _publier(request, traduction, page):
    """wagtail-localize counts as missing what need not be translated, and says so wrongly."""
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    raisons = empechements(traduction)
    if not raisons:
        try:
            traduction.save_target(user=request.user, publish=True)
        except ValidationError as refus:
            raisons = refus.messages
    for raison in raisons:
        messages.error(request, raison)
    if not raisons:
        messages.success(request, _("La page est publiée en anglais."))
    return redirect(request.path)


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

    def form_valid(self, form):
        """To where the new texts wait for the translator, whatever page the button was on."""
        reponse = super().form_valid(form)
        traduction = self._traduction()
        if traduction is None:
            return reponse
        return redirect("wagtailadmin_pages:edit", traduction.get_target_instance().pk)

    def get_success_message(self):
        traduction = self._traduction()
        manquants = len(textes_manquants(traduction)) if traduction else 0
        if not manquants:
            return _("Rien de nouveau à traduire.")
        return ngettext(
            "%(nombre)s texte à traduire.", "%(nombre)s textes à traduire.", manquants
        ) % {"nombre": manquants}

    def _traduction(self):
        return self.object.translations.filter(enabled=True).first()


class RapportView(TranslationsReportView):
    """In an order of its own: without one, a page of the list may repeat another."""

    def get_queryset(self):
        return super().get_queryset().order_by("source__object_repr", "pk")


@hooks.register("register_admin_urls", order=-10)  # before wagtail-localize's own
def localize_urls():
    return [
        path("localize/submit/page/<int:page_id>/", SubmitView.as_view(), name="langues_submit"),
        path(
            "localize/update/<int:translation_source_id>/", SyncView.as_view(), name="langues_sync"
        ),
        path(
            "localize/translate/<int:translation_id>/pofile/upload/",
            fichiers_po.deposer,
            name="langues_pofile",
        ),
        path("localize/reports/translations/", RapportView.as_view(), name="langues_rapport"),
        path(
            "localize/reports/translations/results/",
            RapportView.as_view(results_only=True),
            name="langues_rapport_results",
        ),
    ]
