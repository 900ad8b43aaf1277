from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from syncapp.core.values import number_key


class StorageConfig(AppConfig):
    name = "syncapp.storage"
    label = "storage"

    def ready(self) -> None:
        connection_created.connect(_add_functions, dispatch_uid="functions of our own")


def _add_functions(connection: Any, **_: Any) -> None:
    """`storage.fields.NumberKey`, which PostgreSQL has."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("number_key", 1, number_key, deterministic=True)
