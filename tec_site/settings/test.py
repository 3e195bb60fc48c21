"""Tests: embedded database, tasks at once, nothing leaves the process."""

from tec_site.settings.base import *  # noqa: F403
from tec_site.settings.env import RACINE, database, prive

SECRET_KEY = "tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost"]
DATABASES = {"default": database(embedded=True)}
TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = RACINE / "var" / "tests" / "medias"
STORAGES = STORAGES | {"prive": prive(RACINE / "var" / "tests" / "prives")}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "home.lots.taches.Immediates"}}
TEC_DEMO = True
PROCONNECT = {}  # tests that want it start a provider of their own
TEC_SECOND_FACTEUR = False  # the tests of its room turn it on
LOGGING = {}  # pytest captures what is logged, and shows it where a test fails
INSTALLED_APPS = [*INSTALLED_APPS, "tests.salle_d_essai"]  # noqa: F405
