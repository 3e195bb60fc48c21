"""What this room gives to the admin's hooks (imported by home/wagtail_hooks.py)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import ngettext
from wagtail import hooks

from home.edition import redirections
from home.edition.forms import RedirectionForm


@hooks.register("insert_global_admin_css")
def form_of_a_content():
    return format_html('<link rel="stylesheet" href="{}">', static("home/edition/edition.css"))


@hooks.register("before_unpublish_page", order=10)  # after the refusals
@hooks.register("before_delete_page", order=10)
def note_where_it_will_lead(request, page):
    """Read before the act, while the addresses are known; written after it, if it is done."""
    if request.method != "POST" or not request.POST.get(RedirectionForm.CHAMP):
        return None
    form = RedirectionForm(request.POST, page=page, personne=request.user)
    if not form.is_valid():
        for phrase in form.errors[RedirectionForm.CHAMP]:
            messages.error(request, phrase)
        return redirect(request.get_full_path())
    # Deleted, the pages below go too; unpublished, they go when the box is ticked.
    tout = "/delete/" in request.path or bool(request.POST.get("include_descendants"))
    request.redirection_notee = (
        redirections.adresses_quittees(page, avec_descendants=tout),
        form.cleaned_data[RedirectionForm.CHAMP],
    )
    return None


@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def lead_there(request, page):
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
