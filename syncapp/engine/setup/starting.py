"""Where a walk through a set-up begins: at the sync as it stands, else at what is offered before a person has chosen."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from syncapp.core.defaults import DEFAULT_FILTERS
from syncapp.core.policies import walls
from syncapp.core.values import Direction, ObjectType, Pair, Policy
from syncapp.engine.rules import AccountView
from syncapp.storage.convert import encode_filter
from syncapp.storage.models import ObjectSync, SyncDraft, Workspace
from syncapp.storage.setup_data import as_stored


def begun(
    workspace: Workspace,
    user: User | None,
    object_type: ObjectType,
    sync: ObjectSync | None,
    accounts: Pair[AccountView] | None,
) -> SyncDraft:
    """A walk at its beginning, not stored: a page that is only looked at writes nothing."""
    chosen = as_stored(sync) if sync else _as_offered(object_type, accounts)
    data = {**chosen, "revision": sync.revision if sync else None, "basis": chosen if sync else None}
    return SyncDraft(workspace=workspace, user=user, object_type=object_type, data=data)


def _as_offered(object_type: ObjectType, accounts: Pair[AccountView] | None) -> dict[str, Any]:
    return {
        "direction": starting_direction(object_type, accounts).value,
        "policy": Policy.HUBSPOT.value,
        "settings": starting_settings(object_type, accounts),
        "mappings": [],
        "filters": {side.value: encode_filter(chosen) for side, chosen in DEFAULT_FILTERS[object_type].items()},
    }


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
