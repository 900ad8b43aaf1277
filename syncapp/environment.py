"""Values of the environment that could be wrong: each is read here, and a bad one is one clear sentence at start."""

from __future__ import annotations

import warnings
from typing import Any
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
DATABASES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")


def flag(env: environ.Env, name: str) -> bool:
    """On or off; off where it is not given."""
    value: str = env(name, default="").strip().lower()
    if value not in TRUE + FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}: it must be 1 or 0.")
    return value in TRUE


def seconds(env: environ.Env, name: str, default: int) -> int:
    value: str = env(name, default=str(default)).strip()
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ImproperlyConfigured(f"{name} is {value!r}: it must be a whole number of seconds, 1 or more.")
    return int(value)


def count(env: environ.Env, name: str) -> int:
    """0 where it is not given."""
    value: str = env(name, default="0").strip()
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}: it must be a whole number, 0 or more.")
    return int(value)


def keys(given: list[str]) -> list[str]:
    """Keys that encrypt. They are secret: the sentence does not repeat them."""
    try:
        for key in given:
            Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            "ENCRYPTION_KEYS must hold url-safe base64 keys of 32 bytes, separated by commas."
        ) from error
    return given


def vendor_base(env: environ.Env, name: str, default: str) -> str:
    """A vendor's base URL: https, or plain http on this machine only (SEC33)."""
    value: str = env(name, default=default).rstrip("/")
    parts = _parts(value)
    if parts[0] == "https" or (parts[0] == "http" and parts[1] in ("127.0.0.1", "localhost", "::1")):
        return value
    raise ImproperlyConfigured(f"{name} is {value!r}: it must be an https address, or http on 127.0.0.1.")


def public_url(env: environ.Env, default: str) -> str:
    value: str = env("PUBLIC_URL", default=default).rstrip("/")
    scheme, host, rest = _parts(value)
    if scheme not in ("http", "https") or not host or rest:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {value!r}: it must be the address of this program without a path, such as https://sync.example.com."
        )
    return value


def database(env: environ.Env, default: str) -> dict[str, Any]:
    """PostgreSQL or SQLite. The address may hold a password: the sentence does not repeat it."""
    try:
        with warnings.catch_warnings(action="ignore"):  # it would warn with the whole address
            found: dict[str, Any] = env.db_url("DATABASE_URL", default=default)
    except (ImproperlyConfigured, ValueError):
        found = {}
    if found.get("ENGINE") not in DATABASES or not found.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL must be an address such as postgres://user:password@host:5432/name or sqlite:////srv/syncapp.sqlite3."
        )
    return found


def redis_url(env: environ.Env) -> str:
    """Empty where there is none."""
    value: str = env("REDIS_URL", default="")
    if value and _parts(value)[0] not in ("redis", "rediss", "unix"):
        raise ImproperlyConfigured("REDIS_URL must be an address such as redis://host:6379/0.")
    return value


def mail(env: environ.Env) -> dict[str, Any]:
    """How mail is sent; without EMAIL_URL none is."""
    try:
        found: dict[str, Any] = env.email_url_config(env("EMAIL_URL", default="") or "dummymail://")
    except (ImproperlyConfigured, ValueError) as error:
        raise ImproperlyConfigured(
            "EMAIL_URL must be an address such as smtp+tls://user:password@mail.example.com:587."
        ) from error
    return found


def _parts(value: str) -> tuple[str, str, str]:
    """Scheme, host, and whatever stands behind it; all empty where it is no address."""
    try:
        parts = urlsplit(value)
        return parts.scheme, parts.hostname or "", parts.path + parts.query
    except ValueError:
        return "", "", ""
