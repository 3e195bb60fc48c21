"""Addresses of the site: French without prefix, English under /en/, actions under /agir/."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from communautes.comptes.pages_protegees import ouvrir_document, ouvrir_page
from communautes.comptes.views import DeconnexionView
from home.langues.adresses import sans_prefixe
from home.langues.plan import fichier, plan
from home.legal import robots_txt, security_txt
from home.medias.views import telecharger
from home.routage import servir

urlpatterns = [
    # Wagtail's own sign-in page asks for a password: ours is the only door.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Wagtail's own sign-out would leave the session that ProConnect keeps.
    path("admin/logout/", DeconnexionView.as_view()),
    path("admin/", include("home.edition.urls")),
    path("admin/", include("home.usages.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        ouvrir_document,
        name="wagtaildocs_authenticate_with_password",
    ),
    # Before Wagtail's, which answers 404 to the name that a replaced file had.
    path("documents/<int:document_id>/<str:document_filename>", telecharger, name="telecharger"),
    path("documents/", include(wagtaildocs_urls)),
    path("fichiers/", include("communautes.fichiers.urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", plan, name="sitemap"),
    path("sitemap-<slug:section>.xml", fichier, name="sitemap_fichier"),
    path("fr/", sans_prefixe),
    path("fr/<path:chemin>", sans_prefixe),
]

if settings.TEC_SERT_LES_MEDIAS:
    prefixe = settings.MEDIA_URL.lstrip("/")
    # As the web server does in production: images only, since documents have readers of their own.
    for dossier in ("images", "original_images"):
        racine = Path(settings.MEDIA_ROOT) / dossier
        images = path(f"{prefixe}{dossier}/<path:path>", serve, {"document_root": racine})
        urlpatterns.append(images)

if settings.TEC_MAILS:
    urlpatterns.append(path("_mails/", include("communautes.notifications.urls_essai")))

urlpatterns += i18n_patterns(
    path("", include("communautes.territoires.urls")),
    path("", include("communautes.comptes.urls")),
    path("", include("communautes.comptes.affiliations.urls")),
    path("", include("communautes.comptes.donnees.urls")),
    path("", include("communautes.notifications.urls")),
    path("", include("communautes.moderation.urls")),
    path("", include("communautes.adhesions.urls")),
    path("", include("communautes.discussions.urls")),
    path("", include("communautes.agenda.urls")),
    path("", include("communautes.lettres.urls")),
    path("", include("communautes.retours.urls")),
    path("", include("home.urls")),
    path("", include("ressources.urls")),
    path("", include("search.urls")),
    # Wagtail's own sign-in and password views: ours answer at the same addresses.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        ouvrir_page,
        name="wagtailcore_authenticate_with_password",
    ),
    # The pages themselves: `home.routage` finds them in fewer queries than Wagtail.
    re_path(wagtail_urls.serve_pattern, servir, name="wagtail_serve"),
    prefix_default_language=False,
)
