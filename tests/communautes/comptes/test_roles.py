"""docs/droits.md, as a matrix; and the review workflow, where nothing is public before its time."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from tests.factories import (
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
    traduite,
)

ROLES = ["Rédaction", "Relecture", "Administration"]
ACTIONS = [
    ("can_add_subpage", {"Rédaction", "Administration"}),
    ("can_edit", {"Rédaction", "Relecture", "Administration"}),
    ("can_publish", {"Rédaction", "Relecture", "Administration"}),
    ("can_unpublish", {"Rédaction", "Relecture", "Administration"}),
    ("can_lock", {"Relecture", "Administration"}),
    ("can_copy", {"Rédaction", "Administration"}),
]
ECRANS = [
    ("wagtailimages:add", {"Rédaction", "Administration"}),
    ("wagtaildocs:add", {"Rédaction", "Administration"}),
    ("wagtailusers_users:index", {"Administration"}),
    ("wagtailadmin_workflows:index", {"Administration"}),
    ("wagtailredirects:add", {"Rédaction", "Administration"}),
    ("messages_recus:index", {"Administration"}),
]


def entre(response) -> bool:
    """Wagtail answers a refusal by a redirect to the admin's home, or by 403."""
    return response.status_code == 200


@pytest.fixture
def comme(client, db):
    def _comme(role):
        client.force_login(UserFactory(groupe=role))
        return client

    return _comme


class TestMatrice:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(("ecran", "permis"), ECRANS, ids=[e for e, _ in ECRANS])
    def test_screen(self, comme, role, ecran, permis):
        assert entre(comme(role).get(reverse(ecran))) is (role in permis)

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize(("action", "permis"), ACTIONS, ids=[a for a, _ in ACTIONS])
    def test_action_on_a_page(self, db, role, action, permis):
        page = RessourcePageFactory()
        cible = page.get_parent() if action == "can_add_subpage" else page
        droits = cible.permissions_for_user(UserFactory(groupe=role))
        assert getattr(droits, action)() is (role in permis)

    @pytest.mark.parametrize("role", [None, *ROLES])
    def test_the_admin_is_closed_to_the_others(self, client, db, role):
        client.force_login(UserFactory(groupe=role))
        assert client.get("/admin/").status_code == (200 if role else 403)


class TestRelecture:
    @pytest.fixture
    def soumise(self, comme):
        page = RessourcePageFactory(live=False)
        page.save_revision()
        workflow = page.get_workflow()
        workflow.start(page, UserFactory(groupe="Rédaction"))
        return page

    def test_a_page_in_review_is_not_public(self, client, soumise):
        assert client.get(soumise.url).status_code == 404

    def test_the_reviewer_approves_and_it_is_public(self, comme, client, soumise):
        etat = soumise.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[soumise.pk, "approve", etat.pk])
        comme("Relecture").post(url, {"comment": ""})
        assert Page.objects.get(pk=soumise.pk).live
        client.logout()
        assert client.get(soumise.url).status_code == 200

    def test_an_editor_may_not_approve(self, comme, soumise):
        etat = soumise.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[soumise.pk, "approve", etat.pk])
        comme("Rédaction").post(url, {"comment": ""})
        assert not Page.objects.get(pk=soumise.pk).live

    def test_an_incomplete_page_is_not_approved_and_says_why(self, comme, soumise):
        soumise.resume = ""
        soumise.save_revision()
        etat = soumise.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[soumise.pk, "approve", etat.pk])
        response = comme("Relecture").post(url, {"comment": ""}, follow=True)
        assert "Écrivez le résumé" in response.content.decode()
        assert not Page.objects.get(pk=soumise.pk).live


class TestSuppressionDunTheme:
    def test_is_explained_when_resources_point_at_it(self, comme):
        theme = ThemePageFactory()
        RessourcePageFactory(themes=[theme])
        url = reverse("wagtailadmin_pages:delete", args=[theme.pk])
        response = comme("Administration").post(url, follow=True)
        assert "choisi par 1 ressource" in response.content.decode()
        assert Page.objects.filter(pk=theme.pk).exists()

    def test_so_is_the_list_of_themes(self, comme):
        theme = ThemePageFactory()
        RessourcePageFactory(themes=[theme])
        index = theme.get_parent()
        url = reverse("wagtailadmin_pages:delete", args=[index.pk])
        response = comme("Administration").post(url, {"confirm_site_name": "x"}, follow=True)
        assert "des contenus ont choisis" in response.content.decode()
        assert Page.objects.filter(pk=theme.pk).exists()

    def test_what_only_the_database_refuses_is_said_too(self, comme):
        """Chosen by its English page, before forms refused it: nothing but the database knows."""
        theme = ThemePageFactory()
        anglaise = traduite(theme, title="Water")
        page = RessourcePageFactory(title="Mesurer la pluie", themes=[anglaise])
        url = reverse("wagtailadmin_pages:delete", args=[theme.pk])
        contenu = comme("Administration").post(url, follow=True).content.decode()
        assert "Rien n’a été supprimé" in contenu and page.title in contenu
        assert Page.objects.filter(pk=theme.pk).exists()


class TestChoixDunTheme:
    def test_offers_french_pages_only_by_their_name(self, comme):
        theme = ThemePageFactory(title="Partager l’eau")
        traduite(theme, title="Sharing water")
        page = RessourcePageFactory()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        formulaire = comme("Rédaction").get(url).context["form"].formsets["themes_lies"].forms[0]
        noms = [str(nom) for _valeur, nom in formulaire.fields["theme"].choices]
        assert "Partager l’eau" in noms and "Sharing water" not in noms

    def test_an_english_page_is_refused(self, comme):
        anglaise = traduite(ThemePageFactory(), title="Water")
        lien = RessourcePageFactory().themes_lies.get()
        lien.theme = anglaise
        with pytest.raises(ValidationError):
            lien.full_clean()
