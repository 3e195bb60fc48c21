"""What this room gives to the admin's hooks (imported by home/wagtail_hooks.py)."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import ngettext
from wagtail import hooks

from home.edition import redirections
from home.edition.forms import RedirectionDeTousForm, RedirectionForm


@hooks.register("insert_global_admin_css")
def form_of_a_content():
    return format_html('<link rel="stylesheet" href="{}">', static("home/edition/edition.css"))


@hooks.register("insert_global_admin_js")
def a_schedule_that_is_refused_is_shown():
    """Not deferred: Wagtail's dialogs say that they are ready while the page is read."""
    return format_html('<script src="{}"></script>', static("home/edition/programmation.js"))


@hooks.register("insert_global_admin_js")
def what_is_read_has_a_name():
    return format_html('<script src="{}"></script>', static("home/edition/noms.js"))


CHAMP = RedirectionDeTousForm.CHAMP


@hooks.register("before_unpublish_page", order=10)  # after the refusals
@hooks.register("before_delete_page", order=10)
def note_where_the_page_will_lead(request, page):
    """Read before the act, while the addresses are known; written after it, if it is done."""
    if not _choisie(request):
        return None
    form = RedirectionForm(request.POST, page=page, personne=request.user)
    # Deleted, the pages below go too; unpublished, they go when the box is ticked.
    tout = "/delete/" in request.path or bool(request.POST.get("include_descendants"))
    return _noter(
        request, form, partial(redirections.adresses_quittees, page, avec_descendants=tout)
    )


@hooks.register("before_unpublish", order=10)
def note_where_the_content_will_lead(request, objet):
    """The same for what is no page."""
    if not _choisie(request):
        return None
    form = RedirectionDeTousForm(request.POST, personne=request.user)
    return _noter(request, form, partial(redirections.adresses_de, objet))


def _choisie(request) -> bool:
    return request.method == "POST" and bool(request.POST.get(CHAMP))


def _noter(request, form, adresses: Callable):
    if not form.is_valid():
        for phrase in form.errors[CHAMP]:
            messages.error(request, phrase)
        return redirect(request.get_full_path())
    request.redirection_notee = adresses(), form.cleaned_data[CHAMP]
    return None


@hooks.register("after_unpublish")
@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def lead_there(request, objet):
    adresses, vers = getattr(request, "redirection_notee", ({}, None))
    if not vers:
        return
    nombre = redirections.rediriger(adresses, vers=vers, par=request.user)
    phrase = ngettext(
        "%(nombre)s adresse mène maintenant à « %(titre)s ».",
        "%(nombre)s adresses mènent maintenant à « %(titre)s ».",
        nombre,
    )
    messages.success(request, phrase % {"nombre": nombre, "titre": vers.title})
