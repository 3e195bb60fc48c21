"""Development and the demo only: tec_site.urls includes it where TEC_MAILS says so."""

from django.urls import path

from communautes.notifications import essai

urlpatterns = [
    path("", essai.liste, name="mails"),
    path("<int:pk>/", essai.courriel, name="mails_courriel"),
    path("<int:pk>/html/", essai.version_html, name="mails_html"),
]
