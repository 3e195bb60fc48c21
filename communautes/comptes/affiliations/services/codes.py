"""A code to the official mailbox of a collectivité: who opens it says who works there.

Three days, since a town hall reads its mail when it is open; five tries a code, three codes a day
(`limites`), eight digits: a hundred million values for fifteen tries a day and account.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Niveau,
)
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import elever, verrouiller
from communautes.comptes.affiliations.services.lignes import CODE_RETENU, etat, tracer
from communautes.comptes.affiliations.services.limites import (
    boite_pleine,
    deja_dit,
    est_neuf,
    verifier_le_compte,
)
from communautes.territoires.models import Collectivite

DUREE = timedelta(days=3)
ESSAIS = 5
CHIFFRES = 8
_SEL = "communautes.comptes.affiliations.code"


def envoyer_code(affiliation: Affiliation, *, par) -> CodeDeConfirmation:
    """The code that was sent before is worth nothing any more. A mailbox that has had too many
    gets no other: the request is ANCT's, and stays so although it is refused here.
    """
    with transaction.atomic():
        code = _envoyer(affiliation, par)
    if code is None:
        raise AffiliationRefusee(
            _(
                "Cette collectivité a reçu trop de codes aujourd’hui\u00a0: aucun autre ne part. "
                "Vous n’avez rien à faire, l’ANCT vérifie votre demande."
            )
        )
    return code


def _envoyer(affiliation: Affiliation, par) -> CodeDeConfirmation | None:
    affiliation = verrouiller(affiliation)
    if affiliation.personne_id != par.pk:
        raise AffiliationRefusee(_("Chacun demande son propre code."))
    if affiliation.est_confirmee:
        raise AffiliationRefusee(_("Cette affiliation est déjà confirmée."))
    if not affiliation.collectivite.emails_officiels:
        raise AffiliationRefusee(
            _(
                "Nous n’avons pas le courriel officiel de cette collectivité\u00a0: son référent "
                "ou l’ANCT peuvent vous vérifier."
            )
        )
    verifier_le_compte(affiliation)
    if boite_pleine(affiliation):
        return _retenir(affiliation, par)
    maintenant = timezone.now()
    clair = f"{secrets.randbelow(10**CHIFFRES):0{CHIFFRES}d}"
    code, _cree = CodeDeConfirmation.objects.update_or_create(
        affiliation=affiliation,
        defaults={
            "empreinte": empreinte(affiliation, clair),
            "essais": 0,
            "envoye_le": maintenant,
            "expire_le": maintenant + DUREE,
        },
    )
    emails.code(affiliation, clair, duree=DUREE)
    tracer("code_envoye", affiliation, par=par, dit={"neuf": est_neuf(affiliation)})
    return code


def _retenir(affiliation: Affiliation, par) -> None:
    """ANCT has the request from now on; the mailbox is told once a day, in one line."""
    if not deja_dit(affiliation):
        emails.codes_retenus(affiliation.collectivite)
    if affiliation.statut == Affiliation.Statut.ACTIVE:  # a deadline says nothing of what is active
        affiliation.demande_a_l_anct = affiliation.demande_a_l_anct or CODE_RETENU
    affiliation.echeance_le, affiliation.escalade_dite_le = timezone.now(), None
    affiliation.save(update_fields=["demande_a_l_anct", "echeance_le", "escalade_dite_le"])
    tracer("code_retenu", affiliation, par=par)


def essayer_code(affiliation: Affiliation, saisi: str, *, par) -> Affiliation:
    """The try is spent before it is compared, and stays spent; the right one serves once."""
    if affiliation.personne_id != par.pk:
        raise AffiliationRefusee(_("Chacun saisit son propre code."))
    if not CodeDeConfirmation.objects.consommer(affiliation, maximum=ESSAIS):
        raise AffiliationRefusee(_("Ce code n’est plus valable\u00a0: demandez-en un autre."))
    chiffres = "".join(signe for signe in saisi if signe.isdecimal() and signe.isascii())
    with transaction.atomic():
        affiliation = verrouiller(affiliation)
        code = CodeDeConfirmation.objects.filter(affiliation=affiliation).first()
        bon = code is not None and constant_time_compare(
            empreinte(affiliation, chiffres), code.empreinte
        )
        if bon:
            code.delete()
            avant = etat(affiliation)
            elever(affiliation, Niveau.CONFIRMEE, Affiliation.Preuve.COURRIEL)
            tracer("confirmee", affiliation, par=par, avant=avant, au_nom=affiliation)
    if not bon:
        raise AffiliationRefusee(_mauvais(affiliation))
    return affiliation


def empreinte(affiliation: Affiliation, code: str) -> str:
    """Worthless without SECRET_KEY, for another affiliation than this one, and as soon as the
    official mails are not those that received it, whoever changed them.
    """
    adresses = ",".join(sorted(affiliation.collectivite.emails_officiels))
    sel = f"{_SEL}:{affiliation.pk}:{adresses}"
    return salted_hmac(sel, code, algorithm="sha256").hexdigest()


def annuler_les_codes(collectivite: Collectivite) -> None:
    """Its official mails have changed: who read the old ones is believed no more."""
    codes = CodeDeConfirmation.objects.filter(affiliation__collectivite=collectivite)
    for code in codes.select_related("affiliation__collectivite"):
        code.delete()
        tracer("code_annule", code.affiliation, par=None)


def _mauvais(affiliation: Affiliation) -> str:
    essais = CodeDeConfirmation.objects.filter(affiliation=affiliation).values_list("essais")
    restants = ESSAIS - next((e for (e,) in essais), ESSAIS)
    if restants <= 0:
        return _(
            "Ce code n’est pas le bon, et c’était le dernier essai\u00a0: demandez un autre code."
        )
    return _(
        "Ce code n’est pas le bon\u00a0: recopiez celui du dernier courriel. Essais "
        "restants\u00a0: %(restants)s."
    ) % {"restants": restants}
