from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.reconcile import Difference, compare, status_word
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Side

D = Decimal


def pair(
    total: str = "120.50", balance: str = "120.50", tax: str = "0", status: str = "open"
) -> tuple[Invoice, Invoice]:
    return tuple(
        Invoice(
            side=side,
            id="1",
            currency="USD",
            total=D(total),
            balance=D(balance),
            tax=D(tax),
            status=InvoiceStatus(status),
        )
        for side in Side
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    "figures",
    [{}, {"balance": "0", "status": "paid"}, {"balance": "20.50"}, {"tax": "9.69"}, {"total": "0", "balance": "0"}],
)
def test_a_pair_that_agrees_has_no_difference(figures: dict[str, str]) -> None:  # I1
    assert compare(*pair(**figures)) == ()


def test_trailing_zeros_make_no_difference() -> None:
    hubspot, quickbooks = pair()
    assert compare(replace(hubspot, total=D("120.5000")), quickbooks) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"total": D("120.51")}, Difference("total", "120.50", "120.51")),
        ({"tax": D("1")}, Difference("tax", "0.00", "1.00")),
        ({"balance": D("1120.50")}, Difference("balance", "120.50", "1,120.50")),
        ({"currency": "EUR"}, Difference("currency", "USD", "EUR")),
        ({"currency": ""}, Difference("currency", "USD", "none")),
        ({"status": InvoiceStatus.VOIDED}, Difference("status", "open", "voided")),
        ({"total": D("120.504")}, Difference("total", "120.50", "120.504")),
    ],
)
def test_each_difference_is_named_with_both_figures(change: dict, expected: Difference) -> None:
    hubspot, quickbooks = pair()
    assert compare(hubspot, replace(quickbooks, **change)) == (expected,)


def test_a_cent_is_a_difference_in_every_currency() -> None:  # no tolerance
    hubspot, quickbooks = pair("1000", "1000")
    yen = [replace(one, currency="JPY") for one in (hubspot, quickbooks)]
    assert compare(yen[0], replace(yen[1], total=D("1001"))) == (Difference("total", "1,000", "1,001"),)
    dinar = [replace(one, currency="KWD") for one in (hubspot, quickbooks)]
    assert compare(dinar[0], replace(dinar[1], total=D("1000.001"))) == (Difference("total", "1,000.000", "1,000.001"),)


def test_paid_in_quickbooks_and_still_asked_for_in_hubspot_is_a_difference() -> None:  # B41, S21
    hubspot, quickbooks = pair(balance="0", status="open")
    assert status_word(quickbooks) == "paid"
    assert compare(hubspot, quickbooks) == (Difference("status", "open", "paid"),)


def test_a_status_set_on_a_mirror_leaves_its_balance_as_the_difference() -> None:  # design §5: no payment processor
    hubspot, quickbooks = pair(balance="0", status="paid")
    assert compare(replace(hubspot, balance=D("120.50")), quickbooks) == (Difference("balance", "120.50", "0.00"),)


def test_an_invoice_over_nothing_is_settled_whatever_it_is_called() -> None:  # F75
    hubspot, quickbooks = pair("0", "0")
    for status in (InvoiceStatus.OPEN, InvoiceStatus.PAID):
        assert compare(replace(hubspot, status=status), quickbooks) == ()


def test_of_two_voided_invoices_the_figures_are_not_compared() -> None:  # A10
    hubspot, quickbooks = pair(status="voided")
    assert compare(hubspot, replace(quickbooks, total=D(0), balance=D(0))) == ()


def test_a_draft_is_no_open_invoice() -> None:
    hubspot, quickbooks = pair()
    assert compare(replace(hubspot, status=InvoiceStatus.DRAFT), quickbooks) == (Difference("status", "draft", "open"),)


def test_a_difference_reads_as_a_sentence() -> None:
    assert Difference("total", "1.00", "2.00").sentence() == "Total: 1.00 in HubSpot, 2.00 in QuickBooks Online."


@settings(max_examples=200, deadline=None)
@given(cents=st.integers(0, 10**8), paid=st.integers(0, 10**8), off=st.integers(-5, 5))
def test_a_pair_is_equal_exactly_when_every_figure_is(cents: int, paid: int, off: int) -> None:
    total, balance = D(cents) / 100, D(max(cents - paid, 0)) / 100
    status = "paid" if cents and not balance else "open"
    hubspot, quickbooks = pair(str(total), str(balance), status=status)
    assert compare(hubspot, quickbooks) == ()
    fields = {one.field for one in compare(hubspot, replace(quickbooks, total=total + D(off) / 100))}
    assert fields - {"status"} == ({"total"} if off else set())
