"""Constants shared by every environment; what varies is in dev, test and production."""

from datetime import date, timedelta

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from tec_site.settings.env import RACINE, prive, proconnect

ROOT_URLCONF = "tec_site.urls"
WSGI_APPLICATION = "tec_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "comptes.User"

INSTALLED_APPS = [
    "tec_site",
    "communautes.journal",
    "communautes.territoires",
    "communautes.comptes",
    "communautes.comptes.affiliations",
    "communautes.comptes.donnees",
    "communautes.fichiers",
    "communautes.notifications",
    "communautes.moderation",
    "communautes.adhesions",
    "communautes.discussions",
    "communautes.agenda",
    "communautes.lettres",
    "communautes.retours",
    "ressources",
    "home",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "communautes.comptes.apps.PersonnesWagtailConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "dsfr",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tec_site.middleware.PolitiqueAdminMiddleware",
    "tec_site.middleware.CachePartageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tec_site.middleware.LangueMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "communautes.comptes.donnees.activite.ActiviteMiddleware",
    "communautes.comptes.avant_d_agir.AvantDAgirMiddleware",
    "communautes.comptes.session_terminee.SessionTermineeMiddleware",
    "communautes.comptes.middleware.AdminReserveeMiddleware",
    "home.droits.middleware.RefusMiddleware",
    "home.edition.retrait.RetraitMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
                "communautes.comptes.affiliations.courant.contexte",
            ],
            "builtins": ["home.templatetags.jours_tags"],
        },
    },
]

AUTHENTICATION_BACKENDS = ["communautes.comptes.backends.SansMotDePasse"]

# Languages: French is the source and has no prefix, English lives under /en/.
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
# The second holds other words for texts of Django and Wagtail.
LOCALE_PATHS = [RACINE / "locale", RACINE / "locale" / "reprises"]
FORMAT_MODULE_PATH = "tec_site.formats"
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = RACINE / "var" / "static"
MEDIA_URL = "/medias/"
MEDIA_ROOT = RACINE / "var" / "medias"
# Files from people (communautes/fichiers): in no folder that a server shows, without an address.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "prive": prive(RACINE / "var" / "prives"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Content security policy: nothing inline, nothing from elsewhere. The admin has its own
# (tec_site/middleware.py): Wagtail's pages carry inline scripts and styles.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
CSP_ADMIN = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "communautes.comptes.session_terminee.csrf_refuse"
X_FRAME_OPTIONS = "DENY"  # Wagtail relaxes it to the same origin for its own previews
SECURE_REFERRER_POLICY = "same-origin"

# Our own proxies in front of the site: whose X-Forwarded-For may be believed (home/limites.py).
TEC_PROXYS_DE_CONFIANCE = 0

# Every mail is a row before it leaves (communautes/notifications), by the transport named here.
EMAIL_BACKEND = "communautes.notifications.boite.BoiteDEnvoi"
TEC_TRANSPORT_COURRIELS = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 30  # seconds; a row is locked meanwhile

TASKS = {"default": {"BACKEND": "home.lots.taches.EnBase"}}

# A translation begun shows nothing: home/langues/traduction.py publishes it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

WAGTAIL_SITE_NAME = "Territoires en commun"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.SiteDocument"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
# What comes in (home/medias): read by content, and said before the upload. nginx lets a little more
# through (compose.yaml), so that the refusal is ours.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1000**2
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40 * 1000**2
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1000**2
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.medias.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.medias.forms.DocumentForm"
# Said to browsers whatever the machine's own table of types knows.
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
WAGTAILDOCS_CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_OOXML}.wordprocessingml.document",
    "odp": f"{_ODF}.presentation",
    "ods": f"{_ODF}.spreadsheet",
    "odt": f"{_ODF}.text",
    "pdf": "application/pdf",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "zip": "application/zip",
}
# Wagtail's admin must not call third parties.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "search.moteurs.choix.MoteurDesChoix",
        "SEARCH_CONFIG": "tec_fr",  # created by search/migrations
    }
}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# DSFR: its own integrity hashes make browsers block what the manifest storage rewrites.
DSFR_USE_INTEGRITY_CHECKSUMS = False

# « maquette, site non officiel »: a banner, and none of the State's brand marks.
TEC_MAQUETTE = True
# `manage.py demo` may load invented contents and accounts: not in production.
TEC_DEMO = False
# « entrer comme … »: only tec_site.settings.dev turns this on.
TEC_PORTE_DEMO = False
# /_mails/: what would have been sent, codes included. Only tec_site.settings.dev turns this on.
TEC_MAILS = False
# Uploaded files served by Django itself; a web server does it in production.
TEC_SERT_LES_MEDIAS = False
# /_composants/: the gallery of blocks, for developers.
TEC_GALERIE = False

# Sign-in: a code by e-mail (communautes/comptes); no password anywhere.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# The one password that is left: the shared one of a private page or file.
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "comptes/mot_de_passe.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "communautes.comptes.adapter.CompteAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=10).total_seconds())
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_RATE_LIMITS = False  # home/limites.py, which lets people in when the cache is down
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The second factor (communautes/comptes/second_facteur): tests of other rooms do without.
TEC_SECOND_FACTEUR = True
MFA_ADAPTER = "communautes.comptes.second_facteur.adapter.SecondFacteurAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # thirty seconds before and after
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "français"), ("en", "English")]

# ProConnect, the second door (communautes/comptes/proconnect): absent unless it is declared.
PROCONNECT = proconnect()
SOCIALACCOUNT_ADAPTER = "communautes.comptes.proconnect.adapter.ProConnectSocialAdapter"
SOCIALACCOUNT_EMAIL_REQUIRED = False  # that adapter refuses who has none

# Contact and legal pages (home/contact, home/legal.py).
TEC_CONTACT_EMAIL = "equipe@territoires-en-commun.example.org"
TEC_DELAIS_REPONSE = {"question": 10, "accessibilite": 7, "vulnerabilite": 3}  # days
TEC_SECURITY_TXT_EXPIRE = date.today() + timedelta(days=180)

# Video block: the PeerTube sites where editors may point (YouTube, Dailymotion, Vimeo besides).
TEC_PEERTUBE_HOTES = ["tube.numerique.gouv.fr"]

# `manage.py verifier_liens` asks public addresses only, on 80 and 443: tests alone add to these.
TEC_LIENS_RESEAUX_PERMIS = []
TEC_LIENS_PORTS_EN_PLUS = []

# What answers searches (search/moteurs).
SEARCH_ENGINE = "search.moteurs.postgresql.MoteurPostgresql"

# Errors with their tracebacks, refusals and tasks that fail: on the process's error output. A page
# that is not found is no event; nobody is written to (a mail would carry the visitor's data away).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"erreurs": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["erreurs"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
