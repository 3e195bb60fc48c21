"""Delivering the outbox: once on purpose, again after a failure, never for ever."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.notifications.chiffrement import Illisible, dechiffrer
from communautes.notifications.models import Courriel
from communautes.notifications.services.relire import relire

journal = logging.getLogger(__name__)


class RenvoiRefuse(Exception):
    """Only an abandoned mail whose text was kept can be sent again."""


def livrer_apres_validation(courriel: Courriel) -> None:
    """Ask for a delivery once the row is committed. The command delivers what this one misses."""
    from communautes.notifications.tasks import livrer_courriel

    def demander() -> None:
        livrer_courriel.enqueue(courriel.pk)

    transaction.on_commit(demander, robust=True)


def livrer(pk: int) -> bool:
    """Send this mail if it is due and nobody else is at it; True if it left. One that fails holds
    no other back: its try is counted.
    """
    try:
        return _reste_a_dire(pk) and _envoyer(pk)
    except Exception as erreur:  # noqa: BLE001 (whatever a room does)
        _compter_l_echec(pk, type(erreur).__name__)
        return False


@transaction.atomic
def _reste_a_dire(pk: int) -> bool:
    """What was written a moment ago was read a moment ago. Committed before the server is spoken
    to: whoever reads their news meanwhile does not wait for it.
    """
    courriel = _verrouiller(pk)
    if courriel is None:
        return False
    recent = courriel.cree_le > timezone.now() - Courriel.DELAIS[0]
    if recent or not courriel.notifications:
        return True
    reste = relire(courriel)
    if not reste:
        courriel.ne_jamais_partir(
            _("Plus rien à dire\u00a0: ne se lit plus, déjà lu, plus voulu, ou plus vrai.")
        )
    courriel.conclure()
    return reste


@transaction.atomic
def _envoyer(pk: int) -> bool:
    """The row stays locked while the server is spoken to: whoever comes meanwhile skips it."""
    courriel = _verrouiller(pk)
    if courriel is None:
        return False
    if courriel.perime_le and courriel.perime_le <= timezone.now():
        courriel.abandonner(_("Périmé avant d’avoir pu partir."))
    else:
        _essayer(courriel)
    courriel.conclure()
    return courriel.statut == Courriel.Statut.ENVOYE


@transaction.atomic
def _compter_l_echec(pk: int, erreur: str) -> None:
    """Its kind alone: what a room says may name somebody."""
    journal.exception("Courriel %s non parti", pk)
    courriel = _verrouiller(pk)
    if courriel is not None:
        courriel.noter_echec(erreur)
        courriel.conclure()


def _verrouiller(pk: int) -> Courriel | None:
    dus = Courriel.objects.a_envoyer().select_for_update(skip_locked=True)
    return dus.filter(pk=pk).first()


def livrer_ce_qui_est_du() -> int:
    """Everything that is due, oldest first, one transaction each; how many left."""
    for courriel in Courriel.objects.perimes():
        abandonner_si_perime(courriel.pk)
    dus = (
        Courriel.objects.a_envoyer()
        .order_by("prochain_essai_le", "pk")
        .values_list("pk", flat=True)
    )
    return sum(livrer(pk) for pk in list(dus))


@transaction.atomic
def abandonner_si_perime(pk: int) -> None:
    """A code that waits for its next try is erased at its hour, not at the next try."""
    courriel = Courriel.objects.perimes().select_for_update(skip_locked=True).filter(pk=pk).first()
    if courriel:
        courriel.abandonner(_("Périmé avant d’avoir pu partir."))
        courriel.conclure()


def effacer_les_anciens() -> int:
    return Courriel.objects.a_effacer().delete()[0]


@transaction.atomic
def renvoyer(courriel: Courriel) -> Courriel:
    courriel = Courriel.objects.select_for_update().get(pk=courriel.pk)
    if not courriel.peut_etre_renvoye:
        raise RenvoiRefuse(_("Ce courriel ne peut pas être renvoyé."))
    courriel.remettre_en_attente()
    courriel.save()
    livrer_apres_validation(courriel)
    return courriel


def _essayer(courriel: Courriel) -> None:
    try:
        _message(courriel).send()
    except Illisible:
        courriel.abandonner(_("Illisible : la clé des signatures a changé."))
    except (SMTPException, OSError, ValueError) as erreur:
        courriel.noter_echec(f"{type(erreur).__name__}: {erreur}")
        # Neither address nor text: only where to look.
        journal.warning("Courriel %s non parti (%s)", courriel.pk, type(erreur).__name__)
    else:
        courriel.noter_envoi()


def _message(courriel: Courriel) -> EmailMultiAlternatives:
    corps, html = courriel.corps, courriel.html
    if courriel.confidentiel:
        corps, html = dechiffrer(corps), dechiffrer(html) if html else ""
    message = EmailMultiAlternatives(
        subject=courriel.sujet,
        body=corps,
        from_email=courriel.expediteur,
        to=courriel.destinataires,
        reply_to=courriel.repondre_a,
        headers=courriel.entetes,
        connection=get_connection(settings.TEC_TRANSPORT_COURRIELS),
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message
