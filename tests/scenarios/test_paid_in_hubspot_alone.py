"""A status that HubSpot computes from payments of its own is never written over (S18, A31).

Invoices go only to HubSpot, so payments cross neither way; what somebody records in HubSpot all the same stands there
alone, and the invoice says so.
"""

from __future__ import annotations

import pytest
from django.db.models import F

from syncapp.storage.models import ObjectSync
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def turned(acme: Acme, direction: str) -> None:
    """Somebody chooses another direction for invoices."""
    rows = ObjectSync.objects.filter(workspace=acme.world.workspace, object_type="invoice")
    rows.update(direction=direction, revision=F("revision") + 1)


@pytest.fixture
def copy(acme: Acme) -> str:
    """A QuickBooks invoice over 100.00 and its copy in HubSpot; the copy's id."""
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    return str(acme.hubspot("1001").doc["id"])


def test_turned_back_to_two_ways_the_payment_goes(acme: Acme, copy: str) -> None:  # S17, S19
    acme.pay_here(copy, "100.00")
    turned(acme, "to-hubspot")
    acme.sync()
    turned(acme, "two-way")
    acme.sync()

    assert acme.equal("1001").status == "paid"
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_of_an_invoice_made_in_hubspot_it_is_told_too(acme: Acme) -> None:  # S18, A31
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    turned(acme, "to-hubspot")
    acme.pay_here(invoice, "100.00")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "failing: paid_in_hubspot_alone"


def test_an_invoice_waits_for_no_payment_that_does_not_cross_any_more(acme: Acme) -> None:  # S18
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.pay_here(invoice, "100.00", reference="a reference of more than 21 signs")
    acme.sync()
    assert acme.stands("payment") == "failing: text_too_long"
    turned(acme, "to-hubspot")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: paid_in_hubspot_alone"
