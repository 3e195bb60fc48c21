"""The acts on affiliations. Each locks the collectivité first: what is decided of its members is
decided in a row, a merge included.
"""

from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.comptes.affiliations.services.codes import (
    annuler_les_codes,
    envoyer_code,
    essayer_code,
)
from communautes.comptes.affiliations.services.contestations import (
    ceder,
    contester,
    signaler,
    trancher,
)
from communautes.comptes.affiliations.services.departs import constater_departs
from communautes.comptes.affiliations.services.instruction import (
    cautionner,
    demander_a_l_anct,
    ecarter,
    refuser,
    terminer,
    valider,
)
from communautes.comptes.affiliations.services.personnes import concorder, declarer, reconfirmer
from communautes.comptes.affiliations.services.referents import (
    a_la_fermeture,
    habiliter,
    nommer_referent,
    retirer_referent,
)

__all__ = [
    "AffiliationRefusee",
    "a_la_fermeture",
    "annuler_les_codes",
    "cautionner",
    "ceder",
    "concorder",
    "constater_departs",
    "contester",
    "declarer",
    "demander_a_l_anct",
    "ecarter",
    "envoyer_code",
    "essayer_code",
    "habiliter",
    "nommer_referent",
    "reconfirmer",
    "refuser",
    "retirer_referent",
    "signaler",
    "terminer",
    "trancher",
    "valider",
]
