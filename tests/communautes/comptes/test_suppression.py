"""docs/droits.md, on deleting, moving and withdrawing: the rule, every screen, and what is said."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from home.models import AccessibilitePage, AccueilPage, ActualiteIndexPage, ContenuPage
from ressources.models import RessourceIndexPage, ThemeIndexPage
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

ROLES = ["Rédaction", "Relecture", "Administration"]
RD, RL, AD = ROLES
STRUCTURE = [
    AccueilPage,
    ActualiteIndexPage,
    AccessibilitePage,
    ThemeIndexPage,
    RessourceIndexPage,
    ContenuPage,
]


@pytest.fixture
def personnes(db):
    return {role: UserFactory(groupe=role) for role in ROLES}


@pytest.fixture
def comme(personnes):
    def _comme(role):
        client = Client()
        client.force_login(personnes[role])
        return client

    return _comme


def page_dans_l_etat(etat: str, owner):
    if etat == "avec une page en dessous":
        page = ContenuPageFactory(live=False, owner=owner)
        ContenuPageFactory(parent=page, live=False, owner=owner)
    elif etat == "dépubliée":
        page = ActualitePageFactory(owner=owner)
        page.unpublish()
    else:
        page = ActualitePageFactory(live=etat == "publiée", owner=owner)
    return Page.objects.get(pk=page.pk)


def supprimer(client, page, *, en_nombre: bool) -> list[str]:
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    if en_nombre:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        url += f"?id={page.pk}"
    reponse = client.post(url, follow=True)
    return [str(message) for message in reponse.context["messages"]]


def existe(page) -> bool:
    return type(page).objects.filter(pk=page.pk).exists()


SUPPRESSIONS = [
    ("brouillon à soi", True, {RD, AD}),
    ("brouillon d’un autre", False, {AD}),
    ("publiée", True, {AD}),
    ("dépubliée", True, {AD}),
    ("avec une page en dessous", True, {AD}),
]


class TestPages:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("en_nombre", [False, True], ids=["single", "bulk"])
    @pytest.mark.parametrize(
        ("etat", "a_soi", "permis"), SUPPRESSIONS, ids=[etat for etat, *_ in SUPPRESSIONS]
    )
    def test_deleting(self, comme, personnes, role, en_nombre, etat, a_soi, permis):
        page = page_dans_l_etat(etat, personnes[role] if a_soi else None)
        dits = supprimer(comme(role), page, en_nombre=en_nombre)
        assert existe(page) is (role not in permis)
        assert any("Seule l’administration" in dit for dit in dits) is (role not in permis)

    @pytest.mark.parametrize("role", ROLES)
    def test_the_button_is_offered_where_it_works(self, comme, personnes, role):
        page = page_dans_l_etat("publiée", personnes[role])
        reponse = comme(role).get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
        bouton = reverse("wagtailadmin_pages:delete", args=[page.pk])
        assert (bouton in reponse.content.decode()) is (role == AD)

    def test_the_api_follows(self, comme, personnes):
        page = page_dans_l_etat("publiée", personnes[RD])
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"])
        assert comme(RD).post(url).status_code == 403
        assert existe(page)

    @pytest.mark.parametrize("role", ROLES)
    def test_moving_a_page(self, db, personnes, role):
        page = ContenuPageFactory()
        droits = page.permissions_for_user(personnes[role])
        assert droits.can_move_to(ContenuPageFactory()) is (role in {RD, AD})
        assert page.get_parent().permissions_for_user(personnes[role]).can_reorder_children() is (
            role in {RD, AD}
        )


class TestStructure:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("modele", STRUCTURE, ids=lambda modele: modele.__name__)
    def test_only_the_administration_touches_it(self, db, personnes, modele, role):
        for page in modele.objects.all():  # in every language
            droits = Page.objects.get(pk=page.pk).permissions_for_user(personnes[role])
            for acte in ("can_delete", "can_move", "can_unpublish", "can_set_view_restrictions"):
                assert getattr(droits, acte)() is (role == AD), (page, acte)

    @pytest.mark.parametrize("en_nombre", [False, True], ids=["single", "bulk"])
    def test_unpublishing_is_refused_with_a_reason(self, comme, accueil, en_nombre):
        url = reverse("wagtailadmin_pages:unpublish", args=[accueil.pk])
        if en_nombre:
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
            url += f"?id={accueil.pk}"
        reponse = comme(RD).post(url, follow=True)
        assert "le site repose sur elle" in reponse.content.decode()
        assert Page.objects.get(pk=accueil.pk).live

    def test_the_reason_is_not_given_where_it_is_not_the_reason(self, comme):
        url = reverse("wagtailadmin_pages:move", args=[ContenuPageFactory().pk])
        reponse = comme(RL).get(url, follow=True)
        assert reponse.redirect_chain and "le site repose" not in reponse.content.decode()

    def test_it_does_not_expire(self, accueil):
        accueil.expire_at = accueil.first_published_at.replace(year=2040)
        assert "expire_at" in accueil.manques_pour_publier()

    def test_a_legal_page_keeps_its_address(self, db):
        page = ContenuPage.objects.get(slug="mentions-legales", locale__language_code="fr")
        page.slug = "autre"
        with pytest.raises(ValidationError, match="Le pied de page"):
            page.full_clean()

    def test_the_other_contents_are_free(self, db, personnes):
        droits = ContenuPageFactory().permissions_for_user(personnes[RD])
        assert droits.can_unpublish() and droits.can_move()


class TestThemeDepublie:
    @pytest.mark.parametrize("en_nombre", [False, True], ids=["single", "bulk"])
    def test_is_refused_when_resources_point_at_it(self, comme, en_nombre):
        theme = ThemePageFactory(title="Partager l’eau")
        RessourcePageFactory(themes=[theme])
        url = reverse("wagtailadmin_pages:unpublish", args=[theme.pk])
        if en_nombre:
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
            url += f"?id={theme.pk}"
        reponse = comme(RD).post(url, follow=True)
        assert "choisi par 1 ressource" in reponse.content.decode()
        assert Page.objects.get(pk=theme.pk).live

    def test_goes_when_nothing_points_at_it(self, comme):
        theme = ThemePageFactory()
        comme(RD).post(reverse("wagtailadmin_pages:unpublish", args=[theme.pk]))
        assert not Page.objects.get(pk=theme.pk).live


MEDIAS = [
    (ImageFactory, "wagtailimages:delete", ["home", "siteimage", "delete"]),
    (DocumentFactory, "wagtaildocs:delete", ["home", "sitedocument", "delete"]),
]
CAS = [  # (its own, used, who deletes it, what the others read)
    (True, False, {RD, AD}, "que vous avez déposés"),
    (False, False, {AD}, "que vous avez déposés"),
    (True, True, set(), ""),
    (False, True, set(), ""),
]


class TestMedias:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("en_nombre", [False, True], ids=["single", "bulk"])
    @pytest.mark.parametrize("media", MEDIAS, ids=["image", "document"])
    @pytest.mark.parametrize(
        ("a_soi", "sert", "permis", "phrase"), CAS, ids=["own", "other", "own used", "other used"]
    )
    def test_deleting(self, comme, personnes, role, en_nombre, media, a_soi, sert, permis, phrase):
        fabrique, vue, action = media
        fichier = fabrique(
            uploaded_by_user=personnes[role] if a_soi else None,
            collection=Collection.get_first_root_node(),
        )
        if sert:
            self._servir(fichier)
        url = reverse(vue, args=[fichier.pk])
        if en_nombre:
            url = reverse("wagtail_bulk_action", args=action) + f"?id={fichier.pk}"
        reponse = comme(role).post(url, follow=True)
        assert existe(fichier) is (role not in permis)
        if role == AD and sert:
            assert "sert encore dans" in reponse.content.decode()
        if role not in permis and not sert:
            assert phrase in reponse.content.decode()

    @staticmethod
    def _servir(fichier):
        """In a draft that nobody has published yet: what is prepared counts too."""
        if hasattr(fichier, "width"):
            ActualitePageFactory(live=False, image=fichier)
        else:
            bloc = {"type": "download", "value": {"document": fichier.pk}}
            ContenuPageFactory(live=False, body=[bloc])
