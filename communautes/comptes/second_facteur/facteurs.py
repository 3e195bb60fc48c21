"""Adding, proving, removing second factors; each change is written to its owner.

Each ends the open sessions: who changes a factor because of an intruder does not keep them. The
view keeps its own (`session.garder`).
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from communautes.comptes.evenements import noter
from communautes.comptes.models import User
from communautes.comptes.permissions import doit_prouver, peut_gerer
from communautes.comptes.session import fermer_toutes
from home import lettres
from home.limites import depasse, rendre

Genre = Authenticator.Type
DEJA_UNE_APPLICATION = gettext_lazy(
    "Une application est déjà enregistrée\u00a0: retirez-la d’abord."
)
ESSAIS, FENETRE = 10, 600  # wrong codes of one person, seconds


class FacteurRefuse(Exception):
    """What the person is told."""


def facteurs(personne: User) -> QuerySet[Authenticator]:
    """Applications and keys; recovery codes only replace them."""
    tous = Authenticator.objects.filter(user=personne)
    return tous.exclude(type=Genre.RECOVERY_CODES).order_by("created_at")


def a_un_facteur(personne: User) -> bool:
    return facteurs(personne).exists()


def codes_restants(personne: User) -> int:
    codes = Authenticator.objects.filter(user=personne, type=Genre.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


@transaction.atomic
def ajouter_application(personne: User, secret: str) -> list[str]:
    """The recovery codes that come with a first factor; empty when there were some."""
    _verrouiller(personne)
    if facteurs(personne).filter(type=Genre.TOTP).exists():
        raise FacteurRefuse(str(DEJA_UNE_APPLICATION))
    totp.TOTP.activate(personne, secret)
    return _ajoute(personne, "totp", _("Une application d’authentification a été ajoutée."))


@transaction.atomic
def ajouter_cle(personne: User, *, nom: str, credential: dict) -> list[str]:
    _verrouiller(personne)
    WebAuthn.add(personne, nom, credential)
    return _ajoute(personne, "passkey", _("Une clé d’accès a été ajoutée."))


@transaction.atomic
def regenerer_les_codes(personne: User) -> list[str]:
    _verrouiller(personne)
    Authenticator.objects.filter(user=personne, type=Genre.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(personne).generate_codes()
    noter("second_facteur_codes_refaits", personne=personne)
    _change(personne, _("De nouveaux codes de secours remplacent les anciens."))
    return codes


@transaction.atomic
def retirer(personne: User, facteur: Authenticator) -> None:
    _verrouiller(personne)
    if doit_prouver(personne) and facteurs(personne).count() == 1:
        raise FacteurRefuse(
            _("C’est le seul, et votre rôle en demande un : ajoutez-en d’abord un autre.")
        )
    facteur.delete()
    if not a_un_facteur(personne):
        Authenticator.objects.filter(user=personne).delete()
    noter("second_facteur_retire", personne=personne, moyen=facteur.type)
    _change(personne, _("Un moyen de seconde vérification a été retiré."))


@transaction.atomic
def verifier_code(personne: User, code: str) -> str:
    """Which factor this code proves: « totp », « recuperation », or nothing."""
    if depasse("second-facteur", personne.pk, limite=ESSAIS, fenetre=FENETRE):
        raise FacteurRefuse(_("Trop d’essais : attendez dix minutes, puis recommencez."))
    code = "".join(code.split())
    moyen = "totp" if _bon_code(personne, code) else ""
    if not moyen and _bon_code_de_secours(personne, code):
        moyen = "recuperation"
        _change(personne, _("Un code de secours a servi."))
    if moyen:
        rendre("second-facteur", personne.pk)
    noter("second_facteur_prouve" if moyen else "second_facteur_refuse", personne=personne)
    return moyen


def noter_la_cle(personne: User, cle: Authenticator) -> None:
    cle.record_usage()
    rendre("second-facteur", personne.pk)
    noter("second_facteur_prouve", personne=personne, moyen="passkey")


@transaction.atomic
def reinitialiser(personne: User, *, par: User, motif: str) -> None:
    """Someone lost everything: nothing is left of their factors, nor of their open sessions."""
    _verrouiller(personne)
    if not peut_gerer(par, personne) or not par.has_perm("comptes.change_user"):
        raise FacteurRefuse(_("Vous ne pouvez pas gérer le compte de cette personne."))
    if personne == par:
        raise FacteurRefuse(_("Vous ne pouvez pas retirer vous-même votre propre vérification."))
    Authenticator.objects.filter(user=personne).delete()
    fermer_toutes(personne)
    noter("second_facteur_reinitialise", personne=personne, par=par.pk)
    log(personne, "comptes.second_facteur", user=par, data={"motif": motif})
    prevenir(
        personne,
        _(
            "L’administration du portail a retiré toutes vos secondes vérifications. Vos sessions "
            "ouvertes sont fermées ; vous en choisirez une nouvelle à la prochaine connexion."
        ),
    )


def _change(personne: User, quoi: str) -> None:
    fermer_toutes(personne)
    fermees = _("Les autres sessions de votre compte sont fermées.")
    prevenir(personne, f"{quoi} {fermees}")


def prevenir(personne: User, quoi: str) -> None:
    sujet = _("Sécurité de votre compte Territoires en commun")
    corps = render_to_string("comptes/emails/second_facteur.txt", {"quoi": quoi})
    lettres.envoyer(sujet, corps, [personne.email])


def _ajoute(personne: User, moyen: str, phrase: str) -> list[str]:
    noter("second_facteur_ajoute", personne=personne, moyen=moyen)
    _change(personne, phrase)
    if Authenticator.objects.filter(user=personne, type=Genre.RECOVERY_CODES).exists():
        return []
    return RecoveryCodes.activate(personne).generate_codes()


def _verrouiller(personne: User) -> None:
    User.objects.select_for_update().get(pk=personne.pk)


@transaction.atomic
def _bon_code(personne: User, code: str) -> bool:
    """A code of the application serves once: the database remembers the last one, whatever the
    cache does."""
    application = (
        Authenticator.objects.select_for_update().filter(user=personne, type=Genre.TOTP).first()
    )
    if application is None:
        return False
    secret = get_adapter().decrypt(application.data["secret"])
    for compteur in totp.yield_hotp_counters_from_time():
        attendu = totp.format_hotp_value(totp.hotp_value(secret, compteur))
        neuf = compteur > application.data.get("dernier", 0)
        if constant_time_compare(attendu, code) and neuf:
            application.data["dernier"] = compteur
            application.save(update_fields=["data"])
            application.record_usage()
            return True
    return False


def _bon_code_de_secours(personne: User, code: str) -> bool:
    codes = Authenticator.objects.filter(user=personne, type=Genre.RECOVERY_CODES).first()
    return codes is not None and codes.wrap().validate_code(code)
