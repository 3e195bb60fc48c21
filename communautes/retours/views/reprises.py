"""Taking up a retour, and following what was taken up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communautes.comptes.acte import Acte, ActeForm, action
from communautes.comptes.affiliations.courant import agir
from communautes.comptes.affiliations.models import Affiliation
from communautes.retours import adresses
from communautes.retours.forms.reprises import LierForm, NouvellesForm, SimilaireForm
from communautes.retours.models import LienDExperience, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises import chaine, permissions
from communautes.retours.reprises.page import Situation
from communautes.retours.services import reprises

METHODES = ["GET", "HEAD", "POST"]


def lisible(**cle) -> RetourExperience:
    """What one may not read does not exist."""
    return get_object_or_404(RetourExperience.objects.lisibles().pour_page(), **cle)


def au_nom_de(request) -> Affiliation | None:
    """Whom the page named; what has ended since is refused, and not done for another."""
    dite = agir(request).du_formulaire
    if dite is None and agir(request).courante is not None:
        raise RetourRefuse(
            _(
                "Vous n’agissez plus pour la collectivité que cette page nommait\u00a0: "
                "rechargez-la, puis recommencez."
            )
        )
    return dite


@require_safe
@never_cache
@login_required
def s_en_inspirer(request, slug: str):
    """Where a visitor comes back once they are signed in: the buttons, or why there is none."""
    retour = lisible(slug=slug)
    contexte = {
        "retour": retour,
        "situation": Situation(retour, request),
        "form": SimilaireForm(),
        "ici": reverse("retours:s_en_inspirer", args=[retour.slug]),
    }
    return render(request, "retours/reprises_reprendre.html", contexte)


@action
def inspirer(request, pk: int):
    retour = lisible(pk=pk)
    acte = _acte(request, ActeForm, _("S’inspirer de ce retour"), retour)
    return acte.faire(
        lambda donnees: reprises.s_inspirer(retour, au_nom_de(request), par=request.user),
        lambda lien: (
            _(
                "C’est noté pour %(nom)s. Dans six mois, nous vous demanderons\u00a0: et "
                "alors\u00a0? Votre réponse paraîtra sous ce retour."
            )
            % {"nom": lien.collectivite.nom}
        ),
    )


@action
def similaire(request, pk: int):
    retour = lisible(pk=pk)
    acte = _acte(request, ActeForm, _("Dire que nous avons vécu la même chose"), retour)
    return acte.faire(
        lambda donnees: reprises.dire_similaire(retour, au_nom_de(request), par=request.user),
        _("Votre collectivité est comptée parmi celles qui ont vécu la même chose."),
    )


@action
def commencer_similaire(request, pk: int):
    retour = lisible(pk=pk)
    acte = _acte(request, SimilaireForm, _("Commencer mon retour"), retour)

    def commencer(donnees):
        brouillon = reprises.commencer_une_similaire(
            retour, au_nom_de(request), par=request.user, titre=donnees["titre"]
        )
        acte.defaut = adresses.suivi_de(brouillon)
        return brouillon

    fait = _("Votre brouillon est commencé. Publié, il paraîtra dans la chaîne de ce retour.")
    return acte.faire(commencer, fait)


@action
def retirer(request, pk: int):
    lien = get_object_or_404(LienDExperience.objects.select_related("vers"), pk=pk)
    if not permissions.parle_pour(request.user, lien.collectivite_id):
        raise Http404
    acte = Acte(
        request,
        ActeForm,
        _("Retirer cette reprise"),
        reverse("retours:inspirations"),
        refus=RetourRefuse,
    )
    return acte.faire(
        lambda donnees: reprises.retirer_le_lien(lien, par=request.user),
        _(
            "C’est retiré\u00a0: cette reprise n’est plus comptée, et on n’en demandera pas de "
            "nouvelles."
        ),
    )


def _acte(request, formulaire, titre: str, retour: RetourExperience) -> Acte:
    return Acte(request, formulaire, titre, retour.get_absolute_url(), refus=RetourRefuse)


@require_safe
@never_cache
@login_required
def inspirations(request):
    """What the collectivité that one acts for has taken up, the news that are due first."""
    affiliation = agir(request).courante
    rendu = permissions.reprend_pour(affiliation)
    liens = LienDExperience.objects.none()
    if rendu.permis:
        actifs = LienDExperience.objects.actifs().exclude(nature=LienDExperience.Nature.SUITE_DE)
        lisibles = RetourExperience.objects.lisibles().values("pk")
        siens = {"collectivite": affiliation.collectivite_id, "retour": None}
        liens = actifs.filter(vers__in=lisibles, **siens)
    lus = list(liens.select_related("vers__parcours", "bilan").order_by("-le", "-pk"))
    attendus = set(
        LienDExperience.objects.en_attente_de_nouvelles()
        .filter(pk__in=[un.pk for un in lus])
        .values_list("pk", flat=True)
    )
    lignes = [{"lien": un, "repond": un.pk in attendus} for un in lus]
    lignes.sort(key=lambda ligne: not (ligne["repond"] and ligne["lien"].demande_des_nouvelles))
    contexte = {"lignes": lignes, "verdict": rendu, "affiliation": affiliation}
    return render(request, "retours/reprises_inspirations.html", contexte)


@require_http_methods(METHODES)
@never_cache
@login_required
def inspiration(request, pk: int):
    """« Et alors ? »: answered from the mail or not, once it is due or before. What was taken up
    and is no more proposed asks for nothing: 404.
    """
    liens = LienDExperience.objects.select_related("vers", "collectivite", "bilan")
    lien = get_object_or_404(liens, pk=pk)
    if not permissions.donne_des_nouvelles(request.user, lien):
        raise Http404
    bilan = lien.nouvelles
    initial = {"issue": bilan.issue, "texte": bilan.texte} if bilan else {}
    form = NouvellesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _donner(form, lien, request):
        return redirect("retours:inspiration", lien.pk)
    contexte = {"lien": lien, "bilan": bilan, "form": form}
    statut = 422 if form.errors else 200
    return render(request, "retours/reprises_inspiration.html", contexte, status=statut)


def _donner(form: NouvellesForm, lien: LienDExperience, request) -> bool:
    try:
        bilan = reprises.donner_des_nouvelles(lien, par=request.user, **form.cleaned_data)
    except RetourRefuse as refus:
        form.add_error("texte", str(refus))
        return False
    if bilan.est_publie:
        messages.success(request, _("Merci\u00a0! Vos nouvelles paraissent sous ce retour."))
    else:
        messages.info(request, _("Merci\u00a0! Vos nouvelles paraîtront une fois relues."))
    return True


@require_safe
@never_cache
@login_required
def sources(request, pk: int):
    """Where a retour comes from, for who writes it."""
    retour = _que_j_ecris(request, pk)
    liens = [un for un in chaine.liens_de(retour) if un.retour_id == retour.pk]
    contexte = {
        "retour": retour,
        "liens": chaine.avec_leur_retour(liens),
        "form": LierForm(liables=chaine.liables(retour)),
        "suivi": adresses.suivi_de(retour),
    }
    return render(request, "retours/reprises_sources.html", contexte)


@action
def lier(request, pk: int):
    retour = _que_j_ecris(request, pk)
    defaut = reverse("retours:sources", args=[retour.pk])

    def formulaire(donnees):
        return LierForm(donnees, liables=chaine.liables(retour))

    acte = Acte(request, formulaire, _("Ajouter ce lien"), defaut, refus=RetourRefuse)

    def lier_le_choisi(_donnees):
        nature, cle = acte.form.choix
        vers = get_object_or_404(RetourExperience, pk=cle)
        return reprises.lier(retour, vers, nature, par=request.user)

    return acte.faire(lier_le_choisi, _("Le lien paraît dans la chaîne des deux retours."))


def _que_j_ecris(request, pk: int) -> RetourExperience:
    retour = get_object_or_404(RetourExperience.objects.pour_page(), pk=pk)
    if not permissions.relie(request.user, retour):
        raise Http404
    return retour
