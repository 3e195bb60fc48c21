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
from communautes.comptes.envois import peut_recevoir
from communautes.comptes.evenements import noter
from communautes.comptes.models import DemandeDeConnexion, User
from communautes.comptes.permissions import peut_gerer
from communautes.comptes.session import fermer_toutes
from communautes.journal.services import MotifRefuse
from communautes.journal.services import noter as inscrire

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
    """One mail to that address, whoever has it, if it may have one more; who asks sees no
    difference. `nouvelle`: as `AdresseField` gives it.
    """
    if nouvelle == personne.email:
        raise CorrectionRefusee(_("C’est déjà votre adresse."))
    if obstacle := compte_de_demonstration(personne):
        raise CorrectionRefusee(obstacle)
    ChangementDAdresse.objects.purger()
    code = f"{secrets.randbelow(10**6):06d}"
    prise = User.objects.de_l_adresse(nouvelle) not in (None, personne)
    part = peut_recevoir(nouvelle, espacement=ChangementDAdresse.DUREE)
    empreinte = _empreinte(personne, nouvelle, code) if part and not prise else ""
    ChangementDAdresse.objects.update_or_create(
        personne=personne,
        defaults={
            "nouvelle": nouvelle,
            "empreinte": empreinte,
            "essais": 0,
            "expire_le": timezone.now() + ChangementDAdresse.DUREE,
        },
    )
    if part and prise:
        emails.adresse_deja_prise(nouvelle)
    elif part:
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
    demande.delete()
    emails.adresse_changee(_poser(lue, demande.nouvelle))
    return lue


def imposer(personne: User, nouvelle: str, *, par: User, motif: str) -> User:
    """ANCT's, for who reads the old address no more. Both addresses are told, the new one has to
    open the account by its own code, and a second factor stays.
    """
    if par == personne:
        raise CorrectionRefusee(
            _("C’est votre propre compte\u00a0: passez par «\u00a0Mes données\u00a0».")
        )
    if nouvelle == personne.email:
        raise CorrectionRefusee(_("C’est déjà son adresse."))
    if User.objects.de_l_adresse(nouvelle) not in (None, personne):
        raise CorrectionRefusee(_("Cette adresse ouvre déjà un compte."))
    try:
        with transaction.atomic():
            return _imposer(personne, nouvelle, par=par, motif=motif)
    except MotifRefuse as refus:
        raise CorrectionRefusee(str(refus)) from refus
    except IntegrityError as erreur:
        raise CorrectionRefusee(_("Cette adresse ouvre déjà un compte.")) from erreur


def _imposer(personne: User, nouvelle: str, *, par: User, motif: str) -> User:
    lue = User.objects.select_for_update().get(pk=personne.pk)
    if not peut_gerer(par, lue) or lue.est_anonymisee:
        raise CorrectionRefusee(_("Ce compte n’est pas de ceux que vous pouvez changer."))
    ChangementDAdresse.objects.filter(personne=lue).delete()
    ancienne = _poser(lue, nouvelle)
    # Those of accounts that were brought together too: whoever reads them now may be another.
    EmailAddress.objects.filter(user=lue).delete()
    taire = [lue.get_full_name(), lue.last_name]
    inscrire("donnees.adresse_imposee", personne=par, objet=lue, motif=motif, taire=taire)
    emails.adresse_imposee(ancienne, lue.email)
    return lue


def _poser(lue: User, nouvelle: str) -> str:
    """On the locked row; returns the old one. What was opened or asked with it ends."""
    ancienne, lue.email = lue.email, nouvelle
    lue.save(update_fields=["email"])
    fermer_toutes(lue)
    # Those of accounts that were brought together with this one go on opening it (reunion/).
    EmailAddress.objects.filter(user=lue, email__in=[ancienne, lue.email]).delete()
    DemandeDeConnexion.objects.filter(email__in=[ancienne, lue.email]).delete()
    noter("adresse_changee", personne=lue)
    return ancienne


def _empreinte(personne: User, nouvelle: str, code: str) -> str:
    """Worthless without SECRET_KEY, for another person and for another address."""
    cle = f"{SEL}:{personne.pk}:{nouvelle}"
    return salted_hmac(cle, code, algorithm="sha256").hexdigest()
