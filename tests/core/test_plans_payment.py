"""What is decided about one payment, over all that can stand on either side (A24–A32)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.interrupted_writes import OurWrites
from syncapp.core.plan import Asked, Base, Decision, Rules
from syncapp.core.plans.payment import direction_of, plan_payment
from syncapp.core.plans.payment_situation import Methods, Misapplied, PaidInvoice, PaymentSituation, Share
from syncapp.core.records import Payment
from syncapp.core.values import Direction, Pair, Side

D = Decimal
H, Q = Side.HUBSPOT, Side.QUICKBOOKS
DAY = dt.date(2026, 11, 20)
INVOICE = PaidInvoice(
    record=1, label="HS-1", linked=True, hubspot_id="9", quickbooks_id="145", customer_id="7", currency="USD",
    hubspot_balance=D(100), quickbooks_balance=D(100),
)  # fmt: skip


def payment(side: Side, amount: str = "100", **more: Any) -> Payment:
    known: dict[str, Any] = {"amount": D(amount), "total": D(amount), "date": DAY, "currency": "USD"}
    known["invoice_ids"] = ("9",) if side is H else ("145",)
    return Payment(**{"side": side, "id": "31" if side is H else "131/145", **known, **more})


def decide(hubspot: Payment | None = None, quickbooks: Payment | None = None, **more: Any) -> Decision:
    linked = more.pop("linked", hubspot is not None and quickbooks is not None)
    rules = more.pop(
        "rules",
        Rules(direction=Direction.TWO_WAY, settings={"deposit_cards": "4", "deposit_other": "5"}, key_prefix="9130"),
    )
    given_: dict[str, Any] = {
        "invoice": INVOICE,
        "methods": Methods({"card": "3"}, {"3": "card"}),
        "mark": "HubSpot 1:31",
        "native": H,
        **more,
    }
    return plan_payment(PaymentSituation(rules=rules, hubspot=hubspot, quickbooks=quickbooks, linked=linked, **given_))


def stands(decision: Decision) -> str:
    return f"{decision.status}: {decision.reason}" if decision.reason else decision.status


amounts = st.integers(1, 100_000).map(lambda number: str(D(number) / 100))
statuses = st.sampled_from(["succeeded", "processing", "failed", "refunded", "partially_refunded", "disputed_lost"])


@given(amounts, st.sampled_from([H, Q]))
def test_an_equal_pair_needs_nothing_and_stays_so(amount: str, native: Side) -> None:  # I3
    decision = decide(payment(H, amount), payment(Q, amount), native=native)
    assert (decision.status, decision.planned) == ("syncing", ())
    assert decision == decide(payment(H, amount), payment(Q, amount), native=native)


@given(amounts, amounts)
@settings(max_examples=200)
def test_no_write_takes_a_balance_below_zero(amount: str, balance: str) -> None:  # A29, A30
    owing = replace(INVOICE, quickbooks_balance=D(balance), hubspot_balance=D(balance))
    there = decide(payment(H, amount), invoice=owing)
    (planned,) = there.planned
    assert planned.write.line is not None
    assert planned.write.line.amount == min(D(amount), D(balance))
    assert planned.write.fields["TotalAmt"] == D(amount)  # money that arrived is never refused

    here = decide(quickbooks=payment(Q, amount), invoice=owing, native=Q)
    assert stands(here) == ("write" if D(amount) <= D(balance) else "failing: overpays")


@given(statuses, amounts, st.booleans(), st.booleans())
@settings(max_examples=200)
def test_a_deposited_or_protected_payment_is_never_touched(
    status: str, amount: str, deposited: bool, protected: bool
) -> None:  # A24, A28
    rules = Rules(direction=Direction.TWO_WAY, protected_through=DAY if protected else None)
    base = Pair(Base(values={"amount": D("0.01")}), Base())
    decision = decide(payment(H, amount, status=status), payment(Q, deposited=deposited), rules=rules, base=base)
    if deposited or protected:
        assert not [one for one in decision.planned if one.side is Q]
    if status in ("refunded", "partially_refunded"):
        assert stands(decision) == "failing: refund_needs_you"  # a refund never voids


@given(statuses)
def test_only_succeeded_payments_travel(status: str) -> None:  # A28
    decision = decide(payment(H, status=status))
    assert (decision.status == "write") == (status == "succeeded")


@pytest.mark.parametrize(
    ("method", "account", "linked_method"),
    [("card", "4", "3"), ("ach", "4", None), ("check", "5", None), (None, "5", None)],
)
def test_cards_and_bank_debits_go_to_one_account_and_the_rest_to_the_other(
    method: str | None, account: str, linked_method: str | None
) -> None:  # A26
    (planned,) = decide(payment(H, method=method)).planned
    assert planned.write.links["deposit_to"] == account
    assert planned.write.links.get("method") == linked_method  # A27
    assert planned.write.fields["PrivateNote"] == "HubSpot 1:31"


@pytest.mark.parametrize(
    ("invoice", "expected"),
    [
        (None, "excluded: no_invoice"),
        (replace(INVOICE, linked=False, excluded=True), "excluded: invoice_excluded"),
        (replace(INVOICE, linked=False), "pending: waiting"),
        (replace(INVOICE, settled=False), "pending: waiting"),
    ],
)
def test_a_payment_waits_for_its_invoice_and_shares_its_fate(invoice: PaidInvoice | None, expected: str) -> None:  # B20
    assert stands(decide(payment(H), invoice=invoice)) == expected
    assert stands(decide(quickbooks=payment(Q), invoice=invoice, native=Q)) == expected


@pytest.mark.parametrize(
    ("native", "hubspot", "quickbooks", "expected"),
    [
        (H, payment(H), None, "failing: payment_removed"),
        (H, payment(H), payment(Q, status="voided"), "failing: payment_removed"),
        (Q, payment(H), None, "write"),
        (Q, payment(H), payment(Q, status="voided"), "write"),
        (Q, None, payment(Q), "failing: deleted_in_hubspot"),
        (H, None, None, "excluded: deleted"),
        (H, payment(H, status="failed"), None, "syncing"),
        (H, payment(H, status="failed"), payment(Q, deposited=True), "failing: bounced_after_deposit"),
        (H, payment(H, status="failed"), payment(Q, total=D(75), credit=D(25)), "failing: bounced_with_credit"),
        (H, payment(H, status="failed"), payment(Q, "180"), "failing: bounced_with_more"),
        (
            H,
            payment(H, status="failed"),
            payment(Q, "25", total=D(0), kind="credit memo"),
            "failing: bounced_with_credit",
        ),
        (H, payment(H, status="failed"), payment(Q), "write"),
    ],
)
def test_what_is_taken_away_follows_from_where_it_was_entered(
    native: Side, hubspot: Payment | None, quickbooks: Payment | None, expected: str
) -> None:  # A11, A28, A29
    assert stands(decide(hubspot, quickbooks, linked=True, native=native)) == expected


def test_a_void_that_a_person_wants_takes_nothing_of_other_invoices_with_it_credit_or_money() -> None:  # A11, A25
    def said(quickbooks: Payment) -> str:
        return stands(decide(None, quickbooks, linked=True, native=Q, asked=Asked.VOID))

    assert said(payment(Q)) == "write"
    assert said(payment(Q, total=D(75), credit=D(25))) == "write"  # all of both is on this invoice
    assert said(payment(Q, "65", total=D(60), credit=D(25))) == "failing: deleted_in_hubspot"
    assert said(payment(Q, "65", total=D(85))) == "failing: deleted_in_hubspot"


def test_a_refund_that_is_said_to_be_done_is_not_while_other_invoices_have_of_the_payment() -> None:  # A28
    base = Pair(Base(values={"amount": D(40)}), Base(values={"amount": D(40), "TotalAmt": D(40)}))
    refunded = payment(H, "40", status="partially_refunded", refunded=D(10))

    def said(quickbooks: Payment, asked: Asked | None = None) -> str:
        return stands(decide(refunded, quickbooks, base=base, asked=asked))

    assert said(payment(Q, "40")) == "failing: refund_needs_you"
    assert said(payment(Q, "40"), Asked.BY_HAND) == "syncing"
    assert said(payment(Q, "30")) == "syncing"
    assert said(payment(Q, "30", total=D(40))) == "failing: payment_elsewhere"
    assert said(payment(Q, "25", total=D(40)), Asked.BY_HAND) == "failing: payment_elsewhere"
    assert said(payment(Q, "30", total=D(40), unapplied=D(10))) == "failing: refund_needs_you"


def test_one_amount_changed_in_quickbooks_of_what_hubspot_entered_fails() -> None:  # S3
    base = Pair(Base(values={"amount": D(100)}), Base())
    decision = decide(payment(H), payment(Q, "90"), base=base)
    assert stands(decision) == "failing: payment_changed"
    assert decision.params == {"hubspot_amount": "100.00 USD", "quickbooks_amount": "90.00 USD"}


@pytest.mark.parametrize(("owed", "expected"), [(40, "write"), (39, "failing: overpays"), (-10, "failing: overpays")])
def test_a_payment_that_grew_in_quickbooks_takes_no_balance_of_hubspot_below_zero(owed: int, expected: str) -> None:
    # A29: the customer may have paid there meanwhile
    base = Pair(Base(values={"amount": D(60)}), Base(values={"amount": D(60)}))
    owing = replace(INVOICE, hubspot_balance=D(owed))
    decision = decide(payment(H, "60"), payment(Q), base=base, native=Q, invoice=owing)
    assert stands(decision) == expected


def test_a_payment_that_shrank_in_quickbooks_follows_whatever_is_owed() -> None:  # A29
    base = Pair(Base(values={"amount": D(100)}), Base(values={"amount": D(100)}))
    owing = replace(INVOICE, hubspot_balance=D(-60))
    (planned,) = decide(payment(H), payment(Q, "60"), base=base, native=Q, invoice=owing).planned
    assert planned.write.fields == {"hs_initial_amount": D(60)}


@pytest.mark.parametrize("hubspot_day", [DAY, DAY - dt.timedelta(days=40)])
def test_a_payment_is_moved_into_no_protected_period(hubspot_day: dt.date) -> None:  # A24
    base = Pair(Base(values={"amount": D(100), "hs_initiated_date": DAY}), Base(values={"amount": D(100)}))
    rules = Rules(direction=Direction.TWO_WAY, protected_through=DAY - dt.timedelta(days=30))
    there = payment(H, date=hubspot_day, values={"hs_initiated_date": hubspot_day})
    decision = decide(there, payment(Q), base=base, rules=rules)
    assert stands(decision) == ("syncing" if hubspot_day == DAY else "pending: parked")


def test_what_is_above_it_in_quickbooks_is_no_other_amount() -> None:  # A30
    base = Pair(Base(values={"amount": D(100)}), Base(values={"amount": D(80)}))
    decision = decide(payment(H), payment(Q, "80", total=D(100), unapplied=D(20)), base=base)
    assert (decision.status, [one.code for one in decision.remarks]) == ("syncing", ["overpaid"])


def test_a_payment_on_several_invoices_is_never_divided_by_us() -> None:  # A25
    assert stands(decide(payment(H), several=True)) == "failing: payment_without_amounts"


@pytest.mark.parametrize(
    ("copy", "expected"), [(True, "excluded: no_processor"), (False, "failing: no_payment_processor")]
)
def test_without_a_processor_a_copy_does_without_and_an_invoice_of_hubspot_fails(copy: bool, expected: str) -> None:
    rules = Rules(direction=Direction.TWO_WAY, accounts=Pair({"payments": False}, {}))
    assert stands(decide(quickbooks=payment(Q), invoice=replace(INVOICE, copy=copy), rules=rules, native=Q)) == expected


def test_payments_follow_the_direction_of_invoices() -> None:  # S17, S18
    assert direction_of(Direction.TO_HUBSPOT) is None
    assert direction_of(Direction.TWO_WAY) is direction_of(Direction.TO_QUICKBOOKS) is Direction.TWO_WAY


def test_what_a_bookkeeper_has_entered_above_it_is_not_taken_by_a_correction_that_he_knew_of() -> None:  # A30
    base = Pair(Base(values={"amount": D(50)}), Base(values={"amount": D(50)}))
    more_there = payment(Q, "80", total=D(100), unapplied=D(20))
    decision = decide(payment(H, "80"), more_there, base=base)
    assert (decision.status, [one.code for one in decision.remarks]) == ("syncing", ["overpaid"])


def test_what_hubspot_itself_said_to_be_above_it_goes_with_the_correction() -> None:  # A30
    base = Pair(Base(values={"amount": D(100)}), Base(values={"amount": D(80)}))
    (planned,) = decide(payment(H, "80"), payment(Q, "80", total=D(100), unapplied=D(20)), base=base).planned
    assert planned.write.fields["TotalAmt"] == D(80)


# A25: a part of a payment that a person has divided; QuickBooks' payment stands there for the other parts

OTHERS = payment(Q, "60", id="131/146", invoice_ids=("146",), version="3")


def part(**more: Any) -> Decision:
    return decide(payment(H, "40", id="31/9", total=D(100)), part=True, **more)


@pytest.mark.parametrize(("total", "unapplied"), [("60", "0"), ("100", "40")])
def test_a_part_joins_the_payment_of_the_others_and_no_money_is_made_up(total: str, unapplied: str) -> None:
    (planned,) = part(joins=replace(OTHERS, total=D(total), unapplied=D(unapplied))).planned
    assert planned.write.line is not None
    assert (planned.write.id, planned.write.line.amount, planned.write.fields["TotalAmt"]) == ("131/145", 40, 100)


@pytest.mark.parametrize(
    ("total", "unapplied", "expected"), [("60", "0", "failing: payment_in_deposit"), ("100", "40", "write")]
)
def test_a_deposited_payment_gets_no_more_money_and_may_be_applied(total: str, unapplied: str, expected: str) -> None:
    there = replace(OTHERS, total=D(total), unapplied=D(unapplied), deposited=True)
    assert stands(part(joins=there)) == expected  # A28


@pytest.mark.parametrize(("agreed", "expected"), [("100", "write"), ("60", "failing: payment_elsewhere")])
def test_what_a_bookkeeper_may_have_added_is_not_taken_off_other_invoices(agreed: str, expected: str) -> None:
    # A29: more is applied there than HubSpot's payment comes to
    decision = part(
        joins=replace(OTHERS, amount=D(60), total=D(100)),
        misapplied=(Misapplied(invoice="150", label="HS-5", amount=D(40)),),
        base=Pair(Base(values={"amount": D(agreed)}), Base()),
    )
    assert stands(decision) == expected
    assert [dict(one.write.applied) for one in decision.planned] == ([{"150": 0}] if expected == "write" else [])


@pytest.mark.parametrize(("stopped", "applied"), [(False, {"146": 60}), (True, {})])
def test_all_of_the_money_arrives_and_an_invoice_that_is_left_out_gets_none_of_it(
    stopped: bool, applied: dict[str, int]
) -> None:  # A14
    other = replace(INVOICE, record=2, hubspot_id="8", quickbooks_id="146", stopped=stopped)
    (planned,) = part(behind=(Share(record=6, label="HS-2", amount=D(60), invoice=other),)).planned
    assert (planned.write.fields["TotalAmt"], dict(planned.write.applied)) == (100, applied)


NOBODY_KNOWS = Pair(Base(), Base())  # what the two held when they agreed: they never did


@given(amounts, amounts)
def test_a_copy_that_we_made_and_somebody_changed_before_it_was_in_sync_is_not_written_over(
    here: str, there: str
) -> None:  # A29, I4
    """The answer to its creation was lost, so nothing was agreed: only our own write tells whose figure it is."""
    made = OurWrites(created=True, values={"applied": frozenset({here})})
    decision = decide(payment(H, here), payment(Q, there), base=NOBODY_KNOWS, ours=made)
    assert stands(decision) == ("syncing" if D(here) == D(there) else "failing: payment_changed")


@pytest.mark.parametrize("ours", [None, OurWrites(), OurWrites(values={"applied": frozenset({"60.00"})})])
def test_of_a_payment_that_both_sides_entered_nobody_has_changed_a_copy(ours: OurWrites | None) -> None:  # A29
    """Just linked: there is no copy of ours that could have been edited, and the owner's figure goes."""
    decision = decide(payment(H, "40"), payment(Q, "60"), base=NOBODY_KNOWS, ours=ours)
    (planned,) = decision.planned
    assert (planned.side, planned.write.line and planned.write.line.amount) == (Q, D("40"))
