"""After a retour: comments, and whether it helped."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.acte import Acte, ActeForm, action
from communautes.comptes.affiliations.courant import lecteur
from communautes.retours.forms.reprises import AvisForm, CommenterForm
from communautes.retours.models import Commentaire
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises.page import commentaires_lus, numero_de_page
from communautes.retours.services.avis import donner_un_avis
from communautes.retours.services.commentaires import commenter as ecrire_un_commentaire
from communautes.retours.services.commentaires import supprimer_le_commentaire
from communautes.retours.views.reprises import au_nom_de, lisible
from home.contact.robots import cle_du_jeton
from home.limites import adresse_client


@require_safe
@never_cache
def commentaire(request, slug: str, pk: int):
    """Leads to it, on its page of comments."""
    retour, personne = lisible(slug=slug), lecteur(request)
    lu = get_object_or_404(commentaires_lus(retour, personne), pk=pk)
    page = numero_de_page(lu, personne)
    question = f"?commentaires={page}" if page > 1 else ""
    return redirect(f"{retour.get_absolute_url()}{question}#commentaire-{lu.pk}")


@action
def commenter(request, pk: int):
    retour = lisible(pk=pk)
    acte = Acte(
        request,
        CommenterForm,
        _("Publier mon commentaire"),
        f"{retour.get_absolute_url()}#commentaires",
        refus=RetourRefuse,
    )

    def ecrire(donnees) -> Commentaire:
        dit = ecrire_un_commentaire(
            retour,
            au_nom_de(request),
            par=request.user,
            texte=donnees["texte"],
            cle=donnees["envoi"],
        )
        acte.defaut = dit.get_absolute_url()
        return dit

    return acte.faire(
        ecrire,
        lambda commentaire: (
            _("Votre commentaire est publié.")
            if commentaire.est_publie
            else _("Votre commentaire attend une relecture avant de paraître.")
        ),
    )


@action
def supprimer_commentaire(request, pk: int):
    """Its author's; for anybody else it is not there."""
    siens = Commentaire.objects.select_related("retour").filter(auteur=request.user)
    commentaire = get_object_or_404(siens, pk=pk)
    defaut = f"{commentaire.retour.get_absolute_url()}#commentaires"
    acte = Acte(request, ActeForm, _("Supprimer mon commentaire"), defaut, refus=RetourRefuse)
    return acte.faire(
        lambda donnees: supprimer_le_commentaire(commentaire, par=request.user),
        _("Votre commentaire est supprimé."),
    )


@require_safe
@never_cache
def avis(request, slug: str):
    """A page of its own: that of the retour is the same for everybody, and has no form's token."""
    retour = lisible(slug=slug)
    utile = request.GET.get("utile", "")
    form = AvisForm(initial={"utile": utile if utile in ("0", "1") else ""})
    return _page(request, retour, form)


@never_cache
def donner_avis(request, pk: int):
    retour = lisible(pk=pk)
    if request.method != "POST":  # its address typed, or reloaded
        return redirect("retours:avis", retour.slug)
    form = AvisForm(request.POST, adresse=adresse_client(request))
    if form.is_valid():
        donnees = form.cleaned_data
        try:
            donner_un_avis(
                retour,
                utile=donnees["utile"] == "1",
                raison=donnees["raison"],
                phrase=donnees["phrase"],
                cle=cle_du_jeton(donnees["jeton"]),
            )
        except RetourRefuse as refus:
            form.add_error("phrase", str(refus))
        else:
            return redirect("retours:avis_merci", retour.slug)
    return _page(request, retour, form, status=422)


@require_safe
@never_cache
def merci(request, slug: str):
    return render(request, "retours/reprises_avis_merci.html", {"retour": lisible(slug=slug)})


def _page(request, retour, form, *, status: int = 200):
    contexte = {"retour": retour, "form": form}
    return render(request, "retours/reprises_avis.html", contexte, status=status)
