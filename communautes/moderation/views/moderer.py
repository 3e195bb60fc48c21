"""Deciding on the site, for who moderates a community; reading a decision, for who wrote."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.acte import Acte, ActeForm, action
from communautes.moderation import lecture, registre, regles, services
from communautes.moderation.forms import ContesterForm, DeciderForm
from communautes.moderation.models import Decision, Dossier
from communautes.moderation.permissions import (
    est_dit_a_l_auteur,
    moderes_par,
    peut_decider,
    peut_moderer_partout,
)
from communautes.moderation.refus import ModerationRefusee

PAR_PAGE = 20


@require_safe
@never_cache
@login_required
def file(request):
    """What waits, oldest first, wherever one moderates."""
    anct = peut_moderer_partout(request.user)
    if not anct and not any(moderes_par(request.user).values()):
        return render(request, "moderation/reservee.html", status=403)
    siens = lecture.a_decider_par(request.user)
    page = Paginator(siens.pour_liste(), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page_obj": page, "lignes": lecture.lignes(page), "anct": anct}
    return render(request, "moderation/file.html", contexte)


@require_safe
@never_cache
@login_required
def dossier(request, pk: int):
    """One address for who wrote and for who decides; for anybody else there is nothing."""
    lu = _lire(pk)
    objet = lecture.objet_de(lu)
    contexte = {
        "dossier": lu,
        "libelle": lecture.libelle_de(lu),
        "lieu": lecture.titre_du_lieu(lu),
        "raisons": regles.raisons(lu.regles),
        "adresse": registre.signalable(type(objet)).adresse(objet) if objet else "",
    }
    if lu.auteur_id == request.user.pk and est_dit_a_l_auteur(lu):
        contexte |= {"form": ContesterForm(), "objet": objet}
        return render(request, "moderation/mon_dossier.html", contexte)
    if not peut_decider(request.user, lu, objet):
        raise Http404
    contexte |= {
        "form": DeciderForm(existe=objet is not None),
        "signalements": lu.signalements.all(),
        "texte": str(registre.signalable(type(objet)).texte(objet)) if objet else lu.texte,
        "anct": peut_moderer_partout(request.user),
        "moi": request.user,
    }
    return render(request, "moderation/dossier.html", contexte)


def _sur_un_dossier(service, fait, *, formulaire=ActeForm, titre="", defaut=None):
    """For who may decide of it; for anybody else it does not exist."""

    @action
    def vue(request, pk: int):
        lu = _lire(pk)
        if not peut_decider(request.user, lu, lecture.objet_de(lu)):
            raise Http404
        ou = reverse(defaut) if defaut else reverse("moderation:dossier", args=[pk])
        acte = Acte(request, formulaire, titre, ou, refus=ModerationRefusee)
        return acte.faire(lambda donnees: service(lu, request.user, donnees), fait)

    return vue


examiner = _sur_un_dossier(
    lambda lu, personne, donnees: services.examiner_a_la_main(lu, par=personne),
    gettext_lazy("C’est noté\u00a0: les autres voient que vous l’examinez."),
)


def _ce_qui_suit(lu: Dossier) -> str:
    if lu.decision == Decision.MASQUE:
        return _("Ce contenu est retiré. Qui l’a écrit en lit le motif, et peut contester.")
    if lu.decision == Decision.SANS_OBJET:
        return _("Le dossier est clos\u00a0: le contenu n’existait plus.")
    return _("Ce contenu reste en ligne. Qui l’a signalé en est averti.")


decider = _sur_un_dossier(
    lambda lu, personne, donnees: services.decider(
        lu,
        par=personne,
        decision=donnees["decision"],
        base=donnees["base"],
        motif=donnees["motif"],
    ),
    _ce_qui_suit,
    formulaire=DeciderForm,
    titre=gettext_lazy("Prononcer cette décision"),
    defaut="moderation:file",
)


@action
def contester(request, pk: int):
    lu = _lire(pk)
    if lu.auteur_id != request.user.pk or not est_dit_a_l_auteur(lu):
        raise Http404
    titre = _("Contester cette décision")
    defaut = reverse("moderation:dossier", args=[pk])
    acte = Acte(request, ContesterForm, titre, defaut, refus=ModerationRefusee)
    return acte.faire(
        lambda donnees: services.contester(lu, par=request.user, texte=donnees["texte"]),
        _("Votre contestation est partie à l’ANCT. Vous serez averti·e de sa réponse."),
    )


def _lire(pk: int) -> Dossier:
    return get_object_or_404(Dossier.objects.select_related("type_d_objet", "instruit_par"), pk=pk)
