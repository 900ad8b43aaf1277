"""The invoices and payments of some days, by their own date: which they are, and what it costs (B3, A19)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from syncapp.core.records import Invoice, Payment
from syncapp.core.values import ObjectType, Side
from tests.contract.vendors import Vendor

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
HUBSPOT, QUICKBOOKS = Side
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
DATE = {
    (HUBSPOT, INVOICE): "hs_invoice_date",
    (HUBSPOT, PAYMENT): "hs_initiated_date",
    (QUICKBOOKS, INVOICE): "TxnDate",
    (QUICKBOOKS, PAYMENT): "TxnDate",
}
MANY = 210  # a page of HubSpot's search, and more


def made_on(vendor: Vendor, kind: ObjectType, *days: date) -> list[str]:
    name = DATE[vendor.system.side, kind]
    made = vendor.write(*(vendor.new(kind, {name: day}) for day in days))
    if vendor.system.side is HUBSPOT:
        vendor.control("POST", "clock", {"advance_seconds": 120})  # F20: the search runs behind
    vendor.calls()
    return [one.id or "" for one in made]


def ids(vendor: Vendor, kind: ObjectType, first: date = FIRST, last: date = LAST) -> list[str]:
    return [record.id for record in vendor.connect().dated(kind, first, last)]


@pytest.mark.parametrize("kind", [INVOICE, PAYMENT])
def test_both_ends_belong_to_the_days(vendor: Vendor, kind: ObjectType) -> None:  # B3
    days = (date(2026, 10, 31), FIRST, date(2026, 11, 15), LAST, date(2026, 12, 1))
    made = made_on(vendor, kind, *days)
    assert ids(vendor, kind) == made[1:4]
    assert ids(vendor, kind, date(2027, 1, 1), date(2027, 1, 31)) == []


@pytest.mark.parametrize("kind", [INVOICE, PAYMENT])
def test_it_is_what_reading_by_id_tells_of_the_money(vendor: Vendor, kind: ObjectType) -> None:  # B3
    made = made_on(vendor, kind, FIRST)
    (found,) = vendor.connect().dated(kind, FIRST, LAST)
    (read,) = vendor.read(kind, *made)
    assert isinstance(found, Invoice | Payment)
    assert isinstance(read, Invoice | Payment)
    for name in ("id", "date", "currency", "total"):
        assert getattr(found, name) == getattr(read, name), name


def test_a_time_of_hubspot_is_of_the_day_in_the_companys_zone(hubspot: Vendor) -> None:  # A19
    """The company is in Los Angeles: 6 AM in London is still the day before; midnight in London is the day itself."""
    made = {}
    for day in ("2026-11-01T00:00:00Z", "2026-11-01T06:00:00Z", "2026-12-01T00:00:00Z", "2026-12-01T07:30:00Z"):
        made[day] = hubspot.create(INVOICE)
        hubspot.as_user("PATCH", f"/crm/v3/objects/invoices/{made[day]}", {"properties": {"hs_invoice_date": day}})
    hubspot.control("POST", "clock", {"advance_seconds": 120})
    assert ids(hubspot, INVOICE) == [made["2026-11-01T00:00:00Z"], made["2026-12-01T07:30:00Z"]]


def test_the_taxes_of_an_invoice_are_known(hubspot: Vendor) -> None:  # S5
    plain, taxed = made_on(hubspot, INVOICE, FIRST, FIRST)
    for kind, type_id, fields in (
        ("line_items", 410, {"name": "Sod", "quantity": "1", "price": "100"}),
        ("taxes", 416, {"hs_type": "FIXED", "hs_value": "8.25", "hs_label": "Tax"}),
    ):
        ends = [
            {
                "to": {"id": taxed},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}],
            }
        ]
        hubspot.as_user("POST", f"/crm/v3/objects/{kind}", {"properties": fields, "associations": ends})
    found = {one.id: one for one in hubspot.connect().dated(INVOICE, FIRST, LAST)}
    assert [(one.total, one.tax) for one in (found[plain], found[taxed])] == [  # type: ignore[attr-defined]
        (0, 0),
        (Decimal("108.25"), Decimal("8.25")),
    ]


@pytest.mark.parametrize("kind", [INVOICE, PAYMENT])
def test_what_it_costs(vendor: Vendor, kind: ObjectType) -> None:
    """A search a page and a read a batch in HubSpot, with what is beside them; a query a page in QuickBooks."""
    made_on(vendor, kind, *[FIRST] * (3 if vendor.system.side is QUICKBOOKS else MANY))
    system = vendor.connect()
    found = system.dated(kind, FIRST, LAST)
    name = {INVOICE: "invoices", PAYMENT: "commerce_payments"}[kind]
    beside = {INVOICE: "invoices/taxes", PAYMENT: "commerce_payments/invoices"}[kind]
    if vendor.system.side is QUICKBOOKS:
        assert (len(found), vendor.calls()) == (3, ["POST query"])
    else:
        searched, read = [f"POST {name}/search"] * 2, [f"POST {name}/batch/read"] * 3
        assert len({one.id for one in found}) == MANY
        assert vendor.calls() == [*searched, *read, f"POST /crm/associations/2026-03/{beside}/batch/read"]


@pytest.mark.parametrize("kind", [INVOICE, PAYMENT])
def test_days_without_any_cost_one_question(vendor: Vendor, kind: ObjectType) -> None:
    vendor.calls()
    assert ids(vendor, kind) == []
    assert len(vendor.calls()) == 1
