"""Download of a file of the library."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail import hooks
from wagtail.documents.views.serve import serve

from home.models import SiteDocument


def telecharger(request, document_id: int, document_filename: str):
    """The name that the file had before leads to the one that replaced it, for who may read it."""
    document = get_object_or_404(SiteDocument, pk=document_id)
    if document_filename not in document.anciens_noms or document_filename == document.filename:
        return serve(request, document_id, document_filename)
    for controle in hooks.get_hooks("before_serve_document"):
        refus = controle(document, request)
        if isinstance(refus, HttpResponse):
            return refus
    return redirect(document.url)
