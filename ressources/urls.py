"""Addresses of this room that are not pages of the tree: the same words in both languages."""

from django.urls import path

from ressources import views

app_name = "annuaire"
urlpatterns = [
    path("annuaire/", views.annuaire, name="liste"),
    path("annuaire/<slug:slug>/", views.acteur, name="acteur"),
]
