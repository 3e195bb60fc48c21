"""Wagtail's explorer of pages, where every type stands: it costs the same for five or fifty."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from home.models import ContenuPage
from ressources.models import RessourceIndexPage, RessourcePage
from tests.factories import ContenuPageFactory, RessourcePageFactory, UserFactory
from tests.home.listes import nombreux
from tests.home.listes.conftest import ROLES

pytestmark = pytest.mark.django_db
BUDGET = 25  # of a list of the admin


@pytest.fixture
def mere() -> RessourceIndexPage:
    return RessourceIndexPage.objects.get(locale__language_code="fr")


@pytest.mark.parametrize("role", ROLES)
def test_costs_the_same_for_five_and_fifty(comme, theme, mere, count_queries, role):
    client, url = comme(role), reverse("wagtailadmin_explore", args=[mere.pk])
    mesures = []
    for nombre in (5, 45):
        nombreux.ressources(nombre, theme=theme)
        mesures.append(count_queries(client.get, url))
    assert client.get(url).content.decode().count("En nombre") >= 50
    assert mesures[0] == mesures[1] <= BUDGET


def en_tous_etats(nombre: int) -> None:
    """As many drafts, pages in review, locked ones and ones that wait for their hour."""
    auteur = UserFactory(groupe="Rédaction")
    for _rang in range(nombre):
        ContenuPageFactory(live=False, owner=auteur)
        ContenuPageFactory(locked=True, locked_by=auteur, locked_at=timezone.now())
        relue = ContenuPageFactory(live=False)
        relue.save_revision(user=auteur)
        relue.get_workflow().start(relue, auteur)
        programmee = ContenuPageFactory(live=False)
        programmee.go_live_at = timezone.now() + timedelta(days=1)
        programmee.save_revision(user=auteur).publish()


@pytest.mark.parametrize("role", ROLES)
def test_of_every_type_and_in_every_state_too(comme, accueil, count_queries, role):
    client, url = comme(role), reverse("wagtailadmin_explore", args=[accueil.pk])
    mesures = []
    for nombre in (1, 4):
        en_tous_etats(nombre)
        mesures.append(count_queries(client.get, url))
    lignes = client.get(url).context["object_list"]
    assert len({type(ligne) for ligne in lignes}) > 3
    assert mesures[0] == mesures[1] <= BUDGET


@pytest.mark.parametrize("suite", ["", "?q=page", "?has_child_pages=true"])
def test_a_page_with_drafts_and_a_search_stay_within_it(comme, accueil, count_queries, suite):
    client = comme("Rédaction")
    accueil.save_revision(user=client.personne).publish()
    accueil.save_revision(user=client.personne)
    url = reverse("wagtailadmin_explore", args=[accueil.pk]) + suite
    assert count_queries(client.get, url) <= BUDGET


def test_who_has_rights_on_one_section_goes_no_further(comme, accueil, mere):
    """Though those who have theirs on the root are not asked where they may go."""
    groupe = Group.objects.create(name="Voisine")
    groupe.permissions.add(Permission.objects.get(codename="access_admin"))
    droit = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=groupe, page=mere, permission=droit)
    sienne = RessourcePageFactory(parent=mere)
    client = comme("Voisine")
    chez_elle = reverse("wagtailadmin_explore", args=[mere.pk])
    ailleurs = client.get(reverse("wagtailadmin_explore", args=[accueil.pk]))
    assert (ailleurs.status_code, ailleurs.url) == (302, chez_elle)
    for partout in ({}, {"search_all": "1", "has_child_pages": "false"}):
        lignes = client.get(chez_elle, partout).context["object_list"]
        assert [page.pk for page in lignes] == [sienne.pk]


class TestPanneau:
    """What is said of the page above the list."""

    def panneau(self, client, page) -> str:
        return client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()

    def test_the_dates_of_its_draft(self, comme):
        client, page = comme("Rédaction"), ContenuPageFactory()
        debut = timezone.make_aware(datetime(2091, 3, 4, 9))
        page.go_live_at = debut
        page.save_revision(user=client.personne)
        assert "2091" in self.panneau(client, page)

    def test_its_review(self, comme):
        client, page = comme("Relecture"), ContenuPageFactory(live=False)
        page.save_revision(user=client.personne)
        page.get_workflow().start(page, client.personne)
        assert "workflow-status-dialog" in self.panneau(client, page)


class TestFiltres:
    @pytest.fixture
    def titres(self, comme, accueil):
        """`titres(**parametres)`: what the explorer finds under the home page."""
        client = comme("Rédaction")
        self.personne = client.personne

        def _titres(**parametres) -> set[str]:
            reponse = client.get(reverse("wagtailadmin_explore", args=[accueil.pk]), parametres)
            assert reponse.context["filters"].is_valid()
            return {page.title for page in reponse.context["object_list"]}

        return _titres

    def test_by_type_and_by_owner(self, titres):
        sienne = ContenuPageFactory(title="La sienne", owner=self.personne)
        ContenuPageFactory(title="Une autre", owner=UserFactory())
        ressource = RessourcePageFactory(title="Une ressource", owner=self.personne)
        types = ContentType.objects.get_for_models(ContenuPage, RessourcePage)
        assert titres(owner=self.personne.pk) == {sienne.title, ressource.title}
        assert titres(content_type=types[RessourcePage].pk) == {ressource.title}
        assert titres(owner=self.personne.pk, content_type=types[ContenuPage].pk) == {"La sienne"}

    def test_by_who_has_edited(self, titres):
        page, _autre = ContenuPageFactory(title="Reprise"), ContenuPageFactory()
        page.save_revision(user=self.personne, log_action=True)
        assert titres(edited_by=self.personne.pk) == {"Reprise"}

    def test_by_language(self, titres):
        assert titres(locale="en") == set() and titres(locale="fr")


@pytest.mark.parametrize("tri", ["content_type", "-content_type", "content_type__model"])
def test_a_search_that_cannot_be_sorted_by_type_is_answered(comme, accueil, tri):
    url = reverse("wagtailadmin_explore", args=[accueil.pk])
    assert comme("Rédaction").get(url, {"q": "ressources", "ordering": tri}).status_code == 200


def test_translating_is_offered_in_the_page_itself(comme):
    page = RessourcePageFactory()
    traduire = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    client = comme("Rédaction")
    ecrans = {
        nom: client.get(reverse(nom, args=[cle])).content.decode()
        for nom, cle in (
            ("wagtailadmin_explore", page.get_parent().pk),
            ("wagtailadmin_pages:edit", page.pk),
        )
    }
    assert [nom for nom, ecran in ecrans.items() if traduire in ecran] == [
        "wagtailadmin_pages:edit"
    ]
