"""A run tells what it made of the records, each of them once, and lists exactly those (S38)."""

from __future__ import annotations

from syncapp.core.values import ObjectType, Side
from syncapp.queries.run_records import Asked, listed
from syncapp.storage.models import Activity, Run
from syncapp.storage.moves import moves_of
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme


def told(acme: Acme) -> dict[str, list[str]]:
    """The invoices of each move of the last run, which counts as many."""
    run = Run.objects.filter(workspace=acme.world.workspace).first()
    assert run
    found: dict[str, list[str]] = {}
    for entry in moves_of(run).filter(record__object_type="invoice").order_by("record__number"):
        found.setdefault(entry.move, []).append(entry.record.number)  # type: ignore[attr-defined, union-attr]
    assert run.counts["invoices"]["moves"] == {move: len(numbers) for move, numbers in found.items()}
    return found


def test_a_failure_begins_gets_another_cause_and_ends(acme: Acme) -> None:  # S38, S45
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    failing = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7", hs_comments="x" * 1400)
    acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-8")
    acme.sync()
    assert told(acme) == {"newly_failing": ["HS-7"], "excluded": ["HS-8"]}

    acme.edit("invoices", failing, hs_comments="Thank you", hs_number="HS-7-of-the-year-two-thousand")
    acme.sync()
    assert told(acme) == {"other_cause": ["HS-7-of-the-year-two-thousand"]}

    acme.sync()
    assert told(acme) == {}

    acme.edit("invoices", failing, hs_number="HS-7")
    acme.sync()
    assert told(acme) == {"no_longer_failing": ["HS-7"]}


def test_one_that_is_new_and_waits_is_told_once_the_run_has_ended(acme: Acme) -> None:  # S38, B20
    acme.in_quickbooks("vendor", {"DisplayName": "Zoe Zander"})
    acme.invoice(acme.contact("zoe@zander.test", "Zoe", "Zander"), line(product=acme.product_id), number="HS-9")
    acme.sync()
    assert told(acme) == {"waiting": ["HS-9"]}
    acme.sync()
    assert told(acme) == {}


def test_one_that_is_new_and_waits_only_within_its_run_is_not_told_as_now_equal(acme: Acme) -> None:  # S38, B20
    """It waits for its payment, and has stood no otherwise than equal once a run was over."""
    zoe = acme.customer("Zoe Zander", "zoe@zander.test")
    paid = acme.bill(zoe, sold(acme.item_id), number="1009")
    acme.pay_there(zoe, {paid: "100.00"})
    acme.sync()
    assert acme.stands(number="1009") == "syncing"
    (entry,) = Activity.objects.filter(record__number="1009", kind="syncing")  # alerts count it (B7)
    assert entry.changes == [{"field": "status", "from": "pending queued", "to": "syncing"}]
    assert told(acme) == {}


def test_one_that_waited_before_the_run_is_told_as_now_equal(acme: Acme) -> None:  # S38, B20
    zander = acme.in_quickbooks("Vendor", {"DisplayName": "Zoe Zander"})
    acme.invoice(acme.contact("zoe@zander.test", "Zoe", "Zander"), line(product=acme.product_id), number="HS-9")
    acme.sync()
    acme.change("Vendor", zander["Id"], DisplayName="Zander, plants")
    acme.sync(retry=True)
    assert told(acme) == {"became_equal": ["HS-9"]}


def test_who_is_billed_through_another_is_told_as_excluded_by_the_run_that_found_it(acme: Acme) -> None:  # S38, A2
    parent = acme.customer("Zander Estate", "zoe@zander.test")
    acme.customer("Zander Garden", ParentRef={"value": parent}, Job=True, BillWithParent=True)
    acme.sync()
    run = Run.objects.filter(workspace=acme.world.workspace).first()
    assert run
    assert acme.stands("contact", label__endswith="Zander Garden") == "excluded: alias"
    assert run.counts["contacts"]["moves"] == {"excluded": 1}
    (entry,) = listed(run, Asked("excluded", ObjectType.CONTACT))
    assert entry.changes == [{"field": "status", "from": "pending queued", "to": "excluded alias"}]

    acme.sync(full=True)
    assert Activity.objects.filter(record=entry.record, kind="excluded").count() == 1


def test_an_item_that_is_made_for_a_line_stands_in_the_activity_of_its_run(acme: Acme) -> None:  # S38, S11
    """It is counted among the products, and no record."""
    acme.invoice(acme.contact_id, line(name="Snow"), number="HS-5")
    acme.sync()
    run = Run.objects.filter(workspace=acme.world.workspace).first()
    assert run
    assert run.counts["products"]["created"]["quickbooks"] == 1
    (entry,) = listed(run, Asked("created", ObjectType.PRODUCT, Side.QUICKBOOKS))
    assert (entry.record, entry.reason) == (None, "the item “Custom Line Item”: a line matches no item")


def test_what_was_created_is_listed_by_its_creation_whatever_was_written_to_it_after(acme: Acme) -> None:  # S38
    """HubSpot gets an invoice as a draft, then its lines, then that it is open."""
    acme.bill(acme.customer_id, sold(acme.item_id, "2", "50.00"), number="1001")
    acme.sync()

    run = Run.objects.filter(workspace=acme.world.workspace).first()
    assert run
    assert Activity.objects.filter(run=run, record__object_type="invoice", kind="updated").exists()
    assert run.counts["invoices"]["created"]["hubspot"] == 1
    assert [entry.kind for entry in listed(run, Asked("created", ObjectType.INVOICE))] == ["created"]
    assert not listed(run, Asked("updated", ObjectType.INVOICE)).exists()
