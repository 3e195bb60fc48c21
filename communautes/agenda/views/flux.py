"""The calendars that applications read, and the file of one meeting."""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communautes.adhesions.models import CommunautePage
from communautes.agenda import ical
from communautes.agenda.ical import flux
from communautes.agenda.ical.adresses import abonnement_de
from communautes.agenda.lecture import participation_de
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.permissions import peut_voir_le_lien
from communautes.comptes.affiliations.courant import lecteur
from home.limites import adresse_client, depasse
from home.visibilite import publiques

HEURE = 3600
PAR_MACHINE, PAR_ADRESSE = 300, 60  # an hour; an application asks once or twice
PUBLIC = "public, max-age=900"
PRIVE = "private, no-cache"


@require_safe
def tout(request):
    rencontres = flux.public()
    nom = _("Territoires en commun\u00a0: les rencontres")
    return _publier(request, rencontres, nom=nom, fichier="agenda")


@require_safe
def d_une_communaute(request, slug: str):
    """What it opens to all; of one that not everybody may know of, as of none."""
    connues = publiques(CommunautePage.objects.sources())
    communaute = get_object_or_404(connues, slug=slug)
    rencontres = flux.d_une_communaute(communaute)
    return _publier(request, rencontres, nom=communaute.title, fichier=slug)


@require_safe
def personnel(request, cle, signature: str):
    """Nobody is signed in: the address is the key."""
    abonnement = abonnement_de(cle, signature)
    if abonnement is None:
        raise Http404
    if _trop("agenda-personnel", abonnement.cle, limite=PAR_ADRESSE):
        return _plus_tard()
    rencontres, siennes = flux.personnel(abonnement.personne)
    inscrites = {pk for pk, statut in siennes.items() if statut == Participation.Statut.INSCRITE}
    octets = ical.calendrier(
        rencontres,
        nom=_("Territoires en commun\u00a0: mes rencontres"),
        montre_le_lien=lambda une: une.pk in inscrites or not une.est_sur_inscription,
        attend=frozenset(siennes.keys() - inscrites),
    )
    return _repondre(request, octets, rencontres, cache=PRIVE, fichier="mes-rencontres")


@require_safe
def une_rencontre(request, pk: int):
    """As its page: for who may read it, with the link for who comes."""
    personne = lecteur(request)
    lues = Rencontre.objects.dites().lisibles_par(personne).select_related("communaute")
    rencontre = get_object_or_404(lues, pk=pk)
    sienne = participation_de(personne, rencontre)
    voit = peut_voir_le_lien(personne, rencontre, sienne)
    attend = frozenset({pk} if sienne and sienne.est_en_attente else ())
    octets = ical.calendrier([rencontre], montre_le_lien=lambda une: voit, attend=attend)
    return _repondre(request, octets, [rencontre], cache=PRIVE, fichier=f"rencontre-{pk}")


def _publier(request, rencontres, *, nom: str, fichier: str):
    if _trop("agenda-public", adresse_client(request), limite=PAR_MACHINE):
        return _plus_tard()
    octets = ical.calendrier(
        rencontres, nom=nom, montre_le_lien=lambda une: not une.est_sur_inscription
    )
    return _repondre(request, octets, rencontres, cache=PUBLIC, fichier=fichier)


def _repondre(request, octets: bytes, rencontres, *, cache: str, fichier: str):
    """304 for who has it already; search engines index none."""
    empreinte = f'"{hashlib.sha256(octets).hexdigest()[:32]}"'
    modifiee = max((une.modifiee_le for une in rencontres), default=None)
    reponse = HttpResponse(octets, content_type="text/calendar; charset=utf-8")
    reponse["Content-Disposition"] = f'inline; filename="{fichier}.ics"'
    reponse["ETag"] = empreinte
    if modifiee is not None:
        reponse["Last-Modified"] = http_date(modifiee.timestamp())
    reponse["Cache-Control"] = cache
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "no-referrer"
    # By its text alone: what somebody may read no more changes it, and changes no date.
    return get_conditional_response(request, etag=empreinte, response=reponse)


def _trop(action: str, qui, *, limite: int) -> bool:
    return depasse(action, qui, limite=limite, fenetre=HEURE)


def _plus_tard():
    reponse = HttpResponse(
        _("Trop de demandes\u00a0: recommencez dans une heure."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    reponse["Retry-After"] = str(HEURE)
    reponse["Cache-Control"] = "no-store"
    return reponse
