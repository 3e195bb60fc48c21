"""Other sites are asked politely, within limits, and never lead us inside our own network."""

import ast
import socket
import time
from datetime import timedelta
from io import StringIO

import psycopg
import pytest
import time_machine
from django.conf import settings as reglages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from home.qualite import requetes, verification
from home.qualite.models import AdresseExterne, CitationExterne, Constat
from tests.factories import ActeurFactory, RessourcePageFactory

Statut = AdresseExterne.Statut


class TestSortie:
    """What is never asked (SSRF)."""

    @pytest.mark.parametrize(
        ("ip", "permise"),
        [
            ("93.184.216.34", True),
            ("2606:2800:220:1::1", True),
            ("127.0.0.1", False),
            ("10.1.2.3", False),
            ("172.16.0.1", False),
            ("192.168.1.1", False),
            ("169.254.169.254", False),
            ("100.64.0.1", False),
            ("0.0.0.0", False),  # noqa: S104
            ("224.0.0.1", False),
            ("255.255.255.255", False),
            ("::1", False),
            ("::", False),
            ("fe80::1%eth0", False),
            ("fd00::1", False),
            ("fec0::1", False),
            ("192.0.0.8", False),
            ("::ffff:192.0.0.8", False),
            ("::ffff:127.0.0.1", False),
            ("::ffff:93.184.216.34", True),
            ("64:ff9b::7f00:1", False),
            ("2002:7f00:1::", False),
        ],
    )
    def test_of_addresses(self, ip, permise):
        assert requetes.est_publique(ip) is permise

    @pytest.mark.parametrize(
        "url",
        [
            "ftp://exemple.example.org/",
            "file:///etc/passwd",
            "gopher://exemple.example.org/",
            "https://moi:secret@exemple.example.org/",
            "https://",
            "https://[",
            "https://exemple.example.org:99999/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://2130706433/",
            "http://localhost/",
        ],
    )
    def test_of_urls(self, url):
        with pytest.raises(requetes.AdresseRefusee):
            requetes.demander(url)

    def test_of_ports(self):
        with pytest.raises(requetes.Incertain, match="port 5432"):
            requetes.demander("http://exemple.example.org:5432/")

    def test_one_private_address_among_public_ones_refuses_all(self, monkeypatch):
        self.resoudre(monkeypatch, ["93.184.216.34", "10.0.0.1"])
        with pytest.raises(requetes.AdresseRefusee):
            requetes.demander("http://exemple.example.org/")

    def test_the_connection_goes_to_the_address_that_was_checked(self, monkeypatch):
        """A name that says something else a second later changes nothing."""
        self.resoudre(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
        joints = []

        def joindre(adresse, timeout):
            joints.append(adresse)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "create_connection", joindre)
        with pytest.raises(requetes.SansReponse):
            requetes.demander("http://exemple.example.org/")
        assert joints == [("93.184.216.34", 80)]

    def resoudre(self, monkeypatch, *reponses):
        suite = iter(reponses)
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda hote, port, **options: [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(suite)
            ],
        )

    @pytest.mark.django_db
    def test_a_redirect_inside_is_refused(self, site, settings):
        settings.TEC_LIENS_RESEAUX_PERMIS = ["127.0.0.1/32", "::1/128"]
        settings.TEC_LIENS_PORTS_EN_PLUS += [80]
        site.reponses["/a"] = (302, {"Location": "http://127.0.0.2/admin"}, b"")
        adresse = juger(f"{site.racine}/a")
        assert adresse.statut == Statut.EN_ECHEC and "réseau privé" in adresse.detail

    def test_no_request_can_ask_another_site(self):
        """Only the command imports what goes out."""
        qui = set()
        for aile in ("home", "ressources", "communautes", "search", "tec_site"):
            for chemin in (reglages.RACINE / aile).rglob("*.py"):
                arbre = ast.parse(chemin.read_text(encoding="utf-8"))
                noms = {
                    f"{n.module}.{a.name}"
                    for n in ast.walk(arbre)
                    if isinstance(n, ast.ImportFrom)
                    for a in n.names
                }
                if noms & {"home.qualite.verification", "home.qualite.requetes"}:
                    qui.add(chemin.name)
        assert qui == {"verifier_liens.py", "verification.py"}


def adresse_de(url: str) -> AdresseExterne:
    return AdresseExterne(empreinte=url[-64:], url=url, hote="localhost")


def juger(url: str) -> AdresseExterne:
    adresse = adresse_de(url)
    verification.juger(adresse, verification.Robots())
    return adresse


@pytest.mark.django_db
class TestVerdict:
    @pytest.mark.parametrize(
        ("reponses", "statut"),
        [
            ({"/a": (200, {}, b"")}, Statut.JOIGNABLE),
            ({"HEAD /a": (405, {}, b""), "GET /a": (200, {}, b"")}, Statut.JOIGNABLE),
            ({"HEAD /a": (404, {}, b""), "GET /a": (200, {}, b"")}, Statut.JOIGNABLE),
            ({"/a": (404, {}, b"")}, Statut.EN_ECHEC),
            ({"/a": (410, {}, b"")}, Statut.EN_ECHEC),
            ({"/a": (401, {}, b"")}, Statut.A_LA_MAIN),
            ({"/a": (403, {}, b"")}, Statut.A_LA_MAIN),
            ({"/a": (429, {}, b"")}, Statut.A_LA_MAIN),
            ({"/a": (503, {}, b"")}, Statut.A_LA_MAIN),
            ({"/a": (302, {}, b"")}, Statut.A_LA_MAIN),
            ({"/a": (302, {"Location": "/b"}, b""), "/b": (200, {}, b"")}, Statut.JOIGNABLE),
            ({"/a": (301, {"Location": "/b"}, b""), "/b": (200, {}, b"")}, Statut.DEPLACEE),
            ({"/a": (301, {"Location": "/b"}, b""), "/b": (404, {}, b"")}, Statut.EN_ECHEC),
            ({"/a": (301, {"Location": "/a"}, b"")}, Statut.EN_ECHEC),
            ({"/a": (301, {"Location": "ftp://x.example.org/"}, b"")}, Statut.EN_ECHEC),
            ({"/a": (301, {"Location": "http://["}, b"")}, Statut.A_LA_MAIN),
            (
                {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /a"), "/a": (200, {}, b"")},
                Statut.A_LA_MAIN,
            ),
        ],
    )
    def test_of_an_answer(self, site, reponses, statut):
        site.reponses = reponses
        adresse = juger(f"{site.racine}/a")
        assert adresse.statut == statut
        if statut == Statut.DEPLACEE:
            assert adresse.vers == f"{site.racine}/b"

    def test_what_robots_txt_forbids_is_not_asked(self, site):
        site.reponses["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
        juger(f"{site.racine}/a")
        assert site.chemins() == []

    def test_redirects_are_few(self, site):
        for n in range(20):
            site.reponses[f"/{n}"] = (302, {"Location": f"/{n + 1}"}, b"")
        assert "trop de redirections" in juger(f"{site.racine}/0").detail
        assert len(site.chemins("HEAD")) == verification.REDIRECTIONS + 1

    def test_it_says_who_asks(self, site, settings):
        settings.WAGTAILADMIN_BASE_URL = "https://tec.example.org"
        juger(f"{site.racine}/a")
        agent = site.demandes[-1][2]["User-Agent"]
        assert "https://tec.example.org" in agent and settings.TEC_CONTACT_EMAIL in agent

    def test_accents_and_spaces(self, site):
        site.reponses["/%C3%A9t%C3%A9%20bleu?q=%C3%A0"] = (200, {}, b"")
        assert juger(f"{site.racine}/été bleu?q=à").statut == Statut.JOIGNABLE

    def test_nothing_large_is_read(self, site):
        site.reponses["/gros"] = (200, {}, b"x" * 1_000_000)
        reponse = requetes.demander(f"{site.racine}/gros", "GET", octets=10**9)
        assert len(reponse.corps) == requetes.OCTETS

    def test_a_trickle_is_cut(self, site, monkeypatch):
        monkeypatch.setattr(requetes, "DELAI_TOTAL", 0.3)
        site.reponses["/goutte"] = (299, {}, b"")
        debut = time.monotonic()
        requetes.demander(f"{site.racine}/goutte", "GET", octets=requetes.OCTETS)
        assert time.monotonic() - debut < 4  # it would last five

    def test_three_failures_on_three_days(self):
        adresse = adresse_de("https://exemple.example.org/")
        midi = timezone.localtime().replace(hour=12)  # the hour after it is of the same day
        statuts = []
        for heures in (0, 1, 24, 25, 48):
            with time_machine.travel(midi + timedelta(hours=heures), tick=False):
                adresse.noter_echec(detail="réponse 404")
                statuts.append(adresse.statut)
        assert statuts == [Statut.EN_ECHEC] * 4 + [Statut.MORTE]
        adresse.noter_reponse(Statut.JOIGNABLE, code=200)
        adresse.noter_echec(detail="réponse 404")
        assert adresse.statut == Statut.EN_ECHEC

    def test_the_base_refuses_a_verdict_too_early(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdresseExterne.objects.create(empreinte="x", url="x", hote="x", statut="morte")


@pytest.mark.django_db
class TestPassage:
    def passer(self, **options) -> tuple[str, list[float]]:
        sortie, pauses = StringIO(), []
        verification_d_origine = verification.verifier

        def sans_attendre(nombre, secondes):
            return verification_d_origine(nombre, secondes, attendre=pauses.append)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(verification, "verifier", sans_attendre)
            call_command("verifier_liens", stdout=sortie, **options)
        return sortie.getvalue(), pauses

    def test_addresses_are_taken_where_contents_cite_them(self, site):
        lien = f'<p><a href="{site.racine}/texte">ici</a></p>'
        RessourcePageFactory(
            lien_externe=f"{site.racine}/champ",
            body=[{"type": "callout", "value": {"title": "", "text": lien}}],
        )
        RessourcePageFactory(lien_externe=f"{site.racine}/brouillon", live=False)
        ActeurFactory(site_web=f"{site.racine}/site", page_contact=f"{site.racine}/contact")
        self.passer()
        chemins = {"/champ", "/texte", "/site", "/contact"}
        assert set(site.chemins()) == chemins
        lieux = CitationExterne.objects.values_list("champ", "lieu")
        assert set(lieux) == {
            ("lien_externe", ""),
            ("body", "Bloc 1 (Encadré)"),
            ("site_web", ""),
            ("page_contact", ""),
        }

    def test_what_is_cited_no_more_is_forgotten(self, site):
        page = RessourcePageFactory(lien_externe=f"{site.racine}/a")
        self.passer()
        page.lien_externe = ""
        page.save_revision().publish()
        self.passer()
        assert not AdresseExterne.objects.exists()

    def test_a_host_is_left_alone_between_two_questions(self, site):
        for n in range(3):
            RessourcePageFactory(lien_externe=f"{site.racine}/{n}")
        _sortie, pauses = self.passer()
        assert len(pauses) == 2 and all(0.9 < pause <= 1.0 for pause in pauses)

    def test_as_long_as_it_asks_for_within_reason(self, site):
        site.reponses["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 3600")
        assert verification.Robots().pause(f"{site.racine}/a") == verification.PAUSE_MAXIMALE

    def test_no_more_than_asked_and_the_next_run_goes_on(self, site):
        for n in range(3):
            RessourcePageFactory(lien_externe=f"{site.racine}/{n}")
        self.passer(nombre=2)
        vus = set(site.chemins())
        assert len(vus) == 2
        self.passer(nombre=2)
        assert len(set(site.chemins())) == 3
        avant = len(site.demandes)
        self.passer()
        assert len(site.demandes) == avant  # all were asked, none is due

    def test_time_is_counted(self, site):
        for n in range(3):
            RessourcePageFactory(lien_externe=f"{site.racine}/{n}")
        self.passer(minutes=0.5 / 60)
        assert len(set(site.chemins())) == 1

    def test_what_fails_is_asked_the_next_day_the_rest_the_next_week(self, site):
        site.reponses["/bien"] = (200, {}, b"")
        RessourcePageFactory(lien_externe=f"{site.racine}/bien")
        RessourcePageFactory(lien_externe=f"{site.racine}/mal")
        self.passer()
        jours = {
            adresse.url.rpartition("/")[2]: (adresse.prochaine_le - timezone.now()).days
            for adresse in AdresseExterne.objects.all()
        }
        assert jours == {"bien": 6, "mal": 0}

    def test_the_third_day_the_content_has_a_finding_which_goes_with_the_link(self, site):
        page = RessourcePageFactory(lien_externe=f"{site.racine}/mort")
        for jour in range(3):
            assert not Constat.objects.filter(genre="lien_mort").exists()
            with time_machine.travel(timezone.now() + timedelta(days=jour, hours=jour)):
                self.passer()
        constat = Constat.objects.get(genre="lien_mort")
        assert constat.objet_pk == page.pk and constat.champ == "lien_externe"
        site.reponses["/mort"] = (200, {}, b"")
        AdresseExterne.objects.update(prochaine_le=timezone.now())
        self.passer()
        assert not Constat.objects.filter(genre="lien_mort").exists()

    def test_a_second_run_at_once_is_refused(self, site):
        RessourcePageFactory(lien_externe=f"{site.racine}/a")
        parametres = connection.get_connection_params()
        connus = {c: parametres[c] for c in ("host", "port", "user", "dbname") if c in parametres}
        with psycopg.connect(**connus, autocommit=True) as autre:
            autre.execute("SELECT pg_advisory_lock(%s)", [verification.VERROU])
            with pytest.raises(CommandError, match="déjà en cours"):
                call_command("verifier_liens")
            assert site.demandes == []
            autre.execute("SELECT pg_advisory_unlock(%s)", [verification.VERROU])
        self.passer()
        assert site.chemins()

    @pytest.mark.parametrize("options", [{"nombre": 0}, {"minutes": 0}, {"minutes": -1}])
    def test_limits_that_are_none_are_refused(self, options):
        with pytest.raises(CommandError, match="plus grands que zéro"):
            call_command("verifier_liens", **options)
