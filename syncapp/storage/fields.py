"""Database fields and functions of our own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from syncapp.core.values import without_accents


class UndecipherableToken(Exception):
    """No key of ENCRYPTION_KEYS opens this value: the account must be reconnected."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is ciphertext in the database; the first key encrypts, all of them decrypt (SEC15)."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if not value:
            return value
        try:
            return _box(tuple(settings.ENCRYPTION_KEYS)).decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise UndecipherableToken from error

    def get_prep_value(self, value: str | None) -> str | None:
        return _box(tuple(settings.ENCRYPTION_KEYS)).encrypt(value.encode()).decode() if value else value


class NameWithoutAccents(models.TextField):  # type: ignore[type-arg]
    """What a record is searched by whose name, or whose customer's name, is not written in plain letters; empty where it is.

    It follows them wherever they are stored: a statement that stores one of them stores it too."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        names = (model_instance.label, model_instance.customer_name)
        value = "\n".join(without_accents(name) for name in names if not name.isascii())
        setattr(model_instance, self.attname, value)
        return value


class ArrayLength(models.Func):
    """How many entries a JSON list has, without reading it."""

    function = "json_array_length"
    output_field = models.IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **context)


class NumberKey(models.Func):
    """A number as numbers are compared: `core.values.number_key`, inside the database."""

    function = "number_key"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="LOWER(BTRIM(NORMALIZE(%(expressions)s, NFC)))", **context)
