from django.urls import path

from communautes.comptes.second_facteur import views

urlpatterns = [
    path("", views.accueil, name="second_facteur"),
    path("prouver/", views.prouver, name="second_facteur_prouver"),
    path("application/", views.application, name="second_facteur_application"),
    path("cle/", views.cle, name="second_facteur_cle"),
    path("codes/", views.codes, name="second_facteur_codes"),
    path("<int:pk>/retirer/", views.retirer, name="second_facteur_retirer"),
]
