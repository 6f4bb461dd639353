"""One settings module, read from the environment. Nothing is written or created here.

Without ``DATABASE_URL`` and ``REDIS_URL`` the servers of ``maxforum.embedded`` are used.
``MAXFORUM_ENV=production`` asks for every secret and turns the safe defaults on.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from maxforum import adminsite, contentsecurity, embedded
from maxforum.broker import celery_broker_url

BASE_DIR = embedded.BASE_DIR
VAR_DIR = embedded.var_dir()
env = environ.Env()

ENVIRONMENT = env.str("MAXFORUM_ENV", default="development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured(f"MAXFORUM_ENV is {ENVIRONMENT!r}; it must be 'development' or 'production'.")
PRODUCTION = ENVIRONMENT == "production"


def _text(name: str, *, default: str = "") -> str:
    """The variable, else the default; production has no defaults for what it asks for by this function."""
    value = env.str(name, default="").strip()
    if not value and PRODUCTION:
        raise ImproperlyConfigured(f"The environment variable {name} is not set, and production needs it.")
    return value or default


DEBUG = not PRODUCTION and env.bool("DEBUG", default=False)
SECRET_KEY = _text("SECRET_KEY", default=embedded.secret_key())
PUBLIC_URL = _text("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [PUBLIC_HOST, *env.list("ALLOWED_HOSTS", default=[])]
if not PRODUCTION:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "maxforum",
    "registrations",
    "agenda",
    "events",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "maxforum.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "import_export",
    "phonenumber_field",
]

MIDDLEWARE = [
    "maxforum.middleware.HealthHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "maxforum.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "maxforum.middleware.ProblemPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maxforum.middleware.GuestSessionMiddleware",
    "registrations.views.kiosklock.KioskMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "maxforum.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "maxforum.urls"
WSGI_APPLICATION = "maxforum.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["events.templatetags.notation"],
        },
    },
]

# PostgreSQL and the Redis-protocol server

DATABASE_URL = _text("DATABASE_URL", default=embedded.database_url())
if urlsplit(DATABASE_URL).scheme not in {"postgres", "postgresql"}:
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name"
    )
DATABASES = {
    "default": {
        **env.db_url_config(DATABASE_URL),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 5, **env.db_url_config(DATABASE_URL).get("OPTIONS", {})},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _text("REDIS_URL", default=embedded.redis_url())
if urlsplit(REDIS_URL).scheme not in {"redis", "rediss", "unix"}:
    raise ImproperlyConfigured("REDIS_URL must name a Redis or Valkey server: redis://:password@host:6379/0")
CACHES = {
    "default": {
        "BACKEND": "maxforum.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},  # seconds a page may wait for it
    },
}

# Celery is the doorbell; the rows in PostgreSQL are the queue (docs/adr/0002).
CELERY_BROKER_URL = celery_broker_url(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A visitor's request rings the bell after its commit: a broker that is down may cost it a second, no more.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", default=False)
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Seoul"
# Kept in memory: what is due stands in the rows, so beat has nothing to remember and no file to spoil.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
RING_SECONDS = env.int("RING_SECONDS", default=60)  # how often beat looks for due rows
HEARTBEAT_SECONDS = 60  # how often beat and a worker show that they are there
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "maxforum.tasks.heartbeat",
        "schedule": float(HEARTBEAT_SECONDS),
        "options": {"expires": HEARTBEAT_SECONDS},
    },
    "ring-for-due-rows": {
        "task": "events.tasks.ring_for_due_rows",
        "schedule": float(RING_SECONDS),
        "options": {"expires": RING_SECONDS},
    },
    "ring-for-due-parts": {
        "task": "registrations.badges.tasks.ring_for_due_parts",
        "schedule": float(RING_SECONDS),
        "options": {"expires": RING_SECONDS},
    },
    "settle-seats": {
        "task": "registrations.tasks.settle_seats",
        "schedule": float(RING_SECONDS),
        "options": {"expires": RING_SECONDS},
    },
    "tell-interested": {
        "task": "registrations.tasks.tell_interested",
        "schedule": float(RING_SECONDS),
        "options": {"expires": RING_SECONDS},
    },
    "go-on-with-mailings": {
        "task": "registrations.tasks.go_on_with_mailings",
        "schedule": float(RING_SECONDS),
        "options": {"expires": RING_SECONDS},
    },
    "tidy-up": {
        "task": "registrations.tasks.tidy_up",
        "schedule": crontab(minute="20"),  # hourly, as beat remembers nothing over a restart
        "options": {"expires": 3600},
    },
    "destroy-expired": {
        "task": "registrations.tasks.destroy_expired",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 6 * 3600},
    },
}
# How long a row may stay claimed before its worker is taken for dead.
MESSAGE_LEASE = timedelta(seconds=env.int("MESSAGE_LEASE_SECONDS", default=180))
# Growing pauses between the attempts to send a mail, for about a day; after the last one it is given up.
MESSAGE_PAUSES = [
    timedelta(seconds=seconds)
    for seconds in env.list(
        "MESSAGE_PAUSE_SECONDS",
        cast=int,
        default=[60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 43200],
    )
]
DOCUMENT_LEASE = timedelta(seconds=env.int("DOCUMENT_LEASE_SECONDS", default=120))
STATION_LEASE = timedelta(seconds=20)  # a print station that was not heard of for so long is dead

# Language, time, notation

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "maxforum" / "locale"]
FORMAT_MODULE_PATH = ["maxforum.formats"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "KR"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "events.wholefiles.WholeFileStorage",
        # Papers hold names: no other account of the machine reads them. Not FILE_UPLOAD_PERMISSIONS, which would
        # also hold for the static files, and those are collected by one account and served by another.
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION  # without collectstatic, files are found where they lie
FILE_UPLOAD_HANDLERS = [
    "events.uploads.TotalLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MOST_BYTES = env.int("UPLOAD_MOST_BYTES", default=60_000_000)  # of one request, files and all
ANSWER_FILE_MOST_BYTES = env.int(
    "ANSWER_FILE_MOST_BYTES", default=10_000_000
)  # of one file that a guest sends
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000  # an imported programme of 200 sessions sends about 4,000

# Mail

EMAIL_URL = _text("EMAIL_URL")
if not EMAIL_URL:
    EMAIL_BACKEND = "events.mailfiles.EmailBackend"
elif urlsplit(EMAIL_URL).scheme in env.EMAIL_SCHEMES and (EMAIL_URL.startswith("smtp") or not PRODUCTION):
    vars().update(env.email_url_config(EMAIL_URL))
    if EMAIL_URL.startswith("smtp"):
        EMAIL_BACKEND = "events.smtplink.EmailBackend"
else:
    raise ImproperlyConfigured("EMAIL_URL must name a mail server: smtp+tls://user:password@host:587")
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
# Text messages: the dotted path of a class with send(text), see events.texting. Production has none unless it is named.
TEXT_BACKEND = env.str("TEXT_BACKEND", default="" if PRODUCTION else "events.textfiles.FileSender")
TEXT_FILE_PATH = str(VAR_DIR / "texts")
# Mails to many: from which hour to which they leave (Korean time), and how many a minute where nobody says otherwise
MAILING_HOURS = (env.int("MAILING_FROM_HOUR", default=8), env.int("MAILING_UNTIL_HOUR", default=21))
if not 0 <= MAILING_HOURS[0] < MAILING_HOURS[1] <= 24:
    raise ImproperlyConfigured("MAILING_FROM_HOUR must be before MAILING_UNTIL_HOUR, both from 0 to 24.")
MAILING_PER_MINUTE = env.int("MAILING_PER_MINUTE", default=60)
EMAIL_TIMEOUT = env.int("MAIL_TIMEOUT_SECONDS", default=20)  # of each command
# A worker keeps its connection to the mail server for so many mails, and so long without any.
MAIL_CONNECTION_MAILS = env.int("MAIL_CONNECTION_MAILS", default=100)
MAIL_CONNECTION_SECONDS = env.int("MAIL_CONNECTION_SECONDS", default=20)
# Where reports about mails go ("*" is the place of a mail's tag), and the mailbox that they are read from
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="").strip()
if BOUNCE_ADDRESS and (BOUNCE_ADDRESS.count("@") != 1 or BOUNCE_ADDRESS.partition("@")[0].count("*") > 1):
    raise ImproperlyConfigured("BOUNCE_ADDRESS must be an address, as in bounce+*@example.go.kr")
BOUNCE_IMAP_URL = env.str("BOUNCE_IMAP_URL", default="").strip()
if BOUNCE_IMAP_URL and urlsplit(BOUNCE_IMAP_URL).scheme not in (
    {"imaps", "imap+tls"} if PRODUCTION else {"imaps", "imap+tls", "imap"}
):
    raise ImproperlyConfigured("BOUNCE_IMAP_URL must name a mailbox: imaps://user:password@host:993/INBOX")
if BOUNCE_IMAP_URL:
    BOUNCE_SECONDS = env.int("BOUNCE_SECONDS", default=180)  # how often it is read
    CELERY_BEAT_SCHEDULE["read-bounces"] = {
        "task": "events.tasks.read_bounces",
        "schedule": float(BOUNCE_SECONDS),
        "options": {"expires": BOUNCE_SECONDS},
    }
DEFAULT_FROM_EMAIL = _text("MAIL_FROM", default="M.AX Forum <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Sign-in: staff by password and second factor; guests never need to, and may by a code from a mail

AUTH_USER_MODEL = "events.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = reverse_lazy("staff-start")
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "maxforum.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is sent to an address that nobody here has
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[M.AX 포럼] "
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser: desks share machines
# By address of the sender only: a limit for each account would let anybody lock its owner out.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip",
    # What guests ask for by an address ("key"): whoever reaches the second limit keeps a mailbox from being flooded.
    "request_login_code": "20/m/ip,3/10m/key",
    "interest": "20/m/ip,3/10m/key",
    # At the desk: wrong PINs and guests not found at one kiosk, pictures of one browser's camera.
    "kiosk_pin": "5/10m/key",
    "kiosk_find": "8/m/key",
    "desk_picture": "180/m/key",
}
# Guests see all their registrations by a code from a mail (/my/). Staff never sign in so: accounts.AccountAdapter.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds
GUEST_SESSION_SECONDS = 30 * 60
GUEST_PATHS = ("/my/", "/en/my/")  # where a guest's session counts; everywhere else a guest is nobody
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Operators set the addresses. A password reset leaves an address noted as unverified, which must bar nobody.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "M.AX Forum"
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for phones whose clock is a little off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SECOND_FACTOR_REQUIRED = PRODUCTION or env.bool("SECOND_FACTOR_REQUIRED", default=False)
SESSION_ENGINE = "maxforum.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # seconds: one conference day
SESSION_COOKIE_SAMESITE = "Lax"

# Headers

CONTENT_SECURITY_POLICY = {"DIRECTIVES": contentsecurity.PUBLIC_PAGES}
ADMIN_CSP_DIRECTIVES = contentsecurity.ADMIN_PAGES
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "maxforum.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

if PRODUCTION:
    if not PUBLIC_URL.startswith("https://"):
        raise ImproperlyConfigured("PUBLIC_URL must start with https:// in production.")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else every visitor shares the proxy's rate limit

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"hide_links": {"()": "maxforum.logs.HidePersonalLinks"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_links"]}
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}

UNFOLD = adminsite.UNFOLD
