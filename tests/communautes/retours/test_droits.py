"""Role × state × address: every route of this room, each row a test (droits.txt)."""

import uuid
from pathlib import Path

import pytest
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.urls import reverse

from communautes.retours import services, urls
from communautes.retours.models import Commentaire, RetourExperience
from communautes.retours.services.actualite import jeton_pour
from communautes.retours.services.contact import jeton_de_reponse
from communautes.retours.services.reprises import s_inspirer
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory, amener, relecteur

pytestmark = pytest.mark.django_db
ETATS = ("publie", "brouillon")
LETTRES = "?-ECIVA"
TABLE = {
    ligne.split()[0]: tuple(colonne.split("/") for colonne in ligne.split()[1:])
    for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
    if ligne and ligne[0] != "#"
}


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


def monde(etat: str) -> tuple:
    """A retour in this state, people by letter, what else addresses name."""
    ecrit = AffiliationFactory()
    retour = RetourFactory(etat="brouillon", affiliation=ecrit)
    cosigne, invitee, autre = AffiliationFactory(), AffiliationFactory(), AffiliationFactory()
    ligne = services.inviter(retour, cosigne.collectivite, par=ecrit.personne)
    services.repondre(ligne, par=cosigne.personne, oui=True)
    demandee = services.inviter(retour, invitee.collectivite, par=ecrit.personne)
    amener(retour, etat, par=ecrit.personne)
    retour = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    repris = RetourFactory()
    lien = s_inspirer(repris, autre, par=autre.personne)
    commentaire = Commentaire.objects.create(
        retour=repris, auteur=autre.personne, collectivite=autre.collectivite, texte="Merci."
    )
    sous = retour if retour.live else repris
    dit = Commentaire.objects.create(
        retour=sous, auteur=autre.personne, collectivite=autre.collectivite, texte="Et après ?"
    )
    personnes = {
        "?": None,
        "-": UserFactory(),
        "E": ecrit.personne,
        "C": cosigne.personne,
        "I": invitee.personne,
        "V": autre.personne,
        "A": relecteur(),
    }
    jetons = {
        "repondre": jeton_de_reponse(de=ecrit.personne, a=autre.personne, retour=retour),
        "vrai": jeton_pour(ecrit.personne, retour) if retour.live else "aucun",
    }
    cles = {
        "signer": demandee.pk,
        "desinviter": demandee.pk,
        "se_desengager": ligne.pk,
        "retirer_lien": lien.pk,
        "inspiration": lien.pk,
        "supprimer_commentaire": commentaire.pk,
        "commentaire": dit.pk,
    }
    return retour, personnes, jetons, cles


def adresse(route, retour, jetons: dict, cles: dict) -> str:
    arguments = {
        "slug": retour.slug,
        "pk": cles.get(route.name, retour.pk),
        "etape": "fait",
        "jeton": jetons["repondre" if route.name == "repondre" else "vrai"],
    }
    return reverse(
        f"retours:{route.name}",
        kwargs={nom: arguments[nom] for nom in route.pattern.regex.groupindex},
    )


def corps(personnes: dict) -> dict:
    """What every act may ask for: each reads its own."""
    lieu = personnes["V"].affiliations.get().collectivite
    return {
        "envoi": str(uuid.uuid4()),
        "oui": "1",
        "motif": "L’école a fermé.",
        "titre": "Une autre cour",
        "texte": "Merci de ce retour.",
        "format": "complet",
        "collectivite_0": lieu.nom,
        "collectivite_1": f"{lieu.type}-{lieu.code}",
        "version": "complet",
        "utile": "1",
        "issue": "fait",
    }


def servi(reponse) -> bool:
    """Neither the door, a refusal on its page, nor a way back with a message that says no."""
    assert reponse.status_code < 500
    reponse.getvalue()  # a file that is served stays open until it is read
    if reponse.status_code == 302 and any(
        message.level == ERROR for message in get_messages(reponse.wsgi_request)
    ):
        return False
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    return reponse.status_code not in (401, 403, 404, 405, 410, 422) and not porte


@pytest.mark.parametrize("lettre", LETTRES)
@pytest.mark.parametrize("etat", ETATS)
def test_row(client, etat, lettre):
    retour, personnes, jetons, cles = monde(etat)
    if personnes[lettre] is not None:
        client.force_login(personnes[lettre])
    vus, attendus = {}, {}
    rang = ETATS.index(etat)
    for route in urls.urlpatterns:
        client.cookies.pop("messages", None)  # of the address before
        ou = adresse(route, retour, jetons, cles)
        lue = servi(client.get(ou))
        with transaction.atomic():  # what one act does is not there for the next
            faite = servi(client.post(ou, corps(personnes)))
            transaction.set_rollback(True)
        vus[route.name] = (lue, faite)
        lire, agir = TABLE[route.name]
        attendus[route.name] = (lettre in lire[rang], lettre in agir[rang])
    assert vus == attendus
