"""Where acts on many contents stand in the admin: their addresses, and those of the news."""

from django.urls import include, path
from wagtail import hooks

from home.listes import enregistrement, urls
from home.listes.publication import Depublier, Publier
from home.models import ActualitePage


@hooks.register("register_admin_urls")
def register_bulk_urls():
    return [path("en-nombre/", include(urls))]


for acte in (Publier(), Depublier()):
    enregistrement.enregistrer(acte, ActualitePage)
