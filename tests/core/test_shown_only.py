"""Reductions that do not cross, and payments that are ignored: they explain their own amount and nothing more (A29, A30, I1)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.errors import Failure
from syncapp.core.plan import Base, Decision, Rules
from syncapp.core.plans.cash_alone import cash_alone, cash_of
from syncapp.core.plans.equal_money import equal_money
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.plans.payment import plan_payment
from syncapp.core.plans.payment_situation import PaymentSituation
from syncapp.core.records import Invoice, InvoiceStatus, Payment
from syncapp.core.values import Direction, Pair, Side

D = Decimal


def invoice(side: Side, balance: str) -> Invoice:
    status = (
        InvoiceStatus.OPEN if side is Side.HUBSPOT else InvoiceStatus.PAID if balance == "0" else InvoiceStatus.OPEN
    )
    return Invoice(side=side, id="1", currency="USD", total=D(100), balance=D(balance), status=status)


def judged(hubspot: str, quickbooks: str, shown: str) -> tuple[str, str, set[str]]:
    rules = Rules(direction=Direction.TWO_WAY)
    pair = invoice(Side.HUBSPOT, hubspot), invoice(Side.QUICKBOOKS, quickbooks)
    decision = equal_money(InvoiceSituation(rules=rules, shown_only=D(shown)), *pair)
    return decision.status, decision.reason, {one.code for one in decision.remarks}


@pytest.mark.parametrize("balance", ["75", "0"])
def test_it_explains_its_own_amount(balance: str) -> None:
    assert judged("100", balance, str(100 - int(balance))) == ("syncing", "", {"not_cash_shown"})


@pytest.mark.parametrize(
    ("hubspot", "quickbooks", "shown"),
    [("100", "74.99", "25"), ("75", "100", "25"), ("100", "75", "0"), ("90", "75", "25")],
)
def test_it_explains_nothing_else(hubspot: str, quickbooks: str, shown: str) -> None:
    assert judged(hubspot, quickbooks, shown) == ("failing", "balance_differs", set())


@pytest.mark.parametrize(
    ("shown", "given_back", "codes"),
    [("0", "25", {"refund_by_hand"}), ("10", "15", {"not_cash_shown", "refund_by_hand"}), ("10", "25", None)],
)
def test_what_was_given_back_and_booked_by_hand_explains_its_part(shown: str, given_back: str, codes: set[str]) -> None:
    pair = invoice(Side.HUBSPOT, "100"), invoice(Side.QUICKBOOKS, "75")
    rules = Rules(direction=Direction.TWO_WAY)
    decision = equal_money(InvoiceSituation(rules=rules, shown_only=D(shown), given_back=D(given_back)), *pair)
    assert (decision.status, {one.code for one in decision.remarks}) == (
        ("syncing", codes) if codes else ("failing", set())
    )


@pytest.mark.parametrize(
    ("hubspot", "quickbooks", "ignored", "shown", "codes"),
    [
        ("60", "100", "-40", "0", {"payment_ignored"}),
        ("100", "60", "40", "0", {"payment_ignored"}),
        ("100", "50", "40", "10", {"payment_ignored", "not_cash_shown"}),
        ("100", "90", "40", "10", {"not_cash_shown"}),  # what is ignored is on both sides under two names
    ],
)
def test_an_ignored_payment_explains_its_own_amount(  # A29
    hubspot: str, quickbooks: str, ignored: str, shown: str, codes: set[str]
) -> None:
    decision = with_ignored(hubspot, quickbooks, ignored, shown)
    assert (decision.status, {one.code for one in decision.remarks}) == ("syncing", codes)


@pytest.mark.parametrize(("quickbooks", "ignored"), [("99.99", "-40"), ("100.01", "-40"), ("100", "40")])
def test_what_differs_besides_an_ignored_payment_fails_and_names_it(quickbooks: str, ignored: str) -> None:  # I1
    decision = with_ignored("60", quickbooks, ignored)
    assert (decision.reason, decision.params["ignored"]) == ("balance_differs", "40.00 USD in HubSpot alone (Nov 3)")


@pytest.mark.parametrize(("quickbooks", "beyond"), [("30", None), ("35", "5.00 USD"), ("20", "10.00 USD")])
def test_something_besides_payments_is_said_of_what_they_do_not_explain_alone(  # A28, I1
    quickbooks: str, beyond: str | None
) -> None:
    pair = invoice(Side.HUBSPOT, "10"), invoice(Side.QUICKBOOKS, quickbooks)
    told = "20.00 USD of the payment of 90.00 USD (Nov 3) is not applied in QuickBooks Online"
    rules = Rules(direction=Direction.TWO_WAY)
    decision = equal_money(InvoiceSituation(rules=rules, uneven=D("20"), uneven_payments=told), *pair)
    assert (decision.reason, decision.params.get("beyond")) == ("balance_differs", beyond)
    said = Failure(decision.reason, decision.params).sentence()
    assert "$20.00 of the payment of $90.00 (Nov 3) is not applied in QuickBooks Online" in said
    assert ("Something besides" in said) is (beyond is not None)


def with_ignored(hubspot: str, quickbooks: str, ignored: str, shown: str = "0") -> Decision:
    pair = invoice(Side.HUBSPOT, hubspot), invoice(Side.QUICKBOOKS, quickbooks)
    told = "40.00 USD in HubSpot alone (Nov 3)"
    situation = InvoiceSituation(
        rules=Rules(direction=Direction.TWO_WAY), shown_only=D(shown), ignored=D(ignored), ignored_payments=told
    )
    return equal_money(situation, *pair)


def test_paid_too_much_on_both_sides_explains_itself_and_on_one_alone_does_not() -> None:  # A25, A30, I1
    assert judged("-5", "0", "0") == ("syncing", "", {"overpaid"})
    assert judged("0", "40", "0") == ("failing", "balance_differs", set())
    assert judged("40", "0", "0") == ("failing", "balance_differs", set())


def test_equal_balances_need_no_explanation() -> None:
    assert judged("75", "75", "25") == ("syncing", "", set())


@pytest.mark.parametrize(
    ("kind", "choice", "expected"),
    [
        ("credit", "show", "not_cash"),
        ("payment", "show", "no_invoice"),
        ("credit", "sync", "no_invoice"),
        ("credit", None, "no_invoice"),
    ],
)
def test_only_what_is_not_cash_and_only_by_choice(kind: str, choice: str | None, expected: str) -> None:
    payment = Payment(
        side=Side.QUICKBOOKS, id="131/145", amount=D(25), total=D(25), currency="USD", invoice_ids=("145",), kind=kind
    )
    rules = Rules(direction=Direction.TWO_WAY, settings={"not_cash": choice} if choice else {})
    assert plan_payment(PaymentSituation(rules=rules, quickbooks=payment)).reason == expected


@pytest.mark.parametrize(
    ("total", "credit", "unapplied", "amount", "money"),
    [
        ("60", "25", "0", "85", "60"),
        ("60", "25", "10", "75", "50"),  # what is not applied is money
        ("60", "0", "0", "60", "60"),
        ("60", "25", "0", "50", None),  # another invoice has the rest, of which nothing tells what is credit
        ("60", "25", "65", "20", None),  # more credit than is applied
        ("60", "25", "60", "25", None),
    ],
)
def test_how_much_of_an_application_is_money(
    total: str, credit: str, unapplied: str, amount: str, money: str | None
) -> None:
    found = cash_of(mixed(total=D(total), credit=D(credit), unapplied=D(unapplied), amount=D(amount)))
    assert (found and found.amount) == (D(money) if money else None)


@pytest.mark.parametrize("kept", [True, False])  # bases of before credits were kept tell them by their sums alone
@pytest.mark.parametrize(
    ("here", "there", "total", "shown"),
    [
        ("60", "60", "60", "25"),  # the credit came since
        ("85", "85", "85", "25"),  # and took the place of money
        ("60", "85", "60", "25"),
        ("60", "75", "60", "25"),
        ("85", "85", "60", "0"),  # crossed before it was only shown
        ("75", "75", "60", "10"),  # and has grown since
    ],
)
def test_what_has_crossed_of_a_credit_stays(
    here: str, there: str, total: str, shown: str, *, kept: bool
) -> None:  # A30
    credit = {"credit": D(there) - D(total)} if kept else {}
    agreed = {"amount": D(there), "TotalAmt": D(total), **credit}
    base = Pair(Base(values={"amount": D(here)}), Base(values=agreed))
    hubspot = Payment(side=Side.HUBSPOT, id="9", amount=D(here), total=D(here), currency="USD")
    situation = PaymentSituation(
        rules=SHOWING, hubspot=hubspot, quickbooks=mixed(), linked=True, native=Side.QUICKBOOKS, base=base
    )
    found = cash_alone(situation)
    assert isinstance(found.quickbooks, Payment)
    assert (found.shown, found.quickbooks.amount) == (D(shown), 85 - D(shown))
    assert found.base.quickbooks.values["amount"] == D(here)


SHOWING = Rules(direction=Direction.TWO_WAY, settings={"not_cash": "show"})


def mixed(**other: Decimal) -> Payment:
    money = {"amount": D(85), "total": D(60), "credit": D(25), **other}
    return Payment(side=Side.QUICKBOOKS, id="131/145", currency="USD", invoice_ids=("145",), **money)
