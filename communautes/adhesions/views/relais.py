"""Writing to a member, and answering one; the choice of receiving nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communautes.adhesions.forms_relais import EcrireForm
from communautes.adhesions.liens import peut_repondre
from communautes.adhesions.models import Adhesion
from communautes.adhesions.presentation import nom_et_fonction, presenter
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services import relais
from communautes.adhesions.views.actes import sur_la_mienne
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.comptes.acte import OuiNonForm

METHODES = ["GET", "HEAD", "POST"]


@require_http_methods(METHODES)
@never_cache
@login_required
def ecrire(request, slug: str, pk: int):
    """To somebody whom the directory shows; anybody else does not exist."""
    communaute, adhesion = ouverte(request, slug)
    if adhesion is None or not adhesion.est_active:
        return reservee(request, communaute, adhesion)
    lue = _membre(communaute, pk)
    if lue is None or not lue.est_joignable:
        raise Http404
    return _page(request, adhesion, lue, qui=_comme_l_annuaire(lue))


@require_http_methods(METHODES)
@never_cache
@login_required
def repondre(request, slug: str, pk: int, jeton: str):
    """To who has written; the address says so, for who received it and for no other member."""
    communaute, adhesion = ouverte(request, slug)
    if adhesion is None or not adhesion.est_active:
        return reservee(request, communaute, adhesion)
    lue = _membre(communaute, pk)
    if lue is None or not peut_repondre(jeton, de=adhesion, a=lue):
        raise Http404
    return _page(request, adhesion, lue, qui=nom_et_fonction(lue.personne), reponse=True)


def _page(request, de: Adhesion, a: Adhesion, *, qui: str, reponse: bool = False):
    form = EcrireForm(request.POST or None)
    de.communaute = a.communaute
    empeche = relais.pourquoi_pas(de, a, reponse=reponse)
    if request.method == "POST" and form.is_valid() and _envoyer(form, de, a, reponse):
        messages.success(request, _("Votre message est parti."))
        return redirect("adhesions:membres", a.communaute.slug)
    contexte = {
        "communaute": a.communaute,
        "adhesion": de,
        "qui": qui,
        "moi": nom_et_fonction(request.user),
        "reponse": reponse,
        "empeche": empeche,
        "form": form,
    }
    statut = 422 if form.errors else 200
    return render(request, "adhesions/ecrire.html", contexte, status=statut)


def _envoyer(form: EcrireForm, de: Adhesion, a: Adhesion, reponse: bool) -> bool:
    donnees = form.cleaned_data
    try:
        relais.ecrire(
            de, a, donnees["texte"], avec_adresse=donnees["avec_adresse"], reponse=reponse
        )
    except AdhesionRefusee as refus:
        form.add_error("texte", str(refus))
        return False
    return True


def _membre(communaute, pk: int) -> Adhesion | None:
    lues = Adhesion.objects.select_related("personne").filter(communaute=communaute)
    lue = lues.filter(pk=pk).first()
    if lue is not None:
        lue.communaute = communaute
    return lue


def _comme_l_annuaire(adhesion: Adhesion) -> str:
    """Who animates may show there without a name."""
    presentee = presenter([adhesion])[0]
    dits = [presentee["nom"], presentee["fonction"]]
    return ", ".join(filter(None, dits)) or _("une personne qui anime la communauté")


recevoir = sur_la_mienne(
    lambda adhesion, personne, donnees: relais.recevoir(
        adhesion, par=personne, oui=donnees["oui"] == "1"
    ),
    lambda adhesion: (
        _("Les membres de cette communauté peuvent vous écrire par le portail.")
        if adhesion.recoit_les_messages
        else _("Vous ne recevez plus de messages des membres de cette communauté.")
    ),
    formulaire=OuiNonForm,
)
