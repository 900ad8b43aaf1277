"""What a sync is offered with before a person has chosen: direction, accounts, who crosses."""

from __future__ import annotations

from typing import Any

from syncapp.core.policies import walls
from syncapp.core.values import Direction, ObjectType, Pair
from syncapp.engine.rules import AccountView


def starting_direction(object_type: ObjectType, accounts: Pair[AccountView] | None) -> Direction:
    """A4: leads are no customers. Invoices go both ways unless the company takes none from outside (S6, S7)."""
    if object_type is not ObjectType.INVOICE:
        return Direction.TO_HUBSPOT
    if accounts is None:
        return Direction.TWO_WAY
    filled = accounts.quickbooks.connection.workspace.fill_service_date
    stands = walls(Pair(accounts.hubspot.settings, accounts.quickbooks.settings), service_dates=filled)
    return Direction.TO_HUBSPOT if stands else Direction.TWO_WAY


def starting_settings(object_type: ObjectType, accounts: Pair[AccountView] | None) -> dict[str, Any]:
    """An income account is a person's choice (S11, A23); payments go to Undeposited Funds until one is (A26)."""
    if object_type is ObjectType.CONTACT:
        return {"outbound": "invoiced"}
    if object_type is ObjectType.PRODUCT:
        return {"item_kind": "Service", "income_account": "", "taxable": False}
    deposit = undeposited_funds(accounts)
    return {
        "line_item_account": "",
        "missing_item": "custom",  # B28: the guide's
        "deposit_cards": deposit,
        "deposit_other": deposit,
        "send_history": False,  # A15
        "other_sync_is_off": False,  # A5: somebody has to say so
    }


def undeposited_funds(accounts: Pair[AccountView] | None) -> str:
    entries = accounts.quickbooks.lists.get("accounts", ()) if accounts else ()
    return next((entry.id for entry in entries if entry.active and entry.kind == "UndepositedFunds"), "")
