"""Why a sign-in by ProConnect is refused: the cause for the log, the words for the person."""

from dataclasses import dataclass
from http import HTTPStatus

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from communautes.comptes.evenements import noter
from communautes.comptes.retour import avec_suite
from home.limites import adresse_client, depasse

LIGNES_PAR_MACHINE, MINUTE = 60, 60  # beyond, the page is the same and the log stays readable


class RefusProConnect(Exception):
    """Nobody is signed in. `cause` is a word of ours, never what was received."""

    def __init__(self, cause: str, *, personne=None):
        super().__init__(cause)
        self.cause = cause
        self.personne = personne


@dataclass(frozen=True)
class Page:
    statut: HTTPStatus
    titre: str
    pourquoi: str
    que_faire: str


ANNULEE = Page(
    HTTPStatus.FORBIDDEN,
    _("La connexion a été interrompue"),
    _("Vous avez quitté ProConnect avant la fin : rien n’a été transmis au portail."),
    _("Recommencez quand vous voulez, ou demandez un code par courriel."),
)
PERDUE = Page(
    HTTPStatus.BAD_REQUEST,
    _("Cette connexion n’est plus valable"),
    _(
        "Elle a déjà servi, elle date de plus de dix minutes, ou elle a commencé dans un autre "
        "navigateur."
    ),
    _("Recommencez depuis la page de connexion, sans revenir en arrière."),
)
TARDIVE = Page(
    HTTPStatus.BAD_REQUEST,
    _("La réponse de ProConnect est arrivée trop tard"),
    _("ProConnect ne la garantit que pendant un court moment, qui est passé."),
    _("Recommencez. Si cela se reproduit, demandez un code par courriel et prévenez l’équipe."),
)
DOUTEUSE = Page(
    HTTPStatus.FORBIDDEN,
    _("La réponse de ProConnect n’a pas pu être vérifiée"),
    _("Par sécurité, le portail l’a écartée : elle ne répond pas exactement à sa demande."),
    _("Recommencez. Si cela se reproduit, demandez un code par courriel et prévenez l’équipe."),
)
EN_PANNE = Page(
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("ProConnect ne répond pas"),
    _("Le service de connexion de l’État est indisponible, ou a répondu par une erreur."),
    _("Attendez quelques minutes, ou demandez dès maintenant un code par courriel."),
)
INCOMPLETE = Page(
    HTTPStatus.FORBIDDEN,
    _("ProConnect n’a pas transmis d’adresse électronique que le portail accepte"),
    _(
        "Le portail en a besoin pour ouvrir votre compte et vous écrire. Avant l’arobase, elle "
        "n’a ni accent ni lettre d’un autre alphabet."
    ),
    _("Demandez au service qui gère votre identité de la renseigner, ou écrivez à l’équipe."),
)
FERME = Page(
    HTTPStatus.FORBIDDEN,
    _("Ce compte est fermé"),
    _("ProConnect sait qui vous êtes, mais votre compte sur ce portail a été fermé."),
    _("Écrivez à l’équipe du portail si vous pensez que c’est une erreur."),
)
TROP = Page(
    HTTPStatus.TOO_MANY_REQUESTS,
    _("Trop de demandes de suite"),
    _("Le portail limite le nombre de connexions demandées en une minute."),
    _("Attendez une minute, puis recommencez."),
)
SIMULTANEE = Page(
    HTTPStatus.CONFLICT,
    _("Votre compte vient d’être ouvert"),
    _("Deux connexions ont eu lieu au même moment : la première a ouvert le compte."),
    _("Recommencez : vous entrerez dans ce compte."),
)

PAGES = {
    "annulee": ANNULEE,
    "etat": PERDUE,
    "code_refuse": PERDUE,
    "expiration": TARDIVE,
    "emetteur": DOUTEUSE,
    "audience": DOUTEUSE,
    "nonce": DOUTEUSE,
    "signature": DOUTEUSE,
    "jeton_illisible": DOUTEUSE,
    "signature_identite": DOUTEUSE,
    "identite_illisible": DOUTEUSE,
    "emetteur_identite": DOUTEUSE,
    "audience_identite": DOUTEUSE,
    "expiration_identite": TARDIVE,
    "autre_personne": DOUTEUSE,
    "erreur_du_service": EN_PANNE,
    "panne_decouverte": EN_PANNE,
    "panne_jeton": EN_PANNE,
    "panne_identite": EN_PANNE,
    "panne_cles": EN_PANNE,
    "sans_adresse": INCOMPLETE,
    "compte_ferme": FERME,
    "trop": TROP,
    "simultanee": SIMULTANEE,
}


def refuser(request, refus: RefusProConnect, *, suite: str = ""):
    """The page of a refusal, and its line in the log."""
    page = PAGES[refus.cause]
    machine = adresse_client(request)
    if not depasse("refus", machine, limite=LIGNES_PAR_MACHINE, fenetre=MINUTE):
        noter(
            "refus",
            personne=refus.personne,
            cause=refus.cause,
            machine=machine,
            porte="proconnect",
        )
    contexte = {"refus": page, "porte": avec_suite("account_login", suite)}
    reponse = render(request, "comptes/proconnect_refus.html", contexte, status=page.statut)
    add_never_cache_headers(reponse)
    return reponse
