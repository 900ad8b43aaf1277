"""What is deleted in HubSpot between our reading and our writing: HubSpot refuses the write, and the record says why."""

from __future__ import annotations

import pytest

from tests.scenarios.company import sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
BATCH = "/crm/objects/2026-03/{kind}/batch/update"


def test_an_invoice_is_not_made_again_but_says_that_it_was_deleted(acme: Acme) -> None:  # A11
    bill = acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    acme.sync()
    acme.world.control("hubspot", "settings", {"delete_unpaid_invoices": True})
    copy = acme.world.record(object_type="invoice", number="1001").hubspot_id
    acme.change("Invoice", bill, CustomerRef={"value": acme.customer_id}, DueDate="2026-12-31")
    with meanwhile(BATCH.format(kind="invoices"), lambda: acme.remove("invoices", copy)):
        assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.world.record(object_type="invoice", number="1001").reason == "deleted_in_hubspot"
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}


def test_a_contact_is_not_made_again_either(acme: Acme) -> None:  # A11
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0001"})
    with meanwhile(BATCH.format(kind="contacts"), lambda: acme.remove("contacts", acme.contact_id)):
        assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.world.record(object_type="contact", hubspot_id=acme.contact_id).reason == "deleted_in_hubspot"
