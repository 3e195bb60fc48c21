"""Whole or nothing: failures, lost workers, two people, and what it costs."""

import io
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from home.echanges import etapes, services
from home.echanges.models import Import
from home.echanges.pages import TableDePages
from home.echanges.pouls import Pouls
from ressources.models import RessourcePage
from tests.factories import ThemePageFactory, UserFactory

pytestmark = pytest.mark.django_db


def lignes(nombre: int, **cellules) -> list[list[str]]:
    entetes = ["Référence", "Titre", "Résumé", "Thèmes", "Étiquettes", *cellules]
    return [
        entetes,
        *(
            [f"R-{n}", f"Titre {n}", "Résumé.", "Eau", "lac | rive", *cellules.values()]
            for n in range(nombre)
        ),
    ]


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau")


class TestPanne:
    def test_an_exception_in_the_middle_leaves_nothing(
        self, essayer, faire, redactrice, monkeypatch
    ):
        import_ = essayer(lignes(5))
        d_origine, faites = TableDePages.ecrire, []

        def casser(*args):
            faites.append(1)
            if len(faites) == 4:
                raise ZeroDivisionError
            return d_origine(*args)

        monkeypatch.setattr(TableDePages, "ecrire", casser)
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert not RessourcePage.objects.exists()
        assert import_.statut == "essaye" and "rien n’a été écrit" in import_.incident
        assert not import_.lignes.filter(ecrite=True).exists()

    def test_it_can_be_applied_afterwards(self, essayer, faire, redactrice, monkeypatch):
        import_ = essayer(lignes(2))
        with monkeypatch.context() as brise:
            brise.setattr(TableDePages, "ecrire", lambda *args: 1 / 0)
            faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert import_.statut == "applique" and import_.incident == ""
        assert RessourcePage.objects.count() == 2

    def test_what_changed_since_the_dry_run_stops_all(self, importer, essayer, faire, redactrice):
        importer(lignes(2))
        import_ = essayer(lignes(3, Source="Mairie"))
        page = RessourcePage.objects.get(reference="R-1")
        page.title = "Relu entre-temps"
        page.save_revision()
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert "a changé depuis l’essai" in import_.incident
        assert RessourcePage.objects.count() == 2

    def test_somebody_who_lost_the_right_writes_nothing(self, essayer, faire, redactrice):
        import_ = essayer(lignes(1))
        redactrice.groups.clear()
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert "n’a plus le droit" in import_.incident and not RessourcePage.objects.exists()

    def test_the_undo_fails_whole_too(self, importer, annuler, monkeypatch):
        import_ = importer(lignes(3))
        d_origine = TableDePages.defaire

        def casser(table, ligne, utilisateur):
            return d_origine(table, ligne, utilisateur) if ligne.numero != 2 else 1 / 0

        monkeypatch.setattr(TableDePages, "defaire", casser)
        annuler(import_)
        assert import_.statut == "applique" and import_.incident
        assert RessourcePage.objects.count() == 3


class TestOuvrierPerdu:
    @pytest.fixture
    def perdu(self, essayer):
        """An application whose worker was killed three minutes ago."""
        import_ = essayer(lignes(2))
        il_y_a = timezone.now() - timedelta(minutes=3)
        import_.statut, import_.jeton = "application", uuid4()
        import_.battement = import_.commence_le = il_y_a
        import_.save()
        return import_

    def test_is_seen_and_can_be_launched_again(self, perdu, faire, redactrice):
        assert perdu.interrompu
        faire(services.relancer, perdu, par=redactrice)
        assert perdu.statut == "applique" and RessourcePage.objects.count() == 2

    def test_the_old_launch_can_no_longer_conclude(self, perdu):
        ancien = Import.objects.get(pk=perdu.pk)
        Import.objects.filter(pk=perdu.pk).update(jeton=uuid4())
        with Pouls(ancien) as pouls, pytest.raises(etapes.Supplante):
            etapes.appliquer(ancien, pouls)
        assert not RessourcePage.objects.exists()

    def test_a_task_of_an_old_launch_does_nothing(self, perdu):
        services.executer(perdu.pk, str(uuid4()))
        perdu.refresh_from_db()
        assert perdu.statut == "application"

    def test_a_step_that_lives_is_not_launched_again(self, perdu, redactrice):
        Import.objects.filter(pk=perdu.pk).update(battement=timezone.now())
        with pytest.raises(services.EchangeRefuse):
            services.relancer(perdu, par=redactrice)


class TestDeuxPersonnes:
    def test_a_second_click_finds_the_step_begun(self, essayer, redactrice):
        import_ = essayer(lignes(1))
        services.appliquer(import_, ignorer_rejets=False, par=redactrice)
        with pytest.raises(services.EchangeRefuse):
            services.appliquer(import_, ignorer_rejets=False, par=UserFactory())

    def test_the_same_task_twice_writes_once(self, importer):
        import_ = importer(lignes(2))
        services.executer(import_.pk, str(import_.jeton))
        assert RessourcePage.objects.count() == 2

    @pytest.mark.parametrize("statut", ["application", "applique", "annule"])
    def test_what_was_written_is_not_forgotten(self, essayer, statut):
        import_ = essayer(lignes(1))
        Import.objects.filter(pk=import_.pk).update(
            statut=statut, jeton=uuid4(), battement=timezone.now(), applique_le=timezone.now()
        )
        with pytest.raises(services.EchangeRefuse):
            services.abandonner(import_)


class TestCout:
    def test_a_dry_run_asks_the_same_for_more_lines(self, importer, essayer, count_queries):
        importer(lignes(12))
        petit = count_queries(essayer, lignes(3, Source="Mairie"))
        assert count_queries(essayer, lignes(12, Source="Mairie")) == petit

    def test_two_thousand_lines_are_tried_in_a_few_seconds(self, essayer):
        debut = time.process_time()
        import_ = essayer(lignes(2_000, Corps="Un texte."))
        assert import_.nombre("a_creer") == 2_000
        assert time.process_time() - debut < 20


class TestConservation:
    def test_ninety_days(self, importer):
        vieux, recent = importer(lignes(1)), importer(lignes(1, Source="Mairie"))
        Import.objects.filter(pk=vieux.pk).update(cree_le=timezone.now() - timedelta(days=91))
        call_command("purger_imports", stdout=io.StringIO())
        assert list(Import.objects.filter(pk__in=[vieux.pk, recent.pk])) == [recent]
        assert RessourcePage.objects.count() == 1

    @pytest.mark.parametrize(
        ("silence", "gardes"), [(0, 1), (3, 0)], ids=["qui avance", "qui s’est tu"]
    )
    @pytest.mark.parametrize("statut", Import.EN_COURS)
    def test_one_that_runs_is_kept_until_its_worker_is_lost(self, essayer, statut, silence, gardes):
        import_ = essayer(lignes(1))
        maintenant = timezone.now()
        Import.objects.filter(pk=import_.pk).update(
            statut=statut,
            jeton=uuid4(),
            battement=maintenant - timedelta(minutes=silence),
            applique_le=maintenant,
            cree_le=maintenant - timedelta(days=91),
        )
        call_command("purger_imports", stdout=io.StringIO())
        assert Import.objects.filter(pk=import_.pk).count() == gardes


def dans_un_fil(fonction) -> None:
    """On a connection of its own, committed at once (and not the test's, rolled back)."""

    def travailler():
        fonction()
        connection.close()

    fil = threading.Thread(target=travailler)
    fil.start()
    fil.join()


@pytest.fixture(scope="module")
def cle(django_db_setup, django_db_blocker):
    """Key of an import that every connection sees."""
    cle = 2_000_000_000
    champs = {
        "table": "ressources",
        "nom_du_fichier": "a.csv",
        "entetes": [],
        "statut": "application",
        "jeton": uuid4(),
        "battement": timezone.now(),
        "compteurs": {"total": 4},
    }
    with django_db_blocker.unblock():
        dans_un_fil(lambda: Import.objects.update_or_create(pk=cle, defaults=champs))
    yield cle
    with django_db_blocker.unblock():
        dans_un_fil(lambda: Import.objects.filter(pk=cle).delete())


class TestPouls:
    """What other connections see of an import that is being written."""

    @pytest.fixture
    def en_cours(self, cle):
        return Import.objects.get(pk=cle)

    def test_progress_is_seen_before_the_commit_and_survives_a_rollback(self, en_cours):
        with Pouls(en_cours) as pouls, pytest.raises(ZeroDivisionError), transaction.atomic():
            en_cours.lignes.create(numero=1, valeurs=[])
            pouls.battre(2)
            raise ZeroDivisionError
        en_cours.refresh_from_db()
        assert en_cours.avancement == 2 and en_cours.pourcentage == 50
        assert not en_cours.lignes.exists()

    def test_does_not_wait_for_the_lock_of_the_conclusion(self, en_cours):
        with transaction.atomic(), Pouls(en_cours) as pouls:
            pouls.battre(1)
            pouls.arreter()
            etapes._conclure(en_cours, "applique", applique_le=timezone.now())
            pouls.battre(4)
        en_cours.refresh_from_db()
        assert en_cours.statut == "applique" and en_cours.avancement == 1
