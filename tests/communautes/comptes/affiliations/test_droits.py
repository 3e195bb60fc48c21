"""Every role × action, out of the same table as docs/droits.md."""

import pytest
from django.conf import settings
from django.template import Context, Template

from communautes.comptes.affiliations.management.commands.ecrire_droits import recrit
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.droits import ACTIONS, COLONNES, permis, verdict
from tests.factories import AffiliationFactory

# As domain.md says them; the table must say the same.
ATTENDUS = {
    "lire_membres": "non oui oui oui oui oui oui oui",
    "lire_journal": "non oui oui oui oui oui oui oui",
    "prendre_position": "non oui oui oui oui oui oui oui",
    "publier_retour": "relu oui oui oui oui oui oui oui",
    "reprendre_retour": "non oui oui oui oui oui oui oui",
    "contester_referent": "non oui oui oui oui oui oui oui",
    "gerer_membres": "non non non non non non oui non",
    "candidater": "non non non non non non non oui",
}
CELLULES = [
    (action, colonne, attendu)
    for action, ligne in ATTENDUS.items()
    for colonne, attendu in zip(COLONNES, ligne.split(), strict=True)
]


def test_every_action_has_its_line():
    assert set(ATTENDUS) == set(ACTIONS)


@pytest.mark.parametrize(
    ("code", "colonne", "attendu"), CELLULES, ids=[f"{c[0]}-{c[1][0]}" for c in CELLULES]
)
@pytest.mark.django_db
def test_cell(code, colonne, attendu):
    """What the table says is what a person is told; a refusal has its reason and its way."""
    _nom, niveau, reste = colonne
    elu = bool(reste.get("habilite_a_engager"))
    rendu = verdict(code, AffiliationFactory(niveau=niveau, elu=elu, **reste))
    assert ("relu" if rendu.premoderee else "oui" if rendu.permis else "non") == attendu
    options = {"role": reste.get("role", "membre"), "habilite": elu}
    assert permis(ACTIONS[code], niveau, **options) == attendu
    if attendu == "non":
        assert rendu.raison and rendu.moyen and rendu.adresse and rendu.libelle_du_moyen


@pytest.mark.parametrize("code", ACTIONS)
def test_a_visitor_and_who_has_no_collectivite_are_told_what_to_do(code):
    for connecte in (False, True):
        rendu = verdict(code, None, connecte=connecte)
        assert not rendu.permis and rendu.raison and rendu.moyen and rendu.adresse


@pytest.mark.django_db
@pytest.mark.parametrize("statut", ["expiree", "refusee", "terminee"])
def test_what_is_closed_opens_nothing(statut):
    affiliation = AffiliationFactory.build(niveau=Niveau.VALIDEE, role="referent", statut=statut)
    assert not any(verdict(code, affiliation).permis for code in ACTIONS)


@pytest.mark.django_db
def test_nor_in_a_collectivite_that_is_gone():
    affiliation = AffiliationFactory(niveau=Niveau.VALIDEE, role=Affiliation.Role.REFERENT)
    affiliation.collectivite.statut = "dissoute"
    assert not any(verdict(code, affiliation).permis for code in ACTIONS)


def test_the_document_is_up_to_date():
    """`python manage.py ecrire_droits` makes it so."""
    document = (settings.RACINE / "docs" / "droits.md").read_text(encoding="utf-8")
    assert recrit(document) == document


@pytest.mark.django_db
@pytest.mark.parametrize("niveau", [Niveau.DECLAREE, Niveau.CONFIRMEE])
def test_a_page_of_another_room_shows_its_action_or_the_way_to_it(rf, niveau):
    affiliation = AffiliationFactory(niveau=niveau)
    request = rf.get("/")
    request.user, request.session = affiliation.personne, {}
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    gabarit = Template(
        '{% load droits_tags %}{% droit "prendre_position" as verdict %}'
        '{% include "components/action_reservee.html" with verdict=verdict libelle="Prendre '
        'position" url="/position/" only %}'
    )
    rendu = gabarit.render(Context({"request": request}))
    assert "Prendre position" in rendu
    assert ('href="/position/"' in rendu) is (niveau == Niveau.CONFIRMEE)
    assert ("/verifier/" in rendu) is (niveau == Niveau.DECLAREE)
