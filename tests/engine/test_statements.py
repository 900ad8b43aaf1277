"""How many statements a sync sends to the database, with some to spare for a slow machine, which is told more often
what a run is at; the vendors' part of what it costs is in test_calls.py."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World


def statements(world: World, **options: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        result = world.sync(**options)
    assert not result.stopped
    return len(asked)


def test_a_first_sync_an_edit_and_a_quiet_one(demo: World, shelf: Shelf) -> None:
    demo_company(shelf, 15)

    assert statements(demo) <= 800
    assert statements(demo, retry=False) <= 45

    pay_and_edit(demo)
    assert statements(demo, retry=False) <= 270


def pay_and_edit(world: World) -> None:
    """A price of one invoice is changed in QuickBooks, and part of it paid there."""
    record = world.records(object_type="invoice", status="syncing", origin="quickbooks")[0]
    invoice = world.as_user("quickbooks", "GET", f"invoice/{record.quickbooks_id}")["Invoice"]
    line = next(one for one in invoice["Line"] if one["DetailType"] == "SalesItemLineDetail")
    line["SalesItemLineDetail"] |= {"Qty": 1, "UnitPrice": 1355}
    line["Amount"] = 1355
    kept = {name: invoice[name] for name in ("Id", "SyncToken", "CustomerRef")}
    lines = [one for one in invoice["Line"] if one["DetailType"] != "SubTotalLineDetail"]
    world.as_user("quickbooks", "POST", "invoice", {**kept, "sparse": True, "Line": lines})
    applied = {"Amount": 5, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    world.as_user(
        "quickbooks", "POST", "payment", {"CustomerRef": invoice["CustomerRef"], "TotalAmt": 5, "Line": [applied]}
    )
