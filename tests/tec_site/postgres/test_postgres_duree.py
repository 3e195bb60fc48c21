"""Who keeps the server alive, and that it leaves with the last of them."""

import time

import psycopg
import pytest

from tests.tec_site.postgres.usagers_postgres import ROOT, attendre, processus

# What a process does that imports the settings, works and leaves.
PASSANT = (
    "import random, sys, time; from pathlib import Path\n"
    "from urllib.parse import parse_qs, urlsplit\n"
    "from tec_site.postgres import url_embarquee\n"
    "from tec_site.postgres.sonde import Reponse, sonder\n"
    "time.sleep(random.random() * float(sys.argv[2]))\n"
    "url = url_embarquee(Path(sys.argv[1]), delai=0.1)\n"
    "prise = parse_qs(urlsplit(url).query)['host'][0]\n"
    "for _ in range(5):\n"
    "    assert sonder(prise) is Reponse.PRET\n"
    "    time.sleep(random.random() / 20)\n"
)


class TestBaux:
    @pytest.mark.parametrize("qui", ["ordinaire", "root-ferme"] if ROOT else ["ordinaire"])
    def test_the_last_user_to_leave_stops_it_even_killed(self, usager, racine):
        un, deux = usager(), usager()
        url = un.url
        assert deux.url == url
        un.tuer()
        time.sleep(1)
        with psycopg.connect(url) as base:
            assert base.execute("SELECT 1").fetchone() == (1,)
        deux.tuer()
        assert attendre(lambda: not processus(racine), 5)
        assert usager().url == url

    @pytest.mark.parametrize("qui", ["ordinaire"])
    def test_a_fork_of_a_user_is_a_user(self, personne, racine):
        code = (
            "import os, sys, time; from pathlib import Path\n"
            "from tec_site.postgres import url_embarquee\n"
            "print(url_embarquee(Path(sys.argv[1]), delai=0.1), flush=True)\n"
            "if os.fork() == 0:\n"
            "    os.close(1); os.close(2); sys.stdin.read()\n"
        )
        pere = personne.popen(code, str(racine))
        pere.stdout.readline()
        pere.wait(timeout=20)
        time.sleep(1)
        assert processus(racine)
        pere.communicate()
        assert attendre(lambda: not processus(racine), 5)

    @pytest.mark.parametrize("qui", ["ordinaire"])
    def test_a_connection_without_lease_keeps_it_too(self, usager, racine):
        un = usager()
        with psycopg.connect(un.url) as base:
            un.quitter()
            time.sleep(1.5)
            assert base.execute("SELECT 1").fetchone() == (1,)
        assert attendre(lambda: not processus(racine), 5)

    @pytest.mark.parametrize("qui", ["ordinaire"])
    def test_the_context_manager_holds_for_its_block_only(self, personne, racine):
        code = (
            "import sys; from pathlib import Path; from tec_site.postgres import serveur\n"
            "with serveur(Path(sys.argv[1]), delai=0.1) as url:\n"
            "    print(url, flush=True); sys.stdin.readline()\n"
            "print('sorti', flush=True); sys.stdin.read()\n"
        )
        longue = personne.popen(code, str(racine))
        assert longue.stdout.readline().startswith("postgres://")
        time.sleep(0.7)
        assert processus(racine)
        longue.stdin.write("\n")
        longue.stdin.flush()
        assert longue.stdout.readline() == "sorti\n"
        assert attendre(lambda: not processus(racine), 5)
        longue.communicate()

    @pytest.mark.parametrize("qui", ["ordinaire"])
    def test_stop_refuses_while_it_is_used_unless_forced(self, usager, personne, racine):
        un = usager()
        un.url  # noqa: B018
        refus = personne.commande(racine, "stop")
        assert refus.returncode == 1
        assert str(un.popen.pid) in refus.stdout
        assert str(un.popen.pid) in personne.commande(racine, "status").stdout
        assert personne.commande(racine, "stop", "--force").returncode == 0
        assert not processus(racine)


class TestCourses:
    @pytest.mark.parametrize("qui", ["ordinaire", "root-ferme"] if ROOT else ["ordinaire"])
    def test_twenty_processes_come_and_go_at_once(self, personne, racine):
        """All at the very first start, then spread over stops and starts, then all at once."""
        for etalement in ("0", "3", "0"):
            lances = [personne.popen(PASSANT, str(racine), etalement) for _ in range(20)]
            for lance in lances:
                _, erreur = lance.communicate(timeout=60)
                assert lance.returncode == 0, erreur
            assert attendre(lambda: not processus(racine), 5)

    @pytest.mark.parametrize("qui", ["ordinaire"])
    def test_threads_share_one_start(self, personne, racine):
        code = (
            "import sys; from pathlib import Path; from concurrent.futures import *\n"
            "from tec_site.postgres import url_embarquee\n"
            "with ThreadPoolExecutor(16) as fils:\n"
            "    urls = set(fils.map(lambda _: url_embarquee(Path(sys.argv[1]), 0.1), range(32)))\n"
            "print(len(urls))\n"
        )
        assert personne.popen(code, str(racine)).communicate(timeout=60) == ("1\n", "")
