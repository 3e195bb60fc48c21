"""Whether a community lives: what happens there, the question to who animates, sleep, its end.

Each act locks the life first, and writes what the clock had decided before it.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions import emails
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.permissions import peut_conduire, peut_mener
from communautes.adhesions.refus import AdhesionRefusee, SyntheseRecrite
from communautes.adhesions.services.ecriture import (
    etat,
    fermer,
    motif_de,
    tracer,
    verrouiller_communaute,
)
from communautes.journal.services import noter
from home.marques import a_change, marque

Etat = Vie.Etat


def noter_activite(communaute: CommunautePage) -> None:
    """Somebody has written there, or met. Called by the rooms where it happens, in the transaction
    of what happened; it answers the question too, and wakes nothing.
    """
    Vie.objects.vivantes().filter(pk=communaute.pk).update(
        derniere_activite_le=timezone.now(), question_posee_le=None
    )


@transaction.atomic
def continuer(communaute: CommunautePage, *, par) -> Vie:
    """The answer to the question. It counts as an activity; twice is once."""
    vie = _verrouillee(communaute, par)
    if vie.etat != Etat.ACTIVE:
        raise AdhesionRefusee(
            _("Cette communauté est %(etat)s\u00a0: réveillez-la, en disant pourquoi.")
            % {"etat": vie.etat_en_mots}
        )
    if vie.question_posee_le is not None:
        vie.derniere_activite_le, vie.question_posee_le = timezone.now(), None
        vie.save(update_fields=["derniere_activite_le", "question_posee_le"])
        tracer_la_vie("continuee", vie, par=par, avant=vie.etat)
    return vie


@transaction.atomic
def reveiller(communaute: CommunautePage, *, par, motif: str) -> Vie:
    vie = _verrouillee(communaute, par)
    if vie.etat == Etat.ACTIVE:
        return vie
    if vie.etat == Etat.ARCHIVEE and not peut_conduire(par):
        raise AdhesionRefusee(_("Cette communauté est archivée\u00a0: seule l’ANCT la rouvre."))
    motif, avant = motif_de(motif, None, par=par), vie.etat
    vie.etat, vie.close_le, vie.derniere_activite_le = Etat.ACTIVE, None, timezone.now()
    vie.save(update_fields=["etat", "close_le", "derniere_activite_le"])
    tracer_la_vie("reveillee", vie, par=par, avant=avant, motif=motif)
    _annoncer("reveillee", vie, par=par, motif=motif)
    return vie


@transaction.atomic
def endormir(communaute: CommunautePage, *, par, motif: str) -> Vie:
    """Without waiting for ninety days."""
    vie = _verrouillee(communaute, par)
    if vie.etat == Etat.ARCHIVEE:
        raise AdhesionRefusee(_("Cette communauté est archivée\u00a0: rechargez la page."))
    if vie.etat == Etat.ACTIVE:
        motif = motif_de(motif, None, par=par)
        _fermer(vie, Etat.EN_SOMMEIL, "endormie", par=par, motif=motif)
    return vie


@transaction.atomic
def archiver(
    communaute: CommunautePage, *, par, motif: str, synthese: str = "", lu: str = ""
) -> Vie:
    """`synthese`: nothing for the one that is written already; `lu`: as for that."""
    vie = _verrouillee(communaute, par)
    if vie.etat == Etat.ARCHIVEE:
        return vie
    if synthese.strip() != vie.synthese:
        _verifier_la_synthese(vie, lu)
    _noter_la_synthese(vie, synthese.strip() or vie.synthese)
    if not vie.synthese:
        raise AdhesionRefusee(
            _("Écrivez la synthèse avant d’archiver\u00a0: elle reste quand la communauté finit.")
        )
    motif = motif_de(motif, None, par=par)
    _fermer(vie, Etat.ARCHIVEE, "archivee", par=par, motif=motif)
    return vie


@transaction.atomic
def ecrire_synthese(communaute: CommunautePage, *, par, texte: str, lu: str = "") -> Vie:
    """Before the end or after: what it says changes no state, and the journal has no use for it.
    `lu`: the mark of the one that was read (home/marques.py).
    """
    vie = _verrouillee(communaute, par)
    texte = texte.strip()
    if vie.synthese != texte:
        _verifier_la_synthese(vie, lu)
    if not texte and vie.etat == Etat.ARCHIVEE:
        raise AdhesionRefusee(_("Une communauté archivée garde une synthèse\u00a0: récrivez-la."))
    _noter_la_synthese(vie, texte)
    vie.save(update_fields=["synthese", "synthese_le"])
    return vie


def _noter_la_synthese(vie: Vie, texte: str) -> None:
    """Dated: it is for who reads the community when it is written (confidences.py)."""
    if texte != vie.synthese:
        vie.synthese, vie.synthese_le = texte, timezone.now()


def _verifier_la_synthese(vie: Vie, lu: str) -> None:
    if a_change(lu, vie.synthese):
        raise SyntheseRecrite(
            _(
                "La synthèse a été récrite depuis que cette page est ouverte, par quelqu’un "
                "d’autre ou par vous\u00a0: relisez-la, puis enregistrez de nouveau ce qui suit, "
                "s’il convient encore."
            ),
            marque(vie.synthese),
        )


def constater(vie: Vie) -> bool:
    """Writes that it sleeps, when the clock says so already. The life is locked by the caller."""
    if vie.etat != Etat.ACTIVE or vie.est_ouverte:
        return False
    _fermer(vie, Etat.EN_SOMMEIL, "endormie", par=None, le=vie.s_endort_le)
    return True


def tracer_la_vie(acte: str, vie: Vie, *, par, avant: str, motif: str = "") -> None:
    change = avant != vie.etat
    noter(
        f"communautes.{acte}",
        personne=par,
        objet=vie,
        avant={"etat": str(avant)} if change else {},
        apres={"etat": str(vie.etat)} if change else {},
        motif=motif,
    )


def _verrouillee(communaute: CommunautePage, par) -> Vie:
    if not peut_mener(par, communaute):
        raise AdhesionRefusee(_("C’est à l’animation de cette communauté, ou à l’ANCT."))
    vie = verrouiller_communaute(communaute.pk)
    constater(vie)
    return vie


def _fermer(
    vie: Vie, nouvel_etat: str, acte: str, *, par, motif: str = "", le: datetime | None = None
) -> None:
    avant = vie.etat
    vie.etat, vie.question_posee_le = nouvel_etat, None
    if avant == Etat.ACTIVE:  # one that slept is closed since then
        vie.close_le = le or timezone.now()
    vie.save(update_fields=["etat", "question_posee_le", "close_le", "synthese", "synthese_le"])
    tracer_la_vie(acte, vie, par=par, avant=avant, motif=motif)
    _clore_les_demandes(vie, par=par)
    _annoncer(acte, vie, par=par, motif=motif)


def _clore_les_demandes(vie: Vie, *, par) -> None:
    """Nobody waits for the answer of what does not live any more; they may ask again if it does."""
    motif = _("La communauté est %(etat)s.") % {"etat": vie.etat_en_mots}
    demandes = Adhesion.objects.demandees().filter(communaute=vie.pk).order_by("pk")
    for demande in demandes.select_related("personne"):
        demande.communaute, avant = vie.communaute, etat(demande)
        fermer(demande, Adhesion.Statut.QUITTEE, motif=motif)
        tracer("sans_suite", demande, par=par, avant=avant, motif=motif)
        transaction.on_commit(partial(emails.reponse, demande.pk, "sans_suite"))


def _annoncer(quoi: str, vie: Vie, *, par, motif: str) -> None:
    transaction.on_commit(partial(emails.vie_changee, vie.pk, quoi, par=par, motif=motif))
