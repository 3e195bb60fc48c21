"""Names of the territories that a collectivité is in, overseas collectivités included."""

from home.territoires import NOMS_DEPARTEMENTS, NOMS_REGIONS

# Neither départements nor régions, but a commune's code begins with theirs.
COLLECTIVITES_D_OUTRE_MER = {
    "975": "Saint-Pierre-et-Miquelon",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "984": "Terres australes et antarctiques françaises",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
    "989": "Île de Clipperton",
}
DEPARTEMENTS = NOMS_DEPARTEMENTS | COLLECTIVITES_D_OUTRE_MER
REGIONS = NOMS_REGIONS | COLLECTIVITES_D_OUTRE_MER

# Of those that are not said « de X » nor « d’X ».
_ARTICLES = {
    "de l’": "01 02 03 07 09 10 11 12 27 34 36 38 60 61 89 91",
    "de la ": (
        "16 17 19 2A 2B 21 23 24 26 31 33 42 43 44 48 50 51 52 53 55 57 58 70 72 73 74 76 80 85 "
        "86 87 93 971 972 973"
    ),
    "des ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "du ": "14 15 18 25 29 30 32 39 41 45 46 56 59 62 63 67 68 69 81 83 84 90 94 95",
}
ARTICLE_DU_DEPARTEMENT = {
    code: article for article, codes in _ARTICLES.items() for code in codes.split()
}
ARTICLE_DE_LA_REGION = {"24": "du ", "32": "des ", "44": "du ", "52": "des "}


def nom_du_departement(code: str) -> str:
    """« Ain (01) »."""
    return f"{DEPARTEMENTS[code]} ({code})" if code in DEPARTEMENTS else code


def nom_de_la_region(code: str) -> str:
    return REGIONS.get(code, code)
