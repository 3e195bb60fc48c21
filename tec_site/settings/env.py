"""The only place that reads the environment. The README has the table of variables."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from tec_site.postgres import url_embarquee

RACINE = Path(__file__).resolve().parents[2]

_env = environ.Env()


def required(name: str) -> str:
    """Value of `name`; the site refuses to start without it."""
    value = _env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"La variable d’environnement {name} est obligatoire.")
    return value


def text(name: str, default: str = "") -> str:
    return _env.str(name, default=default)


def flag(name: str, default: bool = False) -> bool:
    return _env.bool(name, default=default)


def number(name: str, default: int) -> int:
    return _env.int(name, default=default)


def words(name: str, default: list[str] | None = None) -> list[str]:
    """Comma-separated list."""
    return _env.list(name, default=default or [])


def prive(dossier: Path) -> dict:
    """A storage that the site alone reads: nobody else on the machine, and no address."""
    options = {
        "location": dossier,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {"BACKEND": "communautes.fichiers.stockage.Prive", "OPTIONS": options}


def database(*, embedded: bool) -> dict:
    """DATABASE_URL, or the project's own server under var/ where `embedded` allows it."""
    url = text("DATABASE_URL")
    if not url:
        if not embedded:
            required("DATABASE_URL")
        url = url_embarquee(RACINE)
    return _env.db_url_config(url) | {"CONN_HEALTH_CHECKS": True}


def mail_server(url: str) -> dict:
    """Django's EMAIL_* settings out of one smtp:// or smtps:// address."""
    return _env.email_url_config(url)


def proconnect() -> dict:
    """The client that ProConnect knows, whole; or nothing, and the portal does without it."""
    noms = {cle: f"PROCONNECT_{cle.upper()}" for cle in ("client_id", "client_secret", "url")}
    client = {cle: text(nom) for cle, nom in noms.items()}
    if not any(client.values()):
        return {}
    if manquantes := [noms[cle] for cle, valeur in client.items() if not valeur]:
        raise ImproperlyConfigured(
            f"ProConnect est déclaré à moitié\u00a0: {', '.join(manquantes)} manque."
        )
    adresse = urlsplit(client["url"])
    if adresse.scheme != "https" and adresse.hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured("PROCONNECT_URL commence par https://.")
    return client
