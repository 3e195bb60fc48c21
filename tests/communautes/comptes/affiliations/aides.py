"""What the tests of affiliations do again and again."""

import re

from django.core import mail

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation
from communautes.journal.models import Entree


def declarer(personne, commune, **champs) -> Affiliation:
    return services.declarer(personne, commune, **({"fonction": "agent"} | champs))


def siret(collectivite) -> str:
    return f"{collectivite.siren}00012"


def actes() -> list[str]:
    return list(Entree.objects.order_by("pk").values_list("acte", flat=True))


def code_officiel() -> str:
    return re.search(r"^\d{4} \d{4}$", mail.outbox[-1].body, re.M)[0]
