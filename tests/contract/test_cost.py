"""What each method of `connectors.protocol.System` costs in calls, exactly, as the vendor counted them (design §4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from syncapp.connectors.protocol import System
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from tests.contract.vendors import Vendor

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
HUBSPOT, QUICKBOOKS = Side
MANY = 230  # three calls of HubSpot's hundred, eight of QuickBooks' thirty


def cost(vendor: Vendor, act: Callable[[System], Any], system: System | None = None) -> list[str]:
    """The calls that `act` makes with a connector that has not asked anything yet, unless one is given."""
    system = system or vendor.connect()
    before = sum(system.calls.values())
    vendor.calls()
    act(system)
    told = vendor.calls()
    assert len(told) == sum(system.calls.values()) - before + len(
        [one for one in told if "oauth" in one]
    )  # it counts its own
    return told


READ = {CONTACT: "contacts", PRODUCT: "products", INVOICE: "invoices", PAYMENT: "commerce_payments"}


def test_what_the_account_is(vendor: Vendor) -> None:
    told = cost(vendor, lambda system: system.account())
    assert len(told) == 1, told


@pytest.mark.parametrize("kind", ObjectType)
def test_the_fields_of_an_object(vendor: Vendor, kind: ObjectType) -> None:
    told = cost(vendor, lambda system: system.fields(kind))
    if vendor.system.side is HUBSPOT:
        assert told == [f"GET /crm/properties/2026-03/{READ[kind]}"]
    else:  # the lists; of an invoice also the company and one document, for its custom fields
        assert told == ["POST batch"] + (["POST batch", "POST query"] if kind is INVOICE else [])


def test_fields_and_lists_are_asked_once(vendor: Vendor) -> None:
    system = vendor.connect()
    for kind in ObjectType:
        system.fields(kind)
    told = cost(vendor, lambda system: [system.fields(kind) for kind in (CONTACT, PRODUCT, PAYMENT)], system)
    assert told == []


def test_the_lists(vendor: Vendor) -> None:
    told = cost(vendor, lambda system: system.lists())
    assert told == {
        HUBSPOT: [f"GET /crm/properties/2026-03/{kind}" for kind in ("commerce_payments", "invoices", "contacts", "products", "line_items")],
        QUICKBOOKS: ["POST batch"],
    }[vendor.system.side]  # fmt: skip


def test_the_time_is_known_from_any_answer(vendor: Vendor) -> None:
    assert len(cost(vendor, lambda system: (system.server_time(), system.server_time(), system.start_cursor()))) == 1
    system = vendor.connect()
    system.lists()
    assert cost(vendor, lambda system: (system.server_time(), system.start_cursor()), system) == []


@pytest.mark.parametrize("kind", ObjectType)
def test_everything_is_one_call_a_page(vendor: Vendor, kind: ObjectType) -> None:
    told = cost(vendor, lambda system: list(system.everything(kind)))
    assert told == [f"GET {READ[kind]}"] if vendor.system.side is HUBSPOT else ["POST query"]


def test_a_poll_in_which_nothing_happened(vendor: Vendor) -> None:
    system = vendor.connect()
    cursor = system.start_cursor()
    told = cost(vendor, lambda system: system.changes(cursor, {}), system)
    searched = ("contacts", "products", "line_items", "invoices", "commerce_payments")
    assert told == {HUBSPOT: [f"POST {name}/search" for name in searched], QUICKBOOKS: ["GET cdc"]}[vendor.system.side]


@pytest.mark.parametrize("kind", ObjectType)
def test_what_was_deleted(vendor: Vendor, kind: ObjectType) -> None:
    told = cost(vendor, lambda system: system.archived(kind))
    assert told == ([f"GET {READ[kind]}"] if vendor.system.side is HUBSPOT else [])


def links(*to: str) -> list[str]:
    return [f"POST /crm/associations/2026-03/{one}/batch/read" for one in to]


ONE_READ = {
    (CONTACT, True): ["POST contacts/batch/read"],
    (CONTACT, False): ["POST contacts/batch/read"],
    (PRODUCT, True): ["POST products/batch/read"],
    (PRODUCT, False): ["POST products/batch/read"],
    # an invoice without lines: of a linked one whose total is nothing the adjustments are asked for too
    (INVOICE, True): [
        "POST invoices/batch/read",
        *links(*(f"invoices/{one}" for one in ("line_items", "discounts", "fees", "taxes", "contacts"))),
    ],
    (INVOICE, False): [
        "POST invoices/batch/read",
        *links(*(f"invoices/{one}" for one in ("line_items", "discounts", "fees", "taxes"))),
    ],
    (PAYMENT, True): ["POST commerce_payments/batch/read", *links("commerce_payments/invoices")],
    (PAYMENT, False): ["POST commerce_payments/batch/read", *links("commerce_payments/invoices")],
}


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("kind", ObjectType)
def test_reading_one_record(vendor: Vendor, kind: ObjectType, whole: bool) -> None:
    made = vendor.create(kind)
    told = cost(vendor, lambda system: system.read(kind, [made], whole=whole))
    assert told == (ONE_READ[kind, whole] if vendor.system.side is HUBSPOT else ["POST query"])


def test_many_records_are_read_in_full_batches(vendor: Vendor) -> None:
    made = [outcome.id or "" for outcome in vendor.write(*(vendor.new(CONTACT) for _ in range(MANY)))]
    told = cost(vendor, lambda system: system.read(CONTACT, made))
    assert told == (["POST contacts/batch/read"] * 3 if vendor.system.side is HUBSPOT else ["POST batch"])
    assert cost(vendor, lambda system: system.read(CONTACT, [])) == []


def test_what_was_listed_is_read_without_a_call(vendor: Vendor) -> None:
    made, system = vendor.create(CONTACT), vendor.connect()
    list(system.everything(CONTACT))
    assert cost(vendor, lambda system: system.read(CONTACT, [made]), system) == []


def test_the_applications_of_payments(vendor: Vendor) -> None:
    payment = vendor.create(PAYMENT).partition("/")[0]
    told = cost(vendor, lambda system: system.applications([payment]))
    assert told == {HUBSPOT: [], QUICKBOOKS: ["POST query"]}[vendor.system.side]


def test_copies_by_our_mark(vendor: Vendor) -> None:
    told = cost(vendor, lambda system: system.by_key(CONTACT, [f"1:customer:{n}" for n in range(MANY)]))
    assert told == {HUBSPOT: ["POST contacts/batch/read"] * 3, QUICKBOOKS: []}[vendor.system.side]
    assert cost(vendor, lambda system: system.by_key(CONTACT, [])) == []


def test_who_holds_numbers(vendor: Vendor) -> None:
    told = cost(vendor, lambda system: system.numbers([f"HS-{n}" for n in range(90)]))
    assert told == {HUBSPOT: ["POST invoices/search"], QUICKBOOKS: ["POST batch"]}[vendor.system.side]
    assert cost(vendor, lambda system: system.numbers([])) == []


def test_who_holds_names(vendor: Vendor) -> None:
    told = cost(vendor, lambda system: system.names([f"Acme {n}" for n in range(90)]))
    assert told == {HUBSPOT: [], QUICKBOOKS: ["POST batch"]}[vendor.system.side]


@pytest.mark.parametrize("kind", [CONTACT, PRODUCT])
def test_writes_go_in_full_batches_and_nothing_is_read_after_them(
    vendor: Vendor, kind: ObjectType
) -> None:  # F39, design §4
    system, hubspot = vendor.system, vendor.system.side is HUBSPOT
    writes = [vendor.new(kind) for _ in range(MANY)]
    told = cost(vendor, lambda _: vendor.write(*writes), system)
    assert told == ([f"POST {READ[kind]}/batch/create"] * 3 if hubspot else ["POST batch"] * 8)
    assert vendor.calls("read") == []
    sizes = [len(call.items) for call in system.prepare(writes)]
    assert sizes == ([100, 100, 30] if hubspot else [30] * 7 + [20])


@pytest.mark.parametrize("kind", ObjectType)
@pytest.mark.parametrize("action", ["create", "update", "delete"])
def test_one_write_is_one_call_whatever_it_is(vendor: Vendor, kind: ObjectType, action: str) -> None:
    """QuickBooks' names are never deleted; HubSpot's records are archived."""
    if action == "create":
        write = vendor.new(kind)
    else:
        (record,) = vendor.read(kind, vendor.create(kind))
        write = Write(entity=kind.value, action=action, id=record.id, version=record.version, raw=record.raw)
    system = vendor.system
    verb = {"create": "create", "update": "update", "delete": "archive"}[action]

    told = cost(vendor, lambda _: vendor.write(write), system)

    assert told == ([f"POST {READ[kind]}/batch/{verb}"] if system.side is HUBSPOT else ["POST batch"])


def test_preparing_and_interpreting_cost_nothing(vendor: Vendor) -> None:
    writes = [vendor.new(CONTACT), vendor.new(PRODUCT)]
    calls = vendor.system.prepare(writes)
    told = cost(
        vendor,
        lambda system: [system.interpret(call.items, {}) for call in system.prepare(writes) or calls],
        vendor.system,
    )
    assert told == []
