"""What this room holds of a person: where they worked, and what was said of it."""

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    GARDE_D_UNE_EMPREINTE,
    Affiliation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.services.ecriture import (
    assurer_referent,
    verrouiller_collectivite,
)
from communautes.comptes.affiliations.services.lignes import etat, fermer, tracer
from communautes.comptes.affiliations.services.regles import decision_et_accord
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.empreintes import empreintes_de
from communautes.comptes.donnees.registre import Detention

ACTE_GARDE = gettext_lazy("La ligne reste\u00a0: «\u00a0un·e agent·e de…\u00a0», sans la fonction.")


def verrouiller(personne) -> list[int]:
    """The collectivités where something is open, in order: as every act on their members."""
    cles = sorted(set(_ouvertes(personne).values_list("collectivite", flat=True)))
    return [verrouiller_collectivite(cle).pk for cle in cles]


def quitter(personne, traces) -> None:
    """What is open ends, as when one leaves; what was written of the person is emptied."""
    for affiliation in list(_ouvertes(personne).select_related("collectivite", "personne")):
        avant, referente = etat(affiliation), affiliation.est_referente
        fermer(affiliation, Affiliation.Statut.TERMINEE)
        tracer("terminee", affiliation, par=None, avant=avant)
        suivante = assurer_referent(affiliation.collectivite)
        if referente:
            emails.depart_d_un_referent(affiliation.collectivite, suivante)
    siennes = Affiliation.objects.filter(personne=personne)
    _garder_les_decisions(personne)
    siennes.update(
        fonction=Affiliation.Fonction.AGENT,
        fin_mandat=None,
        habilite_a_engager=False,
        identite="",
    )
    siennes.exclude(motif="").update(motif=_("Motif effacé."))
    contestations = Contestation.objects.filter(
        Q(par__personne=personne) | Q(contestee__personne=personne)
    )
    contestations.update(motif=_("Motif effacé."))
    contestations.exclude(reponse="").update(reponse=_("Réponse effacée."))


def _garder_les_decisions(personne) -> None:
    """Deleting one's account does not undo them, nor what was answered since: who comes back is
    known by a print. The row of somebody who is there is theirs.
    """
    siennes = set(empreintes_de(personne))
    for decision, accord in _decisions(personne):
        gardee = accord or decision
        sienne = gardee.personne_id == personne.pk or gardee.personne.est_anonymisee
        if sienne and _se_garde(gardee):
            gardees = sorted(siennes.union(gardee.empreintes))
            Affiliation.objects.filter(pk=gardee.pk).update(empreintes=gardees)


def _decisions(personne) -> list[tuple[Affiliation, Affiliation | None]]:
    """Of each collectivité that is there today: the last decision, and the answer to it."""
    lieux = Affiliation.objects.filter(personne=personne).values_list(
        "collectivite", "collectivite__successeur"
    )
    la_ou = sorted({successeur or collectivite for collectivite, successeur in lieux})
    toutes = [decision_et_accord(personne, lieu) for lieu in la_ou]
    return [(decision, accord) for decision, accord in toutes if decision]


def _se_garde(ligne: Affiliation) -> bool:
    return bool(ligne.close_le) and ligne.close_le >= timezone.now() - GARDE_D_UNE_EMPREINTE


def consequences(personne):
    """Before it: what is kept of a decision, which collectivités lose their only référent, and who
    takes over.
    """
    for decision, accord in _decisions(personne):
        if accord or not _se_garde(decision):
            continue
        yield _(
            "Un référent ou l’ANCT a refusé une affiliation au nom %(de_nom)s, sous votre adresse "
            "ou votre identité ProConnect, ou y a mis fin. Pour que cette décision tienne, nous en "
            "gardons une empreinte jusqu’au %(jour)s\u00a0: on n’y lit ni nom, ni adresse."
        ) % {
            "de_nom": decision.collectivite.de_nom,
            "jour": date_format(decision.close_le + GARDE_D_UNE_EMPREINTE, "j F Y"),
        }
    referents = Affiliation.objects.referents()
    for affiliation in referents.filter(personne=personne).select_related("collectivite"):
        autres = Affiliation.objects.membres().filter(collectivite=affiliation.collectivite_id)
        autres = autres.exclude(pk=affiliation.pk)
        if autres.filter(role__in=Affiliation.REFERENTS).exists():
            continue
        phrase = (
            _(
                "Vous êtes le seul référent %(de_nom)s\u00a0: le membre le mieux vérifié le "
                "devient à titre provisoire. Lui et l’ANCT en sont prévenus."
            )
            if autres.qui_tiennent_par_soi().exists()
            else _(
                "Personne d’autre ne peut être référent %(de_nom)s\u00a0: elle n’en aura plus. "
                "L’ANCT en est prévenue."
            )
        )
        yield phrase % {"de_nom": affiliation.collectivite.de_nom}


def _ouvertes(personne):
    return Affiliation.objects.ouvertes().filter(personne=personne).order_by("collectivite", "pk")


def _affiliations(personne):
    for une in Affiliation.objects.filter(personne=personne).select_related("collectivite"):
        yield {
            "collectivite": une.collectivite.nom,
            "type": une.collectivite.get_type_display(),
            "code": une.collectivite.code,
            "fonction": une.get_fonction_display(),
            "fin_mandat": une.fin_mandat,
            "niveau": une.get_niveau_display(),
            "preuve": une.get_preuve_display(),
            "role": une.get_role_display(),
            "habilite_a_engager": une.habilite_a_engager,
            "etat": une.etat_en_mots,
            "motif": une.motif,
            "demande_a_l_anct": une.demande_a_l_anct,
            "depuis": une.depuis,
            "confirmee_le": une.confirmee_le if une.niveau > Niveau.DECLAREE else None,
            "close_le": une.close_le,
        }


def _contestations(personne):
    """Who is reported to ANCT knows nothing of it, open or closed; who reported reads it."""
    lignes = Contestation.objects.filter(
        Q(par__personne=personne)
        | Q(contestee__personne=personne, nature=Contestation.Nature.PLACE)
    ).select_related("contestee__collectivite", "par")
    for une in lignes:
        yield {
            "collectivite": une.contestee.collectivite.nom,
            "faite_par_vous": une.par.personne_id == personne.pk,
            "motif": une.motif,
            "reponse": une.reponse,
            "etat": une.get_statut_display(),
            "faite_le": une.faite_le,
            "close_le": une.close_le,
        }


CHAMPS_DES_CONTESTATIONS = {
    "collectivite": gettext_lazy("collectivité"),
    "faite_par_vous": gettext_lazy("faite par vous"),
    "motif": gettext_lazy("motif"),
    "reponse": gettext_lazy("réponse"),
    "etat": gettext_lazy("état"),
    "faite_le": gettext_lazy("faite le"),
    "close_le": gettext_lazy("close le"),
}


def brancher() -> None:
    registre.verrouiller_avant(verrouiller)
    registre.annoncer(consequences)
    registre.declarer(
        Detention(
            "affiliations",
            gettext_lazy("Vos affiliations"),
            {
                "collectivite": gettext_lazy("collectivité"),
                "type": gettext_lazy("type"),
                "code": gettext_lazy("code"),
                "fonction": gettext_lazy("fonction"),
                "fin_mandat": gettext_lazy("fin du mandat"),
                "niveau": gettext_lazy("niveau"),
                "preuve": gettext_lazy("preuve"),
                "role": gettext_lazy("rôle"),
                "habilite_a_engager": gettext_lazy("habilité à engager"),
                "etat": gettext_lazy("état"),
                "motif": gettext_lazy("motif"),
                "demande_a_l_anct": gettext_lazy("demande à l’ANCT"),
                "depuis": gettext_lazy("depuis"),
                "confirmee_le": gettext_lazy("valable à compter du"),
                "close_le": gettext_lazy("close le"),
            },
            _affiliations,
            quitter,
            ACTE_GARDE,
            rang=10,
        ),
        Detention(
            "contestations",
            gettext_lazy("Contestations d’un référent"),
            CHAMPS_DES_CONTESTATIONS,
            _contestations,
            devenir=gettext_lazy("La ligne reste, sans le motif ni la réponse."),
            rang=11,
        ),
    )
