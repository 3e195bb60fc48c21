"""Addresses of « mes notifications », of how one is told, and of a mail's « unsubscribe »."""

from django.urls import path

from communautes.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.liste, name="liste"),
    path("mon-compte/notifications/", views.preferences, name="preferences"),
    path("notifications/arreter/<str:texte>/", views.arreter, name="arreter"),
    path("agir/notifications/tout-lire/", views.tout_lire, name="tout_lire"),
    path("agir/notifications/<int:pk>/ouvrir/", views.ouvrir, name="ouvrir"),
    path("agir/notifications/<int:pk>/lue/", views.marquer, name="marquer"),
    path("agir/notifications/sourdine/", views.sourdine, name="sourdine"),
]
