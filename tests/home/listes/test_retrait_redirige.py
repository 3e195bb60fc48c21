"""Withdrawing many contents: readers may be sent elsewhere, now or by the worker."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from home.listes import enregistrement, services
from home.listes.models import ActionEnNombre
from home.listes.publication import LIMITE
from ressources.models import Acteur, RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory
from tests.home.listes import nombreux
from tests.home.listes.conftest import adresse, agir, dits, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def cible():
    return RessourcePageFactory(slug="cible")


def vont_vers(page) -> set[str]:
    return set(Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True))


@pytest.mark.parametrize(
    ("fabrique", "modele", "dossier"),
    [(RessourcePageFactory, RessourcePage, "ressources"), (ActeurFactory, Acteur, "annuaire")],
)
def test_each_address_leads_where_one_chose(comme, cible, fabrique, modele, dossier):
    objets = [fabrique(slug=f"retire-{rang}") for rang in range(2)]
    client, cles = comme("Rédaction"), [objet.pk for objet in objets]
    assert "rediriger_vers" in texte(client.get(adresse(modele, "unpublish", *cles)))
    agir(client, modele, "unpublish", cles, rediriger_vers=cible.pk)
    assert not modele.objects.filter(pk__in=cles, live=True).exists()
    assert {f"/{dossier}/retire-0", f"/{dossier}/retire-1"} <= vont_vers(cible)


def test_without_choice_no_redirect_is_left(comme):
    agir(comme("Rédaction"), RessourcePage, "unpublish", [RessourcePageFactory().pk])
    assert not Redirect.objects.exists()


def test_where_readers_are_sent_does_not_leave_with_the_others(comme, cible):
    partante = RessourcePageFactory()
    cles = [partante.pk, cible.pk]
    reponse = agir(comme("Rédaction"), RessourcePage, "unpublish", cles, rediriger_vers=cible.pk)
    assert "c’est là que vous renvoyez les lecteurs" in dits(reponse)
    partante.refresh_from_db()
    assert partante.live and not Redirect.objects.exists()


def test_a_page_that_cannot_be_read_is_refused_where_it_was_chosen(comme):
    partante, brouillon = RessourcePageFactory(), RessourcePageFactory(live=False)
    client = comme("Rédaction")
    reponse = agir(client, RessourcePage, "unpublish", [partante.pk], rediriger_vers=brouillon.pk)
    assert reponse.status_code == 422
    assert "choisissez une autre page publiée" in texte(reponse)
    assert "1\u00a0ressource" in texte(reponse)  # still the confirmation, and its button
    partante.refresh_from_db()
    assert partante.live


class TestEnFond:
    @pytest.fixture
    def lancee(self, theme, cible):
        """More than one request can do."""
        cles = nombreux.ressources(LIMITE + 1, theme=theme)
        acte = enregistrement.acte(RessourcePage, "unpublish")
        personne = UserFactory(groupe="Rédaction")
        return services.lancer(
            acte, RessourcePage, cles, par=personne, valeurs={"rediriger_vers": cible}
        )

    def test_the_worker_remembers_the_choice(self, lancee, cible):
        services.executer(lancee.pk, str(lancee.jeton))
        lancee.refresh_from_db()
        assert lancee.statut == ActionEnNombre.Statut.FAITE
        assert len(vont_vers(cible)) >= LIMITE + 1

    def test_the_chosen_page_was_withdrawn_meanwhile(self, lancee, cible):
        cible.unpublish()
        services.executer(lancee.pk, str(lancee.jeton))
        lancee.refresh_from_db()
        assert lancee.statut == ActionEnNombre.Statut.REFUSEE
        assert "choisissez une autre page publiée" in lancee.phrase
        assert RessourcePage.objects.live().count() == LIMITE + 1
