"""Each mail says « du Havre », never « de Le Havre » nor « à Le Havre ».

In the language of the mail: also when the page that sends it is read in English.
"""

import pytest
from django.core import mail
from django.utils.translation import override

from communautes.comptes.affiliations import emails, services
from communautes.comptes.affiliations.models import Niveau
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def le_havre():
    return CollectiviteFactory(nom="Le Havre", emails_officiels=["mairie@havre.example.org"])


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_after_de_and_a(le_havre, langue, relever):
    UserFactory(groupe="Administration")
    sienne = AffiliationFactory(collectivite=le_havre, role="provisoire")
    autre = AffiliationFactory(collectivite=le_havre)
    demande = AffiliationFactory(collectivite=le_havre, niveau=Niveau.DECLAREE)
    contestation = services.contester(sienne, par=autre, motif="Je suis chargée du dossier")
    with override(langue):
        services.envoyer_code(demande, par=demande.personne)
        emails.demande_aux_referents(demande.pk)
        for quoi in ("acceptee", "refusee", "terminee"):
            emails.reponse(demande.pk, quoi)
        emails.contestation(contestation.pk)
        emails.contestation_close(contestation.pk)
        emails.codes_retenus(le_havre)
        emails.depart(sienne.pk)
        emails.depart_d_un_referent(le_havre, sienne)
    relever()
    textes = [f"{message.subject}\n{message.body}" for message in mail.outbox]
    assert len(textes) >= 10
    for texte in textes:
        assert not any(faute in texte for faute in ("de Le Havre", "à Le Havre", "of Le Havre"))
    assert any("au nom du Havre" in texte for texte in textes)
