"""docs/droits.md, on acts on many contents: the three roles, and nobody else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, WorkflowState

from home.models import ActualitePage
from ressources.models import Acteur, RessourcePage, ThemePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    RessourcePageFactory,
    ThemePageFactory,
)
from tests.home.listes.conftest import ROLES, adresse, texte

pytestmark = pytest.mark.django_db


ACTES = {
    RessourcePage: [
        "verifier",
        "ajouter_theme",
        "retirer_theme",
        "confier",
        "ajouter_etiquette",
        "retirer_etiquette",
        "publish",
        "unpublish",
    ],
    Acteur: ["verifier", "ajouter_theme", "retirer_theme", "confier", "publish", "unpublish"],
    ThemePage: ["publish", "unpublish"],
    ActualitePage: ["publish", "unpublish"],
}
FABRIQUES = {
    RessourcePage: RessourcePageFactory,
    Acteur: ActeurFactory,
    ThemePage: ThemePageFactory,
    ActualitePage: ActualitePageFactory,
}


class TestDroits:
    """docs/droits.md: the three roles modify and publish; nobody else comes near."""

    @pytest.fixture
    def voisine(self, comme):
        """Enters the admin, and no more."""
        groupe = Group.objects.create(name="Voisine")
        groupe.permissions.add(Permission.objects.get(codename="access_admin"))
        return comme("Voisine")

    @pytest.mark.parametrize("role", ["visiteur", None, *ROLES])
    @pytest.mark.parametrize("modele", ACTES, ids=lambda m: m.__name__)
    def test_each_act(self, client, comme, modele, role):
        objet = FABRIQUES[modele]()
        navigateur = client if role == "visiteur" else comme(role)
        for acte in ACTES[modele]:
            url = adresse(modele, acte, objet.pk)
            attendu = {"visiteur": 302, None: 403}.get(role, 200)
            assert navigateur.get(url).status_code == attendu, acte
            if role in ("visiteur", None):
                corps = {"objets": str(objet.pk), "confirmer": "oui", "valeur": "x"}
                refus = {302: 401}.get(attendu, attendu)  # what was sent is kept
                assert navigateur.post(url, corps).status_code == refus, acte
        objet.refresh_from_db()
        assert objet.live and not WorkflowState.objects.exists()

    @pytest.mark.parametrize("modele", ACTES, ids=lambda m: m.__name__)
    def test_the_admin_without_the_list_is_not_enough(self, voisine, modele):
        objet, chez_elle = FABRIQUES[modele](), reverse("wagtailadmin_home")
        for acte in ACTES[modele]:
            corps = {"objets": str(objet.pk), "confirmer": "oui"}
            for reponse in (
                voisine.get(adresse(modele, acte, objet.pk)),
                voisine.post(adresse(modele, acte), corps),
            ):
                assert (reponse.status_code, reponse.get("Location")) == (302, chez_elle), acte

    def test_what_the_list_does_not_show_is_not_even_named(self, voisine):
        """Keys are typed at will; her list holds one page only."""
        sienne, autre = (RessourcePageFactory(title=titre) for titre in ("La sienne", "Un secret"))
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="Voisine"),
            page=sienne,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename="publish_page"
            ),
        )
        url = adresse(RessourcePage, "unpublish", sienne.pk, autre.pk)
        page = texte(voisine.get(url))
        assert "La sienne" in page and "Un secret" not in page
        corps = {"objets": f"{sienne.pk},{autre.pk}"}
        assert "Un secret" not in texte(voisine.post(adresse(RessourcePage, "unpublish"), corps))

    def test_every_act_is_in_the_matrix(self, db):
        from wagtail.admin.views.bulk_action.registry import bulk_action_registry

        for modele, actes in ACTES.items():
            noms = modele._meta.label_lower.split(".")
            connus = {a.action_type for a in bulk_action_registry.get_bulk_actions_for_model(*noms)}
            assert connus - {"delete"} == set(actes)
