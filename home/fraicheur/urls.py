"""Addresses of this room, under the admin's (register_admin_urls)."""

from django.urls import path

from home.fraicheur import views

app_name = "fraicheur"
urlpatterns = [
    path("<slug:modele>/<int:pk>/verifier/", views.verifier, name="verifier"),
    path("passer-la-main/", views.passer_la_main, name="passer_la_main"),
]
