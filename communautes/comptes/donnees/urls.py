"""Addresses of « mes données »: read, taken away, corrected; and the end of an account."""

from django.urls import path

from communautes.comptes.donnees import views

app_name = "donnees"
urlpatterns = [
    path("mon-compte/mes-donnees/", views.mes_donnees, name="mes_donnees"),
    path("mon-compte/mes-donnees/fichier.json", views.telecharger, name="telecharger"),
    path("mon-compte/mes-donnees/schema.json", views.schema, name="schema"),
    path("mon-compte/mes-donnees/corriger/", views.corriger, name="corriger"),
    path("mon-compte/mes-donnees/adresse/", views.adresse, name="adresse"),
    path("mon-compte/mes-donnees/adresse/code/", views.code, name="code"),
    path("mon-compte/supprimer/", views.supprimer, name="supprimer"),
    path("agir/donnees/se-reconnecter/", views.se_reconnecter, name="se_reconnecter"),
    path("agir/donnees/adresses/retirer/", views.retirer_adresse, name="retirer_adresse"),
    path("agir/donnees/presences/", views.effacer_presences, name="effacer_presences"),
    path("compte-supprime/", views.supprime, name="supprime"),
]
