"""What a person leaves out is left alone by the engine, whatever happens to it, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import User

from syncapp.actions.ignoring import ignore
from syncapp.core.values import ObjectType
from syncapp.engine.merges.unite import unite
from syncapp.storage.models import MatchKey, SyncRecord
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile

pytestmark = pytest.mark.django_db
QUIET = {"hubspot": 0, "quickbooks": 0}


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@example.com", "dana@example.com", first_name="Dana")


def rows(company: Company, **fields: str) -> Iterable[SyncRecord]:
    return company.world.records(**fields)


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


def test_what_is_left_out_while_a_run_has_it_in_hand_stays_so(acme: Acme, dana: User) -> None:  # B6
    """One that is written at that very moment, and one about which nothing but a word is stored."""
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="a number of more than 21 signs")

    def leave_out() -> None:
        ignore(acme.world.workspace, rows(acme, object_type="invoice"), reason="Not ours", by=dana)

    with meanwhile("/batch", leave_out, sent="HS-1"):
        acme.world.sync()

    sent, refused = (acme.world.record(number=one) for one in ("HS-1", "a number of more than 21 signs"))
    assert [(one.status, one.reason, one.params["reason"]) for one in (sent, refused)] == [
        ("ignored", "by_person", "Not ours")
    ] * 2
    assert sent.linked  # what was written at that moment is known
    assert not refused.linked
    assert acme.writes() == QUIET
