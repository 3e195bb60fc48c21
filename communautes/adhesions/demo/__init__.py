"""The demo's communities (the TOML files beside) and who belongs to them: invented people, who say
they work in real places. Needs the referential for their affiliations.
"""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.demo.membres import MEMBRES
from communautes.adhesions.models import (
    Adhesion,
    CommunautePage,
    CommunautesIndexPage,
    CommunauteTheme,
)
from communautes.adhesions.services.invitations import inviter
from communautes.comptes.affiliations import services as affiliations
from communautes.comptes.affiliations.demo import AGENT, ANCT
from communautes.comptes.models import User
from communautes.territoires.models import Collectivite
from home.demo.fiches import lire
from home.demo.pages import publier
from ressources.models import ThemePage

DOSSIER = Path(__file__).parent / "communautes"


def charger() -> None:
    """Pages are refreshed; who belongs is written once, then kept as the demo has made it."""
    anct = User.objects.get(email=ANCT)
    personnes = {nom: _personne(nom, anct) for nom in MEMBRES}
    personnes["jeanne.lefevre"] = User.objects.get(email=AGENT)
    for fiche in lire(DOSSIER):
        page = _publier(fiche)
        if not Adhesion.objects.filter(communaute=page).exists():
            _peupler(page, fiche, personnes, anct)


def _publier(fiche: dict) -> CommunautePage:
    def remplir(page: CommunautePage) -> None:
        page.themes_lies = [
            CommunauteTheme(theme=ThemePage.objects.francais().get(slug=slug), sort_order=rang)
            for rang, slug in enumerate(fiche["themes"])
        ]

    champs = {
        "title": fiche["titre"],
        "resume": fiche["resume"],
        "objet": fiche["objet"].strip(),
        "acces": fiche["acces"],
        "visibilite": fiche["visibilite"],
        "objectif_de_reponse": fiche["objectif_de_reponse"],
        "fin_prevue": timezone.localdate() + timedelta(days=fiche["fin_dans_j"]),
    }
    index = CommunautesIndexPage.objects.get(locale__language_code="fr")
    return publier(CommunautePage, index, fiche["slug"], champs, remplir=remplir, il_y_a=120)


def _peupler(page: CommunautePage, fiche: dict, personnes: dict, anct: User) -> None:
    for nom in fiche["animent"]:
        services.nommer(page, personnes[nom], par=anct)
    for nom in fiche["membres"]:
        if personnes[nom].get_full_name():
            services.inscrire(page, personnes[nom], par=anct)
    for nom in fiche.get("demandent", []):
        services.rejoindre(page, par=personnes[nom], message=MESSAGES[nom])
    for nom in fiche["paraissent"]:
        adhesion = Adhesion.objects.get(communaute=page, personne=personnes[nom])
        services.paraitre(adhesion, par=personnes[nom], oui=True)
    for nom in fiche.get("invitent", []):
        inviter(
            page,
            [personnes[nom].email],
            par=personnes[fiche["animent"][0]],
            role=Adhesion.Role.MEMBRE,
            message=fiche["mot"],
        )
    if synthese := fiche.get("synthese"):
        motif = "La communauté a tenu les deux ans qu’elle s’était donnés"
        services.archiver(page, par=anct, motif=motif, synthese=synthese)


MESSAGES = {
    "jeanne.lefevre": "Nous testons un minibus le jeudi de marché. Je viens avec les chiffres.",
    "thierry.maubert": "Trois cours à refaire avant 2028, et des enfants qui ont des idées.",
    "lucie.fontagne": "Je voudrais comprendre comment vous avez associé les agents d’entretien.",
}


def _personne(nom: str, anct: User) -> User:
    membre = MEMBRES[nom]
    email = f"{nom}@demo.example.org"
    personne = User.objects.filter(email=email).first() or User.objects.create_user(
        email, first_name=membre.prenom, last_name=membre.nom
    )
    lieu = Collectivite.objects.actives().filter(type=membre.type, code=membre.code).first()
    if lieu is not None and not personne.affiliations.exists():
        mandat = timezone.localdate() + timedelta(days=800) if membre.fonction == "elu" else None
        affiliation = affiliations.declarer(
            personne, lieu, fonction=membre.fonction, fin_mandat=mandat
        )
        affiliations.valider(affiliation, par=anct, motif="Compte de démonstration")
    return personne
