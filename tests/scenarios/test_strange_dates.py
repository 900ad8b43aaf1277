"""Dates that no booking has: said, and never written, on either side (A19, A24)."""

from __future__ import annotations

import pytest

from syncapp.core.errors import Failure
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme

REFUSED = "failing: date_out_of_range"
STRANGE = ["0001-01-01", "1989-12-31", "2036-11-30", "9999-12-31"]
SOUND = ["1990-01-01", "2036-11-01"]


def ledgers(acme: Acme) -> tuple[int, int]:
    return len(acme.world.objects("hubspot", "invoices")), len(acme.world.objects("quickbooks", "invoice"))


@pytest.mark.parametrize("day", STRANGE)
@pytest.mark.parametrize("field", ["date", "due"])
def test_an_invoice_with_such_a_date_is_not_sent_to_quickbooks(acme: Acme, field: str, day: str) -> None:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", **{field: day})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})

    acme.sync()

    assert acme.stands(number="HS-1") == REFUSED
    acme.equal("HS-2")
    assert ledgers(acme) == (2, 1)

    acme.edit("invoices", invoice, hs_invoice_date="2026-11-20", hs_due_date="2026-12-20")
    acme.sync()
    acme.equal("HS-1")


@pytest.mark.parametrize("day", SOUND)
def test_an_old_or_a_far_date_is_sent_as_it_is(acme: Acme, day: str) -> None:
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", due=day)
    acme.sync()

    assert acme.equal("HS-1").due == day


def test_it_says_which_date_and_where(acme: Acme) -> None:
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", due="0206-12-24")
    acme.sync()

    row = acme.world.record(number="HS-1")
    assert "“Due date” in HubSpot is Dec 24, 206" in Failure(row.reason, row.params).sentence()


def test_it_does_not_wait_for_a_protected_period_to_be_opened(acme: Acme) -> None:  # A24
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="0206-11-24")
    acme.sync(full=True)

    assert acme.stands(number="HS-1") == REFUSED


@pytest.mark.parametrize("field", ["TxnDate", "DueDate"])
def test_an_invoice_of_quickbooks_with_such_a_date_is_not_brought_to_hubspot(acme: Acme, field: str) -> None:
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001", **{field: "2206-11-24"})
    acme.sync()

    assert acme.stands(number="1001") == REFUSED
    assert acme.hubspot_all("1001") == []

    acme.change("Invoice", bill, TxnDate="2026-11-24", DueDate="2026-12-24")
    acme.sync()
    acme.equal("1001")


def test_a_change_to_such_a_date_does_not_cross(acme: Acme) -> None:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("invoices", invoice, hs_due_date="2206-12-24")
    acme.change("Invoice", bill, TxnDate="0206-11-24")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert [acme.stands(number=one) for one in ("HS-1", "1001")] == [REFUSED, REFUSED]
    assert (acme.quickbooks("HS-1").due, acme.hubspot("1001").date) == ("2026-12-24", "2026-11-24")


def test_a_payment_with_such_a_date_stays_where_it_was_entered(acme: Acme) -> None:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    acme.pay_here(invoice, "40.00", date="2206-11-24")
    acme.pay_here(invoice, "60.00")
    acme.pay_there(acme.customer_id, {bill: "40.00"}, date="0206-11-24")
    acme.sync()

    rows = acme.world.records(object_type="payment")
    assert [row.reason for row in rows if row.status == "failing"] == ["date_out_of_range"] * 2
    assert [payment["TotalAmt"] for payment in acme.payments("HS-1")] == [60]
    assert acme.parts("1001", "commerce_payments") == []
