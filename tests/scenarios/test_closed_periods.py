"""Nothing is written into a protected period of the books; it waits for the date to move (A24, B27)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def protect(acme: Acme, day: str) -> None:
    acme.world.workspace.protected_through = date.fromisoformat(day)
    acme.world.workspace.save()


def close_books(acme: Acme, day: str) -> None:
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": day})


@pytest.mark.parametrize("whose", ["ours", "quickbooks"])
def test_an_invoice_dated_in_it_is_parked_and_goes_when_the_date_moves(acme: Acme, whose: str) -> None:  # A24
    move = protect if whose == "ours" else close_books
    move(acme, "2026-10-31")
    acme.sync(full=True)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-31")
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"
    params = acme.world.record(number="HS-1").params
    assert params == {"date": "2026-10-31", "protected": "2026-10-31", "what": "create"}
    assert acme.quickbooks_all("HS-1") == []
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    move(acme, "2026-10-30")
    acme.sync()

    assert acme.equal("HS-1").date == "2026-10-31"  # the product moves no date


def test_ours_is_never_earlier_than_quickbooks_own(acme: Acme) -> None:  # A24
    protect(acme, "2026-08-31")
    close_books(acme, "2026-10-31")
    acme.sync(full=True)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-09-15")
    acme.sync()

    assert acme.stands(number="HS-1") == "pending: parked"


def test_what_flows_to_hubspot_is_not_held(acme: Acme) -> None:  # A24
    bill = acme.bill(acme.customer_id, sold(acme.item_id), date="2026-09-15")
    acme.pay_there(acme.customer_id, {bill: "100.00"}, date="2026-09-20")
    protect(acme, "2026-10-31")
    acme.sync()

    assert acme.equal("1001").status == "paid"


def test_an_edit_of_an_invoice_in_it_is_parked(acme: Acme) -> None:  # A24
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    protect(acme, "2026-10-31")
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"
    assert acme.quickbooks("HS-1").total == 100

    protect(acme, "2026-09-30")
    acme.sync()

    assert acme.equal("HS-1").total == 120


def test_an_invoice_moved_out_of_it_or_into_it_is_parked(acme: Acme) -> None:  # A24: the old date and the new
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-11-12")
    acme.sync()
    protect(acme, "2026-10-31")
    acme.edit("invoices", invoice, hs_invoice_date="2026-10-12")
    acme.sync()

    assert acme.stands(number="HS-1") == "pending: parked"
    assert acme.quickbooks("HS-1").date == "2026-11-12"


def test_a_payment_after_it_of_an_invoice_before_it_is_recorded(acme: Acme) -> None:  # A24: by the payment's own date
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    protect(acme, "2026-10-31")
    acme.pay_here(invoice, "100.00", date="2026-11-20")
    acme.sync()

    assert acme.quickbooks("HS-1").status == "paid"


def test_a_contact_is_not_a_posting_and_is_never_parked(acme: Acme) -> None:
    protect(acme, "2026-11-24")
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}


def test_books_that_were_closed_a_moment_ago_park_it_with_the_next_run(acme: Acme) -> None:  # A24
    """QuickBooks refuses before the closing date has been read again, which is once an hour."""
    close_books(acme, "2026-10-31")
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-31")
    acme.sync(retry=False)
    acme.sync(retry=False)

    assert acme.stands(number="HS-1") == "pending: parked"
    assert acme.quickbooks_all("HS-1") == []
