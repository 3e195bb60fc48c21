from django.urls import include, path
from wagtail import hooks

from home import avis, en_nombre  # noqa: F401 (they register their own hooks)
from home.echanges import urls as echanges
from home.langues import admin  # noqa: F401 (registers its own hooks)
from home.liens import DocumentLink, ExternalLink, PageLink
from home.qualite import admin as qualite_admin  # noqa: F401 (registers its own hooks)
from home.qualite import urls as qualite
from home.viewsets import ActualiteViewSet, MessageRecuViewSet


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own handlers
def register_links(features):
    for handler in (PageLink, DocumentLink, ExternalLink):
        features.register_link_type(handler)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ActualiteViewSet("actualites"), MessageRecuViewSet("messages_recus")]


@hooks.register("register_admin_urls")
def register_exchange_urls():
    return [path("echanges/", include(echanges))]


@hooks.register("register_admin_urls")
def register_quality_urls():
    return [path("rapports/qualite/", include(qualite))]
