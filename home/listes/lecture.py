"""Screens of the admin where a record is read: its values as a person says them, not as Python."""

from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from home.mots import en_mots


class LectureView(InspectView):
    def get_field_display_value(self, field_name, field):
        return en_mots(super().get_field_display_value(field_name, field))


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
