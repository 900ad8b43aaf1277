"""The first start is the click, whenever the first run comes (S25, A15)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.syncs import switch_on
from syncapp.storage import starts
from syncapp.storage.models import ObjectSync
from tests.scenarios.company import Company


def sync_of(company: Company, object_type: str = "invoice") -> ObjectSync:
    return ObjectSync.objects.get(workspace=company.world.workspace, object_type=object_type)


def never_on(company: Company) -> tuple[str, ObjectSync]:
    """All is set up, and the invoices are about to be turned on for the first time; a contact's id."""
    company.customer("Acme", "ann@acme.test")
    contact = company.contact("ann@acme.test", "Ann")
    company.set_up()
    ObjectSync.objects.filter(object_type="invoice").update(enabled=False, started_at=None)
    return contact, sync_of(company)


def first_on(company: Company, sync: ObjectSync) -> None:
    with transaction.atomic():
        switch_on(sync, by=User.objects.get(), since_off=None)
        starts.turned_on(sync, company.world.now())


def test_the_start_is_the_click_and_not_the_run(empty: Company) -> None:  # S25
    contact, sync = never_on(empty)
    empty.invoice(contact, number="HS-1", date="2026-10-12")
    draft = empty.draft(contact, number="HS-2")
    empty.wait(seconds=5)
    first_on(empty, sync)
    clicked = empty.world.now()
    empty.wait(minutes=10)
    empty.invoice(contact, number="HS-3")
    empty.edit("invoices", draft, hs_invoice_status="open")
    assert sync_of(empty).started_at is None

    empty.sync()

    assert empty.stands(number="HS-1") == "excluded: before_start"
    empty.equal("HS-2")
    empty.equal("HS-3")
    started = sync_of(empty).started_at
    assert started
    assert abs(started - clicked) < timedelta(seconds=3)
    assert starts.waiting(empty.world.workspace) == []


@pytest.mark.parametrize("without_asking", [False, True])
def test_an_old_invoice_that_is_touched_between_the_click_and_the_run_is_never_sent_unasked(
    empty: Company, without_asking: bool
) -> None:  # A15, S25: what it was like at the click is known to nobody
    contact, sync = never_on(empty)
    sync.settings |= {"send_history": without_asking}
    sync.save()
    touched, paid, left = (empty.invoice(contact, number=f"HS-{one}", date="2026-10-12") for one in range(3))
    empty.wait(seconds=5)
    first_on(empty, sync)
    empty.wait(minutes=10)
    empty.edit("invoices", touched, hubspot_owner_id="501")
    empty.pay_here(paid, "40.00")

    empty.sync()

    waits = (
        "syncing" if without_asking else "pending: needs_approval"
    )  # the guide's plain behaviour, where it is chosen
    assert [empty.stands(hubspot_id=one) for one in (touched, paid)] == [waits, waits]
    assert empty.stands(hubspot_id=left) == "excluded: before_start"
    assert len(empty.world.objects("quickbooks", "invoice")) == (2 if without_asking else 0)


def test_however_it_came_to_be_on_it_gets_a_floor(empty: Company) -> None:
    contact, _ = never_on(empty)
    empty.invoice(contact, number="HS-1")
    ObjectSync.objects.filter(object_type="invoice").update(enabled=True)

    empty.sync()

    assert empty.stands(number="HS-1") == "excluded: before_start"
    assert sync_of(empty).started_at is not None


def test_a_mapping_that_is_added_modifies_no_old_invoice(empty: Company) -> None:  # A15
    contact, sync = never_on(empty)
    empty.invoice(contact, number="HS-1", hs_purchase_order_number="PO 7")
    empty.wait(seconds=5)
    first_on(empty, sync)
    empty.sync()
    sync.mappings.create(hubspot_field="hs_purchase_order_number", quickbooks_field="PrivateNote", origin="custom")
    starts.saved(sync, empty.world.now())

    assert empty.writes(full=True) == {"hubspot": 0, "quickbooks": 0}
    assert empty.stands(number="HS-1") == "excluded: before_start"
