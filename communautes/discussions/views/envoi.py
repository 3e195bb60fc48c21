"""What was sent, tried and answered: what is wrong beside what was typed, or what was typed given
back.
"""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from communautes.comptes.pas_publie import pas_publie
from communautes.discussions.forms import BrouillonForm
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.refus import DiscussionRefusee
from communautes.fichiers.models import Fichier
from communautes.moderation.models import Moderation
from home.jours import heure_en_mots
from home.marques import relire
from home.medias.limites import FichierRefuse


def deposes(form) -> list[Fichier]:
    """Those that were accepted, whatever else is wrong."""
    siens = Fichier.objects.en_attente().filter(depose_par=form.personne)
    return list(siens.filter(pk__in=form.deposes)) if form.deposes else []


def tenter(form, service: Callable):
    """What the service makes, or None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        return service()
    except FichierRefuse as refus:
        form.add_error("fichiers", refus)
    except DiscussionRefusee as refus:
        relire(form, refus)
        form.add_error(None, str(refus))
    return None


def dit(ecrit: Ecrit, publie: str) -> str:
    if ecrit.est_publie and ecrit.complete:
        return _("Ce message était déjà publié\u00a0: vos changements le sont aussi.")
    if ecrit.est_publie:
        return publie
    if ecrit.moderation == Moderation.RETIRE:
        return _(
            "Ce message était déjà envoyé, et la modération l’a retiré\u00a0: il ne paraît plus."
        )
    return _(
        "C’est envoyé, et relu avant d’être publié\u00a0: vous seul·e et la modération le lisez "
        "pour l’instant."
    )


def tel_quel(request) -> dict:
    form = BrouillonForm(request.POST)
    form.is_valid()
    return {nom: form.cleaned_data.get(nom, request.POST.get(nom, "")) for nom in form.fields}


def rendre(request, phrase: str, suite: str, *, status: int):
    """Who may write there no more gets their words back."""
    return pas_publie(request, phrase, suite, status=status, **tel_quel(request))


def enregistre(garde) -> HttpResponse:
    if garde is None:
        return HttpResponse(status=204)
    phrase = _("Brouillon enregistré à %(heure)s.") % {"heure": heure_en_mots(garde.modifie_le)}
    return HttpResponse(phrase, content_type="text/plain; charset=utf-8")
