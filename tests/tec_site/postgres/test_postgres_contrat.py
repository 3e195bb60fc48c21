"""What the rest of the project counts on."""

import os
from pathlib import Path

import psycopg
import pytest

from tests.tec_site.postgres.usagers_postgres import ROOT, attendre, processus

QUI_DEUX = pytest.mark.parametrize("qui", ["ordinaire", "root-ferme"] if ROOT else ["ordinaire"])


def droits(dossier: Path) -> dict[str, tuple]:
    """Mode and owner of every folder above."""
    vus = {}
    for parent in (dossier, *dossier.parents):
        etat = parent.stat()
        vus[str(parent)] = (etat.st_mode, etat.st_uid, etat.st_gid)
    return vus


class TestUrlEmbarquee:
    def test_gives_a_database_made_for_french(self, usager, racine):
        with psycopg.connect(usager().url, autocommit=True) as base:
            lire = lambda sql: base.execute(sql).fetchone()  # noqa: E731
            assert lire("SELECT lower('ÉCOLE'), upper('œuvre')") == ("école", "ŒUVRE")
            # The parser of full text search knows « ’ » and « » from letters.
            mots = lire("SELECT tsvector_to_array(to_tsvector('french', 'L’École «citoyenne»'))")
            assert mots == (["citoyen", "écol"],)
            assert lire("SELECT current_user::text, current_database()::text") == ("tec", "tec")
            assert lire("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'tec'") == (
                False,
                True,
            )
            for nom, valeur in {
                "server_encoding": "UTF8",
                "data_checksums": "on",
                "fsync": "on",
                "synchronous_commit": "on",
                "TimeZone": "UTC",
                "listen_addresses": "",
            }.items():
                assert lire(f"SHOW {nom}") == (valeur,), nom  # noqa: S608
            assert int(lire("SHOW max_connections")[0]) >= 200
            base.execute("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm")
            base.execute("CREATE DATABASE test_tec")

    def test_asked_again_answers_at_once_with_the_same_server(self, usager, personne, racine):
        url = usager().url
        code = (
            "import sys, time; from pathlib import Path; from tec_site.postgres import *\n"
            "debut = time.perf_counter(); url = url_embarquee(Path(sys.argv[1]))\n"
            "print(url, time.perf_counter() - debut, url_embarquee(Path(sys.argv[1])))"
        )
        mesures = []
        for _ in range(3):
            sortie, erreur = personne.popen(code, str(racine)).communicate(timeout=30)
            premiere, duree, seconde = sortie.split() or [erreur]
            assert premiere == seconde == url
            mesures.append(float(duree))
        assert min(mesures) < 0.03

    def test_changes_no_permission_of_what_existed(self, usager, racine):
        avant = droits(racine)
        usager().url  # noqa: B018
        assert droits(racine) == avant

    @QUI_DEUX
    def test_takes_nothing_from_the_callers_environment(self, usager, racine):
        hostile = {
            "PGHOST": "exemple.invalid",
            "PGPORT": "1",
            "PGDATA": "/nulle-part",
            "PGUSER": "x",
            "PGPASSWORD": "x",
            "PGOPTIONS": "-c nimporte=quoi",
            "PGTZ": "Asia/Tokyo",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
            "LANG": "C",
            "TMPDIR": "/nulle-part",
            "PYTHONHOME_": "x",
        }
        with psycopg.connect(usager(**hostile).url) as base:
            assert base.execute("SHOW TimeZone").fetchone() == ("UTC",)
            assert base.execute("SELECT lower('É')").fetchone() == ("é",)

    @QUI_DEUX
    @pytest.mark.parametrize(
        "nom", ["avec une espace, l’é$HOME \"x\" 'y' %41&b", "long" * 55], ids=["espace", "long"]
    )
    def test_works_wherever_the_project_is(self, usager, racine, personne, nom):
        lieu = racine / nom / "projet"
        lieu.mkdir(parents=True)
        if personne.uid is not None:
            for chemin in (lieu, lieu.parent):
                os.chown(chemin, personne.uid, personne.uid)
        un = usager(lieu)
        with psycopg.connect(un.url) as base:
            assert base.execute("SELECT 1").fetchone() == (1,)
        un.quitter()
        assert attendre(lambda: not processus(lieu))
        assert personne.commande(lieu, "clean").returncode == 0

    @QUI_DEUX
    def test_a_second_clone_has_its_own_server(self, usager, racine, personne):
        clone = racine / "clone"
        clone.mkdir()
        if personne.uid is not None:
            os.chown(clone, personne.uid, personne.uid)
        ici, la = usager(), usager(clone)
        with psycopg.connect(ici.url) as base:
            base.execute("CREATE TABLE t ()")
        with psycopg.connect(la.url) as base:
            assert base.execute("SELECT to_regclass('t')").fetchone() == (None,)
        la.quitter()
        assert personne.commande(clone, "clean").returncode == 0


class TestCommande:
    def test_start_url_status_stop(self, personne, racine):
        assert personne.commande(racine, "status").returncode == 3
        assert not (racine / "var").exists()
        assert personne.commande(racine, "stop").returncode == 0
        depart = personne.commande(racine, "start", "--maintenir")
        assert depart.returncode == 0, depart.stderr
        url = personne.commande(racine, "url").stdout.strip()
        assert url.startswith("postgres://tec@/tec?host=/")
        assert url in depart.stdout
        assert personne.commande(racine, "status").returncode == 0
        avant = processus(racine)
        assert personne.commande(racine, "stop").returncode == 0
        assert personne.commande(racine, "start").returncode == 0
        assert avant and not set(avant) & set(processus(racine))
        # Stopped as it should be, each time: the next start has nothing to repair.
        journal = (racine / "var/postgres/journal.log").read_text()
        assert journal.count("database system was shut down at") == 2
        assert "recovery" not in journal and "not properly" not in journal
        assert personne.commande(racine, "stop").returncode == 0
        assert not processus(racine)
