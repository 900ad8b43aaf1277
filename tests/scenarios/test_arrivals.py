"""What the charts of Home count: the day on which a copy arrived, how long its change took, where the records stood (B14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from syncapp.engine.writing import outbox
from syncapp.storage import days, leases
from syncapp.storage.models import Day, ObjectSync, Run, SyncRecord
from tests.scenarios.company import TODAY, Company, sold
from tests.scenarios.conftest import Acme

DAY = date.fromisoformat(TODAY)


def delays(company: Company, object_type: str = "invoice") -> list[int]:
    """Of all days, each change by itself, in seconds."""
    rows = Day.objects.filter(workspace=company.world.workspace, object_type=object_type)
    return sorted(int(seconds) for row in rows for seconds, number in row.delays.items() for _ in range(number))


def later(company: Company, **time: float) -> None:
    """Tokens of the command line last for half an hour."""
    company.wait(**time)
    for row in company.world.workspace.connections.all():
        told = company.world.control(row.side, "tokens", {})
        row.access_token, row.refresh_token, row.state = told["access_token"], told["refresh_token"], "connected"
        row.save()


def arrival(company: Company, **fields: Any) -> tuple[str, date | None]:
    row = company.world.record(**fields)
    return row.arrived_in, row.arrived_on


def test_a_copy_arrives_once_and_each_change_takes_its_time(acme: Acme) -> None:  # B14
    invoice = acme.invoice(acme.contact_id, number="HS-1")
    acme.wait(seconds=90)
    acme.sync()
    assert arrival(acme, number="HS-1") == ("quickbooks", DAY)
    (first,) = delays(acme)
    assert 90 <= first <= 95
    acme.sync()
    assert delays(acme) == [first]

    later(acme, days=1)
    acme.edit("invoices", invoice, hs_comments="Gate code 12")
    acme.wait(minutes=12)
    acme.sync()
    assert arrival(acme, number="HS-1") == ("quickbooks", DAY)
    assert delays(acme) == [first, 720]
    row = Day.objects.get(object_type="invoice", day=DAY + timedelta(days=1))
    assert row.delays == {"720": 1}


def test_what_comes_from_quickbooks_arrives_in_hubspot_with_its_payment(acme: Acme) -> None:  # B14
    acme.wait(seconds=2)
    made = acme.bill(acme.customer_id, sold(acme.item_id))
    acme.pay_there(acme.customer_id, {made: "10.00"})
    acme.sync()
    assert arrival(acme, number="1001", object_type="invoice") == ("hubspot", DAY)
    assert arrival(acme, object_type="payment") == ("hubspot", DAY)
    assert len(delays(acme)) == len(delays(acme, "payment")) == 1


def test_two_records_that_were_there_are_linked_and_none_arrived(acme: Acme) -> None:  # B14
    assert arrival(acme, object_type="contact") == ("", None)
    assert arrival(acme, object_type="product") == ("", None)


def test_what_fails_half_way_has_not_arrived(acme: Acme) -> None:  # B14
    acme.world.fault("hubspot", "line_items/batch/create", {"status": 400, "body": {}}, when="before", times=50)
    acme.bill(acme.customer_id, sold(acme.item_id))
    acme.world.sync()
    assert arrival(acme, number="1001") == ("hubspot", None)
    acme.world.control("hubspot", "faults", method="DELETE")
    later(acme, days=1)
    acme.sync()
    assert arrival(acme, number="1001") == ("hubspot", DAY + timedelta(days=1))


def test_a_copy_whose_answer_was_lost_arrives_as_ours(acme: Acme) -> None:  # B14
    acme.world.fault("quickbooks", "/batch.*requestid", "reset", times=outbox.RESENDS + 1)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.world.sync()
    acme.wait(minutes=2)
    acme.sync()
    assert arrival(acme, number="HS-1") == ("quickbooks", DAY)
    acme.equal("HS-1")


def test_what_changed_before_anybody_watched_has_no_delay(empty: Company) -> None:  # B14
    empty.contact("ann@acme.test", "Ann", "Archer")
    empty.customer("Oak", "otto@oak.test")
    empty.wait(hours=3)
    empty.set_up()
    empty.sync()
    assert arrival(empty, label="Oak") == ("hubspot", DAY)
    assert delays(empty, "contact") == []

    empty.customer("Elm", "ella@elm.test")
    empty.sync()
    assert len(delays(empty, "contact")) == 1


def test_what_another_set_up_makes_us_write_has_no_delay(acme: Acme) -> None:  # B14
    acme.edit("contacts", acme.contact_id, firstname="Anna")
    acme.wait(minutes=2)
    ObjectSync.objects.filter(object_type="contact").update(watched_since=acme.world.now())
    acme.sync()
    assert delays(acme, "contact") == []


def test_a_day_has_the_counts_of_its_last_run_and_none_without_one(acme: Acme) -> None:  # B14
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()
    later(acme, days=2)
    acme.invoice(acme.contact_id, number="HS-2")
    acme.draft(acme.contact_id, number="HS-3")
    acme.sync()
    rows = Day.objects.filter(object_type="invoice").order_by("day")
    assert [row.day for row in rows] == [DAY, DAY + timedelta(days=2)]
    assert set(rows[0].counts) == set(SyncRecord.Status.values)
    assert sum(rows[0].counts.values()) == 1
    assert sum(rows[1].counts.values()) == SyncRecord.objects.filter(object_type="invoice").count() == 3
    assert rows[1].counts["excluded"] == 1


def test_a_run_that_stopped_has_counted_nothing(acme: Acme) -> None:  # B14
    later(acme, days=1)
    acme.world.fault("quickbooks", "/", {"status": 503}, method="", when="before", times=50)
    assert acme.world.sync().stopped
    assert not Day.objects.filter(day__gt=DAY).exists()


def test_an_object_that_is_off_is_not_counted(acme: Acme) -> None:  # B14
    ObjectSync.objects.filter(object_type="product").update(enabled=False)
    later(acme, days=1)
    acme.sync()
    counted = Day.objects.filter(day__gt=DAY).values_list("object_type", flat=True)
    assert set(counted) == {"contact", "invoice", "payment"}


def test_batches_save_calls_and_the_run_says_how_many(empty: Company) -> None:  # B8
    for number in range(12):
        empty.customer(f"Archer {number}", f"ann{number}@acme.test")
    empty.set_up()
    told = empty.sync()
    run = empty.world.workspace.runs.first()
    assert run is not None
    assert run.calls == told["calls"]
    assert run.saved["hubspot"] >= 11


def test_who_has_lost_the_lease_does_not_count_over_who_has_it(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    acme.sync()
    Day.objects.all().delete()
    before = acme.world.record(object_type="contact").last_changed_at
    acme.edit("contacts", acme.contact_id, firstname="Anna")
    acme.invoice(acme.contact_id, number="HS-1")
    renew = leases.renew

    def lost(*args: Any) -> None:
        if acme.world.record(object_type="contact").last_changed_at != before:
            raise leases.LeaseLost("workspace")
        renew(*args)

    monkeypatch.setattr(leases, "renew", lost)
    assert acme.world.sync().stopped.startswith("Another process")
    assert not Day.objects.exists()


def test_a_run_has_ended_though_its_day_could_not_be_counted(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(days, "keep", locked)
    with pytest.raises(OperationalError):
        acme.sync()
    assert not Run.objects.filter(ended_at=None).exists()
