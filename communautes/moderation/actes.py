"""The acts that this room writes in the journal: states and codes, nobody's words but the motif."""

from django.utils.translation import gettext_lazy as _

from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par
from communautes.moderation.models import Base, Decision, Dossier, Etat
from communautes.moderation.regles import REGLES

_CHAMPS = {
    "etat": _("état"),
    "decision": _("décision"),
    "base": _("au regard de"),
    "regles": _("règles automatiques"),
    "categorie": _("raison"),
}
_LIBELLES = {
    "signale": _("Contenu signalé"),
    "retenu": _("Contenu retenu par une règle automatique"),
    "examine": _("Signalement pris en charge"),
    "decide": _("Décision de modération"),
    "conteste": _("Décision de modération contestée"),
    "confirme": _("Décision de modération confirmée"),
    "leve": _("Décision de modération levée"),
}
_MOTS = {
    **dict(Etat.choices),
    **dict(Decision.choices),
    **dict(Base.choices),
    **{regle.code: regle.raison for regle in REGLES},
}


def brancher() -> None:
    declarer(
        *(Acte(f"moderation.{code}", texte, _CHAMPS, _MOTS) for code, texte in _LIBELLES.items())
    )
    nommer_par(Dossier, _nommer)


def _nommer(cles: list[int]) -> dict[int, Nomme]:
    """By its reference alone: a title may be somebody's words."""
    lus = Dossier.objects.filter(pk__in=cles).only("pk", "ouvert_le")
    return {dossier.pk: Nomme(quoi=dossier.reference) for dossier in lus}
