"""Waiting behind another import, leaving a lost step, undoing to the end what was left once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.echanges import services
from home.echanges.models import Import
from home.echanges.pouls import SILENCE
from home.listes.models import ActionEnNombre
from ressources.models import RessourcePage
from tests.factories import ThemePageFactory

pytestmark = pytest.mark.django_db
MUET = SILENCE + timedelta(seconds=1)


def lignes(*references, resume="Deux lignes.") -> list[list[str]]:
    rangees = [
        [reference, f"Titre {reference}", resume, "Eau", "31/12/2030"] for reference in references
    ]
    return [["Référence", "Titre", "Résumé", "Thèmes", "À revoir le"], *rangees]


def etape(import_: Import, statut: str, *, battement, commence: bool) -> Import:
    import_.statut, import_.jeton, import_.battement = statut, uuid4(), battement
    import_.commence_le = battement if commence else None
    import_.save()
    return import_


def retravailler(reference: str, par) -> None:
    page = RessourcePage.objects.get(reference=reference)
    page.source = "Une collègue"
    page.save_revision(user=par)


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau")


@pytest.fixture
def client_(client, redactrice):
    client.force_login(redactrice)
    return client


def page(client, import_: Import) -> str:
    return client.get(reverse("echanges:detail", args=[import_.table, import_.pk])).content.decode()


class TestAttendre:
    @pytest.fixture
    def second(self, essayer):
        return etape(
            essayer(lignes("B-1")),
            "application",
            battement=timezone.now() - MUET,
            commence=False,
        )

    def test_behind_one_that_lives_it_says_so_and_goes_on_refreshing(
        self, essayer, second, client_
    ):
        premier = essayer(lignes("A-1"))
        etape(premier, "application", battement=timezone.now(), commence=True)
        Import.objects.filter(pk=premier.pk).update(avancement=304, compteurs={"total": 1500})
        assert not second.silencieux
        lue = page(client_, second)
        assert "Un autre travail avance" in lue and "304 sur 1500" in lue
        assert "équipe technique" not in lue and "Relancer" not in lue

    def test_an_act_on_many_contents_that_lives_is_one_too(self, second, redactrice):
        ActionEnNombre.objects.create(
            acte="publish",
            type_de_contenu=ContentType.objects.get_for_model(RessourcePage),
            cles=[1, 2],
            jeton=uuid4(),
            lance_par=redactrice,
            commence_le=timezone.now(),
        )
        assert not second.silencieux and second.devant.total == 2

    def test_what_is_ahead_is_asked_once_for_the_screen(self, essayer, second, client_):
        etape(essayer(lignes("A-1")), "application", battement=timezone.now(), commence=True)
        with CaptureQueriesContext(connection) as requetes:
            assert "Un autre travail avance" in page(client_, second)
        table = Import._meta.db_table
        cherchent = [r for r in requetes if table in r["sql"] and "commence_le" in r["sql"]]
        assert sum("ORDER BY" in requete["sql"] for requete in cherchent) == 1

    @pytest.mark.parametrize("commence", [True, False])
    def test_behind_one_that_is_lost_or_has_not_begun_it_may_be_launched_again(
        self, essayer, second, client_, commence
    ):
        passe = timezone.now() - MUET if commence else timezone.now()
        etape(essayer(lignes("A-1")), "application", battement=passe, commence=commence)
        assert second.silencieux and "Relancer" in page(client_, second)


class TestArreter:
    @pytest.mark.parametrize(
        ("statut", "retour"), [("application", "essaye"), ("annulation", "applique")]
    )
    def test_a_lost_step_is_left_for_what_came_before(self, importer, client_, statut, retour):
        import_ = etape(
            importer(lignes("A-1")), statut, battement=timezone.now() - MUET, commence=True
        )
        assert "Arrêter, et revenir au rapport" in page(client_, import_)
        client_.post(reverse("echanges:arreter", args=[import_.table, import_.pk]))
        ancien = str(import_.jeton)
        import_.refresh_from_db()
        assert import_.statut == retour and "a été arrêtée" in import_.incident
        services.executer(import_.pk, ancien)  # the lost worker comes back
        import_.refresh_from_db()
        assert import_.statut == retour

    def test_a_step_that_lives_is_not(self, essayer, client_):
        import_ = etape(
            essayer(lignes("A-1")), "application", battement=timezone.now(), commence=True
        )
        with pytest.raises(services.EchangeRefuse):
            services.arreter(import_)


class TestDeuxImportsEmpiles:
    def test_the_later_one_is_named_and_then_the_first_is_undone_to_its_end(
        self, importer, annuler, client_
    ):
        premier = importer(lignes("B-1", "B-2"), publier=True)
        second = importer(lignes("B-1", resume="Autrement."), publier=True, nom="second.csv")
        annuler(premier)
        assert premier.statut == "annule" and premier.nombre("laissees") == 1
        laissee = premier.lignes.exclude(laissee="").get()
        assert "second.csv" in laissee.laissee and "reprenez cette annulation" in laissee.laissee
        assert "Reprendre l’annulation" in page(client_, premier)
        annuler(second)
        annuler(premier)
        assert not premier.nombre("laissees") and not RessourcePage.objects.exists()
        assert "Reprendre l’annulation" not in page(client_, premier)

    def test_resumed_it_takes_only_what_was_left(self, importer, annuler, redactrice):
        importer(lignes("B-1", "B-2", resume="Avant."), publier=True)
        import_ = importer(lignes("B-1", "B-2"), publier=True)
        retravailler("B-1", redactrice)
        for _fois in range(2):
            annuler(import_)
            assert import_.lignes.exclude(laissee="").get().titre == "Titre B-1"

    def test_a_later_import_that_is_undone_is_not_named(self, importer, annuler, redactrice):
        premier = importer(lignes("B-1"), publier=True)
        second = importer(lignes("B-1", resume="Autre."), publier=True, nom="second.csv")
        retravailler("B-1", redactrice)
        annuler(second)
        annuler(premier)
        assert "second.csv" not in premier.lignes.get().laissee

    def test_an_earlier_import_is_not_named(self, importer, annuler, redactrice):
        importer(lignes("B-1"), publier=True, nom="premier.csv")
        second = importer(lignes("B-1", resume="Autre."), publier=True)
        retravailler("B-1", redactrice)
        annuler(second)
        assert "premier.csv" not in second.lignes.get().laissee

    def test_a_later_import_of_another_list_is_not_named(self, importer, annuler, redactrice):
        """Keys of two lists may be the same."""
        import_ = importer(lignes("B-1"), publier=True)
        retravailler("B-1", redactrice)
        autre = importer(lignes("B-2"), publier=True, nom="acteurs.csv")
        Import.objects.filter(pk=autre.pk).update(table="acteurs")
        autre.lignes.update(cible_pk=import_.lignes.get().cible_pk)
        annuler(import_)
        assert import_.nombre("laissees") and "acteurs.csv" not in import_.lignes.get().laissee

    def test_what_is_all_undone_is_not_undone_again(self, importer, annuler, redactrice):
        import_ = annuler(importer(lignes("B-1")))
        with pytest.raises(services.EchangeRefuse):
            services.annuler(import_, par=redactrice)

    def test_a_failure_comes_back_to_the_undone_import(self, importer, annuler, monkeypatch):
        premier = importer(lignes("B-1"), publier=True)
        importer(lignes("B-1", resume="Autrement."), publier=True)
        annuler(premier)
        monkeypatch.setattr("home.echanges.etapes._nommer_les_suivants", lambda *_: 1 / 0)
        annuler(premier)
        assert premier.statut == "annule" and premier.incident
        assert premier.nombre("laissees") == 1
