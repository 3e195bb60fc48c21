"""Where the demo's people work: needs the referential, and does nothing without it.

Vandœuvre has its référent. Toul has a provisional one, whose place is asked for; who asks for it
has been refused elsewhere, and asks again.
"""

from datetime import timedelta

from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, CodeDeConfirmation
from communautes.comptes.affiliations.services.codes import DUREE, empreinte
from communautes.comptes.demo import COMPTES
from communautes.comptes.models import User
from communautes.territoires import courriels
from communautes.territoires.models import Collectivite

ANCT = COMPTES[0].email
AGENT, PROVISOIRE, MEMBRE = (compte.email for compte in COMPTES[-3:])
COMMUNE, EPCI, CONTESTEE = ("commune", "54547"), ("epci", "245400676"), ("commune", "54528")
# Invented mailboxes, so that the code to the official mail can be tried (read on /_mails/).
COURRIELS = {
    COMMUNE: "mairie.vandoeuvre@demo.example.org",
    EPCI: "accueil.grandnancy@demo.example.org",
    CONTESTEE: "mairie.toul@demo.example.org",
    ("commune", "27681"): "mairie.vernon@demo.example.org",
    ("commune", "67052"): "mairie.boersch@demo.example.org",
    ("departement", "54"): "contact.meurthe-et-moselle@demo.example.org",
}
Fonction = Affiliation.Fonction
# Invented: first name, last name, position; the last one of each place waits for an answer.
COLLEGUES = [
    ("Paul", "Ségur", Fonction.ELU),
    ("Inès", "Morel", Fonction.AGENT),
    ("Ali", "Benali", Fonction.AGENT),
]
COLLEGUES_DE_LA_CONTESTEE = [
    ("Zoé", "Perrin", Fonction.AGENT),
    ("Hugo", "Garnier", Fonction.AGENT),
]
ADRESSE_EN_DOUBLE = "p.segur@intercommunalite.demo.example.org"
CODE = "00000000"


def charger() -> None:
    """Once: what was done since with the demo is kept."""
    lieux = {
        (lieu.type, lieu.code): lieu
        for lieu in Collectivite.objects.actives().filter(code__in=[code for _t, code in COURRIELS])
    }
    for cle in COURRIELS.keys() & lieux.keys():
        if not lieux[cle].emails_officiels:
            courriels.poser(lieux[cle], [COURRIELS[cle]])
    if {COMMUNE, EPCI} <= lieux.keys():
        _avec_un_referent(lieux)
    if {COMMUNE, EPCI, CONTESTEE} <= lieux.keys():
        _avec_un_provisoire(lieux)


def _avec_un_referent(lieux: dict) -> None:
    agent = _nommer(AGENT, "Jeanne", "Lefèvre")
    if agent.affiliations.exists():
        return
    sienne = services.declarer(agent, lieux[COMMUNE], fonction=Fonction.AGENT)
    services.valider(sienne, par=_anct(), motif="Compte de démonstration")
    services.declarer(agent, lieux[EPCI], fonction=Fonction.AGENT)
    demandes = _demandes(COLLEGUES, lieux[COMMUNE])
    for demande in demandes[:-1]:
        services.cautionner(demande, par=agent)
    services.habiliter(demandes[0], par=agent, oui=True)
    services.signaler(
        sienne,
        par=demandes[1],
        motif="Ne travaille plus à la mairie, semble-t-il\u00a0: à vérifier.",
    )
    prenom, nom, fonction = COLLEGUES[0]
    double = User.objects.create_user(ADRESSE_EN_DOUBLE, first_name=prenom, last_name=nom)
    services.declarer(double, lieux[EPCI], fonction=fonction, fin_mandat=_mandat())


def _avec_un_provisoire(lieux: dict) -> None:
    provisoire, membre = _nommer(PROVISOIRE, "Hélène", "Vasseur"), _nommer(MEMBRE, "Marc", "Oriol")
    if provisoire.affiliations.exists() or membre.affiliations.exists():
        return
    place = _confirmer(services.declarer(provisoire, lieux[CONTESTEE], fonction=Fonction.DGS))
    demandes = _demandes(COLLEGUES_DE_LA_CONTESTEE, lieux[CONTESTEE])
    services.cautionner(demandes[0], par=provisoire)
    sienne = _confirmer(services.declarer(membre, lieux[CONTESTEE], fonction=Fonction.AGENT))
    services.contester(
        place, par=sienne, motif="Je suis en charge de la participation depuis deux ans."
    )
    _d_anciennes(membre, lieux)


def _d_anciennes(membre: User, lieux: dict) -> None:
    """One that its référent has ended, one that ANCT has refused; and the request made since."""
    finie = services.declarer(membre, lieux[COMMUNE], fonction=Fonction.AGENT)
    services.cautionner(finie, par=User.objects.get(email=AGENT))
    services.terminer(
        finie, par=User.objects.get(email=AGENT), motif="Parti travailler dans une autre commune."
    )
    refusee = services.declarer(membre, lieux[EPCI], fonction=Fonction.AGENT)
    services.refuser(
        refusee, par=_anct(), motif="La métropole répond que cette personne n’y travaille pas."
    )
    services.declarer(membre, lieux[EPCI], fonction=Fonction.AGENT)


def _anct() -> User:
    return User.objects.get(email=ANCT)


def _mandat():
    return timezone.localdate() + timedelta(days=900)


def _nommer(email: str, prenom: str, nom: str) -> User:
    """Of the demo's door; as it is, once they work somewhere."""
    compte = User.objects.get(email=email)
    if not compte.affiliations.exists():
        compte.first_name, compte.last_name = prenom, nom
        compte.save(update_fields=["first_name", "last_name"])
    return compte


def _demandes(collegues: list, lieu: Collectivite) -> list[Affiliation]:
    return [
        services.declarer(_collegue(prenom, nom), lieu, fonction=fonction, fin_mandat=_mandat())
        for prenom, nom, fonction in collegues
    ]


def _confirmer(affiliation: Affiliation) -> Affiliation:
    """By a code to the official mailbox, that nobody is sent."""
    maintenant = timezone.now()
    CodeDeConfirmation.objects.create(
        affiliation=affiliation,
        empreinte=empreinte(affiliation, CODE),
        envoye_le=maintenant,
        expire_le=maintenant + DUREE,
    )
    return services.essayer_code(affiliation, CODE, par=affiliation.personne)


def _collegue(prenom: str, nom: str) -> User:
    email = f"{prenom}.{nom}@demo.example.org".lower().translate(str.maketrans("éè", "ee"))
    connue = User.objects.filter(email=email).first()
    return connue or User.objects.create_user(email, first_name=prenom, last_name=nom)
