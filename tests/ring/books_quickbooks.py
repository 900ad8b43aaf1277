"""What people do in QuickBooks with invoices and payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from syncapp.core.invoice_json import load
from tests.ring.moves import Nothing, among, move, one_field, which, with_some
from tests.ring.people_hubspot import CENT, DATES, DUE, QUANTITIES, WORDS, numbers
from tests.ring.people_quickbooks import PRICES, active
from tests.ring.ring import Doc, Ring
from tests.scenarios.company import money, ref, sold

OWNED = ("Line", "DocNumber", "TxnDate", "CustomerRef", "CustomerMemo")
SHIPPING = {"DetailType": "SalesItemLineDetail", "Amount": 15.0, "SalesItemLineDetail": {"ItemRef": ref("SHIPPING_ITEM_ID")}}  # fmt: skip
EXTRA = {
    "text": {"DetailType": "DescriptionOnly", "Description": "For the whole of autumn", "DescriptionLineDetail": {}},
    "discount": {"DetailType": "DiscountLineDetail", "Amount": 2.5, "DiscountLineDetail": {"PercentBased": False}},
    "shipping": SHIPPING,
}
a_line = st.fixed_dictionaries(
    {"item": which, "quantity": among(QUANTITIES[:8]), "price": among(PRICES), "text": among(WORDS[:4])}
)
bill_numbers = st.integers(1002, 1030).map(str) | st.just("1001") | numbers


def line_of(ring: Ring, said: Doc) -> Doc:
    item = ring.one((one for one in active(ring, "item") if one["Type"] != "Category"), said["item"])
    return sold(item["Id"], said["quantity"], said["price"], said["text"])


def bills(ring: Ring) -> list[Doc]:
    return [one for one in ring.there("invoice") if not str(one.get("PrivateNote", "")).startswith("Voided")]


def unpaid(ring: Ring) -> list[Doc]:
    return [one for one in bills(ring) if money(one["Balance"]) > 0]


def sent_lines(bill: Doc) -> list[Doc]:
    return [one for one in bill["Line"] if one["DetailType"] != "SubTotalLineDetail"]


def items_of(bill: Doc) -> list[Doc]:
    return [
        one
        for one in bill["Line"]
        if one["DetailType"] == "SalesItemLineDetail" and "Qty" in one["SalesItemLineDetail"]
    ]


def rewrite(ring: Ring, bill: Doc, **fields: Any) -> None:
    """Save an invoice's page; what a person made of one that belongs to HubSpot must stand as they left it."""
    ring.change("Invoice", bill["Id"], **{"CustomerRef": bill["CustomerRef"], **fields})
    names = {"CustomerMemo.value": fields.get("CustomerMemo", {}).get("value"), "DueDate": fields.get("DueDate"),
             "DocNumber": fields.get("DocNumber"), "TxnDate": fields.get("TxnDate")}  # fmt: skip
    stood = {**bill, "CustomerMemo.value": (bill.get("CustomerMemo") or {}).get("value")}
    given = {name: value for name, value in names.items() if value is not None and value != stood.get(name)}
    ring.note("quickbooks", "invoice", bill["Id"], given)
    if any(name in fields for name in OWNED):
        now = next(one for one in ring.there("invoice") if one["Id"] == bill["Id"])
        ring.hand_written[bill["Id"]] = (ring.turn, now)


# -- invoices --------------------------------------------------------------------------------------------------


@move(
    customer=which,
    said=with_some(
        {"lines": st.lists(a_line, min_size=1, max_size=4), "number": bill_numbers, "date": DATES},
        extra=tuple(EXTRA),
        deposit=(1.0,),
    ),
)
def q_invoice(ring: Ring, customer: int, said: Doc) -> None:
    chosen = ring.one(active(ring, "customer"), customer)["Id"]
    lines = [line_of(ring, one) for one in said["lines"]]
    if "extra" in said:
        lines.append(EXTRA[said["extra"]])
    if sum(money(one.get("Amount", 0)) for one in lines) < 3:
        lines.append(sold(ring.one(active(ring, "item"))["Id"], "1", "5000.00", "Retainer"))
    more = {"Deposit": said["deposit"]} if "deposit" in said else {}
    ring.bill(chosen, *lines, number=said["number"], date=said["date"], **more)


@move(bill=which, line=which, price=among(PRICES[:6]))
def q_lines(ring: Ring, bill: int, line: int, price: str) -> None:
    """Two of it, at another price."""
    chosen = ring.one(bills(ring), bill)
    one = ring.one(items_of(chosen), line)
    made = sold("", "2", price)
    detail = {**one["SalesItemLineDetail"], "Qty": 2, "UnitPrice": made["SalesItemLineDetail"]["UnitPrice"]}
    one |= {"Amount": made["Amount"], "SalesItemLineDetail": detail}
    rewrite(ring, chosen, Line=sent_lines(chosen))


@move(bill=which, said=a_line)
def q_line_add(ring: Ring, bill: int, said: Doc) -> None:
    chosen = ring.one(bills(ring), bill)
    rewrite(ring, chosen, Line=[*sent_lines(chosen), line_of(ring, said)])


@move(bill=which, line=which)
def q_line_remove(ring: Ring, bill: int, line: int) -> None:
    chosen = ring.one(bills(ring), bill)
    lines = sent_lines(chosen)
    if len(lines) < 2:
        raise Nothing
    lines.pop(line % len(lines))
    rewrite(ring, chosen, Line=lines)


@move(bill=which, line=which, text=among(WORDS[:4]))
def q_line_text(ring: Ring, bill: int, line: int, text: str) -> None:
    chosen = ring.one(bills(ring), bill)
    lines = sent_lines(chosen)
    ring.one(lines, line)["Description"] = text
    rewrite(ring, chosen, Line=lines)


@move(which=which)
def q_put_back(ring: Ring, which: int) -> None:
    """What was changed on an invoice made in HubSpot is made as HubSpot has it."""
    rows = ring.world.records(object_type="invoice", origin="hubspot", status="failing")
    row = ring.one(rows, which)  # type: ignore[arg-type]
    bill = next((one for one in bills(ring) if one["Id"] == row.quickbooks_id), None)
    here = next((one for one in ring.here("invoices") if one["id"] == row.hubspot_id), None)
    if not row.quickbooks_base or bill is None or here is None:
        raise Nothing
    values = here["properties"]
    rewrite(
        ring,
        bill,
        Line=[_as_it_was(one) for one in load(row.quickbooks_base["content"]).lines],
        DocNumber=values["hs_number"],
        TxnDate=values["hs_invoice_date"][:10],
        CustomerMemo={"value": values.get("hs_comments") or ""},
    )


def _as_it_was(line: Any) -> Doc:
    figures = {}
    if line.quantity and line.unit_price is not None:
        figures = {"Qty": float(line.quantity), "UnitPrice": float(line.unit_price)}
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": float(line.amount),
        "Description": line.description or "",
        "SalesItemLineDetail": {"ItemRef": ref(line.product_id or ""), **figures},
    }


@move(bill=which, line=which, item=which)
def q_recode(ring: Ring, bill: int, line: int, item: int) -> None:
    """Another item on a line (A7)."""
    chosen = ring.one(bills(ring), bill)
    ring.one(items_of(chosen), line)["SalesItemLineDetail"]["ItemRef"] = ref(ring.one(active(ring, "item"), item)["Id"])
    ring.change("Invoice", chosen["Id"], CustomerRef=chosen["CustomerRef"], Line=sent_lines(chosen))


@move(bill=which, line=which, day=among(DATES))
def q_service_date(ring: Ring, bill: int, line: int, day: str) -> None:
    chosen = ring.one(bills(ring), bill)
    ring.one(items_of(chosen), line)["SalesItemLineDetail"]["ServiceDate"] = day
    ring.change("Invoice", chosen["Id"], CustomerRef=chosen["CustomerRef"], Line=sent_lines(chosen))


@move(
    bill=which,
    fields=one_field(
        DocNumber=bill_numbers,
        TxnDate=DATES,
        DueDate=DUE[:2],
        CustomerMemo=[{"value": one} for one in WORDS],
        PrivateNote=("talked to them",),
    ),
)
def q_header(ring: Ring, bill: int, fields: Doc) -> None:
    rewrite(ring, ring.one(bills(ring), bill), **fields)


@move(bill=which, customer=which)
def q_move_customer(ring: Ring, bill: int, customer: int) -> None:
    rewrite(ring, ring.one(bills(ring), bill), CustomerRef=ref(ring.one(active(ring, "customer"), customer)["Id"]))


@move(bill=which)
def q_void(ring: Ring, bill: int) -> None:
    ring.in_quickbooks("Invoice", {"Id": ring.one(bills(ring), bill)["Id"]}, "void")


@move(bill=which)
def q_invoice_delete(ring: Ring, bill: int) -> None:
    ring.in_quickbooks("Invoice", {"Id": ring.one(bills(ring), bill)["Id"]}, "delete")


# -- payments --------------------------------------------------------------------------------------------------


@move(
    bill=which,
    shares=st.lists(among(("1", "1", "0.5")), min_size=1, max_size=3),
    more=among(("0", "0", "0", "10")),
    date=among(DATES[:3]),
    reference=among(("", "4711", "Q1", "Q2")),
)
def q_pay(ring: Ring, bill: int, shares: list[str], more: str, date: str, reference: str) -> None:
    """Over as many of the customer's invoices as there are shares; `more` is not applied to any."""
    first = ring.one(unpaid(ring), bill)
    customer = first["CustomerRef"]["value"]
    theirs = [one for one in unpaid(ring) if one["CustomerRef"]["value"] == customer and one["Id"] != first["Id"]]
    parts = {
        one["Id"]: (money(one["Balance"]) * Decimal(share)).quantize(CENT)
        for one, share in zip([first, *theirs], shares, strict=False)
    }
    applied = {one: str(part) for one, part in parts.items() if part > 0}
    if not applied:
        raise Nothing
    ring.pay_there(customer, applied, str(sum(parts.values()) + Decimal(more)), date, reference)


@move(which=which, fields=one_field(TxnDate=DATES[:3], PaymentRefNum=("Q1", "Q2", "4711")))
def q_payment_edit(ring: Ring, which: int, fields: Doc) -> None:
    chosen, lines = _payment(ring, which)
    ring.change("Payment", chosen["Id"], CustomerRef=chosen["CustomerRef"], Line=lines, TotalAmt=chosen["TotalAmt"], **fields)  # fmt: skip


@move(which=which, line=which)
def q_payment_less(ring: Ring, which: int, line: int) -> None:
    chosen, lines = _payment(ring, which)
    one = ring.one(lines, line)
    one["Amount"] = float(max(money(one["Amount"]) - 1, CENT))
    total = float(sum(money(one["Amount"]) for one in lines))
    ring.change("Payment", chosen["Id"], CustomerRef=chosen["CustomerRef"], Line=lines, TotalAmt=total)


def _payment(ring: Ring, which: int) -> tuple[Doc, list[Doc]]:
    chosen = ring.one((one for one in ring.there("payment") if one.get("Line")), which)
    return chosen, [{"Amount": one["Amount"], "LinkedTxn": one["LinkedTxn"]} for one in chosen["Line"]]


@move(which=which, how=st.sampled_from(["delete", "void"]))
def q_payment_end(ring: Ring, which: int, how: str) -> None:
    ring.in_quickbooks("Payment", {"Id": ring.one(ring.there("payment"), which)["Id"]}, how)


@move(which=which)
def q_deposit(ring: Ring, which: int) -> None:
    chosen = ring.one((one for one in ring.there("payment") if money(one["TotalAmt"]) > 0), which)
    ring.bank_deposit(chosen["Id"], str(money(chosen["TotalAmt"])))


@move(bill=which)
def q_credit(ring: Ring, bill: int) -> None:
    """A credit memo, applied to an invoice by a payment of nothing."""
    chosen = ring.one(unpaid(ring), bill)
    amount = float((money(chosen["Balance"]) / 2).quantize(CENT))
    credit = {"CustomerRef": chosen["CustomerRef"], "Line": [sold(ring.one(active(ring, "item"))["Id"], "1", str(amount))]}  # fmt: skip
    memo = ring.in_quickbooks("CreditMemo", credit)["Id"]
    lines = [
        {"Amount": amount, "LinkedTxn": [{"TxnType": kind, "TxnId": one}]}
        for kind, one in (("Invoice", chosen["Id"]), ("CreditMemo", memo))
    ]
    ring.in_quickbooks("Payment", {"CustomerRef": chosen["CustomerRef"], "TotalAmt": 0, "Line": lines})
