"""Reference section 5, Others: terms, classes, locations, accounts, payment methods, vendors, employees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from syncapp.sandbox.quickbooks import terms
from syncapp.sandbox.quickbooks.accounts import TYPES
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.schema_lists import ACCOUNT_TYPES
from tests.sandbox.quickbooks.hands import Hand, line, ref

NESTED = ["Class", "Department", "Account", "Item", "Customer"]


def row(hand: Hand, entity: str, name: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    needed: dict[str, Any] = {
        "Customer": {"DisplayName": name},
        "Account": {"Name": name, "AccountType": "Expense"},
        "Item": {"Name": name, "Type": "Category"},
    }.get(entity, {"Name": name})
    return hand.make(entity, {**needed, **({"ParentRef": ref(parent)} if parent else {}), **more})


@pytest.mark.parametrize("entity", NESTED)
def test_five_levels_and_nobody_under_himself(app: Hand, entity: str) -> None:
    rows = [row(app, entity, "A1")]
    for n in range(2, 6):
        rows.append(row(app, entity, f"A{n}", rows[-1]["Id"]))
    assert rows[4]["FullyQualifiedName"] == "A1:A2:A3:A4:A5"
    assert rows[4]["ParentRef"]["value"] == rows[3]["Id"]
    flag = {"Customer": "Job", "Item": "SubItem", "Account": "SubAccount"}.get(entity, f"Sub{entity}")
    assert (rows[0].get(flag, False), rows[4][flag]) == (False, True)
    body = {"Customer": {"DisplayName": "A6"}, "Account": {"Name": "A6", "AccountType": "Expense"}, "Item": {"Name": "A6", "Type": "Category"}}.get(entity, {"Name": "A6"})  # fmt: skip
    assert app.refused(entity, {**body, "ParentRef": ref(rows[4]["Id"])})[0] == "6180"
    assert app.refused(entity, {**body, "ParentRef": ref("999")})[0] == "700"
    assert app.refused(entity, {**body, flag: True})[0] == "2020"
    head = {"Id": rows[0]["Id"], "SyncToken": rows[0]["SyncToken"], "sparse": True}
    for parent in (rows[0], rows[2]):
        assert app.refused(entity, {**head, "ParentRef": ref(parent["Id"])})[0] == "900"
    assert app.refused(entity, {**head, "Active": False})[0] == "800"
    assert app.sparse(entity, rows[4], Active=False)["Active"] is False


@pytest.mark.parametrize("entity", ["Class", "Department", "Term", "PaymentMethod"])
def test_a_list_row_lives_its_life(app: Hand, entity: str) -> None:
    made = app.make(entity, {"Name": "North", **({"DueDays": 3} if entity == "Term" else {})})
    assert {"domain": "QBO", "sparse": False, "SyncToken": "0", "Active": True}.items() <= made.items()
    renamed = app.sparse(entity, made, Name="South")
    assert (renamed["Name"], renamed["SyncToken"]) == ("South", "1")
    more = {"DueDays": 3} if entity == "Term" else {}
    assert app.refused(entity, {"Name": "south", **more})[0] == "6240"
    long = 32 if entity in ("Term", "PaymentMethod") else 101
    for bad, code in (("x" * long, "2050"), ("a:b", "2040"), ("a\tb", "2040"), ("", "2020")):
        assert app.refused(entity, {"Name": bad, **more})[0] == code
    full = app.make(entity, {"Id": renamed["Id"], "SyncToken": "1", "Name": "East", **more})
    assert (full["Name"], full["SyncToken"]) == ("East", "2")
    gone = app.sparse(entity, full, Active=False)
    assert (gone["Active"], gone["Name"]) == (False, "East (deleted)")
    assert app.query(f"select * from {entity} where Name = 'East (deleted)'") == {}
    assert app.refused(entity, {"Id": gone["Id"], "SyncToken": gone["SyncToken"]}, operation="delete")[0] == "500"


@pytest.mark.parametrize(
    ("day", "on", "grace", "expected"),
    [
        ("2026-11-03", 15, 0, "2026-11-15"), ("2026-11-20", 15, 0, "2026-12-15"), ("2026-12-20", 15, 0, "2027-01-15"),
        ("2026-11-10", 15, 5, "2026-11-15"), ("2026-11-11", 15, 5, "2026-12-15"), ("2027-02-03", 31, 0, "2027-02-28"),
        ("2026-11-15", 15, 0, "2026-11-15"), ("2026-11-15", 15, 1, "2026-12-15"), ("9999-12-31", 1, 999, "9999-12-31"),
    ],
)  # fmt: skip
def test_a_term_by_the_day_of_a_month(day: str, on: int, grace: int, expected: str) -> None:
    term = {"Type": "DATE_DRIVEN", "DayOfMonthDue": on, "DueNextMonthDays": grace}
    assert terms.due(date.fromisoformat(day), term).isoformat() == expected


def test_an_invoice_is_due_by_its_term(app: Hand) -> None:
    term = app.make("Term", Name="The 10th", DayOfMonthDue=10, DueNextMonthDays=5, DiscountDayOfMonth=5)
    assert term["Type"] == "DATE_DRIVEN"
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "SalesTermRef": ref(term["Id"])}
    assert app.make("Invoice", {**body, "TxnDate": "2026-11-08"})["DueDate"] == "2026-12-10"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"DueDays": 1000}, "2080"), ({"DueDays": -1}, "2080"), ({"DayOfMonthDue": 32}, "2080"), ({"DayOfMonthDue": 0}, "2080"),
        ({"DueDays": 10, "DiscountPercent": 101}, "2150"), ({}, "2020"), ({"DueDays": "soon"}, "2010"),
        ({"DueDays": 1, "Kind": "x"}, "2010"),
    ],
)  # fmt: skip
def test_bad_terms_are_refused(app: Hand, fields: dict[str, Any], code: str) -> None:
    assert app.refused("Term", {"Name": "Odd", **fields})[0] == code


def test_every_account_type_has_its_sub_types() -> None:
    assert set(TYPES) == set(ACCOUNT_TYPES)
    flat = [each for subtypes in TYPES.values() for each in subtypes]
    assert len(flat) == len(set(flat))


def test_an_account_is_known_by_type_or_sub_type(app: Hand, company: Company) -> None:
    made = app.make("Account", Name="Consulting", AccountSubType="ServiceFeeIncome")
    assert (made["AccountType"], made["Classification"]) == ("Income", "Revenue")
    body = {"Name": "Odd", "AccountType": "Income"}
    for fields, code in (
        ({"AccountSubType": "Checking"}, "2170"),
        ({"AcctNum": "12345678"}, "2050"),
        ({"AcctNum": "1:2"}, "2040"),
        ({"Description": "x" * 101}, "2050"),
    ):
        assert app.refused("Account", {**body, **fields})[0] == code
    assert app.make("Account", {**body, "AcctNum": "4000"})["AcctNum"] == "4000"
    assert app.refused("Account", {"Name": "Two", "AccountType": "Income", "AcctNum": "4000"})[0] == "6240"
    funds = company.find_named("Account", "Undeposited Funds") or {}
    closing = {"Id": funds["Id"], "SyncToken": funds["SyncToken"], "sparse": True, "Active": False}
    assert app.refused("Account", closing)[0] == "800"


def test_vendors_and_employees_are_names_with_fields_of_their_own(app: Hand) -> None:
    vendor = app.make("Vendor", DisplayName="Nursery", AcctNum="7", TermRef=ref("2"), Vendor1099=True)
    assert (vendor["TermRef"]["name"], vendor["Balance"], vendor["CurrencyRef"]["value"]) == (
        "Net 15",
        0,
        "USD",
    )
    employee = app.make("Employee", GivenName="Ed", FamilyName="Oak", BillableTime=True, HiredDate="2020-02-01")
    assert (employee["DisplayName"], employee["PrintOnCheckName"]) == ("Ed Oak", "Ed Oak")
    assert "CurrencyRef" not in employee
    assert app.refused("Employee", {"DisplayName": "X", "Gender": "?"})[0] == "2170"
    assert app.sparse("Vendor", vendor, Active=False)["DisplayName"] == "Nursery (deleted)"
    assert app.refused("Vendor", {"DisplayName": "V", "TaxIdentifier": "x" * 21})[0] == "2050"
