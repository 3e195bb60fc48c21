"""Hooks of the admin: our lists at Wagtail’s addresses, our bulk actions, the size said at once."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from home.medias import en_nombre, listes

AVANT, APRES = -10, 10  # of Wagtail's own registrations


@hooks.register("register_admin_urls", order=AVANT)
def register_media_screens():
    """The first address that matches answers; `reverse("wagtailimages:index")` leads here too."""
    images, documents = listes.ListeDesImages.as_view, listes.ListeDesDocuments.as_view
    return [
        path("images/", images(), name="medias_images"),
        path("images/results/", images(results_only=True), name="medias_images_resultats"),
        path("images/<int:image_id>/", listes.FormulaireImage.as_view()),
        path("documents/", documents(), name="medias_documents"),
        path("documents/edit/<int:document_id>/", listes.FormulaireDocument.as_view()),
        path("documents/results/", documents(results_only=True), name="medias_documents_resultats"),
    ]


for action in en_nombre.ACTIONS:
    hooks.register("register_bulk_action", action, order=APRES)


@hooks.register("insert_global_admin_js")
def say_the_size_at_once():
    return format_html('<script defer src="{}"></script>', static("home/medias/fichiers.js"))
