"""HubSpot's payment methods and the company's: as chosen, else by name (A27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from syncapp.connectors.protocol import ListEntry
from syncapp.core.values import name_key
from syncapp.engine.rules import AccountView

METHOD_NAMES = {
    "card": ("credit card", "card", "visa", "mastercard"),
    "ach": ("ach", "bank debit", "ach / bank debit", "direct debit", "bank transfer"),
    "cash": ("cash",),
    "check": ("check", "cheque"),
    "wire_transfer": ("wire", "wire transfer"),
    "sepa": ("sepa",),
    "bacs": ("bacs",),
    "pads": ("pads", "pad"),
}


def methods_of(settings: Mapping[str, Any], quickbooks: AccountView) -> dict[str, str]:
    """HubSpot's method → the company's; one that a person has left blank is in neither direction's map."""
    chosen = settings.get("methods")
    if chosen is None:
        return suggested_methods(quickbooks.lists.get("methods", ()))
    return {method: entry for method, entry in chosen.items() if entry}


def suggested_methods(entries: Iterable[ListEntry]) -> dict[str, str]:
    by_name = {name_key(entry.name): entry.id for entry in entries if entry.active}
    found: dict[str, str] = {}
    for method, names in METHOD_NAMES.items():
        for name in names:
            if name in by_name:
                found.setdefault(method, by_name[name])
    return found
