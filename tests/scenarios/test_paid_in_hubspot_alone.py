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


@pytest.mark.parametrize(("amount", "status", "open_there"), [("100.00", "paid", 0), ("40.00", "open", 60)])
def test_a_payment_recorded_on_a_copy_is_told_and_nothing_is_written(
    acme: Acme, copy: str, amount: str, status: str, open_there: int
) -> None:  # S18, A31
    acme.pay_here(copy, amount)
    turned(acme, "to-hubspot")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="1001") == "failing: paid_in_hubspot_alone"
    assert acme.world.record(number="1001").params == {
        "hubspot_paid": f"{amount} USD",
        "quickbooks_paid": "0.00 USD",
    }
    assert (acme.hubspot("1001").status, acme.hubspot("1001").balance) == (status, open_there)
    assert acme.quickbooks("1001").balance == 100
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}


def test_it_goes_by_itself_once_the_payment_is_taken_away_or_received_there_too(acme: Acme, copy: str) -> None:  # A31
    payment = acme.pay_here(copy, "100.00")
    turned(acme, "to-hubspot")
    acme.sync()
    acme.pay_there(acme.customer_id, {acme.quickbooks("1001").doc["Id"]: "100.00"})
    acme.sync()
    assert acme.stands(number="1001") == "syncing"
    assert acme.equal("1001").status == "paid"

    acme.in_quickbooks("Payment", {"Id": acme.payments("1001")[0]["Id"]}, "delete")
    acme.sync()
    assert acme.stands(number="1001") == "failing: paid_in_hubspot_alone"
    acme.remove("commerce_payments", payment)
    acme.sync(full=True)

    assert acme.stands(number="1001") == "syncing"
    assert acme.equal("1001").status == "open"


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


def test_a_status_that_we_have_told_is_taken_back_when_payments_cross_again(acme: Acme, copy: str) -> None:  # A31, S21
    turned(acme, "to-hubspot")
    check = acme.pay_there(acme.customer_id, {acme.quickbooks("1001").doc["Id"]: "100.00"})
    acme.sync()
    assert acme.hubspot("1001").status == "paid"
    turned(acme, "two-way")
    acme.sync()
    assert acme.equal("1001").status == "paid"
    acme.in_quickbooks("Payment", {"Id": check}, "delete")
    acme.sync()

    assert acme.equal("1001").status == "open"
    assert acme.stands(number="1001") == "syncing"
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}


def test_an_invoice_waits_for_no_payment_that_does_not_cross_any_more(acme: Acme) -> None:  # S18
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.pay_here(invoice, "100.00", reference="a reference of more than 21 signs")
    acme.sync()
    assert acme.stands("payment") == "failing: text_too_long"
    turned(acme, "to-hubspot")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: paid_in_hubspot_alone"
