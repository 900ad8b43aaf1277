"""The property definitions of the account: the standard ones, with the account's own over them."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.hubspot.definitions import GROUPS, STANDARD
from syncapp.sandbox.state import Store

Definition = dict[str, Any]


class Fields:
    """Definitions per type. Custom ones and changed standard ones stand in the store under `type:name`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._merged: dict[str, dict[str, Definition]] = {}

    def reload(self) -> None:
        self._merged.clear()

    def of(self, kind: str) -> dict[str, Definition]:
        """All definitions of a type by name, archived ones too."""
        found = self._merged.get(kind)
        if found is None:
            found = dict(STANDARD[kind])
            for key, document in self._store.all("properties").items():
                owner, _, name = key.partition(":")
                if owner == kind:
                    found[name] = document
            self._merged[kind] = found
        return found

    def get(self, kind: str, name: str) -> Definition | None:
        """A living definition."""
        found = self.of(kind).get(name)
        return None if found is None or found["archived"] else found

    def put(self, kind: str, definition: Definition) -> None:
        self._store.put("properties", f"{kind}:{definition['name']}", definition)
        self._merged.pop(kind, None)

    def unique(self, kind: str) -> list[str]:
        """Names of the living custom properties whose value no two records may share."""
        return [name for name, found in self.of(kind).items() if found["hasUniqueValue"] and not found["archived"]]

    def groups(self, kind: str) -> dict[str, dict[str, Any]]:
        name, label = GROUPS[kind]
        found = {name: {"name": name, "label": label, "displayOrder": 0, "archived": False}}
        for key, document in self._store.all("groups").items():
            if key.startswith(f"{kind}:"):
                found[document["name"]] = document
        return found

    def put_group(self, kind: str, group: dict[str, Any]) -> None:
        self._store.put("groups", f"{kind}:{group['name']}", group)
