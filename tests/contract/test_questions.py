"""What both vendors are asked besides their records: who they are, what they offer, and who holds what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from tests.contract.vendors import REALM, Vendor

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
HUBSPOT, QUICKBOOKS = Side
KEY = f"{REALM}:customer:1"


def test_who_is_connected(vendor: Vendor) -> None:
    account = vendor.system.account()
    assert account.id
    assert account.id == (REALM if vendor.system.side is QUICKBOOKS else str(vendor.control("GET", "")["account_id"]))
    assert account.currency == "USD"
    assert ZoneInfo(account.timezone)


def test_every_list_has_entries_with_ids_and_names(vendor: Vendor) -> None:
    lists = vendor.system.lists()
    wanted = {
        HUBSPOT: {"methods", "sources", "unmarked"},
        QUICKBOOKS: {
            "accounts",
            "terms",
            "methods",
            "classes",
            "departments",
            "customer_types",
            "custom_item",
            "items",
        },
    }
    assert set(lists) == wanted[vendor.system.side]
    assert all(entry.id and entry.name for entries in lists.values() for entry in entries)
    assert lists["methods"]


@pytest.mark.parametrize("kind", ObjectType)
def test_what_was_deleted_is_told(vendor: Vendor, kind: ObjectType) -> None:
    kept, gone = vendor.create(kind), vendor.create(kind)
    (record,) = vendor.read(kind, gone)
    (outcome,) = vendor.write(
        Write(entity=kind.value, action="delete", id=gone, version=record.version, raw=record.raw)
    )
    if vendor.system.side is HUBSPOT:
        assert outcome.problem is None
        assert vendor.connect().archived(kind) == [gone]
    else:  # change data tells it; customers and items are switched off
        assert vendor.connect().archived(kind) == []
    assert [one.id for one in vendor.read(kind, kept, gone)][:1] == [kept]


def test_who_has_an_address_or_a_sku(vendor: Vendor) -> None:  # B18
    hubspot = vendor.system.side is HUBSPOT
    contact = vendor.create(CONTACT, {"email" if hubspot else "PrimaryEmailAddr.Address": "mia@maple.test"})
    product = vendor.create(PRODUCT, {"hs_sku" if hubspot else "Sku": "CED-1"})
    vendor.create(CONTACT)
    if hubspot:
        vendor.control("POST", "clock", {"advance_seconds": 120})  # F20: the search runs behind
    system = vendor.connect()
    assert [one.id for one in system.having(CONTACT, " Mia@Maple.test ")] == [contact]
    assert [one.id for one in system.having(PRODUCT, "ced-1")] == [product]
    assert system.having(CONTACT, "nobody@maple.test") == []
    assert system.having(INVOICE, "HS-1") == []


def test_who_holds_a_number(vendor: Vendor) -> None:  # A18
    name = {HUBSPOT: "hs_number", QUICKBOOKS: "DocNumber"}[vendor.system.side]
    made = vendor.create(INVOICE, {name: "Hs-O'Neil 7"})
    if vendor.system.side is HUBSPOT:
        vendor.control("POST", "clock", {"advance_seconds": 120})  # F20: the search runs behind
    found = vendor.connect().numbers(["Hs-O'Neil 7", "HS-8"])
    assert set(found) == {"Hs-O'Neil 7"}
    (holder,) = found["Hs-O'Neil 7"]
    assert (holder.id, holder.kind, holder.currency) == (made, "Invoice", "USD")
    assert Decimal(holder.amount) == {HUBSPOT: 0, QUICKBOOKS: 100}[vendor.system.side]
    assert holder.record
    assert holder.record.id == made


def test_who_holds_a_name(vendor: Vendor) -> None:  # S42 F82
    if vendor.system.side is HUBSPOT:
        assert vendor.system.names(["Acme"]) == {}  # there it is no matter
        return
    made = vendor.create(CONTACT, {"DisplayName": "O'Neil & Sons"})
    found = vendor.connect().names(["o'neil & SONS", "Nobody"])
    assert {name: [(one.id, one.kind, one.active) for one in holders] for name, holders in found.items()} == {
        "o'neil & SONS": [(made, "Customer", True)]
    }


def test_our_own_copies(vendor: Vendor) -> None:  # F20
    if vendor.system.side is QUICKBOOKS:
        assert vendor.system.by_key(CONTACT, [KEY]) == {}
        return
    (outcome,) = vendor.write(replace(vendor.new(CONTACT), key=KEY))
    found = vendor.connect().by_key(CONTACT, [KEY, f"{REALM}:customer:2"])  # at once, whatever the search knows
    assert {key: record.id for key, record in found.items()} == {KEY: outcome.id}


def test_a_payment_is_read_as_what_it_pays(vendor: Vendor) -> None:  # A25
    made = vendor.create(PAYMENT)
    assert vendor.connect().applications([made.partition("/")[0]]) == [made]
    (record,) = vendor.read(PAYMENT, made)
    assert record.id == made


def test_questions_about_nothing_cost_nothing(vendor: Vendor) -> None:
    system = vendor.connect()
    vendor.calls()
    assert (system.numbers([]), system.names([]), system.by_key(CONTACT, []), system.applications([])) == (
        {},
        {},
        {},
        [],
    )
    assert [system.read(kind, []) for kind in ObjectType] == [[]] * 4
    assert system.prepare([]) == []
    assert vendor.calls() == []
