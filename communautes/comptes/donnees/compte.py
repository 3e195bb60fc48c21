"""What the account itself holds: the person, their proofs of identity, who was there."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from communautes.comptes.connexions import mots
from communautes.comptes.donnees.models import Avertissement, ChangementDAdresse
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import DemandeDeConnexion, EvenementDeConnexion, Presence, User

GARDE = _("La ligne reste\u00a0; elle n’a ni nom, ni adresse, ni machine.")


def _compte(personne: User):
    yield {
        "email": personne.email,
        "prenom": personne.first_name,
        "nom": personne.last_name,
        "fonction": personne.fonction,
        "boite_partagee": personne.boite_partagee,
        "inscription": personne.date_joined,
        "derniere_activite": personne.derniere_activite,
        "derniere_connexion": personne.last_login,
        "roles": sorted(personne.groups.values_list("name", flat=True)),
    }


GENRES = {
    "proconnect": _("ProConnect"),
    "totp": _("application d’authentification"),
    "webauthn": _("clé d’accès"),
    "recovery_codes": _("codes de secours"),
}


def _preuves(personne: User):
    for compte in SocialAccount.objects.filter(user=personne).order_by("pk"):
        yield {
            "genre": str(GENRES.get(compte.provider, compte.provider)),
            "identifiant": compte.uid,
            "depuis": compte.date_joined,
            "derniere_fois": compte.last_login,
            "details": compte.extra_data,
        }
    for facteur in Authenticator.objects.filter(user=personne).order_by("pk"):
        yield {
            "genre": str(GENRES.get(facteur.type, facteur.type)),
            "identifiant": str(facteur.data.get("name", "")),
            "depuis": facteur.created_at,
            "derniere_fois": facteur.last_used_at,
            "details": {},
        }


def _effacer_les_preuves(personne: User, traces: Traces) -> None:
    SocialAccount.objects.filter(user=personne).delete()  # and their tokens
    EmailAddress.objects.filter(user=personne).delete()
    Authenticator.objects.filter(user=personne).delete()
    Avertissement.objects.filter(personne=personne).delete()
    ChangementDAdresse.objects.filter(personne=personne).delete()
    for adresse in traces.adresses:
        DemandeDeConnexion.objects.filter(email=adresse).delete()
        ChangementDAdresse.objects.filter(nouvelle=adresse).delete()


def _presences(personne: User):
    for presence in personne.presences.order_by("-depuis", "-pk"):
        yield {"nom": presence.nom, "fonction": presence.fonction, "depuis": presence.depuis}


def _vider_les_presences(personne: User, traces: Traces) -> None:
    """Emptied, not removed: acts point to them."""
    Presence.objects.filter(personne=personne).update(nom="", fonction="")


def _connexions(personne: User):
    for ligne in EvenementDeConnexion.objects.filter(personne=personne):
        yield {
            "date": ligne.date,
            "evenement": mots.evenement(ligne),
            "cause": mots.cause(ligne),
            "details": ligne.details,
        }


DETENTIONS = [
    Detention(
        "compte",
        _("Votre compte"),
        {
            "email": _("adresse électronique"),
            "prenom": _("prénom"),
            "nom": _("nom"),
            "fonction": _("fonction"),
            "boite_partagee": _("boîte partagée"),
            "inscription": _("inscription"),
            "derniere_activite": _("dernière activité"),
            "derniere_connexion": _("dernière connexion"),
            "roles": _("rôles"),
        },
        _compte,
        rang=1,
    ),
    Detention(
        "preuves",
        _("Ce qui prouve que c’est vous"),
        {
            "genre": _("genre"),
            "identifiant": _("identifiant ou nom donné"),
            "depuis": _("depuis"),
            "derniere_fois": _("dernière fois"),
            "details": _("détails"),
        },
        _preuves,
        _effacer_les_preuves,
        rang=2,
    ),
    Detention(
        "presences",
        _("Qui était là"),
        {"nom": _("prénom et nom"), "fonction": _("fonction"), "depuis": _("depuis")},
        _presences,
        _vider_les_presences,
        rang=3,
    ),
    Detention(
        "connexions",
        _("Vos connexions"),
        {
            "date": _("date"),
            "evenement": _("événement"),
            "cause": _("cause"),
            "details": _("détails"),
        },
        _connexions,
        devenir=GARDE,
        rang=60,
    ),
]
