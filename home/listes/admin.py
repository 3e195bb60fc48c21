"""Where acts on many contents stand in the admin: their addresses, and those of the news."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from home.listes import enregistrement, urls
from home.listes.publication import Depublier, Publier
from home.models import ActualitePage


@hooks.register("insert_global_admin_css")
def style_of_the_lists():
    return format_html('<link rel="stylesheet" href="{}">', static("home/listes/listes.css"))


@hooks.register("register_admin_urls")
def register_bulk_urls():
    return [path("en-nombre/", include(urls))]


for acte in (Publier(), Depublier()):
    enregistrement.enregistrer(acte, ActualitePage)
