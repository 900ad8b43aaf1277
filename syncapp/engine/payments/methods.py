"""HubSpot's payment methods and the company's: as chosen, else by name (A27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from syncapp.connectors.protocol import ListEntry
from syncapp.core.plans.payment_situation import Methods
from syncapp.core.values import Pair, name_key
from syncapp.engine.rules import AccountView

CHOSEN, BACK = "methods", "methods_back"  # of the settings of invoices; "" where a person left one blank
OTHER = "other"
METHOD_NAMES = {
    "card": ("credit card", "card", "visa", "mastercard", "american express", "discover", "diners club", "debit card"),
    "ach": ("ach", "bank debit", "ach / bank debit", "direct debit", "bank transfer"),
    "cash": ("cash",),
    "check": ("check", "cheque"),
    "wire_transfer": ("wire", "wire transfer"),
    "sepa": ("sepa",),
    "bacs": ("bacs",),
    "pads": ("pads", "pad"),
}


def methods_of(settings: Mapping[str, Any], accounts: Pair[AccountView]) -> Methods:
    """There: what is chosen and in use, else what is suggested by name. Back: what is chosen, else `back_of`."""
    mine, theirs = accounts.hubspot.lists.get("methods", ()), accounts.quickbooks.lists.get("methods", ())
    usable = {entry.id for entry in theirs if entry.active}
    there = {method: entry for method, entry in there_of(settings, theirs).items() if entry in usable}
    names = {entry.id: entry.name for entry in mine}
    back = {entry.id: _back(entry, there, settings.get(BACK, {}).get(entry.id, "")) for entry in theirs}
    return Methods(there, {entry: method for entry, method in back.items() if method in names}, names)


def there_of(settings: Mapping[str, Any], theirs: Sequence[ListEntry]) -> dict[str, str]:
    """By HubSpot's method the company's, as a person or the names have it, in use or not; "" where left blank."""
    chosen: Mapping[str, str] = settings.get(CHOSEN, {})
    return {**suggested_methods(theirs), **chosen}


def suggested_methods(entries: Iterable[ListEntry]) -> dict[str, str]:
    by_name = {name_key(entry.name): entry.id for entry in entries if entry.active}
    found: dict[str, str] = {}
    for method, names in METHOD_NAMES.items():
        for name in names:
            if name in by_name:
                found.setdefault(method, by_name[name])
    return found


def standing_for(entry: ListEntry, there: Mapping[str, str]) -> list[str]:
    """HubSpot's methods that become this one of the company."""
    return [method for method, into in there.items() if into == entry.id]


def _back(entry: ListEntry, there: Mapping[str, str], chosen: str) -> str:
    """A mark that was made among others than those that become it now no longer holds."""
    standing = standing_for(entry, there)
    return chosen if chosen and (not standing or chosen in standing) else back_of(entry, there)


def back_of(entry: ListEntry, there: Mapping[str, str]) -> str:
    """Of those that become it the one that is called so, else the first; else who is called so, else other."""
    standing = standing_for(entry, there)
    named = [method for method, names in METHOD_NAMES.items() if name_key(entry.name) in names]
    called = [method for method in named if not standing or method in standing]
    return next(iter([*called, *standing]), OTHER)
