"""The mail by which a community calls somebody, whether they have an account or not."""

from django.conf import settings
from django.utils.translation import override

from communautes.adhesions.liens import adresse_de
from communautes.adhesions.models import Adhesion, Invitation
from communautes.adhesions.presentation import nom_et_fonction
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE


def invitation(une: Invitation) -> None:
    with override(settings.LANGUAGE_CODE):
        lien = settings.WAGTAILADMIN_BASE_URL + adresse_de(une)
        qui = nom_et_fonction(une.invitee_par)
    contexte = {
        "qui": qui,
        "communaute": une.communaute.title,
        "anime": une.role == Adhesion.Role.ANIMATEUR,
        "modere": une.role == Adhesion.Role.MODERATEUR,
        "message": lettres.citer(une.message) if une.message else "",
        "expire_le": une.expire_le,
        "adresse": lien,
        "contact": lettres.adresse("contact"),
    }
    entetes = {ENTETE_AU_SUJET_DE: str(une.invitee_par_id)}
    lettres.ecrire("adhesions/emails/invitation", [une.adresse], contexte, entetes)
