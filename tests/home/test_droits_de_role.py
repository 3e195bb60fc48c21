"""What a migration gives to a role comes back as it went."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from home.droits.aux_roles import donner_a

NOMS = {"essayer_entree": "Peut essayer"}


@pytest.fixture
def allers():
    return donner_a("Administration", "journal", "entree", NOMS)


class Schema:
    connection = connection


def test_the_role_has_it_then_has_it_no_more(db, allers):
    donner, reprendre = allers
    donner(apps, Schema)
    donner(apps, Schema)  # twice changes nothing
    groupe = Group.objects.get(name="Administration")
    assert groupe.permissions.filter(codename="essayer_entree").count() == 1
    reprendre(apps, Schema)
    assert not Permission.objects.filter(codename="essayer_entree").exists()
    assert groupe.permissions.filter(codename="view_entree").exists()


def test_without_the_role_the_permission_is_there(db, allers):
    Group.objects.filter(name="Administration").delete()
    allers[0](apps, Schema)
    assert Permission.objects.get(codename="essayer_entree").name == "Peut essayer"
