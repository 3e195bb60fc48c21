"""The mails by which people speak of a retour through the portal, which keeps no other copy; and
the one that asks, once a year, whether it is still true.
"""

from communautes.adhesions.presentation import nom_et_fonction
from communautes.comptes.models import User
from communautes.retours.models import RetourExperience
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE


def relayer(
    retour: RetourExperience,
    *,
    de: User,
    a: User,
    texte: str,
    avec_adresse: bool,
    reponse: bool = False,
) -> None:
    from communautes.retours.services.contact import jeton_de_reponse, repond_pour

    jeton = jeton_de_reponse(de=de, a=a, retour=retour)
    contexte = {
        "reponse": reponse,
        "qui": nom_et_fonction(de),
        "titre": retour.nom_pour_tous,
        "texte": lettres.citer(texte),
        "adresse": de.email if avec_adresse else "",
        "repondre": lettres.adresse("retours:repondre", retour.slug, jeton),
        "contact": lettres.adresse("contact"),
        "reglages": _reglages(retour) if repond_pour(retour, a) else "",
    }
    entetes = {ENTETE_AU_SUJET_DE: str(de.pk)}
    repondre_a = [de.email] if avec_adresse else []
    lettres.ecrire("retours/emails/relais", [a.email], contexte, entetes, repondre_a=repondre_a)


def demander_si_c_est_vrai(retour: RetourExperience, *, a: User, jeton: str) -> None:
    contexte = {
        "titre": retour.titre,
        "verifie_le": retour.parcours.verifie_le,
        "vrai": lettres.adresse("retours:toujours_vrai", retour.pk, jeton),
        "plus_vrai": lettres.adresse("retours:actualite", retour.pk),
        "page": lettres.adresse("retours:retour", retour.slug),
        "reglages": _reglages(retour),
    }
    lettres.ecrire("retours/emails/toujours_vrai", [a.email], contexte)


def _reglages(retour: RetourExperience) -> str:
    """Where one closes them, for oneself or for all."""
    return f"{lettres.adresse('retours:suivi', retour.pk)}#courriels"
