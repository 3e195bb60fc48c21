from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from communautes.agenda.models import Rencontre
from communautes.agenda.viewsets import DecisionViewSet, RencontreViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        RencontreViewSet("rencontres_admin", url_prefix="rencontres"),
        DecisionViewSet("decisions_admin", url_prefix="decisions-de-rencontre"),
    ]


@hooks.register("before_delete_page")
def explain_why_a_community_with_meetings_stays(request, page):
    """The database refuses it too."""
    if not Rencontre.objects.filter(communaute__path__startswith=page.path).exists():
        return None
    messages.error(
        request, _("Cette communauté a des rencontres\u00a0: sa page reste. Dépubliez-la.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
