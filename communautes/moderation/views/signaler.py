"""Reporting something, and following what becomes of it; open to everybody."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.moderation import registre, services
from communautes.moderation.delais import POUR_DECIDER
from communautes.moderation.forms import SignalerForm
from communautes.moderation.liens import cles_de, signalement_du_lien
from communautes.moderation.refus import ModerationRefusee
from home.contact.robots import cle_du_jeton
from home.limites import adresse_client
from home.texte_riche import en_texte
from home.textes import sur_une_ligne

EXTRAIT = 300  # signs: enough to know it again


@require_safe
@never_cache
def signaler(request, cle: str):
    return _page(request, _lisible(request, cle), SignalerForm(personne=_personne(request)))


@never_cache
def envoyer(request, cle: str):
    objet = _lisible(request, cle)
    if request.method != "POST":  # its address typed, or reloaded
        return redirect("moderation:signaler", cle)
    personne = _personne(request)
    qui = f"personne {personne.pk}" if personne else adresse_client(request)
    form = SignalerForm(request.POST, adresse=qui, personne=personne)
    if form.is_valid():
        donnees = form.cleaned_data
        try:
            signalement = services.signaler(
                objet,
                par=personne,
                email=donnees.get("email", ""),
                categorie=donnees["categorie"],
                precisions=donnees["precisions"],
                cle=cle_du_jeton(donnees["jeton"]),
            )
        except ModerationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            return redirect("moderation:suivi", *cles_de(signalement))
    return _page(request, objet, form, status=422)


@require_safe
@never_cache
def suivi(request, pk: int, signature: str):
    """The acknowledgement, then the outcome; nothing of the thing itself, nor of who wrote it."""
    signalement = signalement_du_lien(pk, signature)
    if signalement is None:
        raise Http404
    contexte = {
        "signalement": signalement,
        "dossier": signalement.dossier,
        "jours": POUR_DECIDER.days,
        "par_courriel": bool(signalement.personne_id or signalement.email),
    }
    return render(request, "moderation/suivi.html", contexte)


def _page(request, objet, form, *, status: int = 200):
    signalable = registre.signalable(type(objet))
    contexte = {
        "form": form,
        "cle": registre.cle(objet),
        "libelle": signalable.libelle,
        "titre_de_l_objet": sur_une_ligne(str(signalable.titre(objet))),
        "extrait": en_texte(str(signalable.texte(objet)))[:EXTRAIT],
        "adresse": signalable.adresse(objet),
        "jours": POUR_DECIDER.days,
    }
    return render(request, "moderation/signaler.html", contexte, status=status)


def _lisible(request, cle: str):
    """What one may not read does not exist."""
    objet = registre.trouver(cle)
    if objet is None or not registre.signalable(type(objet)).peut_lire(request.user, objet):
        raise Http404
    return objet


def _personne(request):
    return request.user if request.user.is_authenticated else None
