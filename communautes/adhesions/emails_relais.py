"""The mail by which one member writes to another: the portal carries it and keeps no other copy."""

from communautes.adhesions.liens import jeton_de_reponse
from communautes.adhesions.models import Adhesion
from communautes.adhesions.presentation import nom_et_fonction
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE


def relayer(*, de: Adhesion, a: Adhesion, texte: str, avec_adresse: bool, reponse: bool) -> None:
    """Both adhésions read with their person and their community."""
    jeton = jeton_de_reponse(de=de, a=a)
    slug = de.communaute.slug
    contexte = {
        "reponse": reponse,
        "qui": nom_et_fonction(de.personne),
        "communaute": de.communaute.title,
        "texte": lettres.citer(texte),
        "adresse": de.personne.email if avec_adresse else "",
        "repondre": lettres.adresse("adhesions:repondre", slug, de.pk, jeton)
        if de.recoit_les_messages
        else "",
        "page": lettres.adresse("adhesions:membres", slug),
        "contact": lettres.adresse("contact"),
    }
    entetes = {ENTETE_AU_SUJET_DE: str(de.personne_id)}
    repondre_a = [de.personne.email] if avec_adresse else []
    lettres.ecrire(
        "adhesions/emails/relais", [a.personne.email], contexte, entetes, repondre_a=repondre_a
    )
