"""What a person leaves out is left alone by the engine, whatever happens to it, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import User

from syncapp.actions.ignoring import ignore, stop_ignoring
from syncapp.actions.linking import unlink
from syncapp.core.values import ObjectType
from syncapp.engine.merges.unite import unite
from syncapp.storage.models import MatchKey, SyncRecord
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme

pytestmark = pytest.mark.django_db
QUIET = {"hubspot": 0, "quickbooks": 0}


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@example.com", "dana@example.com", first_name="Dana")


def rows(company: Company, **fields: str) -> Iterable[SyncRecord]:
    return company.world.records(**fields)


@pytest.fixture
def discounted(acme: Acme) -> Acme:
    """An invoice with a discount on the whole order, with a payment."""
    draft = acme.draft(acme.contact_id, line(), number="HS-1")
    acme.part(draft, "discounts", hs_type="FIXED", hs_value="10.00", hs_label="Spring")
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.pay_here(draft, "20.00", reference="1")
    acme.sync()
    assert acme.stands(number="HS-1", object_type="invoice") == "failing: order_discount"
    return acme


def test_an_ignored_invoice_is_not_sent_though_it_is_mended(discounted: Acme, dana: User) -> None:
    ignore(discounted.world.workspace, rows(discounted, number="HS-1"), reason="Not ours", by=dana)
    (discount,) = discounted.parts("HS-1", "discounts")
    discounted.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    discounted.remove("discounts", discount["id"])
    discounted.sync()

    assert discounted.stands(number="HS-1", object_type="invoice") == "ignored: by_person"
    assert discounted.quickbooks_all("HS-1") == []
    assert discounted.stands("payment") == "excluded: invoice_excluded"

    stop_ignoring(discounted.world.workspace, rows(discounted, number="HS-1"), by=dana)
    discounted.sync()

    discounted.equal("HS-1")
    assert discounted.stands("payment") == "syncing"


def test_an_invoice_does_not_wait_for_an_ignored_customer(acme: Acme, dana: User) -> None:
    acme.in_quickbooks("Vendor", {"DisplayName": "Birch & Sons"})
    bill = acme.make("contacts", None, email="bill@birch.test", firstname="Bill", company="Birch & Sons")
    acme.invoice(bill, number="HS-1")
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: waiting"

    ignore(acme.world.workspace, rows(acme, object_type="contact", hubspot_id=bill), reason="Not ours", by=dana)
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: customer_not_found"


def left_out_bill(acme: Acme, dana: User) -> SyncRecord:
    """Ignored as soon as it was noticed; then the same document is made in HubSpot."""
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")
    acme.world.sync(objects=[ObjectType.CONTACT])
    ignore(acme.world.workspace, rows(acme, quickbooks_id=bill), reason="Not ours", by=dana)
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    return acme.world.record(object_type="invoice", quickbooks_id=bill)


def test_an_invoice_is_not_doubled_because_its_bill_is_left_out(acme: Acme, dana: User) -> None:  # A5, A18
    left_out_bill(acme, dana)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert {(row.status, row.reason) for row in rows(acme, object_type="invoice")} == {
        ("ignored", "by_person"),
        ("failing", "number_taken"),
    }


def test_an_invoice_is_not_left_out_because_its_bill_is(acme: Acme, dana: User) -> None:
    bill = left_out_bill(acme, dana)
    MatchKey.objects.create(
        record=bill, workspace=acme.world.workspace, object_type="invoice", side="quickbooks", key="number:hs-1"
    )
    assert acme.writes() == QUIET

    mine = acme.world.record(object_type="invoice", quickbooks_id=None)
    assert (mine.status, mine.reason) == ("failing", "number_taken")  # a person says what is meant
    assert acme.world.record(pk=bill.pk).status == "ignored"


def test_a_bill_that_is_entered_again_is_not_left_out_with_the_one_before(acme: Acme, dana: User) -> None:  # A5
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    acme.sync()
    acme.in_quickbooks("Invoice", {"Id": acme.quickbooks("HS-1").doc["Id"]}, "delete")
    acme.sync()
    ignore(acme.world.workspace, rows(acme, number="HS-1"), reason="Not ours", by=dana)
    again = acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")
    assert acme.writes() == QUIET

    assert acme.stands(quickbooks_id=again) == "failing: number_taken"
    assert acme.writes() == QUIET


def test_a_payment_that_is_entered_again_is_not_left_out_with_the_one_before(acme: Acme, dana: User) -> None:  # A29
    acme.pay_here(acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1"), "40.00")
    acme.sync()
    acme.in_quickbooks("Payment", {"Id": acme.payments("HS-1")[0]["Id"]}, "delete")
    acme.sync()
    ignore(acme.world.workspace, rows(acme, object_type="payment"), reason="Not ours", by=dana)
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "40.00"})
    assert acme.writes() == QUIET

    assert acme.stands("payment", hubspot_id=None) == "failing: same_payment"
    assert acme.writes() == QUIET


@pytest.mark.parametrize(
    ("back", "stands"), [("hubspot", ("excluded", "no_email")), ("quickbooks", ("failing", "partner_ignored"))]
)
def test_of_two_that_were_unlinked_one_is_taken_back_alone(
    acme: Acme, dana: User, back: str, stands: tuple[str, str]
) -> None:  # A6, S15
    acme.customer("Mei Chen", GivenName="Mei", FamilyName="Chen")
    acme.sync()
    unlink(acme.world.record(object_type="contact", label="Mei Chen"), by=dana, reason="Another one")
    acme.sync()
    halves = rows(acme, object_type="contact", label="Mei Chen")
    stop_ignoring(acme.world.workspace, [row for row in halves if getattr(row, f"{back}_id")], by=dana)

    assert acme.writes() == QUIET
    assert {(row.status, row.reason) for row in rows(acme, object_type="contact", label="Mei Chen")} == {
        ("ignored", "by_person"),
        stands,
    }
    assert acme.writes() == QUIET


def test_what_was_decided_for_either_of_two_rows_holds_for_the_one_that_they_become(acme: Acme) -> None:
    workspace = acme.world.workspace
    kept = SyncRecord.objects.create(workspace=workspace, object_type="invoice", hubspot_id="1", decision={"a": 1})
    gone = SyncRecord.objects.create(
        workspace=workspace, object_type="invoice", quickbooks_id="2", decision={"a": 2, "ignored": {"by": "Dana"}}
    )
    kept.quickbooks_id = "2"

    unite({gone.pk: kept})

    assert acme.world.record(pk=kept.pk).decision == {"a": 1, "ignored": {"by": "Dana"}}


def test_who_is_linked_is_billed_through_nobody_whoever_was_merged_with_him(acme: Acme) -> None:  # A1
    workspace = acme.world.workspace
    kept = SyncRecord.objects.create(workspace=workspace, object_type="contact", hubspot_id="1", quickbooks_id="3")
    gone = SyncRecord.objects.create(
        workspace=workspace, object_type="contact", quickbooks_id="2", decision={"through": "9", "ignored": {}}
    )

    unite({gone.pk: kept})

    assert acme.world.record(pk=kept.pk).decision == {"ignored": {}}
