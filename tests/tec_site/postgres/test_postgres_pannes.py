"""Whatever dies, whenever: the next start recovers by itself, and what was committed is there."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tec_site.postgres.erreurs import depuis_le_systeme, expliquer
from tests.tec_site.postgres.usagers_postgres import (
    ROOT,
    attendre,
    maitre,
    moi,
    ordinaire,
    processus,
)

ORDINAIRE = pytest.mark.parametrize("qui", ["ordinaire"])


class Ecrivain(threading.Thread):
    """Inserts without end and remembers what the server said was committed."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.base = psycopg.connect(url, autocommit=True)
        self.base.execute("CREATE TABLE IF NOT EXISTS ligne (n int PRIMARY KEY)")
        self.confirmes = 0

    def run(self) -> None:
        with self.base:
            try:
                while True:
                    self.base.execute("INSERT INTO ligne VALUES (%s)", [self.confirmes + 1])
                    self.confirmes += 1
            except psycopg.OperationalError:
                return


def gardien(racine: Path) -> int:
    return int((racine / "var/postgres/gardien.lock").read_text())


def lignes(url: str) -> list[int]:
    with psycopg.connect(url) as base:
        return [n for (n,) in base.execute("SELECT n FROM ligne ORDER BY n")]


class TestMortsViolentes:
    @pytest.mark.parametrize(
        ("qui", "victime"),
        [
            *(("ordinaire", victime) for victime in ("postmaster", "backend", "gardien", "tous")),
            *([("root", "tous"), ("root-ferme", "gardien")] if ROOT else []),
        ],
    )
    def test_nothing_committed_is_lost(self, usager, racine, victime):
        premier = usager()
        ecrivain = Ecrivain(premier.url)
        cibles = {
            "postmaster": [maitre(racine)],
            "backend": [ecrivain.base.info.backend_pid],
            "gardien": [gardien(racine)],
            "tous": [gardien(racine), *processus(racine)],
        }[victime]
        ecrivain.start()
        assert attendre(lambda: ecrivain.confirmes > 100)
        for cible in cibles:
            os.kill(cible, signal.SIGKILL)
        ecrivain.join(timeout=20)
        assert not ecrivain.is_alive()
        presentes = lignes(usager().url)
        assert presentes == list(range(1, len(presentes) + 1))
        assert len(presentes) >= ecrivain.confirmes

    @ORDINAIRE
    def test_a_killed_postmaster_comes_back_for_those_who_stay(self, usager, racine):
        url = usager().url
        ancien = maitre(racine)
        os.kill(ancien, signal.SIGKILL)

        def repond() -> bool:
            try:
                with psycopg.connect(url):
                    return maitre(racine) != ancien
            except psycopg.OperationalError:
                return False

        assert attendre(repond)

    @pytest.mark.parametrize("qui", ["ordinaire", "root"] if ROOT else ["ordinaire"])
    def test_a_killed_keeper_leaves_nothing_behind(self, usager, racine):
        usager().url  # noqa: B018
        os.kill(gardien(racine), signal.SIGKILL)
        assert attendre(lambda: not processus(racine), 10)

    @ORDINAIRE
    def test_a_reboot_gave_the_pid_to_someone_else(self, usager, personne, racine):
        un = usager()
        un.url  # noqa: B018
        prise = Path(json.loads((racine / "var/postgres/serveur.json").read_text())["prise"])
        pidfile = racine / "var/postgres/data/postmaster.pid"
        ancien = pidfile.read_text()
        for pid in (gardien(racine), maitre(racine)):
            os.kill(pid, signal.SIGKILL)
        un.tuer()
        assert attendre(lambda: not processus(racine))
        voisin = personne.popen("import sys; sys.stdin.read()")
        pidfile.write_text(ancien.replace(ancien.split()[0], str(voisin.pid), 1))
        (prise / ".s.PGSQL.5432.lock").write_text(f"{voisin.pid}\n")
        (racine / "var/postgres/gardien.lock").write_text(str(voisin.pid))
        with psycopg.connect(usager().url) as base:
            assert base.execute("SELECT 1").fetchone() == (1,)
        assert voisin.poll() is None
        voisin.communicate()

    @ORDINAIRE
    def test_the_socket_was_swept_away(self, usager, racine):
        url = usager().url
        prise = Path(json.loads((racine / "var/postgres/serveur.json").read_text())["prise"])
        (prise / ".s.PGSQL.5432").unlink()
        assert usager().url == url
        with psycopg.connect(url) as base:
            assert base.execute("SELECT 1").fetchone() == (1,)

    @ORDINAIRE
    def test_var_was_deleted_under_a_running_server(self, usager, personne, racine):
        usager().url  # noqa: B018
        anciens = processus(racine)
        subprocess.run(["rm", "-rf", str(racine / "var")], check=True)
        with psycopg.connect(usager().url) as base:
            assert base.execute("SELECT 1").fetchone() == (1,)
        assert attendre(lambda: not set(anciens) & set(processus(racine)), 10)


class TestCreation:
    @pytest.mark.parametrize(
        ("qui", "instant"),
        [
            *(("ordinaire", instant) for instant in (0.1, 0.25, 0.4)),
            *([("root-ferme", 0.3)] if ROOT else []),
        ],
    )
    def test_killed_half_way_begins_again(self, usager, racine, instant):
        un = usager()
        time.sleep(instant)
        un.tuer()
        for pid in processus(racine):
            os.kill(pid, signal.SIGKILL)
        with psycopg.connect(usager().url) as base:
            assert base.execute("SELECT current_database()::text").fetchone() == ("tec",)
        lieu = Path(json.loads((racine / "var/postgres/serveur.json").read_text())["demeure"])
        assert not list(lieu.glob(".brouillon-*"))


class TestRefus:
    """A sentence in French, never a stack trace."""

    def refuse(self, personne, racine, *, mots: str, **env: str) -> None:
        fait = personne.commande(racine, "start", **env)
        assert fait.returncode == 2, fait.stderr
        assert fait.stderr.startswith("PostgreSQL embarqué : ")
        assert "Traceback" not in fait.stderr
        assert mots in fait.stderr

    @ORDINAIRE
    def test_data_of_another_version_or_damaged(self, usager, personne, racine):
        un = usager()
        un.url  # noqa: B018
        un.quitter()
        assert attendre(lambda: not processus(racine))
        donnees = racine / "var/postgres/data"
        (donnees / "PG_VERSION").write_text("17\n")
        self.refuse(personne, racine, mots="version 17")
        (donnees / "PG_VERSION").unlink()
        self.refuse(personne, racine, mots="n’est pas une base PostgreSQL complète")
        (donnees / "PG_VERSION").write_text("18\n")
        (donnees / "global/pg_control").write_bytes(b"")
        self.refuse(personne, racine, mots="journal.log")
        assert not processus(racine)

    @ORDINAIRE
    def test_var_that_cannot_be_written(self, personne, racine):
        (racine / "var").write_text("a file")
        self.refuse(personne, racine, mots="var/postgres")
        (racine / "var").unlink()
        racine.chmod(0o555)
        if personne.uid is None and os.geteuid() == 0:
            return
        self.refuse(personne, racine, mots="n’est pas accessible en écriture")
        racine.chmod(0o755)

    @ORDINAIRE
    def test_whatever_the_system_refuses(self, personne, racine, usager):
        usager().url  # noqa: B018
        obstacle = racine / "var/postgres/maintenu"
        obstacle.mkdir()
        fait = personne.commande(racine, "stop")
        assert (fait.returncode, "Traceback" in fait.stderr) == (2, False)
        assert str(obstacle) in fait.stderr
        obstacle.rmdir()

    @ORDINAIRE
    def test_a_missing_package(self, personne, racine, tmp_path_factory):
        code = str(Path(personne.chemins.split(os.pathsep)[0]))
        programme = (
            f"import sys; sys.path.insert(0, {code!r})\n"
            "import tec_site.postgres.binaires as b; b.PAQUET = 'absent_postgres'\n"
            "from tec_site.postgres.__main__ import main; sys.exit(main(sys.argv[1:]))"
        )
        lance = personne.popen(programme, "start", "--racine", str(racine))
        _, erreur = lance.communicate(timeout=30)
        assert lance.returncode == 2
        assert "make install" in erreur

    @pytest.mark.parametrize(
        ("erreur", "mots"),
        [
            (OSError(28, "No space left on device"), "Le disque est plein"),
            (OSError(30, "Read-only file system"), "lecture seule"),
            (PermissionError(13, "Permission denied"), "accessible en écriture"),
            (OSError(36, "File name too long"), "trop long"),
            (OSError(5, "Input/output error"), "Input/output error"),
        ],
    )
    def test_each_refusal_of_the_system_is_explained(self, erreur, mots):
        assert mots in str(depuis_le_systeme(erreur, "/ici"))

    def test_what_postgres_prints_is_explained(self):
        assert "disque" in expliquer("PANIC:  could not write: No space left on device")
        assert expliquer("nothing known") == ""


class TestDeuxComptes:
    """A tree used by root, then by someone else, or the reverse. Without root: someone else's."""

    @pytest.mark.parametrize("qui", ["root", "ordinaire"] if ROOT else ["ordinaire"])
    def test_the_second_one_is_told_what_to_do(self, qui, personne, racine, copie, usager):
        un = usager()
        un.url  # noqa: B018
        un.quitter()
        code = (
            "import os, sys, runpy; uid = int(sys.argv.pop(1)); os_geteuid = os.geteuid\n"
            "os.geteuid = (lambda: uid) if uid >= 0 else os_geteuid\n"
            "from tec_site.postgres.__main__ import main; sys.exit(main(sys.argv[1:]))"
        )
        # As root another account is real; otherwise we only claim to be another one.
        autre = (ordinaire(copie) if qui == "root" else moi()) if ROOT else personne
        lance = autre.popen(code, "-1" if ROOT else "12345", "start", "--racine", str(racine))
        _, erreur = lance.communicate(timeout=30)
        assert lance.returncode == 2, erreur
        assert "appartient à" in erreur
        assert "make clean" in erreur
