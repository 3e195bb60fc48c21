"""Régions and départements of France by INSEE code, and how one says where somebody acts.

A code alone is not enough (75 is a département and a région): in the search index and in
addresses a territory is a token, « region-84 » or « departement-69 ».
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Region:
    code: str
    nom: str
    departements: tuple[tuple[str, str], ...]

    @property
    def jeton(self) -> str:
        return jeton_region(self.code)


# In the alphabetical order of French readers; Corse and the five overseas régions included.
REGIONS = (
    Region(
        "84",
        "Auvergne-Rhône-Alpes",
        (
            ("01", "Ain"),
            ("03", "Allier"),
            ("07", "Ardèche"),
            ("15", "Cantal"),
            ("26", "Drôme"),
            ("38", "Isère"),
            ("42", "Loire"),
            ("43", "Haute-Loire"),
            ("63", "Puy-de-Dôme"),
            ("69", "Rhône"),
            ("73", "Savoie"),
            ("74", "Haute-Savoie"),
        ),
    ),
    Region(
        "27",
        "Bourgogne-Franche-Comté",
        (
            ("21", "Côte-d’Or"),
            ("25", "Doubs"),
            ("39", "Jura"),
            ("58", "Nièvre"),
            ("70", "Haute-Saône"),
            ("71", "Saône-et-Loire"),
            ("89", "Yonne"),
            ("90", "Territoire de Belfort"),
        ),
    ),
    Region(
        "53",
        "Bretagne",
        (
            ("22", "Côtes-d’Armor"),
            ("29", "Finistère"),
            ("35", "Ille-et-Vilaine"),
            ("56", "Morbihan"),
        ),
    ),
    Region(
        "24",
        "Centre-Val de Loire",
        (
            ("18", "Cher"),
            ("28", "Eure-et-Loir"),
            ("36", "Indre"),
            ("37", "Indre-et-Loire"),
            ("41", "Loir-et-Cher"),
            ("45", "Loiret"),
        ),
    ),
    Region("94", "Corse", (("2A", "Corse-du-Sud"), ("2B", "Haute-Corse"))),
    Region(
        "44",
        "Grand Est",
        (
            ("08", "Ardennes"),
            ("10", "Aube"),
            ("51", "Marne"),
            ("52", "Haute-Marne"),
            ("54", "Meurthe-et-Moselle"),
            ("55", "Meuse"),
            ("57", "Moselle"),
            ("67", "Bas-Rhin"),
            ("68", "Haut-Rhin"),
            ("88", "Vosges"),
        ),
    ),
    Region("01", "Guadeloupe", (("971", "Guadeloupe"),)),
    Region("03", "Guyane", (("973", "Guyane"),)),
    Region(
        "32",
        "Hauts-de-France",
        (
            ("02", "Aisne"),
            ("59", "Nord"),
            ("60", "Oise"),
            ("62", "Pas-de-Calais"),
            ("80", "Somme"),
        ),
    ),
    Region(
        "11",
        "Île-de-France",
        (
            ("75", "Paris"),
            ("77", "Seine-et-Marne"),
            ("78", "Yvelines"),
            ("91", "Essonne"),
            ("92", "Hauts-de-Seine"),
            ("93", "Seine-Saint-Denis"),
            ("94", "Val-de-Marne"),
            ("95", "Val-d’Oise"),
        ),
    ),
    Region("04", "La Réunion", (("974", "La Réunion"),)),
    Region("02", "Martinique", (("972", "Martinique"),)),
    Region("06", "Mayotte", (("976", "Mayotte"),)),
    Region(
        "28",
        "Normandie",
        (
            ("14", "Calvados"),
            ("27", "Eure"),
            ("50", "Manche"),
            ("61", "Orne"),
            ("76", "Seine-Maritime"),
        ),
    ),
    Region(
        "75",
        "Nouvelle-Aquitaine",
        (
            ("16", "Charente"),
            ("17", "Charente-Maritime"),
            ("19", "Corrèze"),
            ("23", "Creuse"),
            ("24", "Dordogne"),
            ("33", "Gironde"),
            ("40", "Landes"),
            ("47", "Lot-et-Garonne"),
            ("64", "Pyrénées-Atlantiques"),
            ("79", "Deux-Sèvres"),
            ("86", "Vienne"),
            ("87", "Haute-Vienne"),
        ),
    ),
    Region(
        "76",
        "Occitanie",
        (
            ("09", "Ariège"),
            ("11", "Aude"),
            ("12", "Aveyron"),
            ("30", "Gard"),
            ("31", "Haute-Garonne"),
            ("32", "Gers"),
            ("34", "Hérault"),
            ("46", "Lot"),
            ("48", "Lozère"),
            ("65", "Hautes-Pyrénées"),
            ("66", "Pyrénées-Orientales"),
            ("81", "Tarn"),
            ("82", "Tarn-et-Garonne"),
        ),
    ),
    Region(
        "52",
        "Pays de la Loire",
        (
            ("44", "Loire-Atlantique"),
            ("49", "Maine-et-Loire"),
            ("53", "Mayenne"),
            ("72", "Sarthe"),
            ("85", "Vendée"),
        ),
    ),
    Region(
        "93",
        "Provence-Alpes-Côte d’Azur",
        (
            ("04", "Alpes-de-Haute-Provence"),
            ("05", "Hautes-Alpes"),
            ("06", "Alpes-Maritimes"),
            ("13", "Bouches-du-Rhône"),
            ("83", "Var"),
            ("84", "Vaucluse"),
        ),
    ),
)
NOMS_REGIONS = {region.code: region.nom for region in REGIONS}
NOMS_DEPARTEMENTS = dict(sorted(ligne for region in REGIONS for ligne in region.departements))

# For fields: their values are the codes.
ChoixRegion = models.TextChoices(
    "ChoixRegion", [(f"R{code}", (code, nom)) for code, nom in NOMS_REGIONS.items()]
)
ChoixDepartement = models.TextChoices(
    "ChoixDepartement",
    [(f"D{code}", (code, f"{code} {nom}")) for code, nom in NOMS_DEPARTEMENTS.items()],
)


def jeton_region(code: str) -> str:
    return f"region-{code}"


def jeton_departement(code: str) -> str:
    return f"departement-{code}"


def region_de(departement: str) -> str:
    """Code of the région of this département."""
    return next(
        region.code
        for region in REGIONS
        if departement in (code for code, _nom in region.departements)
    )


def departements_de(jetons) -> set[str]:
    """Codes of the départements that these tokens say: themselves, or those of a région."""
    dits = set(jetons)
    return {
        code
        for region in REGIONS
        for code, _nom in region.departements
        if region.jeton in dits or jeton_departement(code) in dits
    }


def jetons(*, toute_la_france: bool, regions: list[str], departements: list[str]) -> list[str]:
    """Every territory where one is found: a région is in each of its départements, and who is in
    a département is met in its région; the whole country is everywhere.
    """
    trouves = set()
    for region in REGIONS:
        entiere = toute_la_france or region.code in regions
        codes = [code for code, _nom in region.departements if entiere or code in departements]
        if entiere or codes:
            trouves |= {region.jeton, *(jeton_departement(code) for code in codes)}
    return sorted(trouves)


def phrase(
    *, toute_la_france: bool, regions: list[str], departements: list[str], au_plus: int = 0
) -> str:
    """« Bretagne, Ain (01), Nord (59) »; with `au_plus`, the others are only counted."""
    if toute_la_france:
        return _("Toute la France")
    noms = [region.nom for region in REGIONS if region.code in regions]
    noms += [f"{nom} ({code})" for code, nom in NOMS_DEPARTEMENTS.items() if code in departements]
    reste = len(noms) - au_plus if au_plus else 0
    if reste > 1:  # the last one is as short as the words that would count it
        noms = [*noms[:au_plus], _("et %(nombre)s autres territoires") % {"nombre": reste}]
    return ", ".join(noms)
