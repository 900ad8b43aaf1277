"""One QuickBooks realm as a seed fills it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol


class RealmDoors(Protocol):
    """What a company of the QuickBooks emulator leaves open for history."""

    def load(
        self, entity: str, body: dict[str, Any], *, created_at: datetime | None = None, updated_at: datetime | None = None
    ) -> dict[str, Any]: ...  # fmt: skip
    def change(
        self, entity: str, body: dict[str, Any], operation: str = "update", *, at: datetime | None = None
    ) -> dict[str, Any]: ...
    def define_tax(self, name: str, parts: list[tuple[str, Decimal]], agency: str | None = None) -> str: ...
    def find_named(self, entity: str, name: str) -> dict[str, Any] | None: ...
    def settings(self, body: dict[str, Any]) -> dict[str, Any]: ...


class Books:
    """Ids in, ids out; every write carries the time at which it is said to have happened."""

    def __init__(self, realm: RealmDoors) -> None:
        self.realm = realm

    def create(self, entity: str, body: dict[str, Any], at: datetime) -> str:
        return str(self.realm.load(entity, body, created_at=at, updated_at=at)["Id"])

    def update(self, entity: str, id_: str, fields: dict[str, Any], at: datetime) -> None:
        self.realm.change(entity, {"Id": id_, "sparse": True, **fields}, at=at)

    def void(self, entity: str, id_: str, at: datetime) -> None:
        self.realm.change(entity, {"Id": id_}, "void", at=at)

    def named(self, entity: str, name: str) -> str:
        found = self.realm.find_named(entity, name)
        if found is None:
            raise LookupError(f"The company has no {entity} named {name}.")
        return str(found["Id"])

    def tax_code(self, name: str, parts: list[tuple[str, Decimal]]) -> str:
        return self.realm.define_tax(name, parts)

    def configure(self, info: dict[str, Any], preferences: dict[str, Any], closing_password: bool = False) -> None:
        self.realm.settings({"CompanyInfo": info, "Preferences": preferences, "ClosingPassword": closing_password})
