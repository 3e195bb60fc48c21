"""What people are told of meetings: announced, moved, cancelled, a seat, tomorrow, a decision."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion
from communautes.agenda.models import (
    DecisionDeRencontre,
    Deplacement,
    Participation,
    Rencontre,
)
from communautes.agenda.permissions import lecteurs
from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.services import notifier, retirer
from home.jours import date_format

NOUVELLE, DEPLACEE, ANNULEE = "agenda.nouvelle", "agenda.deplacee", "agenda.annulee"
RETIREE = "agenda.retiree"
PLACE, RAPPEL = "agenda.place", "agenda.rappel"
DECISION, ECHEANCE = "agenda.decision", "agenda.echeance"


def dire_l_annonce(rencontre: Rencontre, *, par) -> int:
    """To the members of its community; nobody is told of a meeting of the whole portal. And to who
    registered already, of one that moderation had withdrawn.
    """
    a = membres(rencontre) | _qui_viennent(rencontre)
    return notifier(NOUVELLE, rencontre, a=a, par=par, cadre=rencontre.communaute)


def dire_le_retrait(rencontre: Rencontre) -> int:
    """To who registered: nobody comes to what they cannot find. `cle`: each time."""
    return notifier(
        RETIREE,
        rencontre,
        a=_qui_viennent(rencontre),
        cadre=rencontre.communaute,
        cle=timezone.now().isoformat(),
    )


def dire_le_deplacement(deplacement: Deplacement, *, par) -> int:
    rencontre = deplacement.rencontre
    return notifier(
        DEPLACEE,
        deplacement,
        a=concernes(rencontre),
        par=par,
        sujet=rencontre,
        cadre=rencontre.communaute,
    )


def dire_l_annulation(rencontre: Rencontre, *, par) -> int:
    return notifier(ANNULEE, rencontre, a=concernes(rencontre), par=par, cadre=rencontre.communaute)


def dire_la_place(une: Participation) -> int:
    """`cle`: who withdrew and waits again is told again."""
    return notifier(
        PLACE,
        une.rencontre,
        a=[une.personne],
        cadre=une.rencontre.communaute,
        cle=f"{une.pk}-{une.arrivee_le.isoformat()}",
    )


def rappeler(rencontre: Rencontre) -> int:
    """`cle`: of each date, once."""
    cle = rencontre.debut.isoformat()
    qui = User.objects.filter(pk__in=_inscrits(rencontre).values("personne"))
    return notifier(RAPPEL, rencontre, a=qui, cadre=rencontre.communaute, cle=cle)


def dire_la_decision(decision: DecisionDeRencontre, *, par) -> int:
    return _de_la_decision(DECISION, decision, par=par, cle=str(decision.porteur_id))


def rappeler_la_decision(decision: DecisionDeRencontre) -> int:
    return _de_la_decision(ECHEANCE, decision, par=None, cle=decision.echeance.isoformat())


def _de_la_decision(code: str, decision: DecisionDeRencontre, *, par, cle: str) -> int:
    rencontre = decision.rencontre
    return notifier(
        code,
        decision,
        a=[decision.porteur],
        par=par,
        sujet=rencontre,
        cadre=rencontre.communaute,
        cle=cle,
    )


def oublier(rencontre: Rencontre) -> None:
    """Nobody has to read of it any more."""
    retirer(rencontre)


def membres(rencontre: Rencontre):
    siennes = Adhesion.objects.actives().filter(communaute=rencontre.communaute_id)
    return User.objects.filter(pk__in=siennes.values("personne"))


def concernes(rencontre: Rencontre):
    """Who comes or waits; where nobody registers, the members to whom it was announced."""
    if not rencontre.est_sur_inscription:
        return membres(rencontre)
    return _qui_viennent(rencontre)


def _qui_viennent(rencontre: Rencontre):
    siennes = Participation.objects.en_cours().filter(rencontre=rencontre)
    return User.objects.filter(pk__in=siennes.values("personne"))


def _inscrits(rencontre: Rencontre):
    return Participation.objects.inscrites().filter(rencontre=rencontre)


def _nouvelle(evenement) -> str:
    rencontre = evenement.objet
    return _("Nouvelle rencontre\u00a0: «\u00a0%(titre)s\u00a0», %(quand)s") % {
        "titre": rencontre.titre,
        "quand": rencontre.debut_en_mots,
    }


def _deplacee(evenement) -> str:
    un = evenement.objet
    mots = {
        "titre": un.rencontre.titre,
        "avant": un.avant_en_mots,
        "apres": un.apres_en_mots,
        "lieu": un.lieu or _("à distance"),
        "ancien_lieu": un.ancien_lieu or _("à distance"),
    }
    if un.ne_change_que_de_lien:
        return _("Le lien de «\u00a0%(titre)s\u00a0» a changé\u00a0: il est sur sa page") % mots
    if un.change_de_date and un.change_de_lieu:
        return (
            _(
                "«\u00a0%(titre)s\u00a0» est déplacée\u00a0: %(apres)s, %(lieu)s (au lieu de "
                "%(avant)s, %(ancien_lieu)s)"
            )
            % mots
        )
    if un.change_de_lieu:
        return (
            _("«\u00a0%(titre)s\u00a0» change de lieu\u00a0: %(lieu)s (au lieu de %(ancien_lieu)s)")
            % mots
        )
    return _("«\u00a0%(titre)s\u00a0» est déplacée\u00a0: %(apres)s (au lieu de %(avant)s)") % mots


def _retiree(evenement) -> str:
    """Not its title: it may be what was wrong."""
    return _(
        "La rencontre prévue %(quand)s, où vous étiez inscrit·e, est retirée de l’agenda par la "
        "modération"
    ) % {"quand": evenement.objet.debut_en_mots}


def _annulee(evenement) -> str:
    rencontre = evenement.objet
    return _("«\u00a0%(titre)s\u00a0», prévue %(quand)s, est annulée") % {
        "titre": rencontre.titre,
        "quand": rencontre.debut_en_mots,
    }


def _place(evenement) -> str:
    rencontre = evenement.objet
    return _(
        "Une place se libère\u00a0: vous êtes inscrit·e à «\u00a0%(titre)s\u00a0», %(quand)s"
    ) % {
        "titre": rencontre.titre,
        "quand": rencontre.debut_en_mots,
    }


def _rappel(evenement) -> str:
    rencontre = evenement.objet
    return _("Rappel\u00a0: «\u00a0%(titre)s\u00a0», %(quand)s") % {
        "titre": rencontre.titre,
        "quand": rencontre.debut_en_mots,
    }


def _decision(evenement) -> str:
    decision = evenement.objet
    mots = {"titre": decision.rencontre.titre}
    if decision.echeance is None:
        return _("Une décision de «\u00a0%(titre)s\u00a0» vous revient") % mots
    mots["jour"] = date_format(decision.echeance, "j F Y")
    return _("Une décision de «\u00a0%(titre)s\u00a0» vous revient, pour le %(jour)s") % mots


def _echeance(evenement) -> str:
    decision = evenement.objet
    jour = date_format(decision.echeance, "j F Y") if decision.echeance else ""
    return _("À faire pour demain, %(jour)s\u00a0: une décision de «\u00a0%(titre)s\u00a0»") % {
        "jour": jour,
        "titre": decision.rencontre.titre,
    }


def _rencontres(cles) -> dict[int, Rencontre]:
    return Rencontre.objects.select_related("communaute").in_bulk(cles)


def _deplacements(cles) -> dict[int, Deplacement]:
    return Deplacement.objects.select_related("rencontre").in_bulk(cles)


def _decisions(cles) -> dict[int, DecisionDeRencontre]:
    return DecisionDeRencontre.objects.select_related("rencontre").in_bulk(cles)


def _lecteurs_de_la_rencontre(personnes, objets) -> set[tuple[int, int | None]]:
    """Of what hangs on a meeting."""
    lisent = lecteurs(personnes, {une.rencontre_id: une.rencontre for une in objets}.values())
    return {
        (personne.pk, une.pk)
        for personne in personnes
        for une in objets
        if (personne.pk, une.rencontre_id) in lisent
    }


def _viennent(personnes, rencontres) -> set[tuple[int, int | None]]:
    """Who registered, while moderation withholds it."""
    siennes = Participation.objects.en_cours().filter(
        rencontre__in=[une.pk for une in rencontres if une.moderation == "retire"],
        personne__in=personnes,
    )
    return set(siennes.values_list("personne", "rencontre"))


def _portent(personnes, decisions) -> set[tuple[int, int | None]]:
    """Who does it, while they read the meeting."""
    lisent = _lecteurs_de_la_rencontre(personnes, decisions)
    porteurs = {une.pk: une.porteur_id for une in decisions}
    return {(personne, une) for personne, une in lisent if porteurs[une] == personne}


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            Rencontre,
            titre=lambda rencontre: rencontre.titre,
            adresse=Rencontre.get_absolute_url,
            peuvent_lire=lecteurs,
            charger=_rencontres,
            en_sourdine=gettext_lazy("cette rencontre"),
        ),
        registre.Cible(
            Deplacement,
            titre=lambda deplacement: deplacement.rencontre.titre,
            adresse=lambda deplacement: deplacement.rencontre.get_absolute_url(),
            peuvent_lire=_lecteurs_de_la_rencontre,
            charger=_deplacements,
        ),
        registre.Cible(
            DecisionDeRencontre,
            titre=lambda decision: decision.rencontre.titre,
            adresse=lambda decision: f"{decision.rencontre.get_absolute_url()}#decisions",
            peuvent_lire=_portent,
            charger=_decisions,
        ),
    )
    groupe, tout_de_suite = gettext_lazy("Rencontres"), Canal.IMMEDIAT
    genres = [
        (NOUVELLE, gettext_lazy("Une rencontre dans une de mes communautés"), _nouvelle, None),
        (
            DEPLACEE,
            gettext_lazy("Une rencontre où je viens est déplacée"),
            _deplacee,
            tout_de_suite,
        ),
        (ANNULEE, gettext_lazy("Une rencontre où je viens est annulée"), _annulee, tout_de_suite),
        (PLACE, gettext_lazy("Une place se libère pour moi"), _place, tout_de_suite),
        (RAPPEL, gettext_lazy("La veille d’une rencontre où je viens"), _rappel, tout_de_suite),
        (DECISION, gettext_lazy("Une décision me revient"), _decision, tout_de_suite),
        (ECHEANCE, gettext_lazy("La veille de ce que j’ai à faire"), _echeance, tout_de_suite),
    ]
    for rang, (code, libelle, phrase, canal) in enumerate(genres, 40):
        registre.declarer(
            registre.Genre(code, libelle, groupe, phrase, canal or Canal.HEBDOMADAIRE, rang=rang)
        )
    registre.declarer(
        registre.Genre(
            RETIREE,
            gettext_lazy("Une rencontre où je viens est retirée par la modération"),
            groupe,
            _retiree,
            tout_de_suite,
            adresse=lambda evenement: reverse("agenda:liste"),
            peuvent_lire=_viennent,
            rang=40 + len(genres),
        )
    )
