"""`make run`: the port it announces is the one it serves on."""

import socket

import pytest
from django.core.management import CommandError

from tec_site import lancer


@pytest.fixture
def annonces(monkeypatch):
    """Ports announced, then served; nothing is really served."""
    vus = []
    monkeypatch.setattr(lancer, "adopter", vus.append)
    monkeypatch.setattr(lancer, "annoncer", vus.append)
    monkeypatch.setattr(lancer, "servir", lambda port: vus.append(port) or 0)
    return vus


def test_a_port_taken_while_the_demo_loads_is_left_to_its_taker(monkeypatch, annonces):
    with socket.socket() as autre:
        souhaite = lancer.port_libre(18000)
        monkeypatch.setenv("PORT", str(souhaite))

        def preparer():
            autre.bind(("127.0.0.1", souhaite))
            autre.listen()

        monkeypatch.setattr(lancer, "preparer", preparer)
        assert lancer.main() == 0
    assert len(set(annonces)) == 1 and annonces[0] > souhaite


def test_a_port_taken_just_before_it_serves_is_left_too(monkeypatch, annonces):
    with socket.socket() as autre:
        monkeypatch.setattr(lancer, "preparer", lambda: None)

        def servir(port):
            if autre.getsockname()[1]:
                return 0
            autre.bind(("127.0.0.1", port))
            autre.listen()
            return 1

        monkeypatch.setattr(lancer, "servir", servir)
        assert lancer.main() == 0
    assert annonces[0] != annonces[-1]


def test_a_server_that_fails_for_another_reason_says_so(monkeypatch, annonces):
    monkeypatch.setattr(lancer, "preparer", lambda: None)
    monkeypatch.setattr(lancer, "servir", lambda port: 3)
    assert lancer.main() == 3
    assert len(set(annonces)) == 1


def test_a_newer_year_than_the_code_s_does_not_stop_it(monkeypatch, capsys):
    """A rollback: the referential stays, the site starts."""

    def appeler(commande, **_options):
        if commande == "importer_referentiel":
            raise CommandError("Le référentiel de 2027 est déjà appliqué")

    monkeypatch.setattr(lancer, "call_command", appeler)
    monkeypatch.setattr("communautes.comptes.demo.sont_la", lambda: True)
    lancer.preparer()
    assert "2027 est déjà appliqué" in capsys.readouterr().out
