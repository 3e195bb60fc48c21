"""Every rule that the database keeps on affiliations and contests, whatever the code does."""

from functools import partial

import pytest
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from tests.contraintes import contrainte_qui_refuse, noms_des_contraintes, phrase_de
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
PROVISOIRE = Affiliation.Role.REFERENT_PROVISOIRE
close = partial(dict, close_le=timezone.now())

AFFILIATIONS = [
    ("une_seule_ouverte", {}, "Vous avez déjà rejoint cette collectivité."),
    ("un_provisoire", {"role": PROVISOIRE}, "Cette collectivité a déjà un référent provisoire."),
    ("mandat_d_un_elu", {"fonction": "elu"}, "Indiquez quand finit le mandat."),
    (
        "active_si_prouvee",
        {"niveau": Niveau.DECLAREE, "statut": "active"},
        "Une affiliation active est prouvée, et elle seule.",
    ),
    (
        "active_si_prouvee",
        {"statut": "demandee"},
        "Une affiliation active est prouvée, et elle seule.",
    ),
    ("niveau_et_preuve", {"preuve": ""}, "Au-delà de « déclarée », dites la preuve."),
    (
        "niveau_et_preuve",
        {"niveau": Niveau.DECLAREE, "preuve": "siret"},
        "Au-delà de « déclarée », dites la preuve.",
    ),
    ("niveau_connu", {"niveau": 6, "preuve": "anct"}, "Ce niveau n’existe pas."),
    (
        "niveau_etabli",
        {"niveau_etabli": Niveau.CONCORDANTE},
        "Seule une caution donne plus que ce qui est établi.",
    ),
    (
        "niveau_etabli",
        {"niveau": Niveau.CAUTIONNEE, "niveau_etabli": Niveau.VALIDEE},
        "Seule une caution donne plus que ce qui est établi.",
    ),
    (
        "referent_prouve",
        {"niveau": Niveau.CAUTIONNEE, "niveau_etabli": Niveau.DECLAREE, "role": "referent"},
        "Un référent a prouvé qu’il travaille là.",
    ),
    (
        "habilitation",
        {"habilite_a_engager": True},
        "Seuls un référent, un élu, ou une direction générale cautionnée engagent la collectivité.",
    ),
    (
        "habilitation",
        {"habilite_a_engager": True, "fonction": "dgs"},
        "Seuls un référent, un élu, ou une direction générale cautionnée engagent la collectivité.",
    ),
    (
        "demande_en_vigueur",
        close(statut="terminee") | {"demande_a_l_anct": "Courriel officiel inconnu"},
        "Seule une affiliation en vigueur le demande.",
    ),
    (
        "decision_close",
        {"close_par_decision": True},
        "Seule une affiliation close l’est par décision.",
    ),
    (
        "empreintes_closes",
        {"empreintes": ["0" * 64]},
        "Seule une affiliation close garde une empreinte.",
    ),
    ("refus_motive", close(statut="refusee"), "Dites pourquoi vous refusez."),
    ("close_datee", close(), "Ce qui est clos a une date, et cela seul."),
    ("close_datee", {"statut": "terminee"}, "Ce qui est clos a une date, et cela seul."),
]
CONTESTATIONS = [
    ("une_seule_ouverte", {}, "Vous l’avez déjà fait : la réponse est attendue."),
    ("motivee", {"motif": ""}, "Dites pourquoi."),
    ("d_autrui", {"par": None}, "On ne se conteste pas soi-même."),
    ("close_datee", close(), "Ce qui est clos a une date, et cela seul."),
    ("close_datee", {"statut": "caduque"}, "Ce qui est clos a une date, et cela seul."),
]


def noms(essais) -> list[str]:
    return [nom for nom, _champs, _phrase in essais]


@pytest.mark.parametrize(("nom", "champs", "phrase"), AFFILIATIONS, ids=noms(AFFILIATIONS))
def test_an_affiliation(nom, champs, phrase):
    """Somebody else's provisional role, and one's own affiliation, are there already."""
    commune = CollectiviteFactory()
    AffiliationFactory(collectivite=commune, role=PROVISOIRE)
    sienne = AffiliationFactory(collectivite=commune)
    personne = sienne.personne if nom == "une_seule_ouverte" else UserFactory()
    ligne = AffiliationFactory.build(collectivite=commune, personne=personne, **champs)
    assert phrase_de(f"affiliation_{nom}", ligne) == phrase
    assert contrainte_qui_refuse(ligne) == f"affiliation_{nom}"


@pytest.mark.parametrize(("nom", "champs", "phrase"), CONTESTATIONS, ids=noms(CONTESTATIONS))
def test_a_contest(nom, champs, phrase):
    commune = CollectiviteFactory()
    contestee = AffiliationFactory(collectivite=commune, role=PROVISOIRE)
    commun = {
        "contestee": contestee,
        "par": AffiliationFactory(collectivite=commune),
        "motif": "Je tiens le dossier",
        "echeance_le": timezone.now(),
    }
    if nom == "une_seule_ouverte":
        Contestation.objects.create(**commun)
    if nom == "d_autrui":
        champs = {"par": contestee}
    ligne = Contestation(**commun | champs)
    assert phrase_de(f"contestation_{nom}", ligne) == phrase
    assert contrainte_qui_refuse(ligne) == f"contestation_{nom}"


@pytest.mark.parametrize(
    ("modele", "essais"), [(Affiliation, AFFILIATIONS), (Contestation, CONTESTATIONS)]
)
def test_none_is_left_untried(modele, essais):
    essayees = {f"{modele._meta.model_name}_{nom}" for nom in noms(essais)}
    assert essayees == noms_des_contraintes(modele)
