"""What this room gives to the admin's hooks (imported by home/wagtail_hooks.py)."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_editor_css")
def form_of_a_content():
    return format_html('<link rel="stylesheet" href="{}">', static("home/edition/edition.css"))
