"""The shared password of a page or of a file, in our pages, and not to be guessed.

Wagtail's own views of these addresses check any number of passwords.
"""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from communautes.comptes.retour import est_d_ici
from home.limites import adresse_client, depasse, rendre

ESSAIS, FENETRE = 10, 600  # by machine and by restriction, seconds


class MotDePasseForm(PasswordViewRestrictionForm):
    """Beyond the limit, even the right password is not compared."""

    def __init__(self, *args, machine: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.qui = (machine, type(self.restriction).__name__, self.restriction.pk)
        self.trop = False
        self.fields["password"].error_messages["required"] = _("Saisissez le mot de passe.")

    def clean_password(self):
        if depasse("mot-de-passe", *self.qui, limite=ESSAIS, fenetre=FENETRE):
            self.trop = True
            self.add_error(
                "password", _("Trop d’essais\u00a0: attendez dix minutes, puis recommencez.")
            )
            return ""
        motdepasse = super().clean_password()
        rendre("mot-de-passe", *self.qui)
        return motdepasse


@never_cache
def ouvrir_page(request, page_view_restriction_id: int, page_id: int):
    restriction = get_object_or_404(PageViewRestriction, pk=page_view_restriction_id)
    page = get_object_or_404(Page, pk=page_id).specific
    action = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    return _ouvrir(
        request,
        restriction,
        lambda form: page.serve_password_required_response(request, form, action),
    )


@never_cache
def ouvrir_document(request, restriction_id: int):
    restriction = get_object_or_404(CollectionViewRestriction, pk=restriction_id)
    action = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])

    def afficher(form):
        contexte = {"form": form, "action_url": action}
        return TemplateResponse(request, settings.WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE, contexte)

    return _ouvrir(request, restriction, afficher)


def _ouvrir(request, restriction, afficher):
    if restriction.restriction_type != restriction.PASSWORD:
        return redirect("/")  # an empty password must not open what asks for something else
    if request.method != "POST":
        return afficher(PasswordViewRestrictionForm(instance=restriction))
    form = MotDePasseForm(request.POST, instance=restriction, machine=adresse_client(request))
    if form.is_valid():
        restriction.mark_as_passed(request)
        suite = form.cleaned_data["return_url"]
        return redirect(suite if est_d_ici(request, suite) else settings.LOGIN_REDIRECT_URL)
    response = afficher(form)
    response.status_code = 429 if form.trop else 422
    return response
