"""Addresses of Wagtail's admin that this room answers (mounted before Wagtail's)."""

from django.urls import path

from home.edition import views

urlpatterns = [
    path("pages/<int:page_id>/usage/", views.usage_de_page),
    path("images/usage/<int:image_id>/", views.usage_d_image),
    path("redirects/import/process/", views.importer_des_redirections),
    path("documents/usage/<int:document_id>/", views.usage_de_fichier),
]
