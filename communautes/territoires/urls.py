"""Addresses of this room: a type and a code, since a code alone names nobody."""

from django.urls import path, re_path

from communautes.territoires import views
from communautes.territoires.models import Collectivite

_TYPES = "|".join(Collectivite.Type.values)

app_name = "territoires"
urlpatterns = [
    path("collectivites/", views.liste, name="liste"),
    path("collectivites/chercher/", views.chercher, name="chercher"),
    path("collectivites/absente/", views.absente, name="absente"),
    path("agir/territoires/absente/", views.signaler_absente, name="signaler_absente"),
    re_path(
        rf"^collectivites/(?P<type_>{_TYPES})/(?P<code>[0-9A-Z]{{1,9}})/$",
        views.collectivite,
        name="collectivite",
    ),
]
