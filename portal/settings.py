"""All settings, read from the environment; safe for production where nothing is set.

``.env.example`` lists every variable with its meaning. Values are read once, at start, by typed readers.
"""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.env import Env
from portal.nodes import existing_file, index_name, node_addresses

env = Env(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")

# --- Core -----------------------------------------------------------------------------------------------------------
DEBUG = env.boolean("DEBUG", default=False)
PORTAL_HTTPS = env.boolean("PORTAL_HTTPS", default=not DEBUG)


def _secret_key() -> str:
    """SECRET_KEY from the environment, else from the file that ``manage.py serve`` once made in DATA_DIR."""
    key_file = DATA_DIR / "secret_key"
    key = env.text("SECRET_KEY") or (key_file.read_text().strip() if key_file.is_file() else "")
    if not key:
        raise ImproperlyConfigured("Set SECRET_KEY, or start once with `make serve`, which makes one in DATA_DIR.")
    return key


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.strings("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.strings("CSRF_TRUSTED_ORIGINS")
PORT = env.integer("PORT", 8000, minimum=1, maximum=65535)
WAGTAILADMIN_BASE_URL = env.text("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "home",
    "resources",
    "meetings",
    "publishing",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # Wagtail uses its filters; installed, they speak Indonesian.
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "publishing.redirects.OldAddresses",
    # The last one, since it runs the view itself: what publishes and what records it are one transaction.
    "portal.middleware.AtomicUnsafeRequestsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publishing.context.navigation",
                "home.context.help_lines",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------------------------------
# Persistent connections halve the cost of a page on PostgreSQL; SQLite takes its write lock at the start of a
# transaction, so that two writers wait for each other instead of failing half-way.
DATABASES = {
    "default": env.parsed(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR / 'portal.sqlite3'}",
        lambda url: dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)),
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
            " PRAGMA mmap_size=268435456; PRAGMA cache_size=-20000;"
        ),
    }

# --- Background work --------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
# What the libraries lack stands apart, and gives way to the portal's own strings (portal/libraries.py).
LIBRARY_LOCALE = BASE_DIR / "locale" / "libraries"
LOCALE_PATHS = [BASE_DIR / "locale", LIBRARY_LOCALE]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("id", _("Indonesian"))]
TIME_ZONE = "Asia/Makassar"
USE_I18N = True
USE_TZ = True

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "portal.assets.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Uploaded originals are never served by address alone: a view decides for each of them.
PRIVATE_MEDIA_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "publishing.files.store.ContentStorage",
        # Wagtail's task that deletes a file gets the storage's options as JSON, which knows no paths.
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Wagtail's editors can send several thousand fields for minutes with many rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
MAX_UPLOAD_BYTES = env.integer("MAX_UPLOAD_MB", 50, minimum=1, maximum=500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Search and cache -------------------------------------------------------------------------------------------------
SEARCH_INDEX_DIR = DATA_DIR / "index"
# A cluster that several machines search. The password of an address is kept apart from it: errors quote addresses.
_cluster = env.parsed("ELASTICSEARCH_URL", "", node_addresses)
ELASTICSEARCH_NODES = _cluster.nodes
ELASTICSEARCH_USERNAME = env.text("ELASTICSEARCH_USERNAME", _cluster.username)
ELASTICSEARCH_PASSWORD = env.text("ELASTICSEARCH_PASSWORD", _cluster.password)
ELASTICSEARCH_API_KEY = env.text("ELASTICSEARCH_API_KEY")
ELASTICSEARCH_CA_FILE = env.parsed("ELASTICSEARCH_CA_FILE", "", existing_file)
ELASTICSEARCH_INDEX = env.parsed("ELASTICSEARCH_INDEX", "portal", index_name)
ELASTICSEARCH_SHARDS = env.integer("ELASTICSEARCH_SHARDS", 1, minimum=1, maximum=64)
ELASTICSEARCH_REPLICAS = env.integer("ELASTICSEARCH_REPLICAS", 0, maximum=5)
ELASTICSEARCH_TIMEOUT_MS = env.integer("ELASTICSEARCH_TIMEOUT_MS", 250, minimum=20, maximum=5000)
PAGE_CACHE = env.boolean("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_DIR = DATA_DIR / "cache"
PAGE_CACHE_MAX_BYTES = env.integer("PAGE_CACHE_MAX_MB", 256, minimum=1) * 1024 * 1024
RUN_DIR = DATA_DIR / "run"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Security ---------------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PORTAL_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_SSL_REDIRECT = PORTAL_HTTPS and env.boolean("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000) if PORTAL_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PORTAL_HTTPS
if env.boolean("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# For those with a cookie; other readers get no-referrer (portal.middleware).
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Who may frame a page is said by frame-ancestors of our own policy, which differs between the site and the admin.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
LOGIN_URL = "wagtailadmin_login"

# --- Mail -------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("EMAIL_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, minimum=1, maximum=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Gugus Tugas TPPO Kabupaten Sinjai"
WAGTAIL_I18N_ENABLED = False
# Old addresses are kept by publishing.redirects, in the transaction that changes them.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "login.html"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.PortalDocument"
WAGTAILIMAGES_IMAGE_MODEL = "publishing.PortalImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_UPLOAD_BYTES
WAGTAILDOCS_DOCUMENT_FORM_BASE = "publishing.upload_forms.PortalDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "text/plain"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "publishing.admin_search"}}
WAGTAIL_FINISH_WORKFLOW_ACTION = "publishing.approval.publish_approved"
# Keystroke-saving floods the history that the portal wants to keep readable; every five seconds is enough.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
TAGGIT_CASE_INSENSITIVE = True

from portal.logging import LOGGING  # noqa: E402, F401 - Django reads the name from this module.
