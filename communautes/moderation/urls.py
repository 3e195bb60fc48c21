"""Reporting, following a report, deciding, contesting."""

from django.urls import path

from communautes.moderation.views import moderer, signaler

app_name = "moderation"
urlpatterns = [
    path("signaler/<str:cle>/", signaler.signaler, name="signaler"),
    path("agir/moderation/signaler/<str:cle>/", signaler.envoyer, name="envoyer"),
    path("signalements/<int:pk>/<str:signature>/", signaler.suivi, name="suivi"),
    path("moderer/", moderer.file, name="file"),
    path("moderer/<int:pk>/", moderer.dossier, name="dossier"),
    path("agir/moderation/<int:pk>/examiner/", moderer.examiner, name="examiner"),
    path("agir/moderation/<int:pk>/decider/", moderer.decider, name="decider"),
    path("agir/moderation/<int:pk>/contester/", moderer.contester, name="contester"),
]
