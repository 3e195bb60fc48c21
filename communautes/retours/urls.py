"""What everybody reads, what who writes a retour follows, what others do of it."""

from django.urls import path

from communautes.retours.views import pages, suivi

app_name = "retours"
_lire = [
    path("retours/<slug:slug>/", pages.retour, name="retour"),
]
_ecrire = [
    path("mon-compte/retours/<int:pk>/", suivi.suivi, name="suivi"),
]
_reprendre: list = []
urlpatterns = [*_ecrire, *_reprendre, *_lire]
