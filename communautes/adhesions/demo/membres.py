"""Invented people: no one bears these names in these places, as far as we know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Membre:
    prenom: str
    nom: str
    type: str
    code: str
    fonction: str


MEMBRES = {
    "paul.segur": Membre("Paul", "Ségur", "commune", "54547", "elu"),
    "ines.morel": Membre("Inès", "Morel", "commune", "54547", "agent"),
    "karim.oubella": Membre("Karim", "Oubella", "commune", "46102", "agent"),
    "odile.tarnier": Membre("Odile", "Tarnier", "commune", "26113", "elu"),
    "mael.kervadec": Membre("Maël", "Kervadec", "commune", "35236", "dgs"),
    "sonia.brazeau": Membre("Sonia", "Brazeau", "commune", "62528", "agent"),
    "lucie.fontagne": Membre("Lucie", "Fontagné", "commune", "27681", "agent"),
    "thierry.maubert": Membre("Thierry", "Maubert", "commune", "67052", "elu"),
    "nour.elhadji": Membre("Nour", "El Hadji", "commune", "97411", "agent"),
    "bastien.lormeau": Membre("Bastien", "Lormeau", "commune", "68166", "agent"),
    "claire.vassort": Membre("Claire", "Vassort", "departement", "54", "agent"),
    "rachid.menouar": Membre("Rachid", "Ménouar", "departement", "23", "dgs"),
    "helene.quintard": Membre("Hélène", "Quintard", "commune", "48095", "elu"),
}
