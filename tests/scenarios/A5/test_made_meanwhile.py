"""What is made or finalized while a sync runs is found by the last question before its double would be made (A5, A18)."""

from __future__ import annotations

from django.contrib.auth.models import User

from syncapp.actions.records import decide
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def finalized_meanwhile(acme: Acme, other: str) -> dict[str, SyncRecord]:
    """QuickBooks has 1001 for Acme and, over the same sum, for another; HubSpot's 1001 for Ann is finalized during a sync.

    The two of QuickBooks as they stand after it, by their ids.
    """
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="1001")
    acme.sync()
    for customer in (acme.customer_id, other):
        acme.bill(customer, sold(acme.item_id), number="1001")
    with meanwhile("/invoices/search", lambda: acme.edit("invoices", draft, hs_invoice_status="open"), sent='"1001"'):
        acme.sync()
    assert len(acme.hubspot_all("1001")) == 1
    rows = acme.world.records(object_type="invoice", quickbooks_id__isnull=False)
    return {row.customer_name: row for row in rows}


def test_an_equal_invoice_of_another_customer_is_no_rival(acme: Acme) -> None:
    rows = finalized_meanwhile(acme, acme.customer("Birch", "bea@birch.test"))
    assert "several" not in rows["Acme"].params | rows["Birch"].params  # or one would be voided that stands by itself
    acme.sync()
    assert acme.world.record(pk=rows["Acme"].pk).linked
    assert acme.world.record(pk=rows["Birch"].pk).reason == "number_taken"


def test_an_equal_invoice_of_the_same_customer_is_one(acme: Acme) -> None:
    rows = finalized_meanwhile(acme, acme.customer_id)
    assert rows["Acme"].params["several"] == "2 invoices in QuickBooks Online"


def test_one_whose_customer_a_person_chose_is_one(acme: Acme, ida: User) -> None:
    """It is of Bea, and yet may be Acme's."""
    bea = acme.contact("bea@birch.test", "Bea", "Birch")
    drafts = [acme.draft(one, line(product=acme.product_id), number="1001") for one in (acme.contact_id, bea)]
    acme.sync()
    chosen = acme.world.record(object_type="invoice", hubspot_id=drafts[1])
    decide(chosen, by=ida, reason="Acme pays for her", customer=acme.customer_id)
    for draft in drafts:
        acme.edit("invoices", draft, hs_invoice_status="open")
    with meanwhile("/batch", lambda: acme.bill(acme.customer_id, sold(acme.item_id), number="1001"), sent="DocNumber"):
        acme.sync()
    ann = acme.world.record(object_type="invoice", hubspot_id=drafts[0])
    assert ann.params["several"] == "2 invoices in HubSpot"
    assert len(acme.quickbooks_all("1001")) == 1
