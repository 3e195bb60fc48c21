"""Health names each work whose worker is lost, and leads to where it is launched again or left."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home.echanges.models import Import
from home.echanges.pouls import SILENCE
from home.listes.models import ActionEnNombre
from ressources.models import RessourcePage
from tests.home.listes.conftest import texte
from tests.home.tableau.test_tableau import lire, panneau

pytestmark = pytest.mark.django_db
MUET = SILENCE + timedelta(seconds=1)
DITE = "1 import ou action en nombre s’est interrompu"


def import_lance(*, depuis=MUET, commence=True, **champs) -> Import:
    battement = timezone.now() - depuis
    return Import.objects.create(
        **{
            "table": "ressources",
            "nom_du_fichier": "perdu.csv",
            "entetes": [],
            "statut": "application",
            "jeton": uuid4(),
            "battement": battement,
            "commence_le": battement if commence else None,
        }
        | champs
    )


def action_lancee(**champs) -> ActionEnNombre:
    muet = timezone.now() - MUET
    return ActionEnNombre.objects.create(
        acte="unpublish",
        type_de_contenu=ContentType.objects.get_for_model(RessourcePage),
        cles=[1, 2],
        jeton=uuid4(),
        battement=muet,
        commence_le=muet,
        **champs,
    )


def sante(client) -> str:
    return panneau(lire(client), "sante")


def adresse_de(nom: str, page: str) -> str:
    return re.search(rf'<a href="([^"]+)">{nom}</a>', page)[1]


class TestImportPerdu:
    @pytest.mark.parametrize("tache", ["RUNNING", "FAILED", None])
    def test_is_named_whatever_has_become_of_its_task(self, comme, tache):
        import_ = import_lance()
        if tache:
            DBTaskResult.objects.create(
                task_path="x.y",
                status=tache,
                started_at=import_.battement,
                args_kwargs={},
                run_after=import_.battement,
                backend_name="default",
            )
        client = comme("Administration")
        page = sante(client)
        assert DITE in page and "au fur et à mesure" not in page
        ecran = texte(client.get(adresse_de("perdu.csv", page)))
        assert "Relancer" in ecran and "Arrêter" in ecran

    @pytest.mark.parametrize(
        ("depuis", "commence"), [(SILENCE - timedelta(seconds=5), True), (MUET, False)]
    )
    def test_one_that_lives_or_has_not_begun_is_not(self, comme, depuis, commence):
        import_lance(depuis=depuis, commence=commence)
        assert "perdu.csv" not in sante(comme("Administration"))

    def test_is_said_in_the_list_of_imports(self, comme):
        import_lance()
        liste = texte(comme("Administration").get(reverse("echanges:liste", args=["ressources"])))
        assert "Interrompu" in liste and "Import en cours" not in liste

    def test_leads_nowhere_for_who_may_not_open_it(self, comme):
        import_lance()
        action_lancee()
        client = comme(None)
        client.personne.user_permissions.add(
            *Permission.objects.filter(codename__in=("access_admin", "change_user"))
        )
        page = sante(client)
        for nom in ("perdu.csv", "Dépublier 2\u00a0ressources"):
            assert f"<span>{nom}</span>" in page

    def test_the_first_five_are_named_of_many(self, comme):
        for rang in range(6):
            import_lance(nom_du_fichier=f"perdu-{rang}.csv")
        page = sante(comme("Administration"))
        assert "6 imports ou actions en nombre se sont interrompus" in page
        assert re.findall(r"perdu-(\d)", page) == list("01234") and "<span>…</span>" in page


class TestActionPerdue:
    def test_is_named_until_it_is_stopped(self, comme):
        action = action_lancee()
        client = comme("Administration")
        page = sante(client)
        assert DITE in page
        adresse = adresse_de("Dépublier 2\u00a0ressources", page)
        assert reverse("en_nombre:arreter", args=[action.pk]) in texte(client.get(adresse))
        ecran = texte(client.post(reverse("en_nombre:arreter", args=[action.pk]), follow=True))
        assert "a été arrêtée\u00a0: rien n’a été fait" in ecran and "Relancer" not in ecran
        assert "interrompu" not in sante(client)


def test_what_is_done_is_not_lost(comme):
    maintenant = timezone.now()
    import_lance(statut="applique", applique_le=maintenant)
    action_lancee(statut="faite", finie_le=maintenant)
    assert "interrompu" not in sante(comme("Administration"))
