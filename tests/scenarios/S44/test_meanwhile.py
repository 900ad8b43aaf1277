"""Lines that somebody edits in QuickBooks while ours are being sent are an edit, and stay (S44, F19)."""

from __future__ import annotations

from syncapp.engine.writing import outbox
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def price_there(acme: Acme, price: int) -> None:
    bill = acme.quickbooks("HS-1").doc
    lines = [one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    lines[0] |= {"Amount": 2 * price, "SalesItemLineDetail": lines[0]["SalesItemLineDetail"] | {"UnitPrice": price}}
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=lines)


def test_a_line_that_is_edited_there_while_ours_are_sent_is_an_edit_and_stays(acme: Acme) -> None:  # S44, F19
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")

    with meanwhile("/batch", lambda: price_there(acme, 45)):
        acme.sync()

    assert acme.quickbooks("HS-1").total == 90
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"


def test_so_is_one_after_our_answer_was_lost(acme: Acme) -> None:  # F4, S44
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    acme.edit("line_items", acme.parts("HS-1", "line_items")[0]["id"], price="60.00")
    acme.world.fault("quickbooks", "/batch", "reset", times=outbox.RESENDS + 1)
    acme.world.sync()
    assert acme.quickbooks("HS-1").total == 120  # done, and we do not know it
    price_there(acme, 45)
    acme.sync()

    assert acme.quickbooks("HS-1").total == 90
    assert acme.stands(number="HS-1") == "failing: native_invoice_edited"
