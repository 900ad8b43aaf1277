"""HubSpot has done what we wrote, and its answer was lost; a person edits the copy before we look again (A8, F4).

What belongs to QuickBooks is then not written over: it fails as it does without a lost answer.
"""

from __future__ import annotations

import pytest

from syncapp.core.values import Side
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme

QUIET = {"hubspot": 0, "quickbooks": 0}
LINES, INVOICES, PAYMENTS = (
    f"/{kind}/batch/(create|update)$" for kind in ("line_items", "invoices", "commerce_payments")
)


def lost(acme: Acme, path: str, skip: int = 0) -> None:
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.world.fault("hubspot", path, "reset", skip=skip)
    acme.world.sync(poll=tuple(Side))  # as a run ends that a webhook began
    assert acme.stands(number="1001") == "pending: queued"


@pytest.fixture
def changed(acme: Acme) -> Acme:
    """A copy of a bill, which costs 150.00 instead of 100.00 in QuickBooks by now."""
    bill = acme.bill(acme.customer_id, sold(acme.item_id), sold(acme.item_id, "1", "20.00", "Raking"), number="1001")
    acme.sync()
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, Line=[
        sold(acme.item_id, "3") | {"Id": "1"}, sold(acme.item_id, "1", "20.00", "Raking") | {"Id": "2"},
    ])  # fmt: skip
    return acme


def of(acme: Acme, text: str) -> str:
    raking = {str(one["id"]): float(one["amount"]) == 20 for one in acme.parts("1001", "line_items")}
    return next(line_id for line_id, is_it in raking.items() if is_it is (text == "Raking"))


def edit(acme: Acme, what: str) -> None:
    invoice = str(acme.hubspot("1001").doc["id"])
    if what == "price":
        acme.edit("line_items", of(acme, "Mowing"), price="60.00")
    elif what == "other line":
        acme.edit("line_items", of(acme, "Raking"), price="25.00")
    elif what == "new line":
        acme.part(invoice, "line_items", **line("Hedges", "1", "30.00"))
    elif what == "line gone":
        acme.remove("line_items", of(acme, "Raking"))
    else:
        acme.edit("invoices", invoice, hs_invoice_date="2026-11-02")


EDITS = ["price", "other line", "new line", "line gone", "date"]


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_after_a_lost_update_of_lines_fails_and_is_not_written_over(changed: Acme, what: str) -> None:  # A8
    lost(changed, LINES)
    edit(changed, what)

    assert changed.sync()["writes"] == QUIET
    assert changed.stands(number="1001") == "failing: owned_elsewhere"


@pytest.mark.parametrize(
    ("path", "skip", "what"),
    [
        (LINES, 0, what) for what in EDITS if what != "line gone"
    ]  # its lines are made: one that is not there may never have been
    + [(INVOICES, 1, what) for what in EDITS],  # it is opened
)
def test_so_it_does_while_the_copy_is_being_made(acme: Acme, path: str, skip: int, what: str) -> None:  # A8
    acme.bill(acme.customer_id, sold(acme.item_id), sold(acme.item_id, "1", "20.00", "Raking"), number="1001")
    lost(acme, path, skip)
    edit(acme, what)

    acme.sync()
    assert acme.stands(number="1001") == "failing: owned_elsewhere"


def test_a_line_of_a_copy_that_is_being_made_is_made_again_and_none_twice(acme: Acme) -> None:  # A8, F3
    """HubSpot may make some lines of a call and not others, and keeps nothing by which one that it never made is told
    from one that is gone: the copy becomes as QuickBooks has it, which is what “Put HubSpot back” would make of it."""
    acme.bill(acme.customer_id, sold(acme.item_id), sold(acme.item_id, "1", "20.00", "Raking"), number="1001")
    lost(acme, LINES)
    edit(acme, "line gone")
    acme.sync()

    assert acme.equal("1001").total == 120
    assert len(acme.parts("1001", "line_items")) == 2
    assert acme.stands(number="1001") == "syncing"
    assert acme.sync(full=True)["writes"] == QUIET


@pytest.mark.parametrize("change", ["amount", "date"])
@pytest.mark.parametrize("made", [True, False])
def test_an_edit_of_a_copied_payment_fails_too(acme: Acme, made: bool, change: str) -> None:  # A8, A29
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    if made:
        payment = acme.pay_there(acme.customer_id, {bill: "40.00"})
        acme.sync()
        one = {"Amount": 30.0, "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}
        acme.change("Payment", payment, CustomerRef={"value": acme.customer_id}, TotalAmt=30.0, Line=[one])
    else:
        acme.pay_there(acme.customer_id, {bill: "40.00"})
    acme.world.fault("hubspot", PAYMENTS, "reset")
    acme.world.sync(poll=tuple(Side))
    (payment,) = acme.parts("1001", "commerce_payments")
    acme.edit(
        "commerce_payments",
        payment["id"],
        **({"hs_initial_amount": "35.00"} if change == "amount" else {"hs_initiated_date": "2026-11-02"}),
    )

    acme.sync()
    assert acme.stands("payment") == "failing: owned_elsewhere"


def test_untouched_it_is_as_it_was_meant_to_be(changed: Acme) -> None:  # F4
    lost(changed, LINES)
    changed.sync()

    assert changed.equal("1001").total == 170
    assert changed.stands(number="1001") == "syncing"


def test_changed_once_more_in_quickbooks_our_own_half_is_no_edit(changed: Acme) -> None:  # F4
    lost(changed, LINES)
    bill = changed.quickbooks("1001").doc["Id"]
    changed.change("Invoice", bill, CustomerRef={"value": changed.customer_id}, Line=[sold(changed.item_id, "5")])
    changed.sync()

    assert changed.equal("1001").total == 250
    assert changed.stands(number="1001") == "syncing"
