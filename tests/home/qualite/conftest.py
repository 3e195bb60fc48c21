"""Links that are written in a page; another site, on this machine, that answers as one wishes."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from wagtail.models import Collection, CollectionViewRestriction, Page

from home.qualite import registre, releve
from home.qualite.models import Constat
from home.qualite.publication import liens_rompus
from tests.factories import ContenuPageFactory
from tests.home.edition.conftest import valider  # noqa: F401 (runs what waits for the commit)


def vers(pk, genre="page") -> str:
    return f'<p>Voir <a linktype="{genre}" id="{pk}">le guide</a>.</p>'


def adresse(href: str) -> str:
    return f'<p>Voir <a href="{href}">le guide</a>.</p>'


def element(valeur) -> dict:
    return {"type": "item", "value": valeur, "id": "10000000-0000-4000-8000-000000000000"}


def page_avec(*blocs, **champs) -> Page:
    page = ContenuPageFactory(live=False, **champs)
    page.body = [
        {"type": nom, "value": valeur, "id": f"00000000-0000-4000-8000-{rang:012}"}
        for rang, (nom, valeur) in enumerate(blocs)
    ]
    page.save()
    return page


def refus(*blocs) -> str:
    return liens_rompus(page_avec(*blocs)).get("body", "")


def reserver(media):
    prive = Collection.get_first_root_node().add_child(name="Réservée")
    dessous = prive.add_child(name="Dessous")
    CollectionViewRestriction.objects.create(collection=prive, restriction_type="login")
    media.collection = dessous
    media.save()


class Site:
    """`reponses[chemin]` = (code, headers, body); `demandes`: (method, path, headers) received."""

    def __init__(self, port: int):
        self.racine = f"http://localhost:{port}"
        self.reponses: dict[str, tuple] = {}
        self.demandes: list[tuple[str, str, dict]] = []

    def chemins(self, *methodes: str) -> list[str]:
        return [c for m, c, _e in self.demandes if c != "/robots.txt" and m in (methodes or (m,))]


class Repondeur(BaseHTTPRequestHandler):
    site: Site

    def repondre(self):
        self.site.demandes.append((self.command, self.path, dict(self.headers)))
        cle = f"{self.command} {self.path}"
        reponse = self.site.reponses.get(cle) or self.site.reponses.get(self.path) or (404, {}, b"")
        code, entetes, corps = reponse
        self.send_response(code)
        for nom, valeur in entetes.items():
            self.send_header(nom, valeur)
        self.end_headers()
        if code == 299:  # trickles for ever
            for _goutte in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        elif self.command != "HEAD":
            self.wfile.write(corps)

    do_GET = do_HEAD = repondre

    def handle(self):
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, *arguments):
        """Nothing on the tests' output."""


@pytest.fixture
def site(settings):
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Repondeur)
    serveur.daemon_threads = True
    site = serveur.RequestHandlerClass.site = Site(serveur.server_port)
    settings.TEC_LIENS_RESEAUX_PERMIS = ["127.0.0.0/8", "::1/128"]
    settings.TEC_LIENS_PORTS_EN_PLUS = [serveur.server_port]
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    yield site
    serveur.shutdown()
    serveur.server_close()
    fil.join()


@pytest.fixture
def relever(db):
    """`relever(objet)`: its findings, as the task after a publication makes them."""

    def _relever(objet) -> list[Constat]:
        contenu = registre.contenu(type(objet))
        releve.relever(type(objet), objet.pk)
        return list(
            Constat.objects.filter(type_de_contenu=contenu.type_de_contenu, objet_pk=objet.pk)
        )

    return _relever
