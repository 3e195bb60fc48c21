"""Each year in numbers: what is reported, how long it takes, what is decided, what is contested."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import ExtractYear
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from communautes.moderation.delais import POUR_DECIDER
from communautes.moderation.models import Categorie, Dossier, Signalement

_MASQUE = Q(decision="masque")
_A_TEMPS = Q(decide_le__lte=F("ouvert_le") + POUR_DECIDER)
LIGNES: dict[str, Any] = {
    "signalements": _("Signalements reçus"),
    **{f"pour_{un.value}": format_lazy("{} {}", _("dont\u00a0:"), un.label) for un in Categorie},
    "dossiers": _("Dossiers ouverts"),
    "automatiques": _("dont\u00a0: retenus par une règle automatique"),
    "decides": _("Décisions prises"),
    "a_temps": _("dont\u00a0: sous sept jours"),
    "jours": _("Délai moyen, en jours"),
    "laisses": _("Laissés en ligne"),
    "retires_regles": _("Retirés au regard des règles"),
    "retires_loi": _("Retirés au regard de la loi"),
    "sans_objet": _("Sans objet"),
    "contestes": _("Contestations reçues"),
    "confirmes": _("Retraits confirmés"),
    "leves": _("Retraits levés"),
}


@dataclass
class Annee:
    annee: int
    nombres: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.annee)

    def nombre(self, code: str):
        """None where there is nothing to make a mean of."""
        return self.nombres.get(code, None if code == "jours" else 0)


def annees() -> list[Annee]:
    """The most recent first; as many queries whatever happened."""
    lues: dict[int, Annee] = {}
    for ligne in [*_signalements(), *_dossiers()]:
        annee = ligne.pop("annee")
        lues.setdefault(annee, Annee(annee)).nombres.update(ligne)
    return sorted(lues.values(), key=lambda une: -une.annee)


def _signalements():
    """Counted by reason in one query, added up here."""
    par_annee: dict[int, dict] = defaultdict(lambda: defaultdict(int))
    comptes = _par_annee(Signalement.objects, "recu_le").values("annee", "categorie")
    for ligne in comptes.annotate(nombre=Count("pk")):
        nombres = par_annee[ligne["annee"]]
        nombres["signalements"] += ligne["nombre"]
        nombres[f"pour_{ligne['categorie']}"] += ligne["nombre"]
    return [{"annee": annee, **nombres} for annee, nombres in par_annee.items()]


def _dossiers():
    """A year's decisions are those taken in it, whenever it was reported."""
    ouverts = _compter("ouvert_le", dossiers=Q(), automatiques=~Q(regles=[]))
    decides = _compter(
        "decide_le",
        decides=Q(),
        a_temps=_A_TEMPS,
        laisses=Q(decision="laisse"),
        retires_regles=_MASQUE & Q(base="regles"),
        retires_loi=_MASQUE & Q(base="loi"),
        sans_objet=Q(decision="sans_objet"),
    ).annotate(duree=Avg(F("decide_le") - F("ouvert_le")))
    contestes = _compter("conteste_le", contestes=Q())
    tranches = _compter("tranche_le", confirmes=Q(etat="confirme"), leves=Q(etat="leve"))
    return [
        _en_jours(ligne) for lignes in (ouverts, decides, contestes, tranches) for ligne in lignes
    ]


def _compter(date: str, **conditions: Q):
    """`Q()` counts them all."""
    nombres = {nom: Count("pk", filter=condition or None) for nom, condition in conditions.items()}
    return _par_annee(Dossier.objects, date).values("annee").annotate(**nombres)


def _par_annee(lignes, date: str):
    connues = lignes.order_by().exclude(**{date: None})
    return connues.annotate(annee=ExtractYear(date))


def _en_jours(ligne: dict) -> dict:
    if "duree" in ligne:
        duree = ligne.pop("duree")
        ligne["jours"] = round(duree.total_seconds() / 86400, 1)
    return ligne
