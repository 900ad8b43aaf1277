"""What one set-up changes of another, in words, for the activity and for the last step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncapp.actions.activity import change
from syncapp.core.filters import sentence
from syncapp.core.value_map import ValueMap
from syncapp.core.values import Side
from syncapp.storage.convert import decode_filter, decode_map

Part = Mapping[str, Any]


def differences(before: Part | None, after: Part) -> list[dict[str, Any]]:
    """Both in the form of a draft's data; one entry for each thing that is not as it was."""
    told = _told(before) if before else {}
    now = _told(after)
    names = [*now, *(name for name in told if name not in now)]
    return [change(name, told.get(name), now.get(name)) for name in names if told.get(name) != now.get(name)]


def _told(chosen: Part) -> dict[str, str]:
    told = {"direction": chosen["direction"], "policy": chosen["policy"]}
    told |= {name: _value(value) for name, value in chosen["settings"].items()}
    told |= {f"{row['hubspot']} ↔ {row['quickbooks']}": _mapped(row) for row in chosen["mappings"]}
    for side in Side:
        if groups := chosen["filters"].get(side.value):
            told[f"filter to {side.label}"] = sentence(decode_filter(groups), {})
    return told


def _mapped(row: Part) -> str:
    if not row["enabled"]:
        return "off"
    words = "on, blank means blank" if row["blank_means_blank"] else "on"
    values = _values(decode_map(row.get("values", {})))
    return f"{words}: {values}" if values else words


def _values(chosen: ValueMap) -> str:
    """Which value stands for which, as they were called when they were chosen (B33)."""

    def name(side: Side, value: str) -> str:
        return chosen.names[side].get(value, value) or "nothing"

    told = [
        f"{name(Side.HUBSPOT, here)} as {name(Side.QUICKBOOKS, there)}"
        for here, there in chosen.into.quickbooks.items()
    ]
    told += [
        f"from QuickBooks {name(Side.QUICKBOOKS, there)} as {name(Side.HUBSPOT, here)}"
        for there, here in chosen.into.hubspot.items()
    ]
    return ", ".join(told)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {part}" for name, part in sorted(value.items()))
    return ", ".join(value) if isinstance(value, list) else str(value)
