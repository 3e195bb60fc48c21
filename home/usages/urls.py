"""Addresses of Wagtail's admin that this room answers (mounted before Wagtail's)."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from home.usages import views

urlpatterns = [
    path("pages/<int:page_id>/usage/", require_admin_access(views.EcranDePage.as_view())),
    path("images/usage/<int:image_id>/", require_admin_access(views.EcranDImage.as_view())),
    path(
        "documents/usage/<int:document_id>/", require_admin_access(views.EcranDeFichier.as_view())
    ),
]
