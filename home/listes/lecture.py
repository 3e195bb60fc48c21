"""Screens of the admin where a record is read: its values as a person says them, not as Python."""

from wagtail.admin.views.generic import InspectView

from home.mots import en_mots


class LectureView(InspectView):
    def get_field_display_value(self, field_name, field):
        return en_mots(super().get_field_display_value(field_name, field))
