"""Reporting, following a report, deciding, contesting."""

from django.urls import path

from communautes.moderation.views import signaler

app_name = "moderation"
urlpatterns = [
    path("signaler/<str:cle>/", signaler.signaler, name="signaler"),
    path("agir/moderation/signaler/<str:cle>/", signaler.envoyer, name="envoyer"),
    path("signalements/<int:pk>/<str:signature>/", signaler.suivi, name="suivi"),
]
