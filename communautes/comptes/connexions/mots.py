"""How the words of the log of sign-ins are read. A test finds the word that would miss here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EVENEMENTS = {
    "connexion": gettext_lazy("Connexion"),
    "refus": gettext_lazy("Connexion refusée"),
    "preuve_demandee": gettext_lazy("Preuve de l’adresse demandée"),
    "compte_ouvert": gettext_lazy("Compte ouvert"),
    "compte_corrige": gettext_lazy("Nom ou fonction corrigés"),
    "adresse_demandee": gettext_lazy("Changement d’adresse demandé"),
    "adresse_refusee": gettext_lazy("Code de changement d’adresse refusé"),
    "adresse_changee": gettext_lazy("Adresse changée"),
    "adresse_retiree": gettext_lazy("Adresse retirée"),
    "compte_relie": gettext_lazy("Compte relié à ProConnect"),
    "compte_reuni": gettext_lazy("Compte réuni avec un autre"),
    "second_facteur_ajoute": gettext_lazy("Seconde vérification ajoutée"),
    "second_facteur_retire": gettext_lazy("Seconde vérification retirée"),
    "second_facteur_prouve": gettext_lazy("Seconde vérification réussie"),
    "second_facteur_refuse": gettext_lazy("Seconde vérification refusée"),
    "second_facteur_codes_refaits": gettext_lazy("Codes de secours refaits"),
    "second_facteur_reinitialise": gettext_lazy("Secondes vérifications retirées par l’équipe"),
}
CAUSES = {
    "annulee": gettext_lazy("interrompue par la personne"),
    "etat": gettext_lazy("demande inconnue ou déjà servie"),
    "code_refuse": gettext_lazy("code de ProConnect refusé"),
    "expiration": gettext_lazy("jeton expiré"),
    "emetteur": gettext_lazy("autre émetteur"),
    "audience": gettext_lazy("destinée à un autre service"),
    "nonce": gettext_lazy("réponse à une autre demande"),
    "signature": gettext_lazy("signature fausse"),
    "jeton_illisible": gettext_lazy("jeton illisible"),
    "signature_identite": gettext_lazy("signature de l’identité fausse"),
    "identite_illisible": gettext_lazy("identité illisible"),
    "emetteur_identite": gettext_lazy("identité d’un autre émetteur"),
    "audience_identite": gettext_lazy("identité destinée à un autre service"),
    "expiration_identite": gettext_lazy("identité expirée"),
    "autre_personne": gettext_lazy("identité d’une autre personne"),
    "erreur_du_service": gettext_lazy("erreur dite par ProConnect"),
    "panne_decouverte": gettext_lazy("ProConnect en panne (configuration)"),
    "panne_jeton": gettext_lazy("ProConnect en panne (jeton)"),
    "panne_identite": gettext_lazy("ProConnect en panne (identité)"),
    "panne_cles": gettext_lazy("ProConnect en panne (clés)"),
    "sans_adresse": gettext_lazy("aucune adresse électronique transmise"),
    "compte_ferme": gettext_lazy("compte fermé"),
    "trop": gettext_lazy("trop de demandes de suite"),
    "simultanee": gettext_lazy("deux connexions au même instant"),
}
PORTES = {"courriel": gettext_lazy("Code ou lien"), "proconnect": gettext_lazy("ProConnect")}
MOYENS = {
    "totp": gettext_lazy("application"),
    "passkey": gettext_lazy("clé d’accès"),
    "webauthn": gettext_lazy("clé d’accès"),
    "recovery_codes": gettext_lazy("codes de secours"),
    "recuperation": gettext_lazy("code de secours"),
}


def evenement(ligne) -> str:
    return str(EVENEMENTS.get(ligne.evenement, ligne.evenement))


def cause(ligne) -> str:
    return str(CAUSES.get(ligne.cause, ligne.cause))


def porte(ligne) -> str:
    dite = ligne.details.get("porte", "")
    return str(PORTES.get(dite, dite))


def precisions(ligne) -> str:
    """What a line says besides: the kind of factor, a new account, who acted (a number)."""
    dites = []
    if moyen := ligne.details.get("moyen"):
        dites.append(str(MOYENS.get(moyen, moyen)))
    if ligne.details.get("nouveau_compte"):
        dites.append(_("premier passage"))
    if par := ligne.details.get("par"):
        dites.append(_("par la personne %(numero)s") % {"numero": par})
    return ", ".join(dites)
