"""Addresses of « mon compte », of one's collectivité, and their buttons."""

from django.urls import path

from communautes.comptes.affiliations import actions, views

app_name = "affiliations"
urlpatterns = [
    path("mon-compte/", views.mon_compte, name="mon_compte"),
    path("mon-compte/rejoindre/", views.rejoindre, name="rejoindre"),
    path("mon-compte/affiliations/<int:pk>/verifier/", views.verifier, name="verifier"),
    path("ma-collectivite/membres/", views.membres, name="membres"),
    path("ma-collectivite/journal/", views.journal, name="journal"),
    path("agir/affiliations/choisir/", actions.choisir, name="choisir"),
    path("agir/affiliations/<int:pk>/code/", actions.envoyer_code, name="envoyer_code"),
    path("agir/affiliations/<int:pk>/reconfirmer/", actions.reconfirmer, name="reconfirmer"),
    path("agir/affiliations/<int:pk>/anct/", actions.demander_a_l_anct, name="demander_a_l_anct"),
    path("agir/affiliations/<int:pk>/quitter/", actions.quitter, name="quitter"),
    path("agir/affiliations/<int:pk>/rendre/", actions.rendre_le_role, name="rendre_le_role"),
    path("agir/affiliations/<int:pk>/cautionner/", actions.cautionner, name="cautionner"),
    path("agir/affiliations/<int:pk>/refuser/", actions.refuser, name="refuser"),
    path("agir/affiliations/<int:pk>/retirer/", actions.retirer, name="retirer"),
    path("agir/affiliations/<int:pk>/nommer/", actions.nommer, name="nommer"),
    path("agir/affiliations/<int:pk>/habiliter/", actions.habiliter, name="habiliter"),
    path("agir/affiliations/<int:pk>/contester/", actions.contester, name="contester"),
    path("agir/affiliations/<int:pk>/signaler/", actions.signaler, name="signaler"),
    path("agir/contestations/<int:pk>/ceder/", actions.ceder, name="ceder"),
]
