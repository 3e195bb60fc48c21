"""Deleting many: only what was ticked, never a whole list."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction


class SupprimerCoches(DeleteBulkAction):
    """Wagtail takes « the whole list » for every object there is, whatever the filters."""

    models = []  # set by `offrir`

    def dispatch(self, request, *args, **kwargs):
        if "all" in request.GET.getlist("id"):
            messages.error(
                request,
                _("Cochez ce qui est à supprimer\u00a0: une liste entière ne se supprime pas."),
            )
            return redirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)


def offrir(*modeles: type) -> None:
    """Instead of Wagtail's own action (registered before)."""
    vue = type("Supprimer", (SupprimerCoches,), {"models": list(modeles), "action_priority": 200})
    hooks.register("register_bulk_action", vue, order=1000)
