"""Limits: by machine, whatever it forges, and open when the cache does not answer."""

import pytest
from django.core.cache import cache

from home import limites
from home.limites import adresse_client, depasse, rendre


class TestAdresse:
    @pytest.mark.parametrize(
        ("proxys", "transmis", "attendue"),
        [
            (0, None, "10.0.0.1"),
            (0, "203.0.113.9", "10.0.0.1"),
            (1, None, "10.0.0.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
            (1, "1.2.3.4,, ,203.0.113.9", "203.0.113.9"),
            (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            (1, "::ffff:203.0.113.9", "203.0.113.9"),
        ],
        ids=[
            "direct",
            "forged without proxy",
            "the proxy itself",
            "one proxy",
            "forged through one proxy",
            "empty parts",
            "two proxies",
            "IPv6 network",
            "IPv4 in IPv6",
        ],
    )
    def test_is_what_our_outermost_proxy_saw(self, rf, settings, proxys, transmis, attendue):
        settings.TEC_PROXYS_DE_CONFIANCE = proxys
        entetes = {} if transmis is None else {"HTTP_X_FORWARDED_FOR": transmis}
        assert adresse_client(rf.get("/", REMOTE_ADDR="10.0.0.1", **entetes)) == attendue


class TestLimite:
    def test_counts_each_one_apart(self):
        essais = [depasse("essai", "a", limite=2, fenetre=60) for _ in range(3)]
        assert essais == [False, False, True]
        assert not depasse("essai", "b", limite=2, fenetre=60)

    def test_gives_a_try_back(self):
        depasse("essai", "a", limite=1, fenetre=60)
        rendre("essai", "a")
        assert not depasse("essai", "a", limite=1, fenetre=60)

    def test_lets_in_when_the_cache_does_not_answer(self, cache_en_panne, caplog):
        assert not any(depasse("essai", "a", limite=1, fenetre=60) for _ in range(3))
        rendre("essai", "a")
        assert "Le cache ne répond pas" in caplog.text

    def test_lets_in_when_the_counter_is_lost(self, monkeypatch):
        monkeypatch.setattr(limites.cache, "add", lambda *a: False, raising=False)
        cache.clear()
        assert not depasse("essai", "a", limite=1, fenetre=60)
