"""The checklist, each item each way: fine, advisable, blocking, or not told (B1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from syncapp.core.preflight import HUBSPOT_SCOPES, QUIET, Chosen, CustomItem, Facts, Finding, Known, preflight, worse
from syncapp.core.values import Side

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
HUBSPOT = {"currency": "USD", "currencies": ["USD"], "timezone": "America/Los_Angeles", "payments": True}
COMPANY = {
    "name": "Fernhill Grounds & Gardens LLC", "home_currency": "USD", "timezone": "US/Pacific", "close_date": "2026-09-30",
    "plan": "QuickBooks Online Plus", "subscription": "PAID",
}  # fmt: skip
FINE = Facts(
    HUBSPOT, COMPANY, HUBSPOT_SCOPES, edition="starter", sources=("HubSpot", "Data Sync"), unmarked=(),
    custom_item=CustomItem(True, "Service", "Services", True), terms=3,
    on=frozenset({"contact", "product", "invoice"}), started=date(2026, 10, 1), zone="America/Los_Angeles",
    chosen=(Chosen("Custom Line Item", "Services"),), mapped=frozenset({"SalesTermRef"}), known=Known(other_sync=0), now=NOW,
    ends={Side.HUBSPOT: None, Side.QUICKBOOKS: NOW + timedelta(days=100)},
    heard=dict.fromkeys(Side, NOW - timedelta(hours=1)),
)  # fmt: skip


def found(facts: Facts, code: str) -> Finding | None:
    return next((one for one in preflight(facts) if one.code == code), None)


def with_company(**settings: Any) -> Facts:
    return replace(FINE, quickbooks={**COMPANY, **settings})


def with_hubspot(**settings: Any) -> Facts:
    return replace(FINE, hubspot={**HUBSPOT, **settings})


def test_of_two_well_kept_accounts_all_is_fine_but_what_nobody_tells() -> None:
    assert {one.code for one in preflight(FINE) if one.level != "fine"} == {"workflow"}


# What is not fine: the facts, the item, its level, and words of the company's own that it must have.
CASES: list[tuple[Facts, str, str, str]] = [
    (replace(FINE, scopes=HUBSPOT_SCOPES[:-1]), "scopes", "blocking", "crm.schemas.commercepayments.write"),
    (replace(FINE, scopes=()), "scopes", "advisable", "does not tell"),
    (replace(FINE, unmarked=("invoices", "line_items")), "marks", "blocking", "invoices and line items"),
    (with_hubspot(payments=False), "payment_processor", "advisable", "no payment processor"),
    (with_hubspot(payments=None), "payment_processor", "advisable", "does not tell whether it has a payment processor. If it has none"),
    (replace(FINE, sources=("CRM", "Data Sync")), "invoice_source", "advisable", "“CRM”, “Data Sync”"),
    (replace(FINE, edition=""), "edition", "advisable", "not stated"),
    (replace(FINE, edition="free", added=2), "edition", "advisable", "The 2 that are there stay in force"),
    (with_company(tax_required=True, sales_tax=True), "tax", "blocking", "Fernhill Grounds & Gardens LLC needs a tax code"),
    (replace(with_company(tax_required=True), outbound=False), "tax", "advisable", "tax code"),
    (with_company(sales_tax=True, automated_tax=True), "tax", "advisable", "Automated sales tax"),
    (with_company(sales_tax=True), "tax", "advisable", "arrive as non-taxable"),
    (with_company(revenue_recognition=True), "revenue_recognition", "blocking", "service date"),
    (with_company(custom_numbers=True), "custom_numbers", "advisable", "are on"),
    (with_company(close_date=None), "closing_date", "advisable", "no closing date"),
    (with_company(auto_apply_credit=True), "automatic_credits", "advisable", "open credits"),
    (with_company(auto_apply_payments=True), "automatic_credits", "advisable", "open payments"),
    (with_company(auto_apply_credit=True, auto_apply_payments=True), "automatic_credits", "advisable", "credits and payments"),
    (replace(with_company(deposits=True), shown_only=True), "sales_form", "advisable", "show only"),
    (replace(with_hubspot(payments=False), quickbooks={**COMPANY, "deposits": True}), "sales_form", "advisable", "no payment records"),
    (replace(FINE, mapped=frozenset({"ClassRef"})), "tracking", "advisable", "Class is mapped"),
    (replace(with_company(classes=True), mapped=frozenset({"ClassRef"})), "tracking", "advisable", "Class is mapped"),
    (replace(with_company(classes=True, one_class=True), mapped=frozenset({"Line.ClassRef"})), "tracking", "advisable", "Class of new lines is mapped"),
    (replace(FINE, mapped=frozenset({"ClassRef", "DepartmentRef"})), "tracking", "advisable", "Class and Location are mapped"),
    (replace(FINE, terms=0), "terms", "advisable", "no active ones"),
    (with_company(subscription="TRIAL"), "subscription", "advisable", "trial of QuickBooks Online Plus"),
    (with_company(subscription="EXPIRED"), "subscription", "blocking", "has ended"),
    (replace(FINE, chosen=(Chosen("card payments", "Clearing", "This account is gone."),)), "accounts", "blocking", "card payments: This account is gone."),
    (replace(FINE, custom_item=CustomItem(False, "Service", "Services", True)), "custom_item", "blocking", "inactive"),
    (replace(FINE, custom_item=CustomItem(True, "Inventory", "Services", True)), "custom_item", "blocking", "“Inventory”"),
    (replace(FINE, custom_item=CustomItem(True, "Service", "Sales", False)), "custom_item", "blocking", "“Sales”"),
    (replace(FINE, ends={Side.QUICKBOOKS: NOW + timedelta(days=9)}), "sign_in_quickbooks", "advisable", "Dec 3, 2026"),
    (replace(FINE, ends={Side.QUICKBOOKS: NOW - timedelta(days=1)}), "sign_in_quickbooks", "blocking", "Nov 23, 2026"),
    (replace(FINE, heard={Side.HUBSPOT: None}), "announcements_hubspot", "advisable", "no change yet"),
    (replace(FINE, heard={Side.QUICKBOOKS: NOW - timedelta(days=3)}), "announcements_quickbooks", "advisable", "for 3 days"),
    (with_hubspot(currencies=["EUR"], currency="EUR"), "currencies", "advisable", "keeps its books in USD"),
    (with_hubspot(currencies=["USD", "EUR"]), "currencies", "advisable", "An invoice in EUR fails"),
    (replace(with_hubspot(currencies=["USD", "EUR"], currency="EUR"), quickbooks={**COMPANY, "multicurrency": True}), "currencies", "advisable", "begins in EUR"),
    (with_hubspot(timezone="America/New_York"), "time_zones", "advisable", "New York"),
    (replace(FINE, zone="UTC"), "time_zones", "advisable", "that of UTC"),
    (replace(FINE, on=frozenset({"invoice"})), "contact", "advisable", "Customers do not sync yet"),
    (replace(FINE, on=frozenset({"invoice"})), "product", "advisable", "Products do not sync yet"),
    (replace(FINE, lost_fields=("“custom:1” of invoices in QuickBooks Online",)), "mapped_fields", "blocking", "custom:1"),
    (replace(FINE, known=Known(other_sync=3, other_sync_last=date(2026, 9, 2))), "other_sync", "advisable", "3 invoices of HubSpot were brought in by another sync, the newest of Sep 2, 2026"),
    (replace(FINE, known=Known(other_sync=1, other_sync_last=date(2026, 11, 2))), "other_sync", "blocking", "is running beside this one: 1 invoice"),
    (replace(FINE, known=Known(workflow=2)), "workflow", "advisable", "2 of them are held"),
    (replace(FINE, known=Known(same_sku=2, same_number=1)), "doubles", "advisable", "2 products and items share a SKU and 1 invoice has the number of another document"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "code", "level", "words"), CASES, ids=[f"{code}-{n}" for n, (_, code, _, _) in enumerate(CASES)]
)
def test_each_item_says_what_is_not_fine_with_the_accounts_own_words(
    facts: Facts, code: str, level: str, words: str
) -> None:
    one = found(facts, code)
    assert one is not None
    assert (str(one.level), words in one.sentence) == (level, True), one.sentence
    # The exact place to change it, and what to do; what nobody can change has advice alone.
    assert one.where or one.advice
    assert one.advice or one.note or level == "blocking"


def test_each_item_that_can_be_fine_is_told_so() -> None:
    """So that every case above is a change of something that was looked at; the workflow nobody can look at."""
    told = {one.code for one in preflight(FINE) if one.level == "fine"}
    sometimes = {"workflow", "tracking", "mapped_fields", "sign_in_hubspot"}
    assert {code for _, code, _, _ in CASES} - sometimes == told


def test_of_another_sync_nothing_is_told_before_invoices_were_read() -> None:  # A5
    assert found(replace(FINE, known=Known()), "other_sync") is None


@pytest.mark.parametrize("facts", [FINE, with_hubspot(payments=None)])
def test_what_concerns_only_some_is_a_note(facts: Facts) -> None:  # A32
    notes = {one.code for one in preflight(facts) if one.note}
    assert notes == {"workflow"} | ({"payment_processor"} if facts is not FINE else set())
    held = found(replace(FINE, known=Known(workflow=2)), "workflow")
    assert held is not None
    assert not held.note


def test_what_was_not_read_is_not_told_at_all() -> None:
    assert {one.code for one in preflight(Facts())} == {"contact", "product", "workflow"}
    assert {one.side for one in preflight(replace(FINE, hubspot={}, scopes=(), unmarked=None, sources=None))} == {
        "quickbooks",
        "",
        "hubspot",
    }


def test_service_dates_that_are_filled_take_the_wall_away() -> None:  # B26
    one = found(replace(with_company(revenue_recognition=True), service_dates=True), "revenue_recognition")
    assert one is not None
    assert one.level == "fine"


def test_a_date_of_ours_protects_as_the_companys_does() -> None:  # A24
    one = found(replace(with_company(close_date=None), protected=date(2026, 10, 31)), "closing_date")
    assert one is not None
    assert (str(one.level), "through Oct 31, 2026" in one.sentence) == ("fine", True)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"tax": "fine"}, {"tax": "advisable"}, {"tax"}),
        ({"tax": "advisable"}, {"tax": "blocking"}, {"tax"}),
        ({"tax": "advisable"}, {"tax": "advisable"}, set()),
        ({"tax": "blocking"}, {"tax": "fine"}, set()),
        ({}, {"terms": "advisable"}, set()),  # something new to look at is no alarm
        ({}, {"terms": "blocking"}, {"terms"}),
    ],
)
def test_what_has_become_worse(before: dict[str, str], now: dict[str, str], told: set[str]) -> None:
    assert worse(before, now) == told


def test_what_is_no_change_of_an_account_is_an_item_all_the_same() -> None:
    assert {one.code for one in preflight(FINE)} >= QUIET
