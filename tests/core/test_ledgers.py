"""What differs of a pair, what explains it to the cent, and what may be the same (B3, A5, A25, A28–A31)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.core.ledgers import counted, differences, explanation, in_ledger, moved, twins, void_elsewhere
from syncapp.core.periods import Period
from syncapp.core.records import Invoice, InvoiceStatus, Payment
from syncapp.core.values import Side

DAY = date(2026, 11, 24)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
D = Decimal


def invoice(side: Side = Side.HUBSPOT, **fields: Any) -> Invoice:
    total = D(fields.pop("total", "100.00"))
    balance = D(fields.pop("balance", total))
    standard = {"id": "1", "number": "1001", "date": DAY, "currency": "USD"}
    return Invoice(side=side, total=total, balance=balance, **{**standard, **fields})


def payment(side: Side = Side.HUBSPOT, amount: str = "40.00", **fields: Any) -> Payment:
    standard = {"id": "1", "date": DAY, "currency": "USD", "invoice_ids": ("1",)}
    return Payment(side=side, amount=D(amount), total=D(amount), **{**standard, **fields})


THERE = Side.QUICKBOOKS


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"number": "1001 "}, []),
        ({"number": "1002"}, ["number"]),
        ({"date": date(2026, 11, 25)}, ["date"]),
        ({"total": "100.01"}, ["total", "balance"]),
        ({"balance": "99.99"}, ["balance"]),
        ({"balance": "0.00"}, ["balance", "status"]),
        ({"tax": D("0.01")}, ["tax"]),
        ({"currency": "EUR"}, ["currency"]),
        ({"status": InvoiceStatus.VOIDED, "total": "0"}, ["total", "balance", "status"]),
    ],
)
def test_each_thing_that_differs_of_an_invoice_is_told(change: dict[str, Any], fields: list[str]) -> None:  # B3
    assert [one.field for one in differences(invoice(), invoice(THERE, **change))] == fields


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"amount": "40.01"}, ["amount"]),
        ({"date": date(2026, 11, 25)}, ["date"]),
        ({"currency": "EUR"}, ["currency"]),
        ({"status": "voided", "amount": "0"}, ["status", "amount"]),
    ],
)
def test_each_thing_that_differs_of_a_payment_is_told(change: dict[str, Any], fields: list[str]) -> None:  # B3
    assert [one.field for one in differences(payment(), payment(THERE, **change))] == fields


def test_void_on_both_sides_is_equal_whatever_figures_are_kept() -> None:  # A10
    void = {"status": InvoiceStatus.VOIDED}
    assert differences(invoice(**void), invoice(THERE, total="0", **void)) == ()
    assert differences(payment(status="failed"), payment(THERE, "0", status="voided")) == ()


def remark(code: str, **params: str) -> dict[str, Any]:
    return {"code": code, "params": params}


def why(hubspot: Any, quickbooks: Any, *remarks: dict[str, Any]) -> str:
    return explanation(differences(hubspot, quickbooks), remarks, hubspot, quickbooks)


@pytest.mark.parametrize("code", ["not_cash_shown", "refund_by_hand"])
def test_a_remark_explains_its_own_amount_and_not_a_cent_more(code: str) -> None:  # A30, A28
    told = remark(code, amount="30.00 USD")
    assert why(invoice(), invoice(THERE, balance="70.00"), told)
    assert not why(invoice(), invoice(THERE, balance="69.99"), told)
    assert not why(invoice(), invoice(THERE, balance="70.01"), told)
    assert not why(invoice(balance="70.00"), invoice(THERE), told)  # the other way round
    assert not why(invoice(), invoice(THERE, balance="70.00"))


def test_an_ignored_payment_explains_its_amount_on_whichever_side_it_is() -> None:  # A29
    told = remark("payment_ignored", amount="30.00 USD")
    assert why(invoice(), invoice(THERE, balance="70.00"), told)
    assert why(invoice(balance="70.00"), invoice(THERE), told)
    assert not why(invoice(), invoice(THERE, balance="70.01"), told)


def test_amounts_with_thousands_and_several_remarks_add_up() -> None:  # A25, A30
    told = remark("not_cash_shown", amount="1,030.00 USD"), remark("counted_otherwise", amount="20.00 USD")
    here = invoice(total="2000.00")
    assert why(here, invoice(THERE, total="2000.00", balance="990.00"), *told)  # 1,030 less 20
    assert why(here, invoice(THERE, total="2000.00", balance="950.00"), *told)  # 1,030 and 20
    assert not why(here, invoice(THERE, total="2000.00", balance="970.00"), *told)


def test_no_remark_explains_another_total_date_or_void() -> None:  # B3
    told = [
        remark(code, amount="1.00 USD")
        for code in ("not_cash_shown", "counted_otherwise", "partly_paid_mirror", "overpaid")
    ]
    assert not why(invoice(), invoice(THERE, total="99.00"), *told)
    assert not why(invoice(), invoice(THERE, balance="99.00", date=date(2026, 11, 25)), *told)
    assert not why(invoice(balance="1.00"), invoice(THERE, total="0", status=InvoiceStatus.VOIDED), *told)


def test_a_mirror_without_payments_may_owe_more_and_never_less() -> None:  # A31
    told = remark("partly_paid_mirror")
    assert why(invoice(), invoice(THERE, balance="60.00"), told)
    assert not why(invoice(balance="60.00"), invoice(THERE), told)
    exact = remark("partly_paid_mirror", paid="40.00 USD", total="100.00 USD")
    assert why(invoice(), invoice(THERE, balance="60.00"), exact)
    assert not why(invoice(), invoice(THERE, balance="59.99"), exact)
    assert why(invoice(), invoice(THERE, balance="0.00"), remark("paid_without_record"))
    assert not why(invoice(), invoice(THERE, balance="0.01"), remark("paid_without_record"))


def test_paid_too_much_on_both_is_explained() -> None:  # A30
    assert why(invoice(balance="-15.00"), invoice(THERE, balance="0.00"), remark("overpaid"))
    assert not why(invoice(balance="15.00"), invoice(THERE, balance="0.00"), remark("overpaid"))


def test_the_rest_of_a_payment_explains_its_amount_to_the_cent() -> None:  # A25
    told = remark("overpaid")
    assert why(payment(amount="45.00"), payment(THERE, unapplied=D("5.00")), told)
    assert not why(payment(amount="45.00"), payment(THERE, unapplied=D("4.99")), told)
    assert not why(payment(amount="45.00"), payment(THERE), told)


def test_a_refund_is_explained_once_somebody_has_booked_it() -> None:  # A28
    assert not why(payment(status="refunded"), payment(THERE))
    assert why(payment(status="refunded"), payment(THERE), remark("by_hand"))
    assert not why(payment(status="refunded"), payment(THERE, "39.99"), remark("by_hand"))
    in_part = payment(status="partially_refunded", refunded=D("10.00"))
    assert why(in_part, payment(THERE), remark("by_hand"))
    assert not why(in_part, payment(THERE, "39.99"), remark("by_hand"))


@pytest.mark.parametrize(
    ("status", "refunded", "kept"),
    [
        ("succeeded", "0", "40.00"),
        ("partially_refunded", "10.00", "30.00"),
        ("refunded", "40.00", "0"),
        ("processing_refund", "0", "0"),
    ],
)
def test_a_payment_of_hubspot_counts_with_what_was_kept(status: str, refunded: str, kept: str) -> None:  # B3, A28
    told = counted(payment(status=status, refunded=D(refunded)), NOVEMBER)
    assert told is not None
    assert told.total == D(kept)


def test_a_refund_between_two_looks_has_moved_it() -> None:  # B3
    assert moved(
        payment(status="partially_refunded", refunded=D("1.00")),
        payment(status="partially_refunded", refunded=D("2.00")),
    )


def test_what_was_kept_of_a_refunded_payment_explains_no_other_sum() -> None:  # A28
    told = remark("refund_left_out", refunded="10.00 USD", kept="30.00 USD")
    refunded = payment(amount="40.00", status="partially_refunded", refunded=D("10.00"))
    assert why(refunded, payment(THERE, "30.00"), told)
    assert not why(refunded, payment(THERE, "29.99"), told)
    assert not why(refunded, payment(THERE, "30.00"))
    left_over = payment(THERE, "20.00", unapplied=D("10.00"))
    assert why(refunded, left_over, told, remark("overpaid"))
    assert not why(refunded, left_over, told)
    shown = remark("credit_shown", credit="25.00 USD", cash="30.00 USD")
    assert why(refunded, payment(THERE, "55.00"), told, shown)
    assert not why(refunded, payment(THERE, "54.99"), told, shown)


def test_a_credit_that_is_only_shown_explains_its_sum_to_the_cent() -> None:  # A30
    told = remark("credit_shown", credit="25.00 USD", cash="60.00 USD")
    assert why(payment(amount="60.00"), payment(THERE, "85.00"), told)
    assert not why(payment(amount="60.00"), payment(THERE, "85.01"), told)
    assert not why(payment(amount="85.00"), payment(THERE, "60.00"), told)
    both, left_over = (told, remark("overpaid")), payment(THERE, "85.00", unapplied=D("10.00"))
    assert why(payment(amount="70.00"), left_over, *both)
    assert why(payment(amount="60.00"), left_over, *both)  # HubSpot gets only what QuickBooks applies of its own
    assert not why(payment(amount="70.01"), left_over, *both)
    assert not why(payment(amount="70.00"), left_over, told)


def test_what_counts_is_dated_in_the_period_and_neither_draft_nor_void() -> None:  # B3
    assert counted(invoice(balance="60.00"), NOVEMBER) is not None
    assert counted(invoice(date=date(2026, 12, 1)), NOVEMBER) is None
    assert counted(invoice(date=None), NOVEMBER) is None
    assert counted(invoice(status=InvoiceStatus.DRAFT), NOVEMBER) is None
    assert counted(invoice(status=InvoiceStatus.VOIDED), NOVEMBER) is None
    assert counted(payment(status="processing"), NOVEMBER) is None
    assert not in_ledger(payment(status="processing"))
    assert in_ledger(payment(status="refunded"))


def test_what_was_read_twice_has_moved_where_its_money_or_day_has() -> None:  # B3
    assert not moved(invoice(version="1"), invoice(version="2"))
    assert moved(invoice(), invoice(balance="1.00"))
    assert moved(None, invoice())
    assert moved(payment(), payment(invoice_ids=("2",)))


def test_twins_are_equal_in_all_and_each_in_one_pair() -> None:  # A5
    here = [(1, "acme", invoice()), (2, "acme", invoice()), (3, "", invoice())]
    there = [
        (7, "acme", invoice(THERE, number="x")),
        (8, "other", invoice(THERE)),
        (9, "acme", invoice(THERE, total="100.01")),
    ]
    assert twins(here, there) == [(1, 7)]


@pytest.mark.parametrize(("days", "found"), [(0, True), (3, True), (4, False)])
def test_payments_of_one_invoice_within_three_days_may_be_one(days: int, found: bool) -> None:  # A29
    later = payment(THERE, date=date(2026, 11, 24 + days))
    assert bool(twins([(1, "i", payment())], [(2, "i", later)])) is found


VOID = InvoiceStatus.VOIDED


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ({"status": VOID}, {}, {2: Side.HUBSPOT}),
        ({}, {"status": VOID, "total": "0"}, {1: Side.QUICKBOOKS}),
        ({"status": VOID, "number": "1001 "}, {}, {2: Side.HUBSPOT}),
        ({}, {}, {}),
        ({"status": VOID}, {"status": VOID, "total": "0"}, {}),
        ({"status": VOID, "total": "99.99"}, {}, {}),
        ({"status": VOID, "number": "1002"}, {}, {}),
        ({"status": VOID, "number": ""}, {"number": ""}, {}),
        ({"status": VOID, "date": date(2026, 11, 25)}, {}, {}),
        ({"status": VOID, "currency": "EUR"}, {}, {}),
        ({"status": VOID}, {"status": InvoiceStatus.DRAFT}, {}),
    ],
)
def test_what_stands_while_its_namesake_is_void_is_found(
    here: dict[str, Any], there: dict[str, Any], found: dict[int, Side]
) -> None:  # B3, A10
    assert void_elsewhere([(1, "", invoice(**here)), (2, "", invoice(THERE, **there))]) == found


def test_of_another_customer_or_of_several_none_is_the_one_that_is_void() -> None:  # B3, A5
    void, standing = invoice(status=VOID), invoice(THERE)
    assert void_elsewhere([(1, "acme", void), (2, "acme", standing)]) == {2: Side.HUBSPOT}
    assert void_elsewhere([(1, "acme", void), (2, "", standing)]) == {2: Side.HUBSPOT}
    assert void_elsewhere([(1, "acme", void), (2, "bolt", standing)]) == {}
    assert void_elsewhere([(1, "", void), (2, "", standing), (3, "", standing)]) == {}
    assert void_elsewhere([(1, "", invoice(THERE, status=VOID)), (2, "", standing)]) == {}
