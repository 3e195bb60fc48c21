"""What migration 0007 makes of the rows that were there before it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.journal.models import Entree
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
etablissement = import_module("communautes.comptes.affiliations.migrations.0007_ce_qui_est_etabli")
Role = Affiliation.Role


@pytest.fixture
def lignes(commune, anct):
    def ligne(par=None, **champs):
        champs = {"niveau": Niveau.CAUTIONNEE, "verifiee_par": par and par.personne} | champs
        return AffiliationFactory(collectivite=commune, **champs)

    valide = ligne(niveau=Niveau.VALIDEE, role=Role.REFERENT)
    prov = ligne(niveau=Niveau.CONFIRMEE, role=Role.REFERENT_PROVISOIRE)
    nomme = ligne(prov, role=Role.REFERENT)
    Entree.objects.create(
        acte="affiliations.referent",
        personne=anct,
        type_d_objet=ContentType.objects.get_for_model(Affiliation),
        objet_pk=nomme.pk,
    )
    return {
        "valide": valide,
        "prov": prov,
        "nomme": nomme,
        "par_valide": ligne(valide, elu=True, habilite_a_engager=True),
        "par_nomme": ligne(nomme),
        "par_prov": ligne(prov, role=Role.REFERENT, habilite_a_engager=True),
        "par_prov_siret": ligne(prov, identite="sub", elu=True, habilite_a_engager=True),
    }


def test_a_provisional_word_establishes_nothing(lignes):
    etablissement.etablir(apps, None)
    for une in lignes.values():
        une.refresh_from_db()
    lues = {
        nom: (int(une.niveau_etabli), str(une.role), une.habilite_a_engager)
        for nom, une in lignes.items()
    }
    assert lues == {
        "valide": (5, "referent", False),
        "prov": (3, "provisoire", False),
        "nomme": (4, "referent", False),
        "par_valide": (4, "membre", True),
        "par_nomme": (4, "membre", False),
        "par_prov": (1, "membre", False),
        "par_prov_siret": (2, "membre", False),
    }


@pytest.mark.parametrize(
    ("statut", "motif", "decision"),
    [
        ("refusee", "Inconnue", True),
        ("terminee", "Inconnue", True),
        ("terminee", "", False),
        ("terminee", "Groupement dissous", False),
        ("expiree", "", False),
    ],
)
def test_a_decision_has_a_reason(statut, motif, decision):
    ligne = AffiliationFactory(statut=statut, motif=motif, close_le="2026-01-01T00:00:00Z")
    etablissement.dire_les_decisions(apps, None)
    ligne.refresh_from_db()
    assert ligne.close_par_decision is decision


def test_who_was_vouched_for_elsewhere_is_not(lignes):
    """The référent of another collectivité answers for nobody here."""
    ailleurs = AffiliationFactory(niveau=Niveau.VALIDEE, role=Role.REFERENT)
    ligne = AffiliationFactory(niveau=Niveau.CAUTIONNEE, verifiee_par=ailleurs.personne)
    etablissement.etablir(apps, None)
    ligne.refresh_from_db()
    assert ligne.niveau_etabli == Niveau.DECLAREE


def test_a_name_of_nobody_is_not_anct_s(lignes, commune):
    """The portal itself gave the role: nobody has answered for it."""
    UserFactory()
    portail = AffiliationFactory(
        collectivite=commune, niveau=Niveau.CAUTIONNEE, verifiee_par=lignes["prov"].personne
    )
    Entree.objects.create(
        acte="affiliations.referent",
        type_d_objet=ContentType.objects.get_for_model(Affiliation),
        objet_pk=portail.pk,
    )
    etablissement.etablir(apps, None)
    portail.refresh_from_db()
    assert portail.niveau_etabli == Niveau.DECLAREE
