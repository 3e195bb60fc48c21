"""For who writes or signs a retour: theirs, where each stands, what is asked, what they may do."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.affiliations.models import Affiliation
from communautes.journal.forms import MotifField
from communautes.retours import permissions, phrases
from communautes.retours.champs import libelle_du_champ
from communautes.retours.demandes import suivre
from communautes.retours.etapes import PAR_CODE, etape_du_champ
from communautes.retours.forms.suivi import CourrielsForm, VersionForm
from communautes.retours.lecture import contexte_du_retour
from communautes.retours.les_miens import charger, cles_de
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.promotion import origine
from communautes.retours.referentiels import Preparation
from communautes.retours.services import ce_qui_manque, est_mineure
from communautes.retours.services.avis import recus
from communautes.retours.services.courriels import preference_de
from communautes.retours.services.ecriture import brouillon_de
from communautes.retours.services.etapes import a_corriger

PAR_PAGE = 20


def retour_suivi(request, pk: int) -> RetourExperience:
    """What this person does not follow does not exist."""
    avec = ("parcours", "promotion__reponse__discussion__communaute")
    retour = get_object_or_404(RetourExperience.objects.select_related(*avec), pk=pk)
    if not permissions.lit_le_brouillon(request.user, retour):
        raise Http404
    return retour


@require_safe
@never_cache
@login_required
def les_miens(request):
    page = Paginator(cles_de(request.user), PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [
        {
            "retour": retour,
            "etat": phrases.etat_en_mots(retour),
            "suite": phrases.suite(retour, tient=retour.tient),
            "invitations": retour.invitations,
        }
        for retour in charger(request.user, list(page))
    ]
    return render(request, "retours/mes_retours.html", {"lignes": lignes, "page_obj": page})


@require_safe
@never_cache
@login_required
def suivi(request, pk: int):
    retour = retour_suivi(request, pk)
    brouillon = brouillon_de(retour)
    ecrit = permissions.ecrit(request.user, retour)
    reprend = permissions.reprend(request.user, retour)
    preparation, venu_de = retour.parcours.preparation, origine(retour, request.user)
    a_envoyer = ecrit and preparation in (Preparation.BROUILLON, Preparation.A_COMPLETER)
    contexte = {
        "retour": retour,
        "brouillon": brouillon,
        "etat": phrases.etat_en_mots(retour),
        "suite": phrases.suite(retour, tient=ecrit or reprend),
        "remarques": remarques_de(retour, suivies=brouillon),
        "manques": ce_qui_manque_encore(retour, brouillon) if a_envoyer else [],
        "ecrit": ecrit,
        "a_envoyer": a_envoyer,
        "mineure": a_envoyer and se_corrige(retour, brouillon),
        "reprend": reprend,
        "retire": permissions.retire(request.user, retour),
        "supprime": ecrit and retour.first_published_at is None,
        "lisible": permissions.est_lisible(retour),
        "avis_recus": recus(retour) if retour.first_published_at else None,
        "auteures": auteures_de(retour, request.user),
        "origine": venu_de,
        "repond_a_la_promotion": venu_de is not None
        and permissions.repond_a_la_promotion(request.user, retour),
        "version": VersionForm(initial={"format": brouillon.format}),
        "motif": MotifField().label,
    }
    if retour.first_published_at and permissions.represente(request.user, retour):
        choix = preference_de(request.user, retour)
        contexte["courriels"] = CourrielsForm(
            initial={"messages": choix.messages, "rappel": choix.rappel}
        )
    return render(request, "retours/suivi.html", contexte)


@require_safe
@never_cache
@login_required
def apercu(request, pk: int):
    """As everybody will read it. Kept nowhere, found by nobody."""
    retour = retour_suivi(request, pk)
    brouillon = brouillon_de(retour)
    brouillon.auteures_acceptees = list(
        CollectiviteAuteure.objects.acceptees().filter(retour=retour).select_related("collectivite")
    )
    contexte = contexte_du_retour(brouillon) | {"apercu": True, "suivi": retour}
    reponse = render(request, "retours/apercu.html", contexte)
    reponse["X-Robots-Tag"] = "noindex, nofollow"
    return reponse


def se_corrige(retour: RetourExperience, brouillon: RetourExperience) -> bool:
    """Without a review: and none is going on."""
    return retour.parcours.preparation == Preparation.BROUILLON and est_mineure(retour, brouillon)


def remarques_de(
    retour: RetourExperience, *, suivies: RetourExperience | None = None
) -> list[dict]:
    """What ANCT asks: {libelle, texte, etape, change} each, on the whole first. `suivies`: the
    draft, when it is asked which have changed since.
    """
    ouvertes = list(retour.remarques.ouvertes())
    changees = {d.remarque.pk for d in suivre(ouvertes, suivies) if d.change} if suivies else set()
    return sorted(
        (
            {
                "libelle": libelle_du_champ(une.champ),
                "texte": une.texte,
                "etape": etape_du_champ(une.champ) if une.champ else None,
                "change": une.pk in changees,
            }
            for une in ouvertes
        ),
        key=lambda dite: dite["etape"] is not None,
    )


def ce_qui_manque_encore(retour: RetourExperience, brouillon: RetourExperience) -> list[dict]:
    """{phrase, etape} each: what is typed and not receivable, then what is not written."""
    faux = a_corriger(brouillon, retour.parcours)
    tapes = [{"phrase": phrase, "etape": PAR_CODE[code]} for code, phrase in faux.items()]
    manques = ce_qui_manque(brouillon).items()
    return tapes + [{"phrase": phrase, "etape": etape_du_champ(nom)} for nom, phrase in manques]


def auteures_de(retour: RetourExperience, personne) -> list[dict]:
    """Who signs, or was asked to: {ligne, repond, se_retire, attend} each."""
    lignes = list(retour.auteures.select_related("collectivite"))
    siennes = set(
        Affiliation.objects.membres()
        .filter(personne=personne, collectivite__in=[ligne.collectivite_id for ligne in lignes])
        .values_list("collectivite", flat=True)
    )
    vues = []
    for ligne in lignes:
        parle = ligne.collectivite_id in siennes and permissions.signe_pour(personne, ligne)
        vues.append(
            {
                "ligne": ligne,
                "attend": ligne.etat == CollectiviteAuteure.Etat.INVITEE and not ligne.principale,
                "repond": parle and ligne.etat == CollectiviteAuteure.Etat.INVITEE,
                "se_retire": parle and ligne.signe and not ligne.principale,
            }
        )
    return vues
