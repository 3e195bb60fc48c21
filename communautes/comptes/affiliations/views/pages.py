"""« Mon compte », joining a collectivité, proving it, and its members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.acte import MotifForm
from communautes.comptes.affiliations import preuves, services
from communautes.comptes.affiliations.acces import droit, exige
from communautes.comptes.affiliations.courant import agir
from communautes.comptes.affiliations.forms import CodeOfficielForm, RejoindreForm
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.services.codes import ESSAIS
from communautes.comptes.affiliations.services.regles import (
    decision_contraire,
    est_etabli,
    etablis_d_ici,
    places_demandees,
)
from communautes.comptes.droits import offertes, regroupes
from communautes.comptes.second_facteur.facteurs import a_un_facteur
from communautes.comptes.sections import de_mon_compte
from communautes.journal.models import Entree
from communautes.journal.objets import nommer
from communautes.territoires.forms import ProposeeForm

PAR_PAGE = 30


@require_safe
@never_cache
@login_required
def mon_compte(request):
    siennes = Affiliation.objects.filter(personne=request.user).pour_liste()
    toutes = sorted(siennes, key=lambda a: (not a.est_en_vigueur, -a.niveau, a.depuis))
    a_l_anct = Affiliation.objects.pour_l_anct().filter(personne=request.user)
    contestees = Contestation.objects.ouvertes().filter(
        contestee__personne=request.user, nature=Contestation.Nature.PLACE
    )
    contexte = {
        "contestees": set(contestees.values_list("contestee", flat=True)),
        "a_l_anct": set(a_l_anct.values_list("pk", flat=True)),
        "ouvertes": [a for a in toutes if a.est_en_vigueur],
        "passees": [a for a in toutes if not a.est_en_vigueur],
        "groupes": regroupes([droit(request, code) for code in offertes(agir(request).courante)]),
        "motif": MotifForm(),
        "second_facteur": a_un_facteur(request.user),
        "sections": de_mon_compte.pour(request.user, request),
    }
    return render(request, "affiliations/mon_compte.html", contexte)


@never_cache
@login_required
def rejoindre(request):
    """The form, and what it sends: the same address shows what was wrong."""
    proposee = {"collectivite": ProposeeForm.lue(request.GET)}
    form = RejoindreForm(request.POST or None, personne=request.user, initial=proposee)
    if request.method == "POST" and form.is_valid():
        try:
            affiliation = _declarer(request, form.cleaned_data)
        except services.AffiliationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            agir(request).__dict__.pop("affiliations", None)
            agir(request).choisir(affiliation.pk)
            return redirect("affiliations:verifier", affiliation.pk)
    statut = 422 if form.errors else 200
    return render(request, "affiliations/rejoindre.html", {"form": form}, status=statut)


@transaction.atomic
def _declarer(request, donnees: dict) -> Affiliation:
    personne = request.user
    noms = {nom: donnees[nom] for nom in ("first_name", "last_name") if donnees.get(nom)}
    for nom, valeur in noms.items():
        setattr(personne, nom, valeur)
    if noms:
        personne.save(update_fields=list(noms))
    return services.declarer(
        personne,
        donnees["collectivite"],
        fonction=donnees["fonction"],
        fin_mandat=donnees["fin_mandat"],
        dit=preuves.dit_de(request),
    )


@never_cache
@login_required
def verifier(request, pk: int):
    """How to be believed; GET shows, POST tries a code."""
    affiliation = _la_mienne(request, pk)
    if not affiliation.est_en_vigueur:
        messages.error(request, _("Cette affiliation est close\u00a0: demandez à la rejoindre."))
        return redirect("affiliations:mon_compte")
    form = CodeOfficielForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            prouvee = services.essayer_code(affiliation, code, par=request.user)
        except services.AffiliationRefusee as refus:
            form.add_error("code", str(refus))
        else:
            messages.success(request, _c_est_verifie(prouvee))
            return redirect("affiliations:mon_compte")
    return _page_verifier(request, affiliation, form)


def _c_est_verifie(affiliation: Affiliation) -> str:
    """Who is the first there has a role too, and learns of it now."""
    dit = {"de_nom": affiliation.collectivite.de_nom}
    if affiliation.role == Affiliation.Role.REFERENT_PROVISOIRE:
        return (
            _(
                "C’est confirmé\u00a0: vous agissez au nom %(de_nom)s, et vous en êtes le référent "
                "provisoire. C’est à vous que viennent les demandes pour la rejoindre."
            )
            % dit
        )
    return _("C’est confirmé\u00a0: vous agissez au nom %(de_nom)s.") % dit


def _page_verifier(request, affiliation: Affiliation, form):
    code = getattr(affiliation, "code", None)
    ici = Affiliation.objects.filter(collectivite=affiliation.collectivite_id)
    referents = ici.qui_repondent()
    contexte = {
        "affiliation": affiliation,
        "form": form,
        "confirmee": affiliation.est_confirmee and not affiliation.se_fait_valider,
        "courriel_connu": bool(affiliation.collectivite.emails_officiels),
        "code": code if code and code.essais < ESSAIS else None,
        "a_l_anct": ici.pour_l_anct().filter(pk=affiliation.pk).exists(),
        "motif": MotifForm(),
        "ecartee": decision_contraire(affiliation),
        "code_annule": _code_annule(affiliation) if code is None else "",
        "etablis": list(etablis_d_ici(affiliation).select_related("personne")),
        "referents": list(referents.exclude(pk=affiliation.pk).select_related("personne")),
    }
    statut = 422 if form.errors else 200
    return render(request, "affiliations/verifier.html", contexte, status=statut)


def _code_annule(affiliation: Affiliation) -> str:
    """What has come since the last code: a merge, or another official mail."""
    siennes = Entree.objects.filter(
        type_d_objet=ContentType.objects.get_for_model(Affiliation), objet_pk=affiliation.pk
    )
    codes = ["affiliations.code_envoye", "affiliations.deplacee", "affiliations.code_annule"]
    actes = siennes.filter(acte__in=codes)
    dits = list(actes.order_by("-pk").values_list("acte", flat=True))
    return dits[0].partition(".")[2] if "affiliations.code_envoye" in dits[1:] else ""


@require_safe
@exige("lire_membres")
def membres(request, affiliation):
    """Names and functions, never an address; what a référent answers is on the same page."""
    tous = Affiliation.objects.membres().filter(collectivite=affiliation.collectivite)
    page = Paginator(tous.pour_liste(), PAR_PAGE).get_page(request.GET.get("page"))
    gestion = droit(request, "gerer_membres")
    demandes = Affiliation.objects.demandes().filter(collectivite=affiliation.collectivite)
    demandes = demandes if gestion.permis else demandes.none()
    contestations = places_demandees(affiliation.collectivite_id)
    ouvertes = list(
        contestations.select_related(
            "contestee__personne", "par__personne", "par__collectivite"
        ).defer("par__collectivite__recherche")[:PAR_PAGE]
    )
    contexte = {
        "affiliation": affiliation,
        "page_membres": page,
        "gestion": gestion,
        "etabli": est_etabli(affiliation),
        "page_demandes": Paginator(demandes.pour_liste(), PAR_PAGE).get_page(
            request.GET.get("demandes")
        ),
        "contestations": ouvertes,
        "a_conteste": any(une.par.personne_id == request.user.pk for une in ouvertes),
        "motif": MotifForm(),
    }
    return render(request, "affiliations/membres.html", contexte)


@require_safe
@exige("lire_journal")
def journal(request, affiliation):
    entrees = Entree.objects.de_la_collectivite(affiliation.collectivite).pour_liste()
    page = Paginator(entrees, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"affiliation": affiliation, "page_du_journal": page, "entrees": nommer(page)}
    return render(request, "affiliations/journal.html", contexte)


def _la_mienne(request, pk: int) -> Affiliation:
    """Somebody else's does not exist."""
    siennes = Affiliation.objects.select_related("collectivite", "code")
    return get_object_or_404(siennes, pk=pk, personne=request.user)
