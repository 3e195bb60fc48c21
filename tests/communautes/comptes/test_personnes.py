"""People and groups in the admin: nobody gives more than they have, nor touches someone above."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from communautes.comptes.models import User
from tests.factories import UserFactory


@pytest.fixture
def administration(client, db):
    client.force_login(UserFactory(groupe="Administration"))
    return client


@pytest.fixture
def superieure(db):
    return UserFactory(is_superuser=True, first_name="Ada", last_name="Haut")


@pytest.fixture
def groupe_fort(db):
    groupe = Group.objects.create(name="Technique")
    groupe.permissions.set(Permission.objects.all())
    return groupe


def fiche(**champs) -> dict:
    return {"email": "p@x.example.org", "first_name": "Prune", "last_name": "Bas"} | champs


def creer(client, **champs):
    return client.post(reverse("wagtailusers_users:add"), fiche(**champs))


def modifier(client, personne, **champs):
    url = reverse("wagtailusers_users:edit", args=[personne.pk])
    return client.post(url, fiche(is_active="on", **champs))


def en_nombre(client, action, personne, **champs):
    url = reverse("wagtail_bulk_action", args=["comptes", "user", action])
    return client.post(f"{url}?id={personne.pk}", champs)


class TestAdministration:
    @pytest.mark.parametrize("ecran", ["add", "edit"])
    def test_sees_neither_superuser_box_nor_password(self, administration, ecran):
        args = [UserFactory().pk] if ecran == "edit" else []
        response = administration.get(reverse(f"wagtailusers_users:{ecran}", args=args))
        assert response.status_code == 200
        page = response.content.decode()
        assert 'name="groups"' in page
        assert 'name="is_superuser"' not in page
        assert 'type="password"' not in page

    @pytest.mark.parametrize("role", ["Rédaction", None])
    def test_who_is_given_an_account_is_told_how_to_enter(self, administration, relever, role):
        groupes = {"groups": Group.objects.get(name=role).pk} if role else {}
        assert creer(administration, **groupes).status_code == 302
        [courriel] = [m for m in relever() if m.to == ["p@x.example.org"]]
        assert "/connexion/" in courriel.body and "vous est ouvert" in courriel.subject
        assert ("seconde vérification" in courriel.body) == bool(role)

    def test_a_forged_superuser_box_does_nothing(self, administration):
        assert creer(administration, is_superuser="on").status_code == 302
        personne = User.objects.get(email="p@x.example.org")
        assert not personne.is_superuser
        assert not personne.has_usable_password()
        modifier(administration, personne, is_superuser="on")
        personne.refresh_from_db()
        assert not personne.is_superuser

    def test_cannot_lift_itself(self, administration):
        moi = User.objects.get(groups__name="Administration")
        modifier(administration, moi, email=moi.email, is_superuser="on")
        moi.refresh_from_db()
        assert moi.first_name == "Prune"
        assert not moi.is_superuser

    @pytest.mark.parametrize("role", ["Rédaction", "Relecture", "Administration"])
    def test_gives_the_editorial_roles(self, administration, role):
        creer(administration, groups=[Group.objects.get(name=role).pk])
        assert User.objects.get(email="p@x.example.org").groups.get().name == role

    def test_gives_no_other_group(self, administration, groupe_fort):
        assert creer(administration, groups=[groupe_fort.pk]).status_code == 200
        assert not User.objects.filter(email="p@x.example.org").exists()

    def test_does_not_touch_a_superuser(self, administration, superieure):
        adresse = superieure.email
        url = reverse("wagtailusers_users:edit", args=[superieure.pk])
        assert administration.get(url).status_code == 302
        assert modifier(administration, superieure).status_code == 302
        en_nombre(administration, "set_active_state", superieure, mark_as_active="False")
        superieure.refresh_from_db()
        assert (superieure.email, superieure.is_active) == (adresse, True)

    def test_does_not_touch_someone_of_another_group(self, administration, groupe_fort):
        personne = UserFactory()
        personne.groups.add(groupe_fort)
        modifier(administration, personne)
        personne.refresh_from_db()
        assert personne.email != "p@x.example.org"

    def test_gives_only_its_roles_in_bulk(self, administration, groupe_fort):
        personne = UserFactory()
        en_nombre(administration, "assign_role", personne, role=groupe_fort.pk)
        assert not personne.groups.exists()
        role = Group.objects.get(name="Relecture")
        en_nombre(administration, "assign_role", personne, role=role.pk)
        assert personne.groups.get() == role

    def test_closes_a_plain_account_in_bulk(self, administration):
        personne = UserFactory()
        en_nombre(administration, "set_active_state", personne, mark_as_active="False")
        personne.refresh_from_db()
        assert not personne.is_active


class TestGroupes:
    @pytest.fixture
    def gestion_des_groupes(self, client, db):
        """Someone to whom a superuser gave the right to change groups: it opens nothing."""
        personne = UserFactory(groupe="Administration")
        droits = Permission.objects.filter(content_type__model="group")
        personne.user_permissions.set(droits)
        client.force_login(personne)
        return client

    @pytest.mark.parametrize("ecran", ["index", "add", "edit", "delete"])
    def test_are_closed_to_all_but_superusers(
        self, client, gestion_des_groupes, superieure, groupe_fort, ecran
    ):
        args = [groupe_fort.pk] if ecran in {"edit", "delete"} else []
        url = reverse(f"wagtailusers_groups:{ecran}", args=args)
        assert gestion_des_groupes.get(url).status_code == 302
        assert gestion_des_groupes.post(url, {"name": "Pris"}).status_code in {302, 405}
        assert Group.objects.get(pk=groupe_fort.pk).name == "Technique"
        client.force_login(superieure)
        assert client.get(url).status_code == 200


class TestSuperutilisateur:
    def test_lifts_someone_and_changes_another(self, client, superieure, groupe_fort):
        client.force_login(superieure)
        page = client.get(reverse("wagtailusers_users:add")).content.decode()
        assert 'name="is_superuser"' in page
        creer(client, is_superuser="on", groups=[groupe_fort.pk])
        personne = User.objects.get(email="p@x.example.org")
        assert personne.is_superuser
        assert personne.groups.get() == groupe_fort
        modifier(client, personne)
        personne.refresh_from_db()
        assert not personne.is_superuser
