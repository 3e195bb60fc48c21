"""« La vie de la communauté », for who animates: what is asked of them, and how it ends."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.adhesions import services
from communautes.adhesions.forms import ArchiverForm, SyntheseForm
from communautes.adhesions.models import CommunautePage
from communautes.adhesions.permissions import est_ouvrable, peut_animer, peut_conduire
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.comptes.acte import Acte, ActeForm, MotifForm, action
from home.marques import marque


@require_safe
@never_cache
@login_required
def vie(request, slug: str):
    """ANCT, which does not animate it, has its own screen."""
    communaute, adhesion = ouverte(request, slug)
    if adhesion is None or not adhesion.anime:
        if peut_conduire(request.user):
            return redirect("communautes_admin:inspect", communaute.pk)
        return reservee(request, communaute, adhesion)
    ecrite = {"synthese": communaute.vie.synthese, "lu": marque(communaute.vie.synthese)}
    contexte = {
        "communaute": communaute,
        "vie": communaute.vie,
        "motif": MotifForm(),
        "synthese": SyntheseForm(initial=ecrite, auto_id="synthese-%s"),
        "archiver": ArchiverForm(initial=ecrite, auto_id="archiver-%s"),
    }
    return render(request, "adhesions/vie.html", contexte)


def _sur_la_vie(service: Callable, fait, *, formulaire=ActeForm, titre="") -> Callable:
    """On a community that one animates; any other does not exist."""

    @action
    def vue(request, pk: int):
        communaute = get_object_or_404(CommunautePage.objects.sources(), pk=pk)
        if not est_ouvrable(communaute) or not peut_animer(request.user, communaute):
            raise Http404
        defaut = reverse("adhesions:vie", args=[communaute.slug])
        acte = Acte(request, formulaire, titre, defaut, refus=AdhesionRefusee)
        return acte.faire(lambda donnees: service(communaute, request.user, donnees), fait)

    return vue


continuer = _sur_la_vie(
    lambda communaute, personne, donnees: services.continuer(communaute, par=personne),
    _("C’est noté\u00a0: la communauté continue."),
)
reveiller = _sur_la_vie(
    lambda communaute, personne, donnees: services.reveiller(
        communaute, par=personne, motif=donnees["motif"]
    ),
    _("La communauté est réveillée\u00a0: on y écrit et on y entre de nouveau."),
    formulaire=MotifForm,
    titre=_("Réveiller la communauté"),
)
endormir = _sur_la_vie(
    lambda communaute, personne, donnees: services.endormir(
        communaute, par=personne, motif=donnees["motif"]
    ),
    _("La communauté est en sommeil\u00a0: on la lit, on n’y écrit plus."),
    formulaire=MotifForm,
    titre=_("Mettre la communauté en sommeil"),
)
archiver = _sur_la_vie(
    lambda communaute, personne, donnees: services.archiver(
        communaute,
        par=personne,
        motif=donnees["motif"],
        synthese=donnees["synthese"],
        lu=donnees["lu"],
    ),
    _("La communauté est archivée\u00a0: on la lit, avec sa synthèse."),
    formulaire=ArchiverForm,
    titre=_("Archiver la communauté"),
)
ecrire_synthese = _sur_la_vie(
    lambda communaute, personne, donnees: services.ecrire_synthese(
        communaute, par=personne, texte=donnees["synthese"], lu=donnees["lu"]
    ),
    _("La synthèse est enregistrée."),
    formulaire=SyntheseForm,
    titre=_("Enregistrer la synthèse"),
)
