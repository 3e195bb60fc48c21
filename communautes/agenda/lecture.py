"""What the pages of this room show, to whom: in as many queries for one meeting as for many."""

from copy import copy
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.adhesions.lecture import sienne as adhesion_du_lecteur
from communautes.adhesions.models import Adhesion, CommunautePage, CommunauteTheme
from communautes.adhesions.permissions import adhesion_de, peut_conduire
from communautes.adhesions.presentation import nom_et_fonction
from communautes.agenda import nouvelles
from communautes.agenda.forms import FiltreForm
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.permissions import (
    lecteurs,
    peut_lire_le_compte_rendu,
    peut_planifier,
    peut_voir_le_lien,
)
from communautes.comptes.affiliations.courant import lecteur
from communautes.notifications.services import dire_combien, previendra
from home.jours import date_format

PAR_PAGE = 20
A_VENIR = 3  # on a community's page


def participation_de(personne, rencontre: Rencontre) -> Participation | None:
    if not personne.is_active:
        return None
    return Participation.objects.filter(rencontre=rencontre, personne=personne).first()


def contexte_de_l_agenda(request) -> dict:
    personne = lecteur(request)
    lisibles = Rencontre.objects.lisibles_par(personne)
    form = FiltreForm(
        request.GET,
        communautes=_communautes(lisibles),
        themes=_themes(lisibles),
        connecte=personne.is_active,
    )
    choix = form.valeurs()
    passees = choix.get("quand") == "passees"
    trouvees = filtrer(lisibles, choix).pour_liste()
    trouvees = trouvees.order_by("-debut", "-pk") if passees else trouvees.chronologiques()
    page = Paginator(trouvees, PAR_PAGE).get_page(request.GET.get("page"))
    autres = {nom: valeur for nom, valeur in choix.items() if nom != "quand"}
    return {
        "form": form,
        "page_obj": page,
        "mois": par_mois(page),
        "nombre": page.paginator.count,
        "passees": passees,
        "choix": [_etiquette(form, nom, choix) for nom in autres],
        "filtrees": bool(autres),
        "requete": urlencode(choix),
        "onglets": _onglets(autres, passees),
        "peut_proposer": peut_conduire(personne),
        "connecte": personne.is_active,
    }


def filtrer(rencontres, choix: dict):
    """`choix`: what FiltreForm has understood."""
    passees = choix.get("quand") == "passees"
    rencontres = rencontres.passees() if passees else rencontres.a_venir()
    if slug := choix.get("communaute"):
        rencontres = rencontres.filter(communaute__slug=slug)
    if theme := choix.get("theme"):
        liens = CommunauteTheme.objects.filter(page=OuterRef("communaute"), theme__slug=theme)
        rencontres = rencontres.filter(Exists(liens))
    if choix.get("format") == "place":
        rencontres = rencontres.exclude(lieu="")
    if choix.get("format") == "distance":
        rencontres = rencontres.exclude(lien="")
    if pour := choix.get("pour"):
        rencontres = rencontres.filter(audience=pour)
    return rencontres


def par_mois(rencontres) -> list[dict]:
    """[{titre, rencontres}], in the order that they come: the month is that of the place."""
    groupes: list[dict] = []
    for une in rencontres:
        titre = _mois(une)
        if not groupes or groupes[-1]["titre"] != titre:
            groupes.append({"titre": titre, "rencontres": []})
        groupes[-1]["rencontres"].append(ligne(une))
    return groupes


def ligne(rencontre: Rencontre) -> dict:
    """A meeting in a list; `pour_liste` has read what it says."""
    return {
        "rencontre": rencontre,
        "url": rencontre.get_absolute_url(),
        "communaute": rencontre.communaute.title if rencontre.communaute else "",
        "places": places_en_mots(rencontre),
        "etiquettes": etiquettes(rencontre),
    }


def etiquettes(rencontre: Rencontre) -> list[str]:
    """Three at most."""
    dites = [rencontre.format_en_mots.capitalize()]
    if rencontre.audience == Rencontre.Audience.MEMBRES:
        dites.append(_("Réservée aux membres"))
    if rencontre.est_annulee or rencontre.est_brouillon or rencontre.est_tenue:
        dites.insert(0, rencontre.etat_en_mots.capitalize())
    return dites


def places_en_mots(rencontre: Rencontre) -> str:
    """Of one that was read by `avec_nombres`."""
    if not rencontre.est_sur_inscription:
        return _("Sans inscription")
    if rencontre.inscription == Rencontre.Inscription.CLOSE:
        return _("Inscriptions closes")
    inscrites = ngettext(
        "%(nombre)s personne inscrite",
        "%(nombre)s personnes inscrites",
        rencontre.nombre_d_inscrits,
    ) % {"nombre": rencontre.nombre_d_inscrits}
    if rencontre.capacite is None or rencontre.est_passee:
        return inscrites
    libres = rencontre.capacite - rencontre.nombre_d_inscrits
    if libres <= 0 or rencontre.en_attente:
        attente = ngettext(
            "complet, %(nombre)s personne en attente",
            "complet, %(nombre)s personnes en attente",
            rencontre.en_attente,
        ) % {"nombre": rencontre.en_attente}
        return f"{inscrites}, {attente}"
    reste = ngettext("encore %(nombre)s place", "encore %(nombre)s places", libres)
    return f"{inscrites}, {reste % {'nombre': libres}}"


def contexte_de_la_rencontre(request, rencontre: Rencontre) -> dict:
    """`rencontre`: that this reader may read, out of `pour_liste`."""
    personne = lecteur(request)
    sienne = participation_de(personne, rencontre)
    adhesion = adhesion_de(personne, rencontre.communaute) if rencontre.communaute else None
    prepare = peut_planifier(personne, rencontre.communaute)
    voit_le_lien = peut_voir_le_lien(personne, rencontre, sienne)
    return {
        "rencontre": rencontre,
        "communaute": rencontre.communaute,
        "sienne": sienne,
        "rang": sienne.rang if sienne and sienne.est_en_attente else 0,
        "prepare": prepare,
        "previendra": _previendra(rencontre, personne) if rencontre.est_brouillon else "",
        "lien": rencontre.lien if voit_le_lien and _se_rejoint(rencontre) else "",
        "action": _action(rencontre, sienne),
        "etiquettes": etiquettes(rencontre),
        "places": places_en_mots(rencontre),
        "deplacement": rencontre.deplacements.first(),
        "exclue": adhesion is not None and adhesion.est_exclue,
        "connecte": personne.is_active,
        "se_tait": personne.is_active and bool(lecteurs([personne], [rencontre])),
        "complet": _est_complet(rencontre),
    } | _ce_qui_en_sort(personne, rencontre, prepare=prepare, adhesion=adhesion)


def _previendra(rencontre: Rencontre, par) -> str:
    """How many hear of it, once it is announced."""
    apres = copy(rencontre)
    apres.etat = Rencontre.Etat.ANNONCEE
    membres, cadre = nouvelles.membres(apres), rencontre.communaute
    return dire_combien(previendra(nouvelles.NOUVELLE, apres, a=membres, par=par, cadre=cadre))


def _est_complet(rencontre: Rencontre) -> bool:
    plein = rencontre.capacite is not None and rencontre.nombre_d_inscrits >= rencontre.capacite
    return bool(rencontre.en_attente) or plein


def _se_rejoint(rencontre: Rencontre) -> bool:
    return not rencontre.est_annulee and not rencontre.est_passee


def _action(rencontre: Rencontre, sienne: Participation | None) -> dict | None:
    """What the banner offers; the box beside says the rest."""
    if sienne is not None and sienne.statut != Participation.Statut.RETIREE:
        return None
    if not rencontre.prend_des_inscriptions:
        return None
    complet = _est_complet(rencontre)
    libelle = _("Aller sur la liste d’attente") if complet else _("S’inscrire à cette rencontre")
    return {"url": "#situation", "libelle": libelle}


def _ce_qui_en_sort(personne, rencontre: Rencontre, *, prepare: bool, adhesion) -> dict:
    compte_rendu = getattr(rencontre, "compte_rendu", None)
    lisible = compte_rendu is not None and peut_lire_le_compte_rendu(personne, rencontre)
    if not lisible:
        return {"compte_rendu": None, "decisions": [], "garde": compte_rendu is not None}
    decisions = rencontre.decisions.select_related("porteur")
    connue = Adhesion.objects.dans_l_annuaire().filter(
        communaute=rencontre.communaute_id, personne=OuterRef("porteur")
    )
    if adhesion is None or not adhesion.est_active:  # to visitors, who animates alone
        connue = connue.filter(role=Adhesion.Role.ANIMATEUR)
    decisions = decisions.annotate(parait=Exists(connue))
    return {
        "compte_rendu": compte_rendu,
        "decisions": [_decision(une, personne, prepare) for une in decisions],
        "garde": False,
    }


def _decision(decision, personne, prepare: bool) -> dict:
    """Who does it, by name: for who prepares, for oneself, or as the community's page names."""
    sienne = decision.porteur_id is not None and decision.porteur_id == personne.pk
    qui = decision.porteur_dit
    if decision.porteur is not None:
        nomme = prepare or sienne or decision.parait
        nom = decision.porteur.get_full_name() if nomme else ""
        qui = nom or _("une personne qui y était")
    return {"decision": decision, "qui": qui, "peut_clore": prepare or sienne, "sienne": sienne}


def d_une_communaute(communaute: CommunautePage, request) -> dict | None:
    """On its page: what comes next there, for this reader; absent when there is nothing."""
    if communaute.pk is None:  # the preview of a page that is being written
        return None
    adhesion = adhesion_du_lecteur(request, communaute)
    if adhesion is not None and not adhesion.est_active:
        adhesion = None
    lues = Rencontre.objects.lues_sur_la_page(communaute, adhesion)
    a_venir = list(lues.a_venir().pour_liste().chronologiques()[:A_VENIR])
    prepare = adhesion.anime if adhesion else peut_conduire(lecteur(request))
    if not a_venir and not prepare:
        return None
    prepare = prepare and communaute.vie.est_ouverte  # else it would be refused, once written
    return {
        "lignes": [ligne(une) for une in a_venir],
        "communaute": communaute,
        "prepare": prepare,
        "liste": f"{reverse('agenda:liste')}?{urlencode({'communaute': communaute.slug})}",
    }


def presenter_les_inscrits(participations) -> list[dict]:
    """For who prepares the meeting: names and functions, no address."""
    return [{"une": une, "qui": nom_et_fonction(une.personne)} for une in participations]


def _mois(rencontre: Rencontre) -> str:
    jour = rencontre.debut.astimezone(ZoneInfo(rencontre.fuseau)).date()
    return date_format(jour, "F Y").capitalize()


def _communautes(lisibles) -> list[tuple[str, str]]:
    """Those whose meetings this person may read, by title."""
    siennes = lisibles.filter(communaute=OuterRef("pk"))
    lues = CommunautePage.objects.sources().filter(Exists(siennes))
    return list(lues.order_by("title", "pk").values_list("slug", "title"))


def _themes(lisibles) -> list[tuple[str, str]]:
    liens = CommunauteTheme.objects.filter(Exists(lisibles.filter(communaute=OuterRef("page"))))
    return list(
        liens.order_by("theme__title").values_list("theme__slug", "theme__title").distinct()
    )


def _etiquette(form: FiltreForm, nom: str, choix: dict) -> dict:
    """A removable tag."""
    libelle = dict(form.fields[nom].choices)[choix[nom]]
    reste = {autre: valeur for autre, valeur in choix.items() if autre != nom}
    return {"libelle": libelle, "url": f"?{urlencode(reste)}"}


def _onglets(autres: dict, passees: bool) -> list[dict]:
    return [
        {"libelle": _("À venir"), "url": f"?{urlencode(autres)}", "actif": not passees},
        {
            "libelle": _("Passées"),
            "url": f"?{urlencode({'quand': 'passees'} | autres)}",
            "actif": passees,
        },
    ]


def prochaine(request):
    """For the home page: the next one that is open to all."""
    ouvertes = Rencontre.objects.ouvertes_a_tous().annoncees()
    return ouvertes.filter(debut__gt=timezone.now()).chronologiques().first()
