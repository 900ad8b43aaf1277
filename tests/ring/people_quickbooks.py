"""What people do in QuickBooks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.core.lines import load
from tests.ring.people_hubspot import DATES, EMAILS, FIRST, LAST, PRODUCTS, QUANTITIES, SKUS, WORDS
from tests.ring.ring import Doc, Nothing, Ring, move
from tests.scenarios.company import money, ref, sold

PRICES = ("50.00", "9.99", "0", "1234.56", "0.01", "33.33", "-20.00", "-5.50")
OWNED = ("Line", "DocNumber", "TxnDate", "CustomerRef", "CustomerMemo")


def active(ring: Ring, kind: str) -> list[Doc]:
    return [one for one in ring.there(kind) if one.get("Active", True)]


def some_line(ring: Ring) -> Doc:
    dice = ring.dice
    item = ring.one(one for one in active(ring, "item") if one["Type"] != "Category")
    return sold(item["Id"], dice.choice(QUANTITIES[:8]), dice.choice(PRICES), dice.choice(WORDS[:4]))


def some_lines(ring: Ring) -> list[Doc]:
    dice = ring.dice
    lines = [some_line(ring) for _ in range(dice.randint(1, 4))]
    if dice.random() < 0.15:
        lines.append(
            {"DetailType": "DescriptionOnly", "Description": "For the whole of autumn", "DescriptionLineDetail": {}}
        )
    if dice.random() < 0.2:
        lines.append({"DetailType": "DiscountLineDetail", "Amount": 2.5, "DiscountLineDetail": {"PercentBased": False}})
    if dice.random() < 0.15:
        lines.append(
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": 15.0,
                "SalesItemLineDetail": {"ItemRef": ref("SHIPPING_ITEM_ID")},
            }
        )
    if sum(money(one.get("Amount", 0)) for one in lines) < 3:
        lines.append(sold(ring.one(active(ring, "item"))["Id"], "1", "5000.00", "Retainer"))
    return lines


def bills(ring: Ring) -> list[Doc]:
    return [one for one in ring.there("invoice") if not str(one.get("PrivateNote", "")).startswith("Voided")]


def unpaid(ring: Ring) -> list[Doc]:
    return [one for one in bills(ring) if money(one["Balance"]) > 0]


def rewrite(ring: Ring, bill: Doc, **fields: Any) -> None:
    """Save an invoice's page; what a person made of one that belongs to HubSpot must stand as they left it."""
    ring.change("Invoice", bill["Id"], **{"CustomerRef": bill["CustomerRef"], **fields})
    names = {"CustomerMemo.value": fields.get("CustomerMemo", {}).get("value"), "DueDate": fields.get("DueDate"),
             "DocNumber": fields.get("DocNumber"), "TxnDate": fields.get("TxnDate")}  # fmt: skip
    ring.note("quickbooks", "invoice", bill["Id"], {name: value for name, value in names.items() if value is not None})
    if any(name in fields for name in OWNED):
        now = next(one for one in ring.there("invoice") if one["Id"] == bill["Id"])
        ring.hand_written[bill["Id"]] = (ring.turn, now)


def sent_lines(bill: Doc) -> list[Doc]:
    return [one for one in bill["Line"] if one["DetailType"] != "SubTotalLineDetail"]


@move(4)
def q_customer(ring: Ring) -> None:
    dice = ring.dice
    first, last = dice.choice(FIRST), dice.choice(LAST)
    more = {}
    if dice.random() < 0.15:
        more = {"ParentRef": ref(ring.one(active(ring, "customer"))["Id"]), "Job": True}
    ring.customer(f"{first} {last}", dice.choice(EMAILS), GivenName=first, FamilyName=last, **more)


@move(4)
def q_customer_edit(ring: Ring) -> None:
    chosen, dice = ring.one(active(ring, "customer")), ring.dice
    name, fields = dice.choice(
        [
            ("GivenName", {"GivenName": dice.choice(FIRST)}),
            ("FamilyName", {"FamilyName": dice.choice(LAST)}),
            ("CompanyName", {"CompanyName": dice.choice(("Acme", "Baker & Sons"))}),
            ("", {"DisplayName": f"{dice.choice(FIRST)} {dice.choice(LAST)} {dice.randint(1, 3)}"}),
            (
                "PrimaryPhone.FreeFormNumber",
                {"PrimaryPhone": {"FreeFormNumber": dice.choice(("(916) 555-0109", "555 0108"))}},
            ),
            ("", {"PrimaryEmailAddr": {"Address": dice.choice(EMAILS[:4])}}),
            ("BillAddr.City", {"BillAddr": {"City": dice.choice(("Folsom", "Roseville"))}}),
        ]
    )
    ring.change("Customer", chosen["Id"], **fields)
    if name:
        value: Any = fields
        for part in name.split("."):
            value = value[part]
        ring.note("quickbooks", "contact", chosen["Id"], {name: value})


@move(2)
def q_customer_active(ring: Ring) -> None:
    chosen = ring.one(ring.there("customer"))
    ring.change("Customer", chosen["Id"], Active=not chosen.get("Active", True))


@move(4)
def q_item(ring: Ring) -> None:
    ring.item(ring.dice.choice(PRODUCTS), ring.dice.choice(SKUS), ring.dice.choice(PRICES[:6]))


@move(2)
def q_item_edit(ring: Ring) -> None:
    chosen, dice = ring.one(active(ring, "item")), ring.dice
    name, value = dice.choice(
        [
            ("UnitPrice", float(dice.choice(PRICES[:6]))),
            ("Name", f"{dice.choice(PRODUCTS)} {dice.randint(1, 3)}"),
            ("Sku", dice.choice(SKUS[:3])),
            ("Description", dice.choice(WORDS)),
        ]
    )
    ring.change("Item", chosen["Id"], **{name: value})
    ring.note("quickbooks", "product", chosen["Id"], {name: value})


@move(2)
def q_item_active(ring: Ring) -> None:
    chosen = ring.one(ring.there("item"))
    ring.change("Item", chosen["Id"], Active=not chosen.get("Active", True))


@move(9)
def q_invoice(ring: Ring) -> None:
    dice = ring.dice
    customer = ring.one(active(ring, "customer"))["Id"]
    more = {"Deposit": 1.0} if dice.random() < 0.08 else {}
    number = dice.choice((str(1000 + ring.turn), str(1000 + ring.turn), "1001", f"HS-{dice.randint(1, 20)}"))
    ring.bill(customer, *some_lines(ring), number=number, date=dice.choice(DATES), **more)


@move(5)
def q_lines(ring: Ring) -> None:
    """Another quantity, another line, one line less."""
    bill, dice = ring.one(bills(ring)), ring.dice
    lines = sent_lines(bill)
    what = dice.choice(("price", "add", "remove", "text"))
    if what == "add":
        lines = [*lines, some_line(ring)]
    elif what == "remove" and len(lines) > 1:
        lines.pop(dice.randrange(len(lines)))
    elif what == "text":
        ring.one(lines)["Description"] = dice.choice(WORDS[:4])
    else:
        chosen = ring.one(
            one for one in lines if one["DetailType"] == "SalesItemLineDetail" and "Qty" in one["SalesItemLineDetail"]
        )
        made = sold("", "2", dice.choice(PRICES[:6]))
        detail = {**chosen["SalesItemLineDetail"], "Qty": 2, "UnitPrice": made["SalesItemLineDetail"]["UnitPrice"]}
        chosen |= {"Amount": made["Amount"], "SalesItemLineDetail": detail}
    rewrite(ring, bill, Line=lines)


@move(3)
def q_put_back(ring: Ring) -> None:
    """What was changed on an invoice made in HubSpot is made as HubSpot has it."""
    row = ring.dice.choice(
        list(ring.world.records(object_type="invoice", origin="hubspot", status="failing")) or [None]
    )
    if row is None or not row.quickbooks_base or not row.quickbooks_id:
        raise Nothing
    bill = next((one for one in bills(ring) if one["Id"] == row.quickbooks_id), None)
    here = next((one for one in ring.here("invoices") if one["id"] == row.hubspot_id), None)
    if bill is None or here is None:
        raise Nothing
    values, lines = here["properties"], []
    for one in load(row.quickbooks_base["content"]).lines:
        figures = (
            {"Qty": float(one.quantity), "UnitPrice": float(one.unit_price)}
            if one.quantity and one.unit_price is not None
            else {}
        )
        detail = {"ItemRef": ref(one.product_id or ""), **figures}
        lines.append(
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": float(one.amount),
                "Description": one.description or "",
                "SalesItemLineDetail": detail,
            }
        )
    rewrite(
        ring,
        bill,
        Line=lines,
        DocNumber=values["hs_number"],
        TxnDate=values["hs_invoice_date"][:10],
        CustomerMemo={"value": values.get("hs_comments") or ""},
    )


@move(3)
def q_recode(ring: Ring) -> None:
    bill = ring.one(bills(ring))
    lines = sent_lines(bill)
    chosen = ring.one(one for one in lines if one["DetailType"] == "SalesItemLineDetail" and "SHIPPING" not in str(one))
    detail = chosen["SalesItemLineDetail"]
    if ring.dice.random() < 0.5:
        detail["ItemRef"] = ref(ring.one(active(ring, "item"))["Id"])
    else:
        detail["ServiceDate"] = ring.dice.choice(DATES)
    ring.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=lines)


@move(4)
def q_header(ring: Ring) -> None:
    bill, dice = ring.one(bills(ring)), ring.dice
    fields = dice.choice(
        [
            {"DocNumber": dice.choice((str(1000 + ring.turn), "1001", f"HS-{dice.randint(1, 20)}"))},
            {"TxnDate": dice.choice(DATES)},
            {"DueDate": dice.choice(("2026-12-24", "2027-02-15"))},
            {"CustomerMemo": {"value": dice.choice(WORDS)}},
            {"PrivateNote": "talked to them"},
        ]
    )
    rewrite(ring, bill, **fields)


@move(1)
def q_move_customer(ring: Ring) -> None:
    bill = ring.one(bills(ring))
    rewrite(ring, bill, CustomerRef=ref(ring.one(active(ring, "customer"))["Id"]))


@move(7)
def q_pay(ring: Ring) -> None:
    bill, dice = ring.one(unpaid(ring)), ring.dice
    customer = bill["CustomerRef"]["value"]
    mine = [one for one in unpaid(ring) if one["CustomerRef"]["value"] == customer]
    chosen = [bill, *(one for one in mine if one is not bill and one["Id"] != bill["Id"])][
        : dice.choice((1, 1, 1, 2, 3))
    ]
    applied = {}
    for one in chosen:
        part = (money(one["Balance"]) * dice.choice((Decimal(1), Decimal(1), Decimal("0.5")))).quantize(Decimal("0.01"))
        if part > 0:
            applied[one["Id"]] = str(part)
    if not applied:
        raise Nothing
    over = sum(map(Decimal, applied.values())) + 10 if dice.random() < 0.1 else None
    ring.pay_there(
        customer, applied, str(over or ""), dice.choice(DATES[:3]), dice.choice(("", "4711", f"Q{ring.turn}"))
    )


@move(3)
def q_payment_edit(ring: Ring) -> None:
    chosen = ring.one(one for one in ring.there("payment") if one.get("Line"))
    lines = [{"Amount": one["Amount"], "LinkedTxn": one["LinkedTxn"]} for one in chosen["Line"]]
    if ring.dice.random() < 0.5:
        lines[0]["Amount"] = float(max(money(lines[0]["Amount"]) - 1, Decimal("0.01")))
        fields: Doc = {"Line": lines, "TotalAmt": float(sum(money(one["Amount"]) for one in lines))}
    else:
        fields = ring.dice.choice([{"TxnDate": ring.dice.choice(DATES[:3])}, {"PaymentRefNum": f"Q{ring.turn}"}])
        fields["Line"], fields["TotalAmt"] = lines, chosen["TotalAmt"]
    ring.change("Payment", chosen["Id"], CustomerRef=chosen["CustomerRef"], **fields)


@move(3)
def q_payment_end(ring: Ring) -> None:
    chosen = ring.one(ring.there("payment"))
    ring.in_quickbooks("Payment", {"Id": chosen["Id"]}, ring.dice.choice(("delete", "void")))


@move(1)
def q_deposit(ring: Ring) -> None:
    chosen = ring.one(one for one in ring.there("payment") if money(one["TotalAmt"]) > 0)
    ring.bank_deposit(chosen["Id"], str(money(chosen["TotalAmt"])))


@move(1)
def q_credit(ring: Ring) -> None:
    """A credit memo, applied to an invoice by a payment of nothing."""
    bill = ring.one(unpaid(ring))
    amount = float((money(bill["Balance"]) / 2).quantize(Decimal("0.01")))
    item = ring.one(active(ring, "item"))["Id"]
    memo = ring.in_quickbooks(
        "CreditMemo", {"CustomerRef": bill["CustomerRef"], "Line": [sold(item, "1", str(amount))]}
    )["Id"]
    lines = [
        {"Amount": amount, "LinkedTxn": [{"TxnType": kind, "TxnId": one}]}
        for kind, one in (("Invoice", bill["Id"]), ("CreditMemo", memo))
    ]
    ring.in_quickbooks("Payment", {"CustomerRef": bill["CustomerRef"], "TotalAmt": 0, "Line": lines})


@move(2)
def q_void(ring: Ring) -> None:
    ring.in_quickbooks("Invoice", {"Id": ring.one(bills(ring))["Id"]}, "void")


@move(1)
def q_invoice_delete(ring: Ring) -> None:
    ring.in_quickbooks("Invoice", {"Id": ring.one(bills(ring))["Id"]}, "delete")


@move(1)
def q_close(ring: Ring) -> None:
    ring.company_settings(
        AccountingInfoPrefs={"BookCloseDate": ring.dice.choice(("2026-09-30", "2026-10-31", "2026-11-10"))}
    )


@move(1)
def q_preferences(ring: Ring) -> None:
    ring.company_settings(
        SalesFormsPrefs={"CustomTxnNumbers": ring.dice.random() < 0.5, "AutoApplyCredit": ring.dice.random() < 0.3}
    )
