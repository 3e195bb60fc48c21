"""What is told of a dossier: to who decides, that it waits; to who wrote, what was decided."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.moderation import registre
from communautes.moderation.models import Dossier
from communautes.moderation.permissions import (
    est_dit_a_l_auteur,
    peut_trancher,
    qui_modere_partout,
)
from communautes.notifications import registre as notifications
from communautes.notifications.canaux import Canal
from communautes.notifications.services import notifier, retirer

A_DECIDER, CONTESTATION = "moderation.a_decider", "moderation.contestation"
DECISION = "moderation.decision"
RETIRE, ACCEPTE, CONFIRME, LEVE = "retire", "accepte", "confirme", "leve"


def dire_a_la_moderation(dossier: Dossier) -> int:
    """To who moderates the place; without one, or without anybody there, to ANCT."""
    gens = _moderation_du_lieu(dossier)
    if gens is None or not gens.exclude(pk=dossier.auteur_id).exists():
        gens = qui_modere_partout()
    return notifier(A_DECIDER, dossier, a=gens, par=dossier.auteur)


def dire_la_contestation(dossier: Dossier) -> int:
    """To who may answer it: not who decided first, unless there is nobody else."""
    gens = [une for une in qui_modere_partout() if peut_trancher(une, dossier)]
    return notifier(CONTESTATION, dossier, a=gens, par=dossier.auteur)


def dire_a_l_auteur(dossier: Dossier, quoi: str) -> int:
    """Mailed at once, always; who decided is not named."""
    auteur = [dossier.auteur] if dossier.auteur_id else []
    return notifier(DECISION, dossier, a=auteur, cle=quoi)


def repondu(dossier: Dossier) -> None:
    """Nobody has to decide of it any more."""
    retirer(dossier)


def _moderation_du_lieu(dossier: Dossier):
    cadre = dossier.cadre
    lieu = cadre and registre.lieu(type(cadre))
    return lieu.moderateurs(cadre) if lieu else None


def _decident(personnes, dossiers) -> set[tuple[int, int | None]]:
    """Who answers for the place of each, and ANCT; never on what they wrote."""
    cles = [personne.pk for personne in personnes]
    partout = set(qui_modere_partout().filter(pk__in=cles).values_list("pk", flat=True))
    lieux = _moderes(personnes, dossiers)
    return {
        (cle, dossier.pk)
        for cle in cles
        for dossier in dossiers
        if cle != dossier.auteur_id
        and (cle in partout or (cle, dossier.type_de_cadre_id, dossier.cadre_pk) in lieux)
    }


def _moderes(personnes, dossiers) -> set[tuple[int, int, int]]:
    """(person, kind of place, place): asked of each place when there is one, else of each person;
    a thing has few places, and a digest one person.
    """
    trouves: set[tuple[int, int, int]] = set()
    for lieu in registre.lieux():
        genre = ContentType.objects.get_for_model(lieu.modele).pk
        ici = {une.cadre_pk for une in dossiers if une.type_de_cadre_id == genre}
        if len(ici) < len(personnes):
            for cadre in lieu.modele._default_manager.filter(pk__in=ici):
                siens = lieu.moderateurs(cadre).filter(pk__in=[p.pk for p in personnes])
                trouves |= {(pk, genre, cadre.pk) for pk in siens.values_list("pk", flat=True)}
        elif ici:
            for personne in personnes:
                trouves |= {(personne.pk, genre, pk) for pk in lieu.moderes_par(personne)}
    return trouves


def _est_l_auteur(personnes, dossiers) -> set[tuple[int, int | None]]:
    return {
        (personne.pk, dossier.pk)
        for personne in personnes
        for dossier in dossiers
        if personne.pk == dossier.auteur_id and est_dit_a_l_auteur(dossier)
    }


def _lisent(personnes, dossiers) -> set[tuple[int, int | None]]:
    return _decident(personnes, dossiers) | _est_l_auteur(personnes, dossiers)


def _nomme(dossier: Dossier) -> str:
    return dossier.titre or dossier.reference


def _phrase_a_decider(evenement) -> str:
    nom = {"titre": _nomme(evenement.objet)}
    if evenement.objet.est_automatique:
        return _("«\u00a0%(titre)s\u00a0» attend votre relecture avant de paraître") % nom
    return _("«\u00a0%(titre)s\u00a0» est signalé\u00a0: décidez s’il reste en ligne") % nom


def _phrase_de_contestation(evenement) -> str:
    return _("Le retrait de «\u00a0%(titre)s\u00a0» est contesté\u00a0: répondez") % {
        "titre": _nomme(evenement.objet)
    }


def _phrase_de_decision(evenement) -> str:
    dossier = evenement.objet
    nom = {"titre": _nomme(dossier)}
    if evenement.cle == ACCEPTE:
        return _("«\u00a0%(titre)s\u00a0» est relu, et paraît") % nom
    if evenement.cle == LEVE:
        return (
            _("«\u00a0%(titre)s\u00a0» est remis en ligne\u00a0: votre contestation est retenue")
            % nom
        )
    if evenement.cle == CONFIRME:
        return _("Le retrait de «\u00a0%(titre)s\u00a0» est confirmé\u00a0: lisez pourquoi") % nom
    limite = dossier.contestable_jusqu_au
    nom["jour"] = date_format(localtime(limite), "j F Y") if limite else ""
    return (
        _(
            "«\u00a0%(titre)s\u00a0» est retiré\u00a0: lisez pourquoi, et contestez si besoin "
            "avant le %(jour)s"
        )
        % nom
    )


def brancher() -> None:
    notifications.declarer_cible(
        notifications.Cible(
            Dossier,
            titre=_nomme,
            adresse=lambda dossier: reverse("moderation:dossier", args=[dossier.pk]),
            peuvent_lire=_lisent,
        )
    )
    groupe = gettext_lazy("Modération")
    notifications.declarer(
        notifications.Genre(
            A_DECIDER,
            gettext_lazy("Un contenu à relire là où je modère"),
            groupe,
            _phrase_a_decider,
            Canal.IMMEDIAT,
            peuvent_lire=_decident,
            rang=40,
        ),
        notifications.Genre(
            CONTESTATION,
            gettext_lazy("Une décision de modération contestée"),
            groupe,
            _phrase_de_contestation,
            Canal.IMMEDIAT,
            peuvent_lire=_decident,
            rang=41,
        ),
        notifications.Genre(
            DECISION,
            gettext_lazy("Une décision sur ce que j’ai écrit"),
            groupe,
            _phrase_de_decision,
            Canal.IMMEDIAT,
            debrayable=False,
            peuvent_lire=_est_l_auteur,
            rang=42,
        ),
    )
