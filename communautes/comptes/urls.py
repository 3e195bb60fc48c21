"""Signing in by a code sent by e-mail or by ProConnect, and leaving. No password anywhere."""

from allauth.account import views
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from communautes.comptes.presence import qui_est_la, se_presenter
from communautes.comptes.proconnect import views as proconnect
from communautes.comptes.views import (
    CodeView,
    ConnexionView,
    DeconnexionView,
    LienView,
    connexion_faite,
)

urlpatterns = [
    path("connexion/", ConnexionView.as_view(), name="account_login"),
    # allauth asks for this name when a code has expired: the same door.
    path("connexion/", ConnexionView.as_view(), name="account_request_login_code"),
    path("connexion/code/", CodeView.as_view(), name="account_confirm_login_code"),
    path("connexion/proconnect/", proconnect.depart, name="proconnect_depart"),
    path("connexion/proconnect/retour/", proconnect.retour, name="proconnect_retour"),
    path("connexion/proconnect/sortie/", proconnect.sortie, name="proconnect_sortie"),
    path("connexion/lien/", LienView.as_view(http_method_names=["post"]), name="connexion_lien"),
    path(
        "connexion/lien/<str:jeton>/",
        LienView.as_view(http_method_names=["get", "head"]),
        name="connexion_par_lien",
    ),
    path("connexion/faite/", connexion_faite, name="connexion_faite"),
    path("deconnexion/", DeconnexionView.as_view(), name="account_logout"),
    path("compte-ferme/", views.account_inactive, name="account_inactive"),
    path("se-presenter/", se_presenter, name="se_presenter"),
    path("qui-est-la/", qui_est_la, name="qui_est_la"),
    path("second-facteur/", include("communautes.comptes.second_facteur.urls")),
    # One door for those who have an account and those who have none yet.
    path(
        "inscription/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_signup",
    ),
]

if settings.TEC_PORTE_DEMO:
    from communautes.comptes.porte_demo import entrer_comme

    urlpatterns.append(path("agir/comptes/entrer-comme/", entrer_comme, name="entrer_comme"))
