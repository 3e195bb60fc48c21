"""What is done by a button (POST under /agir/): see communautes/comptes/acte.py."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.permissions import ouvrables
from communautes.comptes.acte import Acte, ActeForm, MotifForm, OuiNonForm, action
from communautes.discussions import promotions, services
from communautes.discussions.forms import DeplacerForm
from communautes.discussions.lecture import place_de
from communautes.discussions.models import Discussion
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services.confier import s_en_charger as prendre_en_charge
from communautes.discussions.views.lieux import sur_une_discussion, sur_une_reponse


def _acte(
    trouver: Callable,
    service: Callable,
    fait,
    *,
    permis: Callable[[Place, object], bool],
    formulaire=ActeForm,
    titre="",
    suite: Callable | None = None,
) -> Callable:
    """On what one reads, and may act upon; anything else does not exist. `suite`: where it leads
    once it is done.
    """

    @action
    def vue(request, pk: int):
        ecrit, place = trouver(request, pk)
        if not permis(place, ecrit):
            raise Http404
        acte = Acte(request, formulaire, titre, ecrit.get_absolute_url(), refus=DiscussionRefusee)

        def faire(donnees):
            fait_de = service(ecrit, request.user, donnees)
            if suite:
                acte.defaut = suite(place, fait_de)
            return fait_de

        return acte.faire(faire, fait)

    return vue


def _liste(place: Place, ecrit) -> str:
    return reverse("discussions:liste", args=[place.communaute.slug])


def _sa_discussion(place: Place, reponse) -> str:
    return _ou_elle_se_lit(place, reponse.discussion)


def _ou_elle_se_lit(place: Place, discussion: Discussion) -> str:
    """ANCT reads what it has in charge: once it has no more, the community's own page."""
    lit = place.lit_la(discussion)
    return discussion.get_absolute_url() if lit else place.communaute.url


def _est_le_sien(place: Place, ecrit) -> bool:
    return ecrit.auteur_id == place.personne.pk


suivre = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.suivre(
        discussion, par=personne, oui=donnees["oui"] == "1"
    ),
    gettext_lazy("C’est noté."),
    permis=Place.suit,
    formulaire=OuiNonForm,
)
meme_question = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.avoir_la_meme_question(
        discussion, par=personne, oui=donnees["oui"] == "1"
    ),
    gettext_lazy("C’est noté."),
    permis=Place.a_la_meme_question,
    formulaire=OuiNonForm,
)
utile = _acte(
    sur_une_reponse,
    lambda reponse, personne, donnees: services.dire_utile(
        reponse, par=personne, oui=donnees["oui"] == "1"
    ),
    gettext_lazy("C’est noté."),
    permis=Place.dit_utile,
    formulaire=OuiNonForm,
)
retenir = _acte(
    sur_une_reponse,
    lambda reponse, personne, donnees: services.retenir(reponse, par=personne),
    gettext_lazy("Cette réponse est retenue\u00a0: elle paraît sous la question."),
    permis=lambda place, reponse: place.retient_pour(reponse.discussion),
)
ne_plus_retenir = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.retirer_la_retenue(discussion, par=personne),
    gettext_lazy("Plus aucune réponse n’est retenue."),
    permis=Place.retient_pour,
)
epingler = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.epingler(
        discussion, par=personne, oui=donnees["oui"] == "1"
    ),
    lambda discussion: (
        _("Cette discussion est épinglée en tête de la liste.")
        if discussion.epinglee_le
        else _("Cette discussion n’est plus épinglée.")
    ),
    permis=Place.regit,
    formulaire=OuiNonForm,
)
clore = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.clore(
        discussion, par=personne, motif=donnees["motif"]
    ),
    gettext_lazy("Cette discussion est close\u00a0: on la lit, on n’y répond plus."),
    permis=Place.regit,
    formulaire=MotifForm,
    titre=gettext_lazy("Clore cette discussion"),
)
rouvrir = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.rouvrir(discussion, par=personne),
    gettext_lazy("Cette discussion est rouverte."),
    permis=Place.regit,
)
s_en_charger = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: prendre_en_charge(discussion, par=personne),
    gettext_lazy("Cette question vous est confiée."),
    permis=Place.prend_en_charge,
)
supprimer = _acte(
    sur_une_discussion,
    lambda discussion, personne, donnees: services.supprimer(discussion, par=personne),
    gettext_lazy("Votre question est supprimée."),
    permis=_est_le_sien,
    suite=_liste,
)
supprimer_la_reponse = _acte(
    sur_une_reponse,
    lambda reponse, personne, donnees: services.supprimer(reponse, par=personne),
    gettext_lazy("Votre réponse est supprimée."),
    permis=_est_le_sien,
    suite=_sa_discussion,
)


@action
def deplacer(request, pk: int):
    """To another community that one animates. Sent without a choice, it offers them."""
    discussion, place = sur_une_discussion(request, pk)
    if not place.deplace(discussion):
        raise Http404
    form = DeplacerForm(
        request.POST if "vers" in request.POST else None, communautes=_ou(request.user, place)
    )
    if form.is_valid():
        try:
            faite = services.deplacer(discussion, form.cleaned_data["vers"], par=request.user)
        except DiscussionRefusee as refus:
            form.add_error("vers", str(refus))
        else:
            messages.success(request, _("La discussion est déplacée, et son adresse a changé."))
            return redirect(_ou_elle_se_lit(place_de(request, faite.communaute), faite))
    contexte = {"communaute": place.communaute, "discussion": discussion, "form": form}
    statut = 422 if form.errors else 200
    return render(request, "discussions/deplacer.html", contexte, status=statut)


def _ou(personne, place: Place):
    """Those that live and that this person animates; all that live, for ANCT."""
    vivantes = CommunautePage.objects.sources().filter(vie__etat=Vie.Etat.ACTIVE)
    autres = ouvrables(vivantes).exclude(pk=place.communaute.pk)
    if not place.conduit:
        animees = Adhesion.objects.actives().filter(personne=personne, role=Adhesion.Role.ANIMATEUR)
        autres = autres.filter(pk__in=animees.values("communaute"))
    return autres.order_by("title", "pk")


@action
def promouvoir(request, pk: int):
    """Opens the draft, that editors finish."""
    discussion, place = sur_une_discussion(request, pk)
    if not (place.conduit and discussion.etat in Discussion.RESOLUES):
        raise Http404
    try:
        page = services.promouvoir(discussion, par=request.user)
    except DiscussionRefusee as refus:
        messages.error(request, str(refus))
        return redirect(discussion)
    messages.success(
        request,
        _("Le brouillon de la ressource est créé\u00a0: relisez-le, complétez-le, publiez-le."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@action
def promouvoir_en(request, pk: int, code: str):
    """What a later room makes of it (promotions.py); one stays on the discussion."""
    discussion, place = sur_une_discussion(request, pk)
    promotion = promotions.trouver(code)
    if promotion is None or not (place.conduit and discussion.est_resolue):
        raise Http404
    try:
        services.promouvoir_en(promotion, discussion, par=request.user)
    except DiscussionRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, str(promotion.fait))
    return redirect(discussion)
