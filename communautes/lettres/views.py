"""The letters of a community: read by who reads what is said there, written by who animates."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.permissions import peut_lire
from communautes.adhesions.qui_lira import QuiLira
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.comptes.acte import Acte, action
from communautes.comptes.pas_publie import pas_publie
from communautes.lettres import nouvelles, services
from communautes.lettres.forms import EnvoyerForm, LettreForm, SupprimerForm
from communautes.lettres.models import Lettre
from communautes.lettres.permissions import ecrit_la_lettre, lit
from communautes.lettres.refus import LettreRefusee
from communautes.notifications.services import dire_combien
from home.marques import relire

PAR_PAGE = 20


@require_safe
@never_cache
def liste(request, slug: str):
    communaute, adhesion = ouverte(request, slug)
    if not peut_lire(request.user, communaute):
        return reservee(request, communaute, adhesion)
    lues = Lettre.objects.publies().envoyees().de(communaute)
    ecrit = adhesion is not None and adhesion.anime
    contexte = {
        "communaute": communaute,
        "page_obj": Paginator(lues, PAR_PAGE).get_page(request.GET.get("page")),
        "ecrit": ecrit and communaute.vie.est_ouverte,
        "brouillon": services.brouillon_de(communaute) if ecrit else None,
    }
    return render(request, "lettres/liste.html", contexte)


@require_safe
@never_cache
def lettre(request, slug: str, pk: int):
    """Sent, for who reads it; a draft, as it will be read, and how many will be told. Who does not
    read there is told so of any number: they cannot count what is sent.
    """
    communaute, adhesion = ouverte(request, slug)
    lue = Lettre.objects.de(communaute).filter(pk=pk).select_related("auteur").first()
    if lue is not None:
        lue.communaute = communaute
    if lue is None or not lit(request.user, lue):
        if not peut_lire(request.user, communaute):
            return reservee(request, communaute, adhesion)
        raise Http404
    contexte = {"communaute": communaute, "lettre": lue, "publique": communaute.est_publique}
    if lue.est_brouillon:
        contexte["previendra"] = dire_combien(nouvelles.combien(lue, par=request.user))
        contexte["attendre"] = services.pourquoi_attendre(communaute)
        lu = {"lu": services.marque_de(lue)}
        qui_lira = {"qui_lira": QuiLira.de(communaute.est_publique)}
        contexte["envoyer"] = EnvoyerForm(initial=lu | qui_lira)
        contexte["supprimer"] = SupprimerForm(initial=lu | {"lettre": lue.pk})
    return render(request, "lettres/lettre.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def ecrire(request, slug: str):
    """The draft, begun or gone on with; then it is read before it leaves."""
    try:
        communaute, adhesion = ouverte(request, slug)
    except Http404:
        if request.method != "POST":
            raise
        return _rendre(request, status=404)
    if not ecrit_la_lettre(request.user, communaute):
        if request.method == "POST":
            return _rendre(request, status=403)
        return reservee(request, communaute, adhesion)
    if request.method == "POST":
        form = LettreForm(request.POST)
        if form.is_valid():
            try:
                ecrite = services.enregistrer(communaute, par=request.user, **form.cleaned_data)
            except LettreRefusee as refus:
                relire(form, refus)
                form.add_error(None, str(refus))
            else:
                return redirect(ecrite)
    else:
        garde = services.brouillon_de(communaute)
        debut = {"titre": garde.titre, "texte": garde.texte} if garde else {}
        form = LettreForm(initial=debut | {"lu": services.marque_d_ici(communaute)})
    contexte = {"communaute": communaute, "form": form, "publique": communaute.est_publique}
    return render(request, "lettres/ecrire.html", contexte, status=422 if form.errors else 200)


@action
def envoyer(request, pk: int):
    ecrite = _la_sienne(request, pk)
    acte = Acte(request, EnvoyerForm, "", ecrite.get_absolute_url(), refus=LettreRefusee)
    return acte.faire(
        lambda donnees: services.envoyer(
            ecrite, par=request.user, lu=donnees["lu"], qui_lira=donnees["qui_lira"]
        ),
        lambda partie: (
            _("Votre lettre est partie\u00a0: les membres en sont prévenus.")
            if partie.est_publie
            else _("Votre lettre est relue avant de partir\u00a0: vous serez prévenu·e.")
        ),
    )


@action
def supprimer(request, pk: int):
    """The draft of a community."""
    communaute = get_object_or_404(CommunautePage.objects.sources(), pk=pk)
    if not ecrit_la_lettre(request.user, communaute):
        raise Http404
    defaut = reverse("lettres:liste", args=[communaute.slug])
    acte = Acte(request, SupprimerForm, "", defaut, refus=LettreRefusee)
    return acte.faire(
        lambda donnees: services.supprimer(
            communaute, cle=donnees["lettre"], par=request.user, lu=donnees["lu"]
        ),
        _("Le brouillon de la lettre est supprimé."),
    )


def _la_sienne(request, pk: int) -> Lettre:
    """Of a community that one animates; any other does not exist."""
    ecrite = get_object_or_404(Lettre.objects.select_related("communaute__locale"), pk=pk)
    if not ecrit_la_lettre(request.user, ecrite.communaute):
        raise Http404
    return ecrite


def _rendre(request, *, status: int):
    """Who writes there no more gets their words back."""
    return pas_publie(
        request,
        _("Vous ne pouvez plus écrire ici\u00a0: votre lettre n’est pas enregistrée."),
        "/",
        titre=request.POST.get("titre", ""),
        texte=request.POST.get("texte", ""),
        status=status,
    )
