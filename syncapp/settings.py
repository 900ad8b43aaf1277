"""Settings, all from the environment or `.env`; a missing or bad value is one clear sentence at start."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from syncapp.environment import count, database, flag, keys, mail, public_url, redis_url, seconds, vendor_base
from syncapp.jobs.cluster import STATUS_CACHE, q_cluster

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = flag(env, "DEBUG")
SECRET_KEY = env("SECRET_KEY", default="only-for-this-machine" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
ENCRYPTION_KEYS = keys(env.list("ENCRYPTION_KEYS", default=[]))
if DEBUG and not ENCRYPTION_KEYS:
    ENCRYPTION_KEYS = [base64.urlsafe_b64encode(hashlib.sha256(SECRET_KEY.encode()).digest()).decode()]
for _name, _value in (
    ("SECRET_KEY", SECRET_KEY),
    ("ENCRYPTION_KEYS", ENCRYPTION_KEYS),
    ("ALLOWED_HOSTS", ALLOWED_HOSTS),
):
    if not _value:
        raise ImproperlyConfigured(
            f"{_name} is not set. Set it in the environment or in .env, or set DEBUG=1 to try syncapp out."
        )

HUBSPOT_API_URL = vendor_base(env, "HUBSPOT_API_URL", "https://api.hubapi.com")
HUBSPOT_APP_URL = vendor_base(env, "HUBSPOT_APP_URL", "https://app.hubspot.com")
HUBSPOT_CLIENT_ID = env("HUBSPOT_CLIENT_ID", default="")
HUBSPOT_CLIENT_SECRET = env("HUBSPOT_CLIENT_SECRET", default="")
QUICKBOOKS_API_URL = vendor_base(env, "QUICKBOOKS_API_URL", "https://quickbooks.api.intuit.com")
QUICKBOOKS_APP_URL = vendor_base(env, "QUICKBOOKS_APP_URL", "https://app.qbo.intuit.com")
QUICKBOOKS_DISCOVERY_URL = vendor_base(
    env, "QUICKBOOKS_DISCOVERY_URL", "https://developer.api.intuit.com/.well-known/openid_configuration"
)
QUICKBOOKS_CLIENT_ID = env("QUICKBOOKS_CLIENT_ID", default="")
QUICKBOOKS_CLIENT_SECRET = env("QUICKBOOKS_CLIENT_SECRET", default="")
QUICKBOOKS_WEBHOOK_TOKEN = env("QUICKBOOKS_WEBHOOK_TOKEN", default="")
KEEP_PACE = True  # call the vendors a little slower than they allow
SYNC_INTERVAL_SECONDS = seconds(env, "SYNC_INTERVAL_SECONDS", 300)

# Where people reach this program; over https unless it is being tried out on this machine.
_host = next((name.lstrip(".") for name in ALLOWED_HOSTS if name != "*"), "localhost")
PUBLIC_URL = public_url(env, "http://127.0.0.1:8000" if DEBUG else f"https://{_host}")
HUBSPOT_WEBHOOK_URL = env("HUBSPOT_WEBHOOK_URL", default="") or f"{PUBLIC_URL}/webhooks/hubspot/"  # as HubSpot signs it
_https = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets, drawn by our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "syncapp.storage",
    "syncapp.jobs",
    "syncapp",
    "django_q",  # behind ours, which has a `qcluster` of its own
]
MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "syncapp.web.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "syncapp.web.middleware.SignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "syncapp.urls"
WSGI_APPLICATION = "syncapp.wsgi.application"
# Tags and filters that every template has, a file of `syncapp/web/templatetags/` each.
TEMPLATE_TAGS = ("browsers", "entries", "figures", "icons", "lookups", "money", "runs", "states", "times", "words")
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
                "syncapp.web.context.frame",
            ],
            "builtins": ["django.templatetags.static", *(f"syncapp.web.templatetags.{name}" for name in TEMPLATE_TAGS)],
        },
    }
]
FORM_RENDERER = "syncapp.web.templatetags.fields.Forms"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where they lie, so that nothing has to be collected; their addresses carry a hash of the content.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "syncapp.web.assets.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600

# -- sign-in: by email, by invitation only ------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "syncapp.web.accounts.ClosedSignUp"
ACCOUNT_FORMS = {
    "login": "syncapp.web.accounts.SignInForm",
    "change_password": "syncapp.web.accounts.ChangePasswordForm",
    "reauthenticate": "syncapp.web.accounts.ReauthenticateForm",
    "reset_password": "syncapp.web.accounts.ResetPasswordForm",
    "reset_password_from_key": "syncapp.web.accounts.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # who is let in was invited by address, or set up from the shell
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on; the others end
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = count(env, "PROXY_COUNT")  # else all who come through one share its limits on signing in
MFA_ADAPTER = "syncapp.web.accounts.EncryptedSecrets"
MFA_FORMS = {"add_webauthn": "syncapp.web.accounts.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "syncapp"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https

# -- mail: none is sent until EMAIL_URL says where to -------------------------------------------------------------
MAIL_IS_SET = bool(env("EMAIL_URL", default=""))
_mail = mail(env)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST") or "localhost", _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER") or "", _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH") or None  # of filemail:////a/directory, where each is a file
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=f"syncapp@{urlsplit(PUBLIC_URL).hostname}")

# -- alerts by webhook: hosts that may be private, and http; any other must be on the internet (SEC33) -------------
ALERT_WEBHOOK_HOSTS = env.list("ALERT_WEBHOOK_HOSTS", default=[])

# -- what the browser is told ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # data: the code that an authenticator app scans
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_NAME = "__Host-session" if _https else "syncapp_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "syncapp_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "syncapp.web.errors.csrf_failed"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
# Whether the domain's other names are served over https only is not ours to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": database(env, f"sqlite:///{BASE_DIR / 'var' / 'syncapp.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE: a read that becomes a write would otherwise fail at once under load; WAL lets pages read meanwhile.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        " PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600

# Never per process: limits on signing in hold for all of them together.
REDIS_URL = redis_url(env)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "syncapp_cache"},
    STATUS_CACHE: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
Q_CLUSTER = q_cluster(REDIS_URL)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"syncapp": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="WARNING")}},
}
