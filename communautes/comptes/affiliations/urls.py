"""Addresses of « mon compte », of one's collectivité, and their buttons."""

from django.urls import path

from communautes.comptes.affiliations.views import actes, pages

app_name = "affiliations"
urlpatterns = [
    path("mon-compte/", pages.mon_compte, name="mon_compte"),
    path("mon-compte/rejoindre/", pages.rejoindre, name="rejoindre"),
    path("mon-compte/affiliations/<int:pk>/verifier/", pages.verifier, name="verifier"),
    path("ma-collectivite/membres/", pages.membres, name="membres"),
    path("ma-collectivite/journal/", pages.journal, name="journal"),
    path("agir/affiliations/choisir/", actes.choisir, name="choisir"),
    path("agir/affiliations/<int:pk>/code/", actes.envoyer_code, name="envoyer_code"),
    path("agir/affiliations/<int:pk>/reconfirmer/", actes.reconfirmer, name="reconfirmer"),
    path("agir/affiliations/<int:pk>/anct/", actes.demander_a_l_anct, name="demander_a_l_anct"),
    path("agir/affiliations/<int:pk>/quitter/", actes.quitter, name="quitter"),
    path("agir/affiliations/<int:pk>/rendre/", actes.rendre_le_role, name="rendre_le_role"),
    path("agir/affiliations/<int:pk>/cautionner/", actes.cautionner, name="cautionner"),
    path("agir/affiliations/<int:pk>/refuser/", actes.refuser, name="refuser"),
    path("agir/affiliations/<int:pk>/retirer/", actes.retirer, name="retirer"),
    path("agir/affiliations/<int:pk>/nommer/", actes.nommer, name="nommer"),
    path("agir/affiliations/<int:pk>/habiliter/", actes.habiliter, name="habiliter"),
    path("agir/affiliations/<int:pk>/contester/", actes.contester, name="contester"),
    path("agir/affiliations/<int:pk>/signaler/", actes.signaler, name="signaler"),
    path("agir/contestations/<int:pk>/ceder/", actes.ceder, name="ceder"),
]
