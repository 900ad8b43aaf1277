"""Who holds a number (A18), asked of the sandbox's search under its real limits of size."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.protocol import Holder
from syncapp.core.records import Invoice
from tests.connectors.hubspot.conftest import Account, Connector

SEARCH = "POST /crm/objects/2026-03/invoices/search"


def numbered(account: Account, number: str, **more: Any) -> str:
    return account.make(
        "invoices", {"hs_currency": "USD", "hs_number": number, "hs_invoice_date": "2026-11-02", **more}
    )


def test_a_taken_number_names_its_holder(account: Account, hubspot: Connector) -> None:
    made = numbered(account, "INV-1042")
    numbered(account, "INV-10422")
    account.make("line_items", {"name": "x", "quantity": "2", "price": "21.25"}, [(made, 410)])
    account.calls()
    found = hubspot.numbers(["INV-1042", "INV-9"])
    assert [*found] == ["INV-1042"]
    (holder,) = found["INV-1042"]
    assert isinstance(holder.record, Invoice)
    assert holder.record.total == Decimal("42.5")
    assert holder == Holder(
        id=made,
        kind="Invoice",
        label="INV-1042",
        date="2026-11-02",
        amount="42.5",
        currency="USD",
        record=holder.record,
    )
    assert account.calls() == [SEARCH]
    assert hubspot.budget.spent["search"] == 1


def test_case_and_outer_blanks_do_not_make_another_number(account: Account, hubspot: Connector) -> None:
    made = numbered(account, "Inv-A7")
    found = hubspot.numbers(["INV-A7", " inv-a7 ", "", "  "])
    assert {number: [one.id for one in holders] for number, holders in found.items()} == {
        "INV-A7": [made],
        " inv-a7 ": [made],
    }


@pytest.mark.parametrize(("here", "asked"), [("R\u00c9-1", "RE\u0301-1"), ("RE\u0301-1", "R\u00c9-1")])
def test_how_an_accent_is_written_makes_no_other_number(
    account: Account, hubspot: Connector, here: str, asked: str
) -> None:
    made = numbered(account, here)
    assert [one.id for one in hubspot.numbers([asked])[asked]] == [made]


def test_a_number_may_have_several_holders(account: Account, hubspot: Connector) -> None:
    made = [numbered(account, "7"), numbered(account, "7")]
    assert [one.id for one in hubspot.numbers(["7"])["7"]] == made


def test_archived_invoices_hold_no_number(account: Account, hubspot: Connector) -> None:
    account.archive("invoices", numbered(account, "7"))
    assert hubspot.numbers(["7"]) == {}


@pytest.mark.parametrize(("count", "calls"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_a_hundred_numbers_are_asked_in_one_call(account: Account, hubspot: Connector, count: int, calls: int) -> None:
    assert hubspot.numbers([f"INV-{n}" for n in range(count)]) == {}
    assert account.calls() == [SEARCH] * calls


def test_long_numbers_make_more_calls_but_none_that_is_too_long(account: Account, hubspot: Connector) -> None:
    numbers = [f"{n:04d}-ÜMLAUT-{'x' * 60}" for n in range(100)]
    made = [numbered(account, numbers[0]), numbered(account, numbers[99])]
    account.calls()
    found = hubspot.numbers(numbers)
    assert [holders[0].id for holders in found.values()] == made
    assert 6 <= len(account.calls()) <= 10  # each in both ways in which an accent is written


def test_one_endless_number_is_asked_all_the_same(account: Account, hubspot: Connector) -> None:
    assert hubspot.numbers(["1", "x" * 2000]) == {}


def test_more_holders_than_a_page_are_all_found(account: Account, hubspot: Connector) -> None:
    for _ in range(205):
        numbered(account, "7")
    account.calls()
    assert len(hubspot.numbers(["7"])["7"]) == 205
    assert account.calls() == [SEARCH, SEARCH]


def test_names_are_free_in_hubspot(hubspot: Connector, account: Account) -> None:
    assert hubspot.names(["Acme"]) == {}
    assert account.calls() == []
