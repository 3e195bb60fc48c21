"""Addresses of the engine, under the admin's (register_admin_urls)."""

from django.urls import path

from home.echanges import views

app_name = "echanges"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("<slug:code>/", views.liste, name="liste"),
    path("<slug:code>/tout.<slug:forme>", views.exporter, name="exporter"),
    path("<slug:code>/modele.csv", views.modele, name="modele"),
    path("<slug:code>/<int:pk>/", views.detail, name="detail"),
    path("<slug:code>/<int:pk>/essayer/", views.essayer, name="essayer"),
    path("<slug:code>/<int:pk>/appliquer/", views.appliquer, name="appliquer"),
    path("<slug:code>/<int:pk>/annuler/", views.annuler, name="annuler"),
    path("<slug:code>/<int:pk>/relancer/", views.relancer, name="relancer"),
    path("<slug:code>/<int:pk>/arreter/", views.arreter, name="arreter"),
    path("<slug:code>/<int:pk>/abandonner/", views.abandonner, name="abandonner"),
    path("<slug:code>/<int:pk>/rejets.<slug:forme>", views.rejets, name="rejets"),
]
