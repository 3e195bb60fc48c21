"""`make run`: the port it announces is the one it serves on."""

import socket

import pytest

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
