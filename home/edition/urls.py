"""Addresses of Wagtail's admin that this room answers (mounted before Wagtail's)."""

from django.urls import path

from home.edition import views

urlpatterns = [
    path("redirects/import/process/", views.importer_des_redirections),
]
