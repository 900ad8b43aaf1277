"""Off, and on again: what was made meanwhile is caught up, or stays out until it changes (A16, S25, S34)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.drafts import apply_draft, begin, save_step
from syncapp.actions.records import decide
from syncapp.actions.reviews import supposing
from syncapp.actions.syncs import SinceOff, SyncRefused, switch_on, turn_off, turn_on
from syncapp.core.criteria import Operator
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from syncapp.storage.models import Cursor, FilterRule, ObjectSync
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme


def sync_of(company: Company, object_type: str = "invoice") -> ObjectSync:
    return ObjectSync.objects.get(workspace=company.world.workspace, object_type=object_type)


def off(company: Company, object_type: str = "invoice") -> None:
    turn_off(sync_of(company, object_type), by=User.objects.get())


def on(company: Company, since_off: SinceOff, object_type: str = "invoice") -> None:
    turn_on(sync_of(company, object_type), by=User.objects.get(), since_off=since_off)


FROM_NOW, CATCH_UP = SinceOff.ONLY_FROM_NOW, SinceOff.CATCH_UP


def two_made_while_off(acme: Acme) -> str:
    """One invoice on either side, and another sync that runs meanwhile; the HubSpot one's id."""
    off(acme)
    made = acme.invoice(acme.contact_id, number="HS-1")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    acme.sync()
    return made


def test_caught_up_everything_crosses(acme: Acme) -> None:
    two_made_while_off(acme)
    on(acme, CATCH_UP)

    acme.sync()

    acme.equal("HS-1")
    acme.equal("1001")


def test_only_from_now_it_stays_out_and_is_found(acme: Acme) -> None:
    two_made_while_off(acme)
    on(acme, FROM_NOW)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}

    assert acme.stands(number="HS-1") == acme.stands(number="1001") == "excluded: made_while_off"
    assert acme.quickbooks_all("HS-1") == acme.hubspot_all("1001") == []
    assert acme.writes(full=True) == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "excluded: made_while_off"


def test_what_is_made_afterwards_goes(acme: Acme) -> None:
    two_made_while_off(acme)
    on(acme, FROM_NOW)
    acme.sync()
    acme.invoice(acme.contact_id, number="HS-2")
    acme.bill(acme.customer_id, sold(acme.item_id), number="1002")

    acme.sync()

    acme.equal("HS-2")
    acme.equal("1002")
    assert acme.stands(number="HS-1") == "excluded: made_while_off"


def test_what_is_made_between_the_click_and_the_run_goes_too(acme: Acme) -> None:  # S25
    two_made_while_off(acme)
    on(acme, FROM_NOW)
    later_click(acme)
    acme.invoice(acme.contact_id, number="HS-2")

    acme.sync()

    acme.equal("HS-2")
    assert acme.stands(number="HS-1") == "excluded: made_while_off"


def later_click(acme: Acme) -> None:
    """The vendors' clocks and ours are ahead of the one that the click was noted by: bring it there, and let time pass."""
    for start in starts.waiting(acme.world.workspace):
        starts.turned_on(start.sync, acme.world.now(), only_from_now=start.only_from_now)
    acme.wait(seconds=5)


def test_a_change_afterwards_makes_it_go(acme: Acme) -> None:
    invoice = two_made_while_off(acme)
    on(acme, FROM_NOW)
    acme.sync()
    acme.edit("invoices", invoice, hs_comments="Gate code 12")

    acme.sync()

    acme.equal("HS-1")
    assert acme.stands(number="1001") == "excluded: made_while_off"


def test_a_touch_is_no_change(acme: Acme) -> None:  # A15
    invoice = two_made_while_off(acme)
    on(acme, FROM_NOW)
    acme.sync()
    acme.edit("invoices", invoice, hubspot_owner_id="501")

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert acme.stands(number="HS-1") == "excluded: made_while_off"


def test_a_person_sends_one_of_them(acme: Acme) -> None:
    two_made_while_off(acme)
    on(acme, FROM_NOW)
    acme.sync()
    decide(acme.world.record(number="1001"), by=User.objects.get(), reason="Send it", send=True)

    acme.sync()

    acme.equal("1001")
    assert acme.stands(number="HS-1") == "excluded: made_while_off"


def test_linked_ones_are_compared_either_way(acme: Acme) -> None:
    """A pair that differs would otherwise stand as equal, or fail for ever."""
    invoice = acme.invoice(acme.contact_id, number="HS-0")
    acme.sync()
    off(acme)
    acme.edit("invoices", invoice, hs_comments="Gate code 12")
    acme.pay_here(invoice, "40.00")
    acme.sync()
    on(acme, FROM_NOW)

    acme.sync()

    assert acme.equal("HS-0").balance == 60
    assert acme.quickbooks_all("HS-0")[0].doc["CustomerMemo"]["value"] == "Gate code 12"


def test_payments_of_what_stays_out_stay_out_with_it(acme: Acme) -> None:
    invoice = two_made_while_off(acme)
    acme.pay_here(invoice, "100.00")
    on(acme, FROM_NOW)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 0}
    assert [row.reason for row in acme.world.records(object_type="payment")] == ["invoice_excluded"]


def test_a_draft_of_that_time_goes_when_it_is_finalized(acme: Acme) -> None:
    off(acme)
    draft = acme.draft(acme.contact_id, number="HS-1")
    on(acme, FROM_NOW)
    acme.sync()
    assert acme.stands(hubspot_id=draft) == "excluded: draft"
    acme.edit("invoices", draft, hs_invoice_status="open")

    acme.sync()

    acme.equal("HS-1")


def test_what_was_in_line_when_it_was_turned_off_is_not_of_that_time(acme: Acme) -> None:
    made = acme.invoice(acme.contact_id, number="HS-1")
    off_in_the_middle(acme)
    assert acme.stands(hubspot_id=made) == "pending: queued"
    assert acme.quickbooks_all("HS-1") == []
    acme.bill(acme.customer_id, sold(acme.item_id), number="1001")
    on(acme, FROM_NOW)

    acme.sync()

    acme.equal("HS-1")
    assert acme.stands(number="1001") == "excluded: made_while_off"


def off_in_the_middle(acme: Acme) -> str:
    """What the run says that finds the sync of invoices turned off before it writes any."""

    def switch(text: str) -> None:
        if text.endswith((" invoice", " invoices")):
            off(acme)

    return acme.world.sync(say=switch).stopped


def test_an_invoice_takes_the_customer_and_the_item_along_that_it_needs(acme: Acme) -> None:  # S13
    for object_type in ("contact", "product"):
        off(acme, object_type)
    contact = acme.contact("bea@bea.test", "Bea", "Birch")
    customer = acme.customer("Cora Cole", "cora@cora.test")
    product, item = acme.product("Mulching", "MUL"), acme.item("Sod", "SOD")
    acme.contact("dan@dan.test", "Dan")
    for object_type in ("contact", "product"):
        on(acme, FROM_NOW, object_type)
    acme.sync()
    held = {row.label: row.reason for row in acme.world.records(status="excluded")}
    assert held == {
        "Bea Birch": "not_needed", "Dan": "not_needed", "Cora Cole": "made_while_off", "Mulching": "made_while_off", "Sod": "made_while_off",
    }  # fmt: skip

    acme.invoice(contact, line("Mulching", hs_product_id=product), number="HS-1")
    acme.bill(customer, sold(item), number="1001")
    acme.sync()

    acme.equal("HS-1")
    acme.equal("1001")
    assert {row.label for row in acme.world.records(object_type="product", status="syncing")} == {
        "Mowing",
        "Mulching",
        "Sod",
    }


def test_only_what_is_needed_of_it(acme: Acme) -> None:
    off(acme, "product")
    acme.product("Mulching", "MUL")
    on(acme, FROM_NOW, "product")
    acme.sync()
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()

    acme.equal("HS-1")
    assert acme.stands("product", label="Mulching") == "excluded: made_while_off"


def test_turned_off_in_the_middle_nothing_more_is_written(acme: Acme) -> None:  # S34, F93
    for number in range(3):
        acme.invoice(acme.contact_id, number=f"HS-{number}")

    said = off_in_the_middle(acme)

    assert "changed while the sync ran" in said
    assert [acme.quickbooks_all(f"HS-{number}") for number in range(3)] == [[], [], []]
    on(acme, CATCH_UP)
    acme.sync()
    for number in range(3):
        acme.equal(f"HS-{number}")


def test_turned_off_before_a_run_came_to_it_the_next_answer_counts(acme: Acme) -> None:
    two_made_while_off(acme)
    on(acme, FROM_NOW)
    off(acme)
    on(acme, CATCH_UP)

    acme.sync()

    acme.equal("HS-1")


def test_a_sync_that_was_never_on_has_no_meanwhile(acme: Acme) -> None:
    ObjectSync.objects.filter(object_type="invoice").update(enabled=False, started_at=None)

    with pytest.raises(SyncRefused, match="never turned on"):
        on(acme, CATCH_UP)


def test_what_happened_since_is_told_before_it_is_turned_on(acme: Acme) -> None:  # A16: counts and money
    two_made_while_off(acme)
    draft = begin(acme.world.workspace, User.objects.get(), ObjectType.INVOICE)

    result = acme.world.sync(dry_run=True, as_if=supposing(draft))

    invoices = [one for one in result.plan if one["object"] == "invoices"]
    told = {(one["system"], one["action"], one["label"], one["amount"]) for one in invoices}
    assert told == {("quickbooks", "create", "HS-1", "100.00"), ("hubspot", "create", "1001", "100.00")}
    assert not sync_of(acme).enabled
    assert acme.hubspot_all("1001") == acme.quickbooks_all("HS-1") == []


# -- the first start -------------------------------------------------------------------------------------------


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


# -- saving ----------------------------------------------------------------------------------------------------


def test_a_saved_change_is_asked_of_what_was_decided_before(acme: Acme) -> None:  # S33, F92
    contacts = sync_of(acme, "contact")
    contacts.filters.create(target="hubspot", property="GivenName", operator="is", values=["Cora"])
    acme.customer("Cole", "cora@cora.test")
    acme.sync()
    assert acme.stands("contact", label="Cole") == "excluded: filter"
    draft = begin(acme.world.workspace, User.objects.get(), ObjectType.CONTACT)
    draft.data["filters"] = {}
    with transaction.atomic():
        sync = apply_draft(draft)
        starts.saved(sync, acme.world.now())
    Cursor.objects.update(polled_at=None)

    acme.sync()

    assert acme.stands("contact", label="Cole") == "syncing"


def test_another_direction_of_a_sync_that_is_on(acme: Acme) -> None:  # A35: linked pairs are kept
    world = acme.world
    draft = begin(world.workspace, User.objects.get(), ObjectType.INVOICE)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()
    acme.invoice(acme.contact_id, number="HS-2")
    save_step(draft, direction="to-hubspot")

    result = world.sync(dry_run=True, as_if=supposing(draft))

    assert result.plan == []
    told = {one["reason"]: one["number"] for one in result.standing["invoices"]}
    assert told["direction"] == 1
    assert world.record(number="HS-1").linked
    assert world.record(number="HS-1").status == "syncing"


def test_an_edit_in_the_middle_takes_effect_with_the_next_run(acme: Acme) -> None:  # S33, F92
    acme.invoice(acme.contact_id, number="HS-1")
    draft = begin(acme.world.workspace, User.objects.get(), ObjectType.INVOICE)
    draft = save_step(draft, direction="to-hubspot")

    def save(text: str) -> None:
        if text.endswith(" invoice") and not starts.waiting(acme.world.workspace):
            with transaction.atomic():
                starts.saved(apply_draft(draft), acme.world.now())

    said = acme.world.sync(say=save).stopped

    assert "The set-up was changed while the sync ran." in said
    assert acme.quickbooks_all("HS-1") == []
    acme.sync()
    assert acme.stands(number="HS-1") == "excluded: direction"
    assert acme.quickbooks_all("HS-1") == []
    assert starts.waiting(acme.world.workspace) == []


def test_sending_one_of_them_passes_no_filter(acme: Acme) -> None:  # A14, A16
    sync = sync_of(acme, "contact")
    sync.settings = {**sync.settings, "outbound": "filter"}
    sync.save()
    FilterRule.objects.create(
        sync=sync, target="quickbooks", property="lastname", operator=Operator.IS, values=["Archer"]
    )
    off(acme, "contact")
    bea = acme.contact("bea@baker.test", "Bea", "Baker")
    on(acme, FROM_NOW, "contact")
    acme.sync()
    assert acme.stands("contact", hubspot_id=bea) == "excluded: made_while_off"
    decide(acme.world.record(object_type="contact", hubspot_id=bea), by=User.objects.get(), reason="Send it", send=True)

    acme.sync()

    assert acme.stands("contact", hubspot_id=bea) == "excluded: filter"
