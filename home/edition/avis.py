"""What the admin says after an act, where Wagtail's own words are untrue or say too little."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from home.edition.programmation import en_toutes_lettres


def remplacer_le_dernier(request, niveau: int, phrase: str) -> None:
    """Say this instead of what has just been said."""
    dits = list(messages.get_messages(request))  # reading them takes them out
    for dit in dits[:-1]:
        messages.add_message(request, dit.level, dit.message, extra_tags=dit.extra_tags)
    messages.add_message(request, niveau, phrase)


@hooks.register("after_edit_page")
def say_what_the_review_decided(request, page):
    """Wagtail says « a été mise à jour » for an approval and for a refusal alike."""
    if "action-workflow-action" not in request.POST:
        return
    decision = request.POST.get("workflow-action-name")
    page = Page.objects.get(pk=page.pk)
    if decision == "approve":
        phrase = _approuvee(page)
    elif decision == "reject":
        phrase = _(
            "Vous avez demandé des modifications sur « %(titre)s » : son auteur est prévenu."
        )
    else:
        return
    titre = page.specific_deferred.get_admin_display_title()
    remplacer_le_dernier(request, messages.SUCCESS, phrase % {"titre": titre})


def _approuvee(page: Page) -> str:
    if page.workflow_in_progress:
        return _("Vous avez approuvé « %(titre)s » : sa relecture passe à l’étape suivante.")
    if page.approved_schedule:
        return _("« %(titre)s » est approuvée : elle sera publiée à la date prévue.")
    return _("« %(titre)s » est approuvée et publiée.")


@hooks.register("after_create_page", order=10)
@hooks.register("after_edit_page", order=10)
def say_when_it_will_be_published(request, page):
    """Wagtail says « a été programmée », not when. The form's own message is the last said."""
    if "action-publish" not in request.POST:
        return
    programmee = Page.objects.get(pk=page.pk).get_scheduled_revision_as_object()
    if programmee is None:
        return
    phrase = _("« %(titre)s » sera publié le %(quand)s.") % {
        "titre": programmee.get_admin_display_title(),
        "quand": en_toutes_lettres(programmee.go_live_at),
    }
    remplacer_le_dernier(request, messages.SUCCESS, phrase)
