"""Where the demo's people work: needs the referential, and does nothing without it."""

from datetime import timedelta

from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.demo import COMPTES
from communautes.comptes.models import User
from communautes.territoires import courriels
from communautes.territoires.models import Collectivite

ANCT, AGENT = COMPTES[0].email, COMPTES[-1].email
COMMUNE, EPCI = ("commune", "54547"), ("epci", "245400676")
# Invented mailboxes, so that the code to the official mail can be tried (read on /_mails/).
COURRIELS = {
    COMMUNE: "mairie.vandoeuvre@demo.example.org",
    EPCI: "accueil.grandnancy@demo.example.org",
    ("commune", "27681"): "mairie.vernon@demo.example.org",
    ("commune", "67052"): "mairie.boersch@demo.example.org",
    ("departement", "54"): "contact.meurthe-et-moselle@demo.example.org",
}
# Invented: first name, last name, position; the last one waits for an answer.
COLLEGUES = [
    ("Paul", "Ségur", Affiliation.Fonction.ELU),
    ("Inès", "Morel", Affiliation.Fonction.AGENT),
    ("Ali", "Benali", Affiliation.Fonction.AGENT),
]
ADRESSE_EN_DOUBLE = "p.segur@intercommunalite.demo.example.org"


def charger() -> None:
    """Once: what was done since with the demo is kept."""
    lieux = {
        (lieu.type, lieu.code): lieu
        for lieu in Collectivite.objects.actives().filter(code__in=[code for _t, code in COURRIELS])
    }
    for cle in COURRIELS.keys() & lieux.keys():
        if not lieux[cle].emails_officiels:
            courriels.poser(lieux[cle], [COURRIELS[cle]])
    agent = User.objects.get(email=AGENT)
    if COMMUNE not in lieux or EPCI not in lieux or agent.affiliations.exists():
        return
    anct = User.objects.get(email=ANCT)
    agent.first_name, agent.last_name = "Jeanne", "Lefèvre"
    agent.save(update_fields=["first_name", "last_name"])
    mandat = timezone.localdate() + timedelta(days=900)
    sienne = services.declarer(agent, lieux[COMMUNE], fonction=Affiliation.Fonction.AGENT)
    services.valider(sienne, par=anct, motif="Compte de démonstration")
    services.declarer(agent, lieux[EPCI], fonction=Affiliation.Fonction.AGENT)
    demandes = [
        services.declarer(
            _collegue(prenom, nom), lieux[COMMUNE], fonction=fonction, fin_mandat=mandat
        )
        for prenom, nom, fonction in COLLEGUES
    ]
    for demande in demandes[:-1]:
        services.cautionner(demande, par=agent)
    services.habiliter(demandes[0], par=agent, oui=True)
    prenom, nom, _fonction = COLLEGUES[0]
    services.declarer(
        _en_double(prenom, nom), lieux[EPCI], fonction=Affiliation.Fonction.ELU, fin_mandat=mandat
    )


def _en_double(prenom: str, nom: str) -> User:
    """The same person, who came in another day with another address: to be brought together."""
    return User.objects.create_user(ADRESSE_EN_DOUBLE, first_name=prenom, last_name=nom)


def _collegue(prenom: str, nom: str) -> User:
    email = f"{prenom}.{nom}@demo.example.org".lower().translate(str.maketrans("éè", "ee"))
    connue = User.objects.filter(email=email).first()
    return connue or User.objects.create_user(email, first_name=prenom, last_name=nom)
