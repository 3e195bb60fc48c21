"""Addresses of this room, under the admin's (register_admin_urls)."""

from django.urls import path

from home.qualite import views
from home.qualite.rapport import RapportView

app_name = "qualite"
urlpatterns = [
    path("", RapportView.as_view(), name="rapport"),
    path("resultats/", RapportView.as_view(results_only=True), name="rapport_resultats"),
    path("<int:pk>/ignorer/", views.ignorer, name="ignorer"),
    path("<int:pk>/reprendre/", views.reprendre, name="reprendre"),
]
