"""What lowers what is due without being cash, and money of another currency."""

from __future__ import annotations

from decimal import Decimal

from pytest_bdd import step

from tests.scenarios.company import Doc, ref, sold
from tests.scenarios.steps.in_quickbooks import line_of
from tests.scenarios.steps.payments import payment_there
from tests.scenarios.steps.play import Play, rows_of
from tests.scenarios.steps.words import says

# -- credits -------------------------------------------------------------------------------------------------------


@step(says('a credit memo "{memo:Text}" of {amount:Money} is applied to {number:Record} in QuickBooks'))
def _(play: Play, memo: str, amount: str, number: str) -> None:
    """Of the item Mowing."""
    _paid_with(play, number, memo, amount, cash="0")


@step(says('what lowers {number:Record} by the credit memo "{memo:Text}" is taken off in QuickBooks'))
def _(play: Play, number: str, memo: str) -> None:
    found = play.there("CreditMemo", lambda one: one.get("DocNumber") == memo, memo)["Id"]
    ends = [
        {"TxnType": "Invoice", "TxnId": play.invoice_there(number)["Id"]},
        {"TxnType": "CreditMemo", "TxnId": found},
    ]

    def joins(one: Doc) -> bool:
        linked = [link for part in one.get("Line", ()) for link in part["LinkedTxn"]]
        return all(end in linked for end in ends)

    play.in_quickbooks("Payment", {"Id": play.there("Payment", joins, memo)["Id"]}, "delete")


@step(says("{number:Record} gets a deposit of {amount:Money} in QuickBooks"))
def _(play: Play, number: str, amount: str) -> None:
    """The field Deposit of the invoice itself."""
    bill = play.invoice_there(number)
    play.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Deposit=float(amount))


# -- other currencies ----------------------------------------------------------------------------------------------


@step(says("{who:Text} is billed {number:Record} in QuickBooks, in {currency:w} at the rate {rate:g}:"))
def _(play: Play, who: str, number: str, currency: str, rate: float, datatable: list[list[str]]) -> None:
    lines = [line_of(play, row) for row in rows_of(datatable)]
    foreign = {"CurrencyRef": ref(currency), "ExchangeRate": rate}
    play.bill(play.customer_there(who), *lines, number=number, **foreign)


@step(says("{amount:Money} is paid on {number:Record} in QuickBooks at the rate {rate:g}"))
def _(play: Play, amount: str, number: str, rate: float) -> None:
    bill = play.invoice_there(number)
    foreign = {"CurrencyRef": bill["CurrencyRef"], "ExchangeRate": rate}
    play.pay_there(bill["CustomerRef"]["value"], {bill["Id"]: amount}, **foreign)


@step(says("the rate of the payment of {amount:Money} on {number:Record} becomes {rate:g} in QuickBooks"))
def _(play: Play, amount: str, number: str, rate: float) -> None:
    payment = payment_there(play, amount, number)
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], ExchangeRate=rate)


@step(says('{cash:Money} and a credit memo "{memo:Text}" of {amount:Money} pay {number:Record} at once in QuickBooks'))
def _(play: Play, cash: str, memo: str, amount: str, number: str) -> None:
    _paid_with(play, number, memo, amount, cash)


@step(says('the credit memo "{memo:Text}" pays {amount:Money} of {number:Record} in that payment in QuickBooks'))
def _(play: Play, memo: str, amount: str, number: str) -> None:
    """Besides its money, which stays."""
    payment = _applying(play, memo)
    bill, credit = play.invoice_there(number)["Id"], _credit_memo(play, memo)
    applied = Decimal(str(payment["TotalAmt"])) + Decimal(amount)
    lines = _lines(("Invoice", bill, str(applied)), ("CreditMemo", credit, amount))
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=payment["TotalAmt"], Line=lines)


@step(
    says(
        'the credit memo "{memo:Text}" of {amount:Money} is added to the payment of {cash:Money} on {number:Record} in QuickBooks'
    )
)
def _(play: Play, memo: str, amount: str, cash: str, number: str) -> None:
    bill, payment = play.invoice_there(number), payment_there(play, cash, number)
    made = _new_credit_memo(play, bill, memo, amount)
    lines = _lines(("Invoice", bill["Id"], Decimal(cash) + Decimal(amount)), ("CreditMemo", made, amount))
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=payment["TotalAmt"], Line=lines)


@step(says('the credit memo "{memo:Text}" is taken off that payment in QuickBooks'))
def _(play: Play, memo: str) -> None:
    """Which pays one invoice."""
    payment = _applying(play, memo)
    bill = next(link["TxnId"] for one in payment["Line"] for link in one["LinkedTxn"] if link["TxnType"] == "Invoice")
    lines = _lines(("Invoice", bill, str(payment["TotalAmt"])))
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=payment["TotalAmt"], Line=lines)


@step(
    says(
        '{cash:Money} and a credit memo "{memo:Text}" of {amount:Money} pay {one:Money} of {number:Record} and {rest:Money} of '
        "{other:Record} in QuickBooks"
    )
)
def _(play: Play, cash: str, memo: str, amount: str, one: str, number: str, rest: str, other: str) -> None:
    bill, second = play.invoice_there(number), play.invoice_there(other)
    made = _new_credit_memo(play, bill, memo, amount)
    lines = _lines(("Invoice", bill["Id"], one), ("Invoice", second["Id"], rest), ("CreditMemo", made, amount))
    play.in_quickbooks("Payment", {"CustomerRef": bill["CustomerRef"], "TotalAmt": float(cash), "Line": lines})


@step(says('the credit memo "{memo:Text}" pays {amount:Money} of {number:Record} by itself in QuickBooks'))
def _(play: Play, memo: str, amount: str, number: str) -> None:
    """It is taken off the payment that applies it, whose money stays where it is, and applied anew."""
    payment, bill = _applying(play, memo), play.invoice_there(number)
    ends = [(link["TxnType"], link["TxnId"], one["Amount"]) for one in payment["Line"] for link in one["LinkedTxn"]]
    less = {bill["Id"]: Decimal(amount)}
    lines = _lines(
        *((kind, id_, Decimal(str(sum_)) - less.get(id_, 0)) for kind, id_, sum_ in ends if kind == "Invoice")
    )
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=payment["TotalAmt"], Line=lines)
    lines = _lines(("Invoice", bill["Id"], amount), ("CreditMemo", _credit_memo(play, memo), amount))
    play.in_quickbooks("Payment", {"CustomerRef": bill["CustomerRef"], "TotalAmt": 0, "Line": lines})


def _credit_memo(play: Play, memo: str) -> str:
    return str(play.there("CreditMemo", lambda one: one.get("DocNumber") == memo, memo)["Id"])


def _applying(play: Play, memo: str) -> Doc:
    """The payment that applies it."""
    end = {"TxnType": "CreditMemo", "TxnId": _credit_memo(play, memo)}
    return play.there("Payment", lambda one: any(end in part["LinkedTxn"] for part in one.get("Line", ())), memo)


def _lines(*ends: tuple[str, str, Decimal | str]) -> list[Doc]:
    return [{"Amount": float(some), "LinkedTxn": [{"TxnType": kind, "TxnId": one}]} for kind, one, some in ends]


def _paid_with(play: Play, number: str, memo: str, amount: str, cash: str) -> None:
    """One payment that applies a new credit memo and this much money."""
    bill = play.invoice_there(number)
    made = _new_credit_memo(play, bill, memo, amount)
    lines = _lines(("Invoice", bill["Id"], Decimal(cash) + Decimal(amount)), ("CreditMemo", made, amount))
    play.in_quickbooks("Payment", {"CustomerRef": bill["CustomerRef"], "TotalAmt": float(cash), "Line": lines})


def _new_credit_memo(play: Play, bill: Doc, memo: str, amount: str) -> str:
    """Of the customer of this invoice."""
    sale = [sold(play.item_there("Mowing"), "1", amount)]
    body = {"CustomerRef": bill["CustomerRef"], "DocNumber": memo, "Line": sale}
    return str(play.in_quickbooks("CreditMemo", body)["Id"])
