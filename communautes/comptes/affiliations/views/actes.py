"""What is done by a button (POST under /agir/affiliations/): see communautes/comptes/acte.py."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.acte import Acte, ActeForm, MotifForm, OuiNonForm, action, retour
from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.courant import agir
from communautes.comptes.affiliations.forms import ChoisirForm, ReconfirmerForm
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import affiliation_qui_gere
from communautes.comptes.affiliations.services.regles import est_etabli
from home.articles import de


@action
def choisir(request):
    """For whom one acts from now on: one's own, and in force."""
    form = ChoisirForm(request.POST)
    choisie = agir(request).choisir(form.cleaned_data["affiliation"]) if form.is_valid() else None
    if choisie is None:
        messages.error(request, _("Vous n’agissez plus au nom de cette collectivité."))
    else:
        messages.success(
            request,
            _("Vous agissez maintenant au nom %(de_nom)s.")
            % {"de_nom": choisie.collectivite.de_nom},
        )
    return retour(request, reverse("affiliations:mon_compte"))


def _sur_la_mienne(service: Callable, fait, *, formulaire=ActeForm, titre="") -> Callable:
    """On one's own affiliation; somebody else's does not exist."""

    @action
    def vue(request, pk: int):
        affiliation = get_object_or_404(Affiliation, pk=pk, personne=request.user)
        acte = _acte(request, formulaire, titre, "affiliations:mon_compte")
        return acte.faire(lambda donnees: service(affiliation, request.user, donnees), fait)

    return vue


def _sur_un_membre(
    service: Callable, fait, *, formulaire=ActeForm, titre="", du_provisoire=""
) -> Callable:
    """On a member of the collectivité that one manages; any other does not exist.

    `du_provisoire`: what the same act is called, when a provisional référent does it.
    """

    @action
    def vue(request, pk: int):
        affiliation = get_object_or_404(Affiliation.objects.pour_liste(), pk=pk)
        sienne = affiliation_qui_gere(request.user, affiliation.collectivite)
        if sienne is None:
            raise Http404
        nom = affiliation.nom_ecrit or _("cette personne")
        dit = titre if est_etabli(sienne) else du_provisoire or titre
        dit = str(dit) % {"nom": nom, "de_nom": de(nom)}
        acte = _acte(request, formulaire, dit, "affiliations:membres")
        return acte.faire(lambda donnees: service(affiliation, request.user, donnees), fait)

    return vue


def _acte(request, formulaire, titre, page: str) -> Acte:
    return Acte(request, formulaire, titre, reverse(page), refus=services.AffiliationRefusee)


envoyer_code = _sur_la_mienne(
    lambda affiliation, personne, donnees: services.envoyer_code(affiliation, par=personne),
    gettext_lazy("Un code part au courriel officiel de la collectivité\u00a0: demandez-le-lui."),
)
reconfirmer = _sur_la_mienne(
    lambda affiliation, personne, donnees: services.reconfirmer(
        affiliation, par=personne, fin_mandat=donnees["fin_mandat"]
    ),
    gettext_lazy("C’est noté\u00a0: vous y travaillez toujours."),
    formulaire=ReconfirmerForm,
    titre=gettext_lazy("J’y travaille toujours"),
)
demander_a_l_anct = _sur_la_mienne(
    lambda affiliation, personne, donnees: services.demander_a_l_anct(
        affiliation, par=personne, motif=donnees["motif"]
    ),
    gettext_lazy("Votre demande est entre les mains de l’ANCT\u00a0: elle vous répondra."),
    formulaire=MotifForm,
    titre=gettext_lazy("Demander à l’ANCT de valider mon affiliation"),
)
quitter = _sur_la_mienne(
    lambda affiliation, personne, donnees: services.terminer(affiliation, par=personne),
    gettext_lazy(
        "Vous n’agissez plus au nom de cette collectivité. Ce que vous y avez fait reste."
    ),
)
rendre_le_role = _sur_la_mienne(
    lambda affiliation, personne, donnees: services.retirer_referent(affiliation, par=personne),
    gettext_lazy("Vous n’êtes plus référent de cette collectivité."),
)
cautionner = _sur_un_membre(
    lambda affiliation, personne, donnees: services.cautionner(affiliation, par=personne),
    gettext_lazy("Cette personne est cautionnée, et en est avertie."),
)
refuser = _sur_un_membre(
    lambda affiliation, personne, donnees: services.refuser(
        affiliation, par=personne, motif=donnees["motif"]
    ),
    lambda affiliation: (
        _("L’ANCT a cette demande, et votre motif\u00a0: la personne en est avertie.")
        if affiliation.est_a_l_anct
        else _("Cette demande est refusée, et la personne en sait le motif.")
    ),
    formulaire=MotifForm,
    titre=gettext_lazy("Refuser la demande %(de_nom)s"),
    du_provisoire=gettext_lazy("Renvoyer à l’ANCT la demande %(de_nom)s"),
)
retirer = _sur_un_membre(
    lambda affiliation, personne, donnees: services.terminer(
        affiliation, par=personne, motif=donnees["motif"]
    ),
    lambda affiliation: (
        _("Votre caution est retirée\u00a0: l’ANCT vérifiera cette personne, qui en est avertie.")
        if affiliation.est_a_l_anct
        else _("Cette affiliation est terminée, et la personne en sait le motif.")
    ),
    formulaire=MotifForm,
    titre=gettext_lazy("Mettre fin à l’affiliation %(de_nom)s"),
    du_provisoire=gettext_lazy("Retirer ma caution à %(nom)s"),
)
nommer = _sur_un_membre(
    lambda affiliation, personne, donnees: services.nommer_referent(affiliation, par=personne),
    gettext_lazy("Cette personne est référente."),
)
habiliter = _sur_un_membre(
    lambda affiliation, personne, donnees: services.habiliter(
        affiliation, par=personne, oui=donnees["oui"] == "1"
    ),
    gettext_lazy("L’habilitation est changée."),
    formulaire=OuiNonForm,
)


def _contre_un_referent(service: Callable, fait, titre) -> Callable:
    """By one's own affiliation in the same collectivité; who has none there sees nobody."""

    @action
    def vue(request, pk: int):
        visee = get_object_or_404(Affiliation.objects.select_related("collectivite"), pk=pk)
        siennes = (
            a for a in agir(request).affiliations if a.collectivite_id == visee.collectivite_id
        )
        sienne = next(siennes, None)
        if sienne is None:
            raise Http404
        acte = _acte(request, MotifForm, titre, "affiliations:membres")
        return acte.faire(lambda donnees: service(visee, par=sienne, motif=donnees["motif"]), fait)

    return vue


contester = _contre_un_referent(
    services.contester,
    gettext_lazy(
        "Le référent est averti\u00a0; sans réponse dans les sept jours, l’ANCT tranchera."
    ),
    gettext_lazy("Demander à être référent à sa place"),
)
signaler = _contre_un_referent(
    services.signaler,
    gettext_lazy("L’ANCT a votre signalement, et elle seule\u00a0: elle vous répondra."),
    gettext_lazy("Signaler ce référent à l’ANCT"),
)


@action
def ceder(request, pk: int):
    siennes = Contestation.objects.filter(contestee__personne=request.user)
    contestation = get_object_or_404(siennes.select_related("contestee", "par"), pk=pk)
    acte = _acte(request, ActeForm, "", "affiliations:membres")
    return acte.faire(
        lambda donnees: services.ceder(contestation, par=request.user),
        _("Vous avez cédé votre place de référent."),
    )
