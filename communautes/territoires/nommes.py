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


def nom_du_departement(code: str) -> str:
    """« Ain (01) »."""
    return f"{DEPARTEMENTS[code]} ({code})" if code in DEPARTEMENTS else code


def nom_de_la_region(code: str) -> str:
    return REGIONS.get(code, code)
