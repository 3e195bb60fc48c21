from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from communautes.retours.models import RetourExperience
from communautes.retours.viewsets import ABSENTES, ACTES_ABSENTS, RetourViewSet

register_snippet(RetourViewSet)


@hooks.register("construct_snippet_action_menu")
def only_what_is_done_here(menu_items, request, context):
    """Withdrawing asks for a reason (suivi); what is in review is approved."""
    if context["model"] is RetourExperience:
        absents = {*ABSENTES, *ACTES_ABSENTS}
        if context["instance"].workflow_in_progress:
            absents.add("publish")
        menu_items[:] = [
            item for item in menu_items if (item.name or "").removeprefix("action-") not in absents
        ]
        for item in menu_items:
            if item.name == "approve":  # Wagtail adds « et Publier »
                item.label = _("Approuver et publier")
