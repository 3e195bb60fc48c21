"""The key facts of a retour, in words: who, when, how long, with whom."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.referentiels import mois_entre
from communautes.territoires.models import Collectivite
from communautes.territoires.nommes import nom_du_departement
from home.referentiels import NiveauAtteint, PublicAssocie


def auteure(ligne: CollectiviteAuteure) -> dict:
    """As it was when the retour was published; as it is now, in a preview before that."""
    lieu = ligne.collectivite
    sorte = ligne.type or lieu.type
    departements = _departements(ligne)
    en_un_seul = len(departements) == 1 and sorte != Collectivite.Type.DEPARTEMENT
    population = ligne.population if ligne.type else lieu.population
    return {
        "nom": ligne.nom or lieu.nom,
        "url": lieu.get_absolute_url(),
        "sorte": str(Collectivite.Type(sorte).label),
        "ou": nom_du_departement(departements[0]) if en_un_seul else "",
        "habitants": _habitants(population),
        "principale": ligne.principale,
        "lieu": lieu,
    }


def qui_et_ou(auteures: list[CollectiviteAuteure]) -> tuple[str, str]:
    """(« Vandœuvre-lès-Nancy, Toul », « Meurthe-et-Moselle (54) »): where, when all are in one
    département; one that signs is named with its number, and said once.
    """
    noms = [_nom(ligne) for ligne in auteures]
    codes = {code for ligne in auteures for code in _departements(ligne)}
    ou = nom_du_departement(codes.pop()) if len(codes) == 1 else ""
    return ", ".join(noms), "" if ou in noms else ou


def _nom(ligne: CollectiviteAuteure) -> str:
    sorte, departements = ligne.type or ligne.collectivite.type, _departements(ligne)
    if sorte == Collectivite.Type.DEPARTEMENT and len(departements) == 1:
        return nom_du_departement(departements[0])
    return ligne.nom or ligne.collectivite.nom


def _departements(ligne: CollectiviteAuteure) -> list[str]:
    if ligne.type:
        return ligne.departements
    return [code for code in [ligne.collectivite.departement] if code]


def _habitants(population: int | None) -> str:
    if population is None:
        return ""
    return ngettext("%(nombre)s habitant", "%(nombre)s habitants", population) % {
        "nombre": number_format(population, force_grouping=True)
    }


def quand(retour: RetourExperience) -> dict | None:
    """{duree, periode}: « 18 mois », « de mars 2024 à août 2025 »; None when nobody said."""
    if retour.debut is None:
        return None
    jusque = retour.fin or localdate()
    mois = mois_entre(retour.debut, jusque)
    duree = ngettext("%(nombre)s mois", "%(nombre)s mois", mois) % {"nombre": mois}
    noms = {"debut": date_format(retour.debut, "F Y"), "fin": date_format(jusque, "F Y")}
    if retour.fin is None:
        return {"duree": duree if mois > 0 else "", "periode": _("depuis %(debut)s") % noms}
    if noms["debut"] == noms["fin"]:
        return {"duree": duree, "periode": _("en %(debut)s") % noms}
    voyelle = noms["debut"][:1].lower() in "aeiouéô"  # avril, août, octobre
    periode = _("d’%(debut)s à %(fin)s") if voyelle else _("de %(debut)s à %(fin)s")
    return {"duree": duree, "periode": periode % noms}


def echelle(retour: RetourExperience) -> list[dict]:
    """The whole scale, from « aucune », with where this one stands; nothing when nobody said."""
    if not retour.niveau:
        return []
    rang = NiveauAtteint.values.index(retour.niveau)
    return [
        {"libelle": niveau.label, "passe": place < rang, "ici": place == rang}
        for place, niveau in enumerate(NiveauAtteint)
    ]


def publics(retour: RetourExperience) -> list[str]:
    """In the order of the list."""
    return [str(public.label) for public in PublicAssocie if public.value in retour.publics]
