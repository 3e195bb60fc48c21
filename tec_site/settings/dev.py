"""Development: embedded database, mails in files, the gallery and the demo door open."""

from tec_site.settings.base import *  # noqa: F403
from tec_site.settings.env import RACINE, database, flag, text, words

DEBUG = flag("DEBUG")  # off by default: people see the site's own error pages
SECRET_KEY = "developpement-seulement-rien-ne-doit-etre-protege-par-ceci"  # noqa: S105
ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
DATABASES = {"default": database(embedded=True)}
MEDIA_ROOT = text("MEDIA_ROOT", str(RACINE / "var" / "medias"))
TEC_TRANSPORT_COURRIELS = "communautes.notifications.fichiers.FichiersPrives"
EMAIL_FILE_PATH = RACINE / "var" / "courriels"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
WAGTAILADMIN_BASE_URL = text("BASE_URL", "http://localhost:8000")  # `make run` gives its port
TEC_SERT_LES_MEDIAS = True
TEC_PORTE_DEMO = TEC_DEMO = True
TEC_GALERIE = TEC_MAILS = True
