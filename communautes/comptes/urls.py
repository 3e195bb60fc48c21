"""Signing in by a code sent by e-mail or by ProConnect, and leaving. No password anywhere."""

from allauth.account import views
from django.conf import settings
from django.urls import path

from communautes.comptes.proconnect import views as proconnect
from communautes.comptes.views import CodeView, ConnexionView, DeconnexionView

urlpatterns = [
    path("connexion/", ConnexionView.as_view(), name="account_login"),
    # allauth asks for this name when a code has expired: the same door.
    path("connexion/", ConnexionView.as_view(), name="account_request_login_code"),
    path("connexion/code/", CodeView.as_view(), name="account_confirm_login_code"),
    path("connexion/proconnect/", proconnect.depart, name="proconnect_depart"),
    path("connexion/proconnect/retour/", proconnect.retour, name="proconnect_retour"),
    path("connexion/proconnect/sortie/", proconnect.sortie, name="proconnect_sortie"),
    path("deconnexion/", DeconnexionView.as_view(), name="account_logout"),
    path("compte-ferme/", views.account_inactive, name="account_inactive"),
    path("inscription/", views.signup, name="account_signup"),
]

if settings.TEC_PORTE_DEMO:
    from communautes.comptes.porte_demo import entrer_comme

    urlpatterns.append(path("agir/comptes/entrer-comme/", entrer_comme, name="entrer_comme"))
