"""A HubSpot account without payment processing takes no payment records (design §5)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions.connections import check
from syncapp.actions.records import retry
from syncapp.storage.models import Catalog
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


@pytest.fixture
def plain(acme: Acme) -> Acme:
    acme.world.control("hubspot", "settings", {"payments_processor": "none"})
    return acme


def test_a_paid_mirror_is_shown_as_paid(plain: Acme) -> None:
    bill = plain.bill(plain.customer_id, sold(plain.item_id), number="1001")
    plain.pay_there(plain.customer_id, {bill: "100.00"})
    plain.sync()

    assert plain.hubspot("1001").status == "paid"
    assert plain.stands(number="1001") == "syncing"
    assert plain.remarks(number="1001") == {"paid_without_record"}
    assert plain.stands("payment") == "excluded: no_processor"


def test_a_partly_paid_mirror_carries_a_remark(plain: Acme) -> None:
    bill = plain.bill(plain.customer_id, sold(plain.item_id), number="1001")
    plain.pay_there(plain.customer_id, {bill: "40.00"})
    plain.sync()

    assert plain.hubspot("1001").status == "open"
    assert plain.stands(number="1001") == "syncing"
    assert plain.remarks(number="1001") == {"partly_paid_mirror"}


def test_a_payment_that_is_taken_away_again_opens_the_mirror(plain: Acme) -> None:
    bill = plain.bill(plain.customer_id, sold(plain.item_id), number="1001")
    check = plain.pay_there(plain.customer_id, {bill: "100.00"})
    plain.sync()
    plain.in_quickbooks("Payment", {"Id": check}, "delete")
    plain.sync()

    assert plain.hubspot("1001").status == "open"
    assert plain.remarks(number="1001") == set()


def test_the_payment_of_a_hubspot_invoice_fails_with_that_cause(plain: Acme) -> None:
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.sync()

    assert plain.stands("payment") == "failing: no_payment_processor"
    assert plain.stands(number="HS-1") == "pending: waiting"


def test_the_refusal_is_remembered_and_not_asked_for_again(plain: Acme) -> None:
    bill = plain.bill(plain.customer_id, sold(plain.item_id), number="1001")
    plain.pay_there(plain.customer_id, {bill: "100.00"})
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.sync()
    plain.world.forget_journal()

    assert plain.writes() == {"hubspot": 0, "quickbooks": 0}
    assert plain.world.journal("hubspot", "write") == []


def test_a_payment_recorded_by_a_person_in_hubspot_still_goes_out(plain: Acme) -> None:  # S19
    invoice = plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.pay_here(invoice, "100.00")
    plain.sync()

    assert plain.equal("HS-1").status == "paid"


@pytest.fixture
def refused(plain: Acme) -> Acme:
    """A payment of HubSpot's invoice was received in QuickBooks, and HubSpot has refused it."""
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.sync()
    plain.world.control("hubspot", "settings", {"payments_processor": "stripe"})
    return plain


def test_with_a_processor_set_up_it_goes_by_itself_within_hours(refused: Acme) -> None:
    refused.world.sleep(7 * 3600)
    refused.sync(retry=False)

    assert refused.equal("HS-1").status == "paid"
    assert refused.stands(number="HS-1") == "syncing"


def test_with_a_processor_set_up_it_goes_as_soon_as_somebody_asks(refused: Acme) -> None:
    retry(refused.world.record(object_type="payment"), by=User.objects.get(email="owner@example.com"))
    refused.sync(retry=False)

    assert refused.equal("HS-1").status == "paid"


def test_with_a_processor_set_up_checking_the_set_up_again_says_so(refused: Acme) -> None:  # B1
    catalog = Catalog.objects.get(connection__side="hubspot")
    assert catalog.settings["payments"] is False

    check(refused.world.workspace)

    catalog.refresh_from_db()
    assert catalog.settings.get("payments") is not False


def test_a_refusal_is_remembered_in_the_run_that_has_read_the_account_anew(plain: Acme) -> None:
    plain.invoice(plain.contact_id, line(product=plain.product_id))
    plain.sync()
    plain.pay_there(plain.customer_id, {plain.quickbooks("HS-1").doc["Id"]: "100.00"})
    plain.world.sleep(2 * 3600)
    plain.world.forget_journal()
    plain.sync(retry=False)

    assert plain.stands("payment") == "failing: no_payment_processor"
    assert len(plain.world.journal("hubspot", "write")) == 1
