"""Paging, polling and reading on the sandbox; every call is counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from syncapp.core.records import LineKind
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write
from tests.connectors.quickbooks.bench import Bench, all_ids, ids

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


@pytest.mark.parametrize("kind", [CONTACT, PRODUCT, INVOICE, PAYMENT])
def test_an_empty_company_costs_one_call_per_type(bench: Bench, kind: ObjectType) -> None:
    assert all_ids(bench.system, kind) == []
    assert bench.system.calls == {"read": 1}


def test_what_was_paged_is_read_without_another_call(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    wanted = [bench.invoice(customer, item, number=f"HS-{n}") for n in range(3)]
    system = bench.connect()

    assert all_ids(system, INVOICE) == wanted
    assert ids(system.read(INVOICE, wanted)) == wanted
    assert system.calls == {"read": 1}

    system.read(INVOICE, wanted)  # once only: what was handed over may be stale
    assert system.calls == {"read": 2}


def test_inactive_customers_and_items_are_part_of_everything(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    bench.one(entity="contact", action="delete", id=customer, version="0")
    bench.one(entity="product", action="delete", id=item, version="0")
    system = bench.connect()

    assert all_ids(system, CONTACT) == [customer]
    assert all_ids(system, PRODUCT) == [item]
    assert not system.read(CONTACT, [customer])[0].active
    assert not bench.record(PRODUCT, item).active


def test_many_ids_are_read_in_one_batch_of_queries(bench: Bench) -> None:
    made = [
        outcome.id or ""
        for outcome in bench.write(
            *(Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}) for n in range(250))
        )
    ]
    system = bench.connect()

    found = system.read(CONTACT, [*reversed(made), "99999"])

    assert ids(found) == list(reversed(made))  # in the order asked, a missing id is absent
    assert system.calls == {"read": 1}


def test_reading_nothing_costs_nothing(bench: Bench) -> None:
    assert bench.system.read(INVOICE, []) == []
    assert bench.system.numbers([]) == {}
    assert bench.system.names([]) == {}
    assert bench.system.by_key(INVOICE, ["k"]) == {}
    assert bench.system.calls == {}


def test_an_idle_poll_is_one_call(bench: Bench) -> None:
    bench.customer()
    bench.control("POST", "clock", {"advance_seconds": 1800})
    system = bench.connect()
    cursor = system.start_cursor()  # asks for the time
    before = system.calls["read"]

    found = system.changes(cursor, {})

    assert (found.seen, found.gone, found.complete) == ([], [], True)
    assert system.calls["read"] - before == 1


def test_a_poll_sees_what_a_person_did_and_its_records_need_no_call(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    kept, gone = bench.invoice(customer, item, number="HS-1"), bench.invoice(customer, item, number="HS-2")
    bench.control("POST", "clock", {"advance_seconds": 1800})
    system = bench.connect()
    cursor = system.start_cursor()
    bench.as_user("Invoice", {"Id": kept, "PrivateNote": "called them"})
    bench.as_user("Invoice", {"Id": gone}, operation="delete")
    before = system.calls["read"]

    found = system.changes(cursor, {})

    # The customer, whose balance is another now, with the token that it had.
    assert sorted(found.seen) == [(CONTACT, customer, "0"), (INVOICE, kept, "1")]
    assert found.gone == [(INVOICE, gone)]  # F32
    assert system.read(INVOICE, [kept])[0].values["PrivateNote"] == "called them"
    assert system.calls["read"] - before == 1


def test_the_cursor_overlaps_by_a_minute_and_is_the_servers_time(bench: Bench) -> None:  # F46
    bench.control("POST", "clock", {"now": "2027-05-01T10:00:00+00:00"})
    system = bench.connect()

    start = system.start_cursor()
    after = system.changes(start, {}).cursor

    for cursor in (start, after):
        at = datetime.fromisoformat(cursor["since"])
        assert timedelta(seconds=55) < datetime(2027, 5, 1, 10, tzinfo=UTC) - at <= timedelta(seconds=60)
    assert json.loads(json.dumps(after)) == after


def test_an_old_cursor_is_answered_by_queries_and_says_that_deletions_are_unknown(
    bench: Bench,
) -> None:  # F31
    customer = bench.customer()
    system = bench.connect()
    old = {"since": "2020-01-01T00:00:00Z"}

    found = system.changes(old, {})

    assert found.seen == [(CONTACT, customer, "0")]
    assert not found.complete
    assert datetime.fromisoformat(found.cursor["since"]).year > 2020  # it does not ask the same again for ever


def test_a_person_at_the_lists_discount_and_shipping_is_read_as_adjustments(bench: Bench) -> None:  # A21
    customer, item = bench.customer(), bench.item()
    body = {
        "CustomerRef": {"value": customer},
        "Line": [
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 100,
                "SalesItemLineDetail": {"ItemRef": {"value": item}},
            },
            {"DetailType": "DescriptionOnly", "Description": "Thank you", "DescriptionLineDetail": {}},
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 7.5,
                "SalesItemLineDetail": {"ItemRef": {"value": "SHIPPING_ITEM_ID"}},
            },
            {
                "DetailType": "DiscountLineDetail",
                "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10},
            },
        ],
    }
    invoice = bench.record(INVOICE, bench.as_user("Invoice", body)["Id"])

    assert [(line.kind, line.amount) for line in invoice.lines] == [
        (LineKind.ITEM, Decimal(100)),
        (LineKind.TEXT, Decimal(0)),
    ]
    assert {(line.kind, line.amount, line.percent) for line in invoice.adjustments} == {
        (LineKind.DISCOUNT, Decimal(10), Decimal(10)),
        (LineKind.FEE, Decimal("7.5"), None),
    }
    assert invoice.total == Decimal("97.5")


def test_a_written_record_is_not_taken_from_what_was_read_before(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    list(bench.system.everything(INVOICE))
    bench.payment(customer, invoice, "40")

    found = bench.system.read(INVOICE, [invoice])[0]

    assert (found.version, found.balance) == ("1", Decimal(60))
