"""HubSpot refuses to have an invoice edited because of what became of it between our reading and the write (B19).

It is this invoice that cannot be edited then. Nothing is remembered of the account, which lets others be edited.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syncapp.actions.putting_back import put_back
from syncapp.actions.taking import take
from syncapp.engine.people.taking import why_not_taken
from syncapp.storage.models import Activity, Catalog
from tests.scenarios.company import sold
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import change_there, click, edited
from tests.scenarios.meanwhile import meanwhile

WRITE = "/crm/objects/2026-03/line_items/batch/update"


def refused_while(acme: Acme, act: Callable[[str], object]) -> None:
    """Somebody acts in HubSpot right before QuickBooks' version is written there, as was clicked."""
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    edited(acme)
    click(acme, take, number="HS-1")
    with meanwhile(WRITE, lambda: act(str(acme.hubspot("HS-1").doc["id"]))):
        acme.sync()


def of_the_account() -> dict[str, object]:
    found: dict[str, object] = Catalog.objects.get(connection__side="hubspot").settings
    return found


def test_money_that_was_paid_on_it(acme: Acme) -> None:  # B19
    refused_while(acme, lambda invoice: acme.pay_here(invoice, "30.00"))

    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
    assert "with a payment cannot be edited there" in why_not_taken(acme.world.record(number="HS-1"))
    assert acme.hubspot("HS-1").total == 120
    dropped = Activity.objects.get(kind="decision_dropped")
    assert "Money was paid on it in HubSpot" in dropped.reason
    assert "edits_refused_at" not in of_the_account()


def test_a_void(acme: Acme) -> None:  # B19, A10
    refused_while(acme, lambda invoice: acme.edit("invoices", invoice, hs_invoice_status="voided"))

    assert "edits_refused_at" not in of_the_account()
    assert "In HubSpot it is voided" in Activity.objects.get(kind="decision_dropped").reason
    assert acme.stands(number="HS-1") == "syncing"


def test_nothing(acme: Acme) -> None:  # B19
    edited(acme)
    click(acme, take, number="HS-1")
    acme.sync()

    assert "edits_refused_at" in of_the_account()
    assert "has been finalized" in Activity.objects.get(kind="decision_dropped").reason


@pytest.mark.parametrize("amount", ["30.00", "120.00"])
def test_the_payment_crosses_once_both_are_equal_again(acme: Acme, amount: str) -> None:  # B19, S19
    refused_while(acme, lambda invoice: acme.pay_here(invoice, amount))
    click(acme, put_back, number="HS-1")
    acme.sync()

    assert acme.equal("HS-1").total == 120
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_half_of_it_was_written(acme: Acme) -> None:  # B19, S3
    """Money is paid between two of the writes: what QuickBooks has is not lost, and a person says which of the two holds."""
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    edited(acme)
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    change_there(acme, Line=[*lines, sold(acme.item_id, "1", "7.00", "Fuel")])
    acme.sync()
    click(acme, take, number="HS-1")
    invoice = str(acme.hubspot("HS-1").doc["id"])
    with meanwhile("/line_items/batch/create", lambda: acme.pay_here(invoice, "30.00")):
        acme.sync()

    assert (acme.hubspot("HS-1").total, acme.quickbooks("HS-1").total) == (140, 147)
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
    assert "with a payment cannot be edited there" in why_not_taken(acme.world.record(number="HS-1"))
    assert "edits_refused_at" not in of_the_account()
    click(acme, put_back, number="HS-1")
    acme.sync()
    assert acme.equal("HS-1").total == 140
    assert acme.equal("HS-1").balance == 110
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}
