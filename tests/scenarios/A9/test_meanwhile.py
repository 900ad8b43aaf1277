"""What people edit of a contact while we work is neither overwritten nor overlooked (I4, F46, F47)."""

from __future__ import annotations

from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def phone(acme: Acme, number: str) -> None:
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": number})


def test_what_is_edited_in_hubspot_between_our_reading_and_our_writing_is_seen_by_the_next_poll(
    acme: Acme,
) -> None:  # A9, I4
    phone(acme, "(916) 555-0100")
    with meanwhile("/contacts/batch/update", lambda: acme.edit("contacts", acme.contact_id, city="Davis")):
        acme.sync()
    acme.sync(retry=False)

    customer = acme.in_quickbooks("Customer", {"Id": acme.customer_id, "sparse": True})
    assert customer["BillAddr"]["City"] == "Davis"
    assert acme.stands("contact") == "syncing"


def test_what_is_edited_in_quickbooks_in_that_moment_is_read_again(acme: Acme) -> None:  # A9, I4, F19
    acme.edit("contacts", acme.contact_id, city="Davis")
    with meanwhile("/batch", lambda: phone(acme, "(916) 555-0100")):
        acme.sync()
    acme.sync(retry=False)

    contact = acme.in_hubspot("GET", f"/crm/v3/objects/contacts/{acme.contact_id}?properties=phone,city")["properties"]
    assert (contact["phone"], contact["city"]) == ("(916) 555-0100", "Davis")
    assert acme.stands("contact") == "syncing"
