"""The lists of the accounts that a set-up chooses from: income accounts first, where payments go, methods (A22, A26, A27)."""

from __future__ import annotations

from collections.abc import Sequence

from syncapp.connectors.protocol import ListEntry
from syncapp.engine.methods import methods_of, suggested_methods
from syncapp.queries.setup.walk import Walk

Choices = list[tuple[str, list[tuple[str, str]]]]
INCOME = ("Income", "Other Income")
DEPOSIT = ("Other Current Asset", "Bank")
BANK = "Bank"


def accounts_in(walk: Walk) -> list[ListEntry]:
    entries = walk.accounts.quickbooks.lists.get("accounts", ()) if walk.accounts else ()
    return [entry for entry in entries if entry.active]


def income_choices(walk: Walk) -> Choices:
    """Every account by its type, income first."""
    found = accounts_in(walk)
    types = dict.fromkeys([*INCOME, *sorted({entry.group for entry in found})])
    return _grouped(found, list(types))


def deposit_choices(walk: Walk) -> Choices:
    """Undeposited Funds first, then what else QuickBooks takes payments into."""
    return _grouped(sorted(accounts_in(walk), key=lambda entry: entry.kind != "UndepositedFunds"), DEPOSIT)


def _grouped(entries: Sequence[ListEntry], types: Sequence[str]) -> Choices:
    groups = [(name, [(entry.id, entry.name) for entry in entries if entry.group == name]) for name in types]
    return [(name or "Other", members) for name, members in groups if members]


def type_of(walk: Walk, account: str) -> str:
    return next((entry.group for entry in accounts_in(walk) if entry.id == account), "")


def name_of(walk: Walk, account: str) -> str:
    return next((entry.name for entry in accounts_in(walk) if entry.id == account), "")


def hubspot_methods(walk: Walk) -> list[tuple[str, str]]:
    """Other needs no counterpart: whatever has none arrives as it."""
    entries = walk.accounts.hubspot.lists.get("methods", ()) if walk.accounts else ()
    return [(entry.id, entry.name) for entry in entries if entry.id != "other"]


def company_methods(walk: Walk) -> list[ListEntry]:
    entries = walk.accounts.quickbooks.lists.get("methods", ()) if walk.accounts else ()
    return [entry for entry in entries if entry.active]


def methods_chosen(walk: Walk) -> dict[str, str]:
    return methods_of(walk.settings, walk.accounts.quickbooks) if walk.accounts else {}


def methods_suggested(walk: Walk) -> dict[str, str]:
    return suggested_methods(company_methods(walk))
