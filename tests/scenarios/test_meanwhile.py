"""What people do while we work is neither overwritten nor overlooked (I4, F46, F47)."""

from __future__ import annotations

from syncapp.engine import outbox
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def phone(acme: Acme, number: str) -> None:
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": number})


def price_there(acme: Acme, price: int) -> None:
    bill = acme.quickbooks("HS-1").doc
    lines = [one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    lines[0] |= {"Amount": 2 * price, "SalesItemLineDetail": lines[0]["SalesItemLineDetail"] | {"UnitPrice": price}}
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=lines)


def test_what_is_edited_in_hubspot_between_our_reading_and_our_writing_is_seen_by_the_next_poll(
    acme: Acme,
) -> None:  # I4
    phone(acme, "(916) 555-0100")
    with meanwhile("/contacts/batch/update", lambda: acme.edit("contacts", acme.contact_id, city="Davis")):
        acme.sync()
    acme.sync(retry=False)

    customer = acme.in_quickbooks("Customer", {"Id": acme.customer_id, "sparse": True})
    assert customer["BillAddr"]["City"] == "Davis"
    assert acme.stands("contact") == "syncing"


def test_what_is_edited_in_quickbooks_in_that_moment_is_read_again(acme: Acme) -> None:  # I4, F19
    acme.edit("contacts", acme.contact_id, city="Davis")
    with meanwhile("/batch", lambda: phone(acme, "(916) 555-0100")):
        acme.sync()
    acme.sync(retry=False)

    contact = acme.in_hubspot("GET", f"/crm/v3/objects/contacts/{acme.contact_id}?properties=phone,city")["properties"]
    assert (contact["phone"], contact["city"]) == ("(916) 555-0100", "Davis")
    assert acme.stands("contact") == "syncing"


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
