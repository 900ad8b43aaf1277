"""Settings, all from the environment or `.env`; a missing or bad value is one clear sentence at start."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-this-machine" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])
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


def _vendor_base(name: str, default: str) -> str:
    """A vendor's base URL: https, or plain http on this machine only (SEC33)."""
    value: str = env(name, default=default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    ):
        return value
    raise ImproperlyConfigured(f"{name} is {value!r}: it must be an https address, or http on 127.0.0.1.")


HUBSPOT_API_URL = _vendor_base("HUBSPOT_API_URL", "https://api.hubapi.com")
HUBSPOT_APP_URL = _vendor_base("HUBSPOT_APP_URL", "https://app.hubspot.com")
HUBSPOT_CLIENT_ID = env("HUBSPOT_CLIENT_ID", default="")
HUBSPOT_CLIENT_SECRET = env("HUBSPOT_CLIENT_SECRET", default="")
QUICKBOOKS_API_URL = _vendor_base("QUICKBOOKS_API_URL", "https://quickbooks.api.intuit.com")
QUICKBOOKS_APP_URL = _vendor_base("QUICKBOOKS_APP_URL", "https://app.qbo.intuit.com")
QUICKBOOKS_DISCOVERY_URL = _vendor_base(
    "QUICKBOOKS_DISCOVERY_URL", "https://developer.api.intuit.com/.well-known/openid_configuration"
)
QUICKBOOKS_CLIENT_ID = env("QUICKBOOKS_CLIENT_ID", default="")
QUICKBOOKS_CLIENT_SECRET = env("QUICKBOOKS_CLIENT_SECRET", default="")
SYNC_INTERVAL_SECONDS = env.int("SYNC_INTERVAL_SECONDS", default=300)

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "syncapp.storage", "syncapp"]
MIDDLEWARE: list[str] = ["django.middleware.security.SecurityMiddleware"]
ROOT_URLCONF = "syncapp.urls"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'syncapp.sqlite3'}")}
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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"syncapp": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="WARNING")}},
}
