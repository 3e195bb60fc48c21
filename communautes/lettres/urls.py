"""Addresses of a community's letters, and the buttons of who writes them."""

from django.urls import path

from communautes.lettres import views

app_name = "lettres"
_ICI = "communautes/<slug:slug>/lettres/"
urlpatterns = [
    path(_ICI, views.liste, name="liste"),
    path(f"{_ICI}ecrire/", views.ecrire, name="ecrire"),
    path(f"{_ICI}<int:pk>/", views.lettre, name="lettre"),
    path("agir/lettres/<int:pk>/envoyer/", views.envoyer, name="envoyer"),
    path("agir/communautes/<int:pk>/lettre/supprimer/", views.supprimer, name="supprimer"),
]
