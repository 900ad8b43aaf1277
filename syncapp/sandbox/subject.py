"""Which record a vendor request is about."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.hubspot import urls
from syncapp.sandbox.journal import Record


def named(system: str, path: str) -> Record | None:
    """The record that the path names."""
    if system == "hubspot":
        area, _, rest = urls.locate(path)
        return (rest[0], rest[1]) if area == "crm/objects" and len(rest) > 1 and rest[1].isdecimal() else None
    parts = path.strip("/").split("/")
    return (parts[3], parts[4]) if len(parts) > 4 and parts[1] == "company" else None


def made(system: str, path: str, answer: Any) -> Record | None:
    """The record that an answer holds, where the path names none; of a batch none."""
    if not isinstance(answer, dict):
        return None
    if system == "hubspot":
        area, _, rest = urls.locate(path)
        return (rest[0], str(answer["id"])) if area == "crm/objects" and rest and "id" in answer else None
    for name, held in answer.items():
        if isinstance(held, dict) and "Id" in held:
            return name, str(held["Id"])
    return None
