"""Money that is entered, changed and taken back, on either side."""

from __future__ import annotations

import re
from decimal import Decimal

from pytest_bdd import parsers, step

from tests.scenarios.company import PARTS, TODAY, Doc, living, money, ref
from tests.scenarios.steps.in_hubspot import moment
from tests.scenarios.steps.play import Play, only, rows_of
from tests.scenarios.steps.words import says

# -- in HubSpot ----------------------------------------------------------------------------------------------------


@step(parsers.re(
    r"(?P<amount>[\d.]+) is paid on (?P<number>[\w./-]+) in HubSpot"
    r'(?:, by (?P<method>\w+))?(?:, on (?P<date>[\d-]+))?(?:, with the reference "(?P<reference>[^"]*)")?'
))  # fmt: skip
def _(play: Play, amount: str, number: str, method: str | None, date: str | None, reference: str | None) -> None:
    play.pay_here(play.invoice_here(number), amount, date or TODAY, method or "check", reference or "")


@step(says("{amount:Money} is paid on {number:Record} in HubSpot this moment"))
def _(play: Play, amount: str, number: str) -> None:
    body = {"amount": amount, "date": moment(play), "method": "card", "reference": ""}
    play.in_hubspot("POST", f"/crm/v3/objects/invoices/{play.invoice_here(number)}/payments", body)


def payment_here(play: Play, amount: str, number: str) -> str:
    found = (one for one in play.parts(number, "commerce_payments") if money(one["hs_initial_amount"]) == money(amount))
    return str(only(found, f"the payment of {amount} on {number}")["id"])


@step(says("the payment of {amount:Money} on {number:Record} is deleted in HubSpot"))
def _(play: Play, amount: str, number: str) -> None:
    play.remove("commerce_payments", payment_here(play, amount, number))


@step(says("the payment of {amount:Money} that was deleted is restored in HubSpot"))
def _(play: Play, amount: str) -> None:
    gone = (one for one in play.world.objects("hubspot", "commerce_payments") if one.get("archived"))
    mine = only((one for one in gone if money(one["properties"]["hs_initial_amount"]) == money(amount)), amount)
    play.in_hubspot("POST", f"/crm/v3/objects/commerce_payments/{mine['id']}/restore")


@step(says("the payment of {amount:Money} on {number:Record} becomes {new:Money} in HubSpot"))
def _(play: Play, amount: str, number: str, new: str) -> None:
    play.edit("commerce_payments", payment_here(play, amount, number), hs_initial_amount=new)


@step(says("the payment of {amount:Money} on {number:Record} fails in HubSpot"))
def _(play: Play, amount: str, number: str) -> None:
    """It bounces, after it had succeeded."""
    play.edit("commerce_payments", payment_here(play, amount, number), hs_latest_status="failed")


@step(says("{back:Money} of the payment of {amount:Money} on {number:Record} is refunded in HubSpot"))
def _(play: Play, back: str, amount: str, number: str) -> None:
    whole = Decimal(back) == Decimal(amount)
    status = "refunded" if whole else "partially_refunded"
    payment = payment_here(play, amount, number)
    play.edit("commerce_payments", payment, hs_latest_status=status, hs_refunds_amount=back)


@step(parsers.re(
    r"one payment of (?P<total>[\d.]+) on (?P<numbers>[\w./-]+(?:(?:, | and )[\w./-]+)*) is recorded in HubSpot"
    r'(?:, on (?P<date>[\d-]+))?(?:, with the reference "(?P<reference>[^"]*)")?'
))  # fmt: skip
def _(play: Play, total: str, numbers: str, date: str | None, reference: str | None) -> None:
    """By check, as an app or an import does: HubSpot takes any amount, and keeps none for each of several invoices."""
    these = re.split(r", | and ", numbers)
    invoices = [play.invoice_here(number) for number in these]
    told = {"hs_reference_number": reference} if reference else {}
    play.make(
        "commerce_payments", dict.fromkeys(invoices, PARTS["commerce_payments"]), hs_initial_amount=total,
        hs_initiated_date=date or TODAY, hs_latest_status="succeeded", hs_currency_code=play.hubspot(these[0]).currency,
        hs_payment_method_type="check", **told,
    )  # fmt: skip


def on_payment(play: Play, method: str, payment: str, number: str) -> None:
    how = "associations/default" if method == "PUT" else "associations"
    play.in_hubspot(method, f"/crm/v4/objects/commerce_payments/{payment}/{how}/invoices/{play.invoice_here(number)}")


@step(says("the payment of {amount:Money} on {number:Record} is put on {other:Record} too in HubSpot"))
def _(play: Play, amount: str, number: str, other: str) -> None:
    on_payment(play, "PUT", payment_here(play, amount, number), other)


@step(says("the payment of {amount:Money} on {number:Record} is moved to {other:Record} in HubSpot"))
def _(play: Play, amount: str, number: str, other: str) -> None:
    payment = payment_here(play, amount, number)
    on_payment(play, "PUT", payment, other)
    on_payment(play, "DELETE", payment, number)


@step(says("the payment of {amount:Money} without an invoice is put on {number:Record} in HubSpot"))
def _(play: Play, amount: str, number: str) -> None:
    loose = [
        one
        for one in living(play.world, "hubspot", "commerce_payments")
        if not one["associations"].get("invoices") and money(one["properties"]["hs_initial_amount"]) == money(amount)
    ]
    on_payment(play, "PUT", str(only(loose, f"the payment of {amount} without an invoice")["id"]), number)


@step(says("the payment of {amount:Money} on {number:Record} is taken off it in HubSpot"))
def _(play: Play, amount: str, number: str) -> None:
    on_payment(play, "DELETE", payment_here(play, amount, number), number)


@step(says("the {what:Text} of the payment of {amount:Money} on {number:Record} becomes {new:Text} in HubSpot"))
def _(play: Play, what: str, amount: str, number: str, new: str) -> None:
    fields = {"date": "hs_initiated_date", "method": "hs_payment_method_type", "reference": "hs_reference_number",
              "currency": "hs_currency_code", "status": "hs_latest_status"}  # fmt: skip
    play.edit("commerce_payments", payment_here(play, amount, number), **{fields[what]: new.strip('"')})


# -- in QuickBooks -------------------------------------------------------------------------------------------------


@step(parsers.re(
    r"(?P<amount>[\d.]+) is paid on (?P<number>[\w./-]+) in QuickBooks"
    r'(?:, on (?P<date>[\d-]+))?(?:, with the reference "(?P<reference>[^"]*)")?'
))  # fmt: skip
def _(play: Play, amount: str, number: str, date: str | None, reference: str | None) -> None:
    bill = play.invoice_there(number)
    play.pay_there(bill["CustomerRef"]["value"], {bill["Id"]: amount}, date=date or TODAY, reference=reference or "")


@step(parsers.re(
    r"one payment of (?P<total>[\d.]+) from (?P<who>.+?) is received in QuickBooks"
    r'(?:, with the reference "(?P<reference>[^"]*)")?:'
))  # fmt: skip
def _(play: Play, total: str, who: str, reference: str | None, datatable: list[list[str]]) -> None:
    """Applied as the table says, `invoice | amount`; the rest stays unapplied."""
    applied = {play.invoice_there(row["invoice"])["Id"]: row["amount"] for row in rows_of(datatable)}
    play.pay_there(play.customer_there(who), applied, total, reference=reference or "")


@step(says("one payment of {total:Money} from {who:Text} is received in QuickBooks and applied to nothing"))
def _(play: Play, total: str, who: str) -> None:
    play.pay_there(play.customer_there(who), {}, total)


def payment_there(play: Play, amount: str, number: str) -> Doc:
    """By the amount that is applied to the invoice."""
    bill = play.invoice_there(number)["Id"]

    def applied(one: Doc) -> bool:
        lines = [line for line in one.get("Line", ()) if line["LinkedTxn"][0]["TxnId"] == bill]
        return any(money(line["Amount"]) == money(amount) for line in lines)

    return play.there("Payment", applied, f"the payment of {amount} on {number}")


@step(parsers.re(
    r"the payment of (?P<amount>[\d.]+) on (?P<number>[\w./-]+) is (?P<how>deleted|voided) in QuickBooks"
))  # fmt: skip
def _(play: Play, amount: str, number: str, how: str) -> None:
    operation = {"deleted": "delete", "voided": "void"}[how]
    play.in_quickbooks("Payment", {"Id": payment_there(play, amount, number)["Id"]}, operation)


@step(says("the payment of {amount:Money} on {number:Record} becomes {new:Money} in QuickBooks"))
def _(play: Play, amount: str, number: str, new: str) -> None:
    payment, bill = payment_there(play, amount, number), play.invoice_there(number)["Id"]
    for one in payment["Line"]:
        if one["LinkedTxn"][0]["TxnId"] == bill:
            one["Amount"] = float(new)
    total = money(payment["TotalAmt"]) + money(new) - money(amount)
    fields = {"CustomerRef": payment["CustomerRef"], "TotalAmt": float(total), "Line": payment["Line"]}
    play.change("Payment", payment["Id"], **fields)


@step(
    says(
        "{part:Money} of the payment of {amount:Money} on {number:Record} is applied to {other:Record} in QuickBooks too"
    )
)
def _(play: Play, part: str, amount: str, number: str, other: str) -> None:
    payment, bill = payment_there(play, amount, number), play.invoice_there(other)["Id"]
    more = {"Amount": float(part), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill}]}
    kept = {name: payment[name] for name in ("CustomerRef", "TotalAmt")}
    play.change("Payment", payment["Id"], **kept, Line=[*payment["Line"], more])


@step(says("the payment of {amount:Money} on {number:Record} is moved to {other:Record} in QuickBooks"))
def _(play: Play, amount: str, number: str, other: str) -> None:
    payment = payment_there(play, amount, number)
    moved = [{"Amount": float(amount), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": play.invoice_there(other)["Id"]}]}]
    fields = {"CustomerRef": payment["CustomerRef"], "TotalAmt": payment["TotalAmt"], "Line": moved}
    play.change("Payment", payment["Id"], **fields)


@step(says('the payment of {amount:Money} on {number:Record} is moved to the account "{account:Text}" in QuickBooks'))
def _(play: Play, amount: str, number: str, account: str) -> None:
    payment = payment_there(play, amount, number)
    kept = {name: payment[name] for name in ("CustomerRef", "TotalAmt", "Line")}
    play.change("Payment", payment["Id"], **kept, DepositToAccountRef=ref(play.account(account)))


@step(says("the {what:w} of the payment of {amount:Money} on {number:Record} becomes {new:Text} in QuickBooks"))
def _(play: Play, what: str, amount: str, number: str, new: str) -> None:
    payment = payment_there(play, amount, number)
    fields = {"date": {"TxnDate": new}, "reference": {"PaymentRefNum": new}}
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], **fields[what])


@step(says("the payment of {amount:Money} on {number:Record} is taken off it in QuickBooks"))
def _(play: Play, amount: str, number: str) -> None:
    """The money stays as the customer's credit; what it pays besides stays paid."""
    payment, bill = payment_there(play, amount, number), play.invoice_there(number)["Id"]
    kept = [one for one in payment["Line"] if one["LinkedTxn"][0]["TxnId"] != bill]
    fields = {"CustomerRef": payment["CustomerRef"], "TotalAmt": payment["TotalAmt"], "Line": kept}
    play.change("Payment", payment["Id"], **fields)


@step(says("{rest:Money} of the payment of {amount:Money} on {number:Record} is left unapplied in QuickBooks"))
def _(play: Play, rest: str, amount: str, number: str) -> None:
    payment, bill = payment_there(play, amount, number), play.invoice_there(number)["Id"]
    for one in payment["Line"]:
        if one["LinkedTxn"][0]["TxnId"] == bill:
            one["Amount"] = float(Decimal(amount) - Decimal(rest))
    play.change("Payment", payment["Id"], **{name: payment[name] for name in ("CustomerRef", "TotalAmt", "Line")})


@step(
    says(
        "{some:Money} that is not applied is taken out of the payment of {amount:Money} on {number:Record} in QuickBooks"
    )
)
def _(play: Play, some: str, amount: str, number: str) -> None:
    payment = payment_there(play, amount, number)
    total = float(money(payment["TotalAmt"]) - Decimal(some))
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=total, Line=payment["Line"])


@step(
    says("{more:Money} for {other:Record} is added to the payment of {amount:Money} on {number:Record} in QuickBooks")
)
def _(play: Play, more: str, other: str, amount: str, number: str) -> None:
    payment = payment_there(play, amount, number)
    added = {"Amount": float(more), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": play.invoice_there(other)["Id"]}]}
    total = money(payment["TotalAmt"]) + money(more)
    fields = {"CustomerRef": payment["CustomerRef"], "TotalAmt": float(total), "Line": [*payment["Line"], added]}
    play.change("Payment", payment["Id"], **fields)


@step(says("the payment of {amount:Money} on {number:Record} is taken to the bank"))
def _(play: Play, amount: str, number: str) -> None:
    """A bank deposit of QuickBooks takes it out of Undeposited Funds."""
    play.bank_deposit(payment_there(play, amount, number)["Id"], amount)


@step(says("the payment of {amount:Money} that is applied to nothing is put on {number:Record} in QuickBooks"))
def _(play: Play, amount: str, number: str) -> None:
    bill = play.invoice_there(number)
    payment = play.there("Payment", lambda one: not one.get("Line") and money(one["TotalAmt"]) == money(amount), amount)
    applied = {"Amount": float(amount), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": bill["Id"]}]}
    kept = {name: payment[name] for name in ("CustomerRef", "TotalAmt")}
    play.change("Payment", payment["Id"], **kept, Line=[applied])


@step(says('the payment of {amount:Money} with the reference "{reference:Text}" succeeds in HubSpot'))
def _(play: Play, amount: str, reference: str) -> None:
    """After it had failed."""

    def meant(values: Doc) -> bool:
        return values.get("hs_reference_number") == reference and money(values["hs_initial_amount"]) == money(amount)

    play.edit("commerce_payments", play.here("commerce_payments", meant, reference)["id"], hs_latest_status="succeeded")


@step(
    says(
        "the payment of {amount:Money} on {number:Record} is divided in QuickBooks, {part:Money} of it for {other:Record}"
    )
)
def _(play: Play, amount: str, number: str, part: str, other: str) -> None:
    """What it pays besides stays paid."""
    payment, bill = payment_there(play, amount, number), play.invoice_there(number)["Id"]
    others = [one for one in payment["Line"] if one["LinkedTxn"][0]["TxnId"] != bill]
    sums = {bill: Decimal(amount) - Decimal(part), play.invoice_there(other)["Id"]: Decimal(part)}
    lines = others + [
        {"Amount": float(sum_), "LinkedTxn": [{"TxnType": "Invoice", "TxnId": one}]} for one, sum_ in sums.items()
    ]
    kept = {name: payment[name] for name in ("CustomerRef", "TotalAmt")}
    play.change("Payment", payment["Id"], **kept, Line=lines)


@step(says("the payment of {amount:Money} that is under way fails in HubSpot"))
def _(play: Play, amount: str) -> None:
    """Before it has succeeded."""
    found = play.here("commerce_payments", lambda values: values["hs_latest_status"] == "processing", amount)
    assert money(found["properties"]["hs_initial_amount"]) == money(amount)
    play.edit("commerce_payments", found["id"], hs_latest_status="failed")
