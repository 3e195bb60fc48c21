from django.urls import path

from communautes.comptes.second_facteur import views

urlpatterns = [
    path("", views.accueil, name="second_facteur"),
    path("prouver/", views.prouver, name="second_facteur_prouver"),
    path("application/", views.application, name="second_facteur_application"),
    path("cle/", views.cle, name="second_facteur_cle"),
    path("codes/", views.codes, name="second_facteur_codes"),
    path("codes/fichier/", views.fichier_des_codes, name="second_facteur_fichier"),
    path("codes/gardes/", views.codes_gardes, name="second_facteur_gardes"),
    path("<int:pk>/retirer/", views.retirer, name="second_facteur_retirer"),
]
