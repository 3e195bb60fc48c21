"""A mail scanner reads every link of every mail (GET, HEAD), signed in or not: nothing changes."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from communautes.comptes.affiliations import emails, services
from communautes.comptes.affiliations.models import Affiliation, CodeDeConfirmation, Contestation
from communautes.comptes.models import DemandeDeConnexion
from communautes.comptes.second_facteur import facteurs
from communautes.journal.models import Entree
from communautes.notifications.services import livrer_ce_qui_est_du
from tests.courrier import code_recu
from tests.factories import CollectiviteFactory, UserFactory

LIEN = re.compile(r"https?://[^/\s\"<]+(/[^\s\"<]*)")
TABLES = (Affiliation, CodeDeConfirmation, Contestation, DemandeDeConnexion, Entree)


@pytest.fixture
def personnes(db):
    """A référent, a member who contests, somebody who asks; a mail of each kind has left."""
    commune = CollectiviteFactory(emails_officiels=["mairie@commune.example.org"])
    anct = UserFactory(groupe="Administration", first_name="Anne", last_name="Ct")
    referent, membre, demandeur = (
        UserFactory(first_name=nom, last_name="Durand") for nom in ("Ada", "Bob", "Cleo")
    )
    agent = Affiliation.Fonction.AGENT
    sienne = services.declarer(referent, commune, fonction=agent)
    services.envoyer_code(sienne, par=referent)
    livrer_ce_qui_est_du()
    code = re.search(r"^\s*(\d{4} \d{4})\s*$", mail.outbox[-1].body, re.M)[1]
    services.essayer_code(sienne, code, par=referent)
    celle_du_membre = services.declarer(membre, commune, fonction=agent)
    sienne.refresh_from_db()
    services.cautionner(celle_du_membre, par=referent)
    demande = services.declarer(demandeur, commune, fonction=agent)
    services.envoyer_code(demande, par=demandeur)
    celle_du_membre.refresh_from_db()
    contestation = services.contester(sienne, par=celle_du_membre, motif="Il a changé de service")
    emails.demande_aux_referents(demande.pk)
    emails.contestation(contestation.pk)
    emails.contestation_close(contestation.pk)
    emails.a_instruire(2)
    for quoi in ("acceptee", "refusee", "terminee"):
        emails.reponse(demande.pk, quoi)
    facteurs.prevenir(referent, "Une clé d’accès a été ajoutée.")
    return [anct, referent, membre, demandeur]


def etat() -> list:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def liens_de_tous_les_courriels() -> set[str]:
    livrer_ce_qui_est_du()
    textes = [m.body for m in mail.outbox]
    textes += [html for m in mail.outbox for html, _genre in getattr(m, "alternatives", [])]
    return {lien.rstrip(".,)") for texte in textes for lien in LIEN.findall(texte)}


def test_reading_every_link_of_every_mail_changes_nothing(personnes, client):
    client.post(reverse("account_login"), {"email": "nouvelle@commune.example.org"})
    liens = liens_de_tous_les_courriels()
    code = code_recu()
    assert len(mail.outbox) >= 10
    assert {reverse("affiliations:membres"), reverse("affiliations:mon_compte")} <= liens
    assert any("/connexion/lien/" in lien for lien in liens)
    avant = etat()
    for personne in [None, *personnes]:
        lecteur = Client()
        if personne:
            lecteur.force_login(personne)
        for lien in liens:
            for _fois in range(2):
                assert lecteur.get(lien).status_code < 500
                assert lecteur.head(lien).status_code < 500
    assert etat() == avant
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" in client.session
