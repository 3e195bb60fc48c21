"""Correcting what is wrong: a name, a function; an address, once the new one is proven."""

import secrets

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from communautes.comptes.donnees import emails
from communautes.comptes.donnees.models import ChangementDAdresse
from communautes.comptes.donnees.obstacles import compte_de_demonstration
from communautes.comptes.evenements import noter
from communautes.comptes.models import DemandeDeConnexion, User

SEL = "communautes.comptes.donnees.adresse"


class CorrectionRefusee(Exception):
    """The message says why, and what to do, to who asked."""


@transaction.atomic
def corriger(personne: User, *, first_name: str, last_name: str, fonction: str) -> User:
    """Locked and read again: of two tabs, the second writes over the first, nothing else."""
    lue = User.objects.select_for_update().get(pk=personne.pk)
    lue.first_name, lue.last_name, lue.fonction = first_name, last_name, fonction
    lue.save(update_fields=["first_name", "last_name", "fonction"])
    noter("compte_corrige", personne=lue)
    return lue


@transaction.atomic
def demander(personne: User, nouvelle: str) -> None:
    """One mail to that address, whoever has it; who asks sees no difference."""
    nouvelle = nouvelle.strip().lower()
    if nouvelle == personne.email:
        raise CorrectionRefusee(_("C’est déjà votre adresse."))
    if obstacle := compte_de_demonstration(personne):
        raise CorrectionRefusee(obstacle)
    ChangementDAdresse.objects.purger()
    code = f"{secrets.randbelow(10**6):06d}"
    prise = User.objects.de_l_adresse(nouvelle) not in (None, personne)
    empreinte = "" if prise else _empreinte(personne, nouvelle, code)
    ChangementDAdresse.objects.update_or_create(
        personne=personne,
        defaults={
            "nouvelle": nouvelle,
            "empreinte": empreinte,
            "essais": 0,
            "expire_le": timezone.now() + ChangementDAdresse.DUREE,
        },
    )
    if prise:
        emails.adresse_deja_prise(nouvelle)
    else:
        emails.code_de_la_nouvelle(nouvelle, code)
    noter("adresse_demandee", personne=personne)


def prouver(personne: User, code: str) -> User:
    """Spend one try, then compare. The old address is told; other sessions end."""
    if not ChangementDAdresse.objects.consommer(personne):
        raise CorrectionRefusee(_("Ce code n’est plus valable\u00a0: demandez-en un autre."))
    demande = ChangementDAdresse.objects.filter(personne=personne).first()
    attendue = demande.empreinte if demande else ""
    donnee = _empreinte(personne, demande.nouvelle if demande else "", "".join(code.split()))
    if not attendue or not constant_time_compare(donnee, attendue):
        noter("adresse_refusee", personne=personne)
        raise CorrectionRefusee(_("Ce code n’est pas le bon\u00a0: vérifiez-le dans le courriel."))
    try:
        with transaction.atomic():
            return _changer(personne, demande.pk)
    except IntegrityError as erreur:  # somebody opened an account there meanwhile
        raise CorrectionRefusee(
            _("Cette adresse sert depuis peu à un autre compte\u00a0: choisissez-en une autre.")
        ) from erreur


def _changer(personne: User, pk: int) -> User:
    lue = User.objects.select_for_update().get(pk=personne.pk)
    demande = ChangementDAdresse.objects.select_for_update().filter(pk=pk).first()
    if demande is None or lue.est_anonymisee:
        raise CorrectionRefusee(_("Ce code n’est plus valable\u00a0: demandez-en un autre."))
    ancienne, lue.email = lue.email, demande.nouvelle
    lue.set_unusable_password()  # other sessions are bound to it: they end
    lue.save(update_fields=["email", "password"])
    demande.delete()
    # Those of accounts that were brought together with this one go on opening it (reunion/).
    EmailAddress.objects.filter(user=lue, email__in=[ancienne, lue.email]).delete()
    DemandeDeConnexion.objects.filter(email__in=[ancienne, lue.email]).delete()
    noter("adresse_changee", personne=lue)
    emails.adresse_changee(ancienne)
    return lue


def _empreinte(personne: User, nouvelle: str, code: str) -> str:
    """Worthless without SECRET_KEY, for another person and for another address."""
    cle = f"{SEL}:{personne.pk}:{nouvelle}"
    return salted_hmac(cle, code, algorithm="sha256").hexdigest()
