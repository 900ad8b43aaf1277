"""What lowers what is due without being cash, and money of another currency."""

from __future__ import annotations

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


def _paid_with(play: Play, number: str, memo: str, amount: str, cash: str) -> None:
    """One payment that applies a new credit memo and this much money."""
    bill = play.invoice_there(number)
    body = {
        "CustomerRef": bill["CustomerRef"],
        "DocNumber": memo,
        "Line": [sold(play.item_there("Mowing"), "1", amount)],
    }
    made = play.in_quickbooks("CreditMemo", body)["Id"]
    ends = (("Invoice", bill["Id"], float(cash) + float(amount)), ("CreditMemo", made, float(amount)))
    lines = [{"Amount": some, "LinkedTxn": [{"TxnType": kind, "TxnId": one}]} for kind, one, some in ends]
    play.in_quickbooks("Payment", {"CustomerRef": bill["CustomerRef"], "TotalAmt": float(cash), "Line": lines})
