"""The open data: two files of the same rows, their schema, and a page that says so."""

from django.conf import settings
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from communautes.retours import exports
from communautes.retours.colonnes import CHAMPS
from home.langues.lecture import SOURCE
from home.medias.licences import TEXTES, Licence


@require_safe
def donnees(request):
    """What there is, how many, since when, under which licence."""
    publies = exports.publies()
    dernier = publies.order_by("-last_published_at").values_list("last_published_at", flat=True)
    contexte = {
        "nombre": publies.count(),
        "maj_le": dernier.first(),
        "licence": {"nom": Licence.OUVERTE.label, "url": TEXTES[Licence.OUVERTE]},
        "champs": CHAMPS,
        "separateur": exports.SEPARATEUR,
    }
    return render(request, "retours/donnees.html", contexte)


@require_safe
def fichier_csv(request):
    return _fichier(exports.en_csv(_racine()), "text/csv; charset=utf-8", "csv")


@require_safe
def fichier_json(request):
    tete = {
        "licence": TEXTES[Licence.OUVERTE],
        "date": timezone.localtime().isoformat(timespec="seconds"),
        "schema": f"{_racine()}{_adresse('retours:schema')}",
    }
    return _fichier(exports.en_json(_racine(), tete), "application/json", "json")


@require_safe
def schema(request):
    """The names of columns are French in every language: so is what describes them."""
    with override(SOURCE):
        decrit = exports.schema(_racine(), _adresse("retours:csv"))
    reponse = JsonResponse(decrit, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _ouverte(reponse)


def _fichier(morceaux, type_mime: str, extension: str) -> StreamingHttpResponse:
    reponse = StreamingHttpResponse(morceaux, content_type=type_mime)
    nom = f"retours-d-experience-{timezone.localdate().isoformat()}.{extension}"
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    return _ouverte(reponse)


def _ouverte(reponse):
    """Any site may read it: it is the same for everybody."""
    reponse["Access-Control-Allow-Origin"] = "*"
    reponse["X-Robots-Tag"] = "noindex"
    return reponse


def _adresse(vue: str) -> str:
    with override(SOURCE):
        return reverse(vue)


def _racine() -> str:
    """The site's own address, not the one that was asked: a shared cache keeps the files."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
