"""Screens of the admin where a record is read: its values as a person says them, not as Python."""

from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.admin_url_finder import AdminURLFinder, ModelAdminURLFinder
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from home.mots import en_mots


def lien(objet, personne) -> str:
    """Its name, with the way to its screen of the admin for who may open it."""
    if objet is None:
        return en_mots(None)
    adresse = AdminURLFinder(personne).get_edit_url(objet)
    return format_html('<a href="{}">{}</a>', adresse, objet) if adresse else str(objet)


class LectureView(InspectView):
    def get_field_display_value(self, field_name, field):
        return en_mots(super().get_field_display_value(field_name, field))


class _AdresseDeLaFiche(ModelAdminURLFinder):
    """Of what is read, never written: who may read it finds its record."""

    fiche = ""

    def construct_edit_url(self, instance):
        return reverse(self.fiche, args=[instance.pk])

    def get_edit_url(self, instance):
        politique = policy_registry.get(instance)
        if self.user and not politique.user_has_permission_for_instance(
            self.user, "view", instance
        ):
            return None
        return self.construct_edit_url(instance)


class LectureViewSet(ModelViewSet):
    """Records that the admin reads and filters; what changes them is elsewhere, with a trace.

    Who may is said by the model's permissions. `form_fields`: Wagtail wants some, no screen shows
    them.
    """

    inspect_view_class = LectureView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = True
    add_to_reference_index = False

    @property
    def url_finder_class(self):
        return type(
            "AdresseDeLaFiche", (_AdresseDeLaFiche,), {"fiche": self.get_url_name("inspect")}
        )
