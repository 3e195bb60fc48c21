"""Production: refuses to start without its secrets; everything is said by the environment."""

from datetime import date
from pathlib import Path

from tec_site.settings.base import *  # noqa: F403
from tec_site.settings.env import (
    RACINE,
    database,
    flag,
    mail_server,
    number,
    prive,
    required,
    text,
    words,
)

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or required("ALLOWED_HOSTS")
DATABASES = {"default": database(embedded=False)}
_serveur = mail_server(required("EMAIL_URL"))
TEC_TRANSPORT_COURRIELS = _serveur.pop("EMAIL_BACKEND")
globals().update(_serveur)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL")
WAGTAILADMIN_BASE_URL = required("BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

MEDIA_ROOT = text("MEDIA_ROOT", str(MEDIA_ROOT))  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "prive": prive(Path(text("FICHIERS_PRIVES", str(RACINE / "var" / "prives")))),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if url := text("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": url,
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        }
    }

SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", True)
TEC_PROXYS_DE_CONFIANCE = number("PROXYS_DE_CONFIANCE", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
TEC_CONTACT_EMAIL = required("CONTACT_EMAIL")
TEC_SECURITY_TXT_EXPIRE = date.fromisoformat(required("SECURITY_TXT_EXPIRE"))
TEC_MAQUETTE = flag("TEC_MAQUETTE", True)
