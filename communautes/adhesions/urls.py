"""Addresses around a community's page, and the buttons of its members."""

from django.urls import path

from communautes.adhesions.views import actes, invitations, pages, relais, vie

app_name = "adhesions"
urlpatterns = [
    path("mon-compte/communautes/", pages.miennes, name="miennes"),
    path("communautes/<slug:slug>/membres/", pages.membres, name="membres"),
    path("communautes/<slug:slug>/animation/", pages.animation, name="animation"),
    path("communautes/<slug:slug>/vie/", vie.vie, name="vie"),
    path("agir/communautes/<int:pk>/continuer/", vie.continuer, name="continuer"),
    path("agir/communautes/<int:pk>/reveiller/", vie.reveiller, name="reveiller"),
    path("agir/communautes/<int:pk>/endormir/", vie.endormir, name="endormir"),
    path("agir/communautes/<int:pk>/archiver/", vie.archiver, name="archiver"),
    path("agir/communautes/<int:pk>/synthese/", vie.ecrire_synthese, name="ecrire_synthese"),
    path("communautes/<slug:slug>/invitations/", invitations.inviter, name="invitations"),
    path("communautes/<slug:slug>/ecrire/<int:pk>/", relais.ecrire, name="ecrire"),
    path(
        "communautes/<slug:slug>/repondre/<int:pk>/<str:jeton>/", relais.repondre, name="repondre"
    ),
    path("invitations/<int:pk>/<str:signature>/", invitations.invitation, name="invitation"),
    path(
        "agir/invitations/<int:pk>/<str:signature>/accepter/",
        invitations.accepter,
        name="accepter_invitation",
    ),
    path(
        "agir/invitations/<int:pk>/<str:signature>/decliner/",
        invitations.decliner,
        name="decliner_invitation",
    ),
    path("agir/invitations/<int:pk>/annuler/", invitations.annuler, name="annuler_invitation"),
    path("agir/adhesions/<int:pk>/recevoir/", relais.recevoir, name="recevoir"),
    path("agir/communautes/<int:pk>/rejoindre/", actes.rejoindre, name="rejoindre"),
    path("agir/adhesions/<int:pk>/quitter/", actes.quitter, name="quitter"),
    path("agir/adhesions/<int:pk>/paraitre/", actes.paraitre, name="paraitre"),
    path("agir/adhesions/<int:pk>/rendre/", actes.rendre_le_role, name="rendre_le_role"),
    path("agir/adhesions/<int:pk>/accepter/", actes.accepter, name="accepter"),
    path("agir/adhesions/<int:pk>/refuser/", actes.refuser, name="refuser"),
    path("agir/adhesions/<int:pk>/exclure/", actes.exclure, name="exclure"),
    path("agir/adhesions/<int:pk>/lever/", actes.lever, name="lever"),
    path("agir/adhesions/<int:pk>/role/", actes.donner_role, name="donner_role"),
]
