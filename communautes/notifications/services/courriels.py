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
from communautes.notifications.services.relire import redire_le_reste, se_lit_encore

journal = logging.getLogger(__name__)


class RenvoiRefuse(Exception):
    """Only an abandoned mail whose text was kept can be sent again."""


def livrer_apres_validation(courriel: Courriel) -> None:
    """Ask for a delivery once the row is committed. The command delivers what this one misses."""
    from communautes.notifications.tasks import livrer_courriel

    def demander() -> None:
        livrer_courriel.enqueue(courriel.pk)

    transaction.on_commit(demander, robust=True)


@transaction.atomic
def livrer(pk: int) -> bool:
    """Send this mail if it is due and nobody else is at it; True if it left.

    The row stays locked while the server is spoken to: whoever comes meanwhile skips it.
    """
    courriel = (
        Courriel.objects.a_envoyer().select_for_update(skip_locked=True).filter(pk=pk).first()
    )
    if courriel is None:
        return False
    if courriel.perime_le and courriel.perime_le <= timezone.now():
        courriel.abandonner(_("Périmé avant d’avoir pu partir."))
    elif _a_attendu(courriel) and not se_lit_encore(courriel):
        courriel.ne_jamais_partir(_("Ce dont il parle ne se lit plus, en tout ou partie."))
        redire_le_reste(courriel)
    else:
        _essayer(courriel)
    courriel.conclure()
    return courriel.statut == Courriel.Statut.ENVOYE


def _a_attendu(courriel: Courriel) -> bool:
    """What was written a moment ago was read a moment ago."""
    return courriel.cree_le <= timezone.now() - Courriel.DELAIS[0]


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
