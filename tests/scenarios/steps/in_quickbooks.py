"""What people do in QuickBooks Online: customers, items, invoices and their lines."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pytest_bdd import parsers, step

from syncapp.core.values import Side
from syncapp.engine import notice
from syncapp.engine.access import wiring
from syncapp.engine.merges.customers import true_merges
from syncapp.sandbox.quickbooks import events
from syncapp.webhooks.receive import receive
from tests.scenarios.company import TODAY, Doc, money, ref, sold
from tests.scenarios.steps.play import Play, only, rows_of
from tests.scenarios.steps.words import says
from tests.world import REALM

INVOICE: dict[str, Callable[[str], Doc]] = {
    "number": lambda value: {"DocNumber": value},
    "date": lambda value: {"TxnDate": value},
    "due date": lambda value: {"DueDate": value},
    "comments": lambda value: {"CustomerMemo": {"value": value}},
    "statement memo": lambda value: {"PrivateNote": value},
    "ship via": lambda value: {"ShipMethodRef": {"value": value, "name": value}},
    "tracking number": lambda value: {"TrackingNum": value},
    "PO number": lambda value: {
        "CustomField": [{"DefinitionId": "1", "Name": "P.O.", "Type": "StringType", "StringValue": value}]
    },
}
CUSTOMER: dict[str, Callable[[str], Doc]] = {
    "display name": lambda value: {"DisplayName": value},
    "first name": lambda value: {"GivenName": value},
    "last name": lambda value: {"FamilyName": value},
    "email": lambda value: {"PrimaryEmailAddr": {"Address": value}},
    "phone": lambda value: {"PrimaryPhone": {"FreeFormNumber": value}},
    "mobile": lambda value: {"Mobile": {"FreeFormNumber": value}},
    "company": lambda value: {"CompanyName": value},
    "street": lambda value: {"BillAddr": {"Line1": value}},
    "city": lambda value: {"BillAddr": {"City": value}},
}
ITEM: dict[str, Callable[[str], Doc]] = {
    "name": lambda value: {"Name": value},
    "SKU": lambda value: {"Sku": value},
    "price": lambda value: {"UnitPrice": float(value)},
    "text": lambda value: {"Description": value},
}


# -- invoices ------------------------------------------------------------------------------------------------------


@step(says("the invoice {number:Record} for {who:Text} is made in QuickBooks:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    """Of today, due in a month; `who` is a customer."""
    _bill(play, number, who, datatable, TODAY)


@step(says("the invoice {number:Record} for {who:Text}, dated {date:Day}, is made in QuickBooks:"))
def _(play: Play, number: str, who: str, date: str, datatable: list[list[str]]) -> None:
    _bill(play, number, who, datatable, date)


def _bill(play: Play, number: str, who: str, table: list[list[str]], date: str) -> None:
    lines = [line_of(play, row) for row in rows_of(table)]
    play.bill(play.customer_there(who), *lines, number=number, date=date)


def line_of(play: Play, row: dict[str, str]) -> Doc:
    """`item` is an item; or `shipping`, `discount`, `discount %` or `text only`, of which `amount` or `text` is told.

    An item with an amount alone has neither quantity nor price.
    """
    item = row["item"]
    if item == "text only":
        return {"DetailType": "DescriptionOnly", "Description": row["text"], "DescriptionLineDetail": {}}
    if item == "discount %":
        detail: Doc = {"PercentBased": True, "DiscountPercent": float(row["amount"])}
        return {"DetailType": "DiscountLineDetail", "DiscountLineDetail": detail}
    if item == "discount":
        detail = {"PercentBased": False}
        return {"Amount": float(row["amount"]), "DetailType": "DiscountLineDetail", "DiscountLineDetail": detail}
    if item == "shipping":
        detail = {"ItemRef": ref("SHIPPING_ITEM_ID"), "TaxCodeRef": ref("NON")}
        return {"Amount": float(row["amount"]), "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}
    if "quantity" not in row:
        detail = {"ItemRef": ref(play.item_there(item))}
        return {"Amount": float(row["amount"]), "Description": row.get("text", item),
                "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}  # fmt: skip
    if (bundle := play.named_there("Item", item))["Type"] == "Group":
        return _bundle(bundle, row)
    more: Doc = {}
    if "class" in row:
        more["ClassRef"] = ref(play.named_there("Class", row["class"])["Id"])
    if "tax" in row:
        more["TaxCodeRef"] = ref(play.made.get(row["tax"], row["tax"]))
    return sold(play.item_there(item), row["quantity"], row["price"], row.get("text", item), **more)


def _bundle(bundle: Doc, row: dict[str, str]) -> Doc:
    """Its parts at `price` each, as many as the bundle has of each."""
    held = bundle["ItemGroupDetail"]["ItemGroupLine"]
    parts = [sold(one["ItemRef"]["value"], str(one["Qty"]), row["price"], f"{bundle['Name']}, part") for one in held]
    detail = {"GroupItemRef": ref(bundle["Id"]), "Quantity": float(row["quantity"]), "Line": parts}
    return {"DetailType": "GroupLineDetail", "GroupLineDetail": detail}


def change_bill(play: Play, number: str, **fields: Any) -> None:
    bill = play.invoice_there(number)
    play.change("Invoice", bill["Id"], **{"CustomerRef": bill["CustomerRef"], **fields})


@step(parsers.re(r'the (?P<label>[\w ]+) of (?P<number>[\w./-]+) becomes "(?P<value>[^"]*)" in QuickBooks'))
def _(play: Play, label: str, number: str, value: str) -> None:
    if label == "customer":
        change_bill(play, number, CustomerRef=ref(play.customer_there(value)))
    elif label == "sales rep":
        first = [one for one in play.invoice_there(number).get("CustomField", []) if one["DefinitionId"] != "2"]
        second = {"DefinitionId": "2", "Name": "Sales rep", "Type": "StringType", "StringValue": value}
        change_bill(play, number, CustomField=[*first, second])
    elif label == "location":
        change_bill(play, number, DepartmentRef=ref(play.named_there("Department", value)["Id"]))
    else:
        change_bill(play, number, **INVOICE[label](value))


@step(parsers.re(
    r'the (?P<label>[\w ]+) of the line "(?P<name>[^"]+)" of (?P<number>[\w./-]+) becomes "(?P<value>[^"]*)" in QuickBooks'
))  # fmt: skip
def _(play: Play, label: str, name: str, number: str, value: str) -> None:
    """A line is called by its text."""
    bill = play.invoice_there(number)
    changed = only((one for one in bill["Line"] if one.get("Description") == name), f"{name} on {number}")
    detail = changed.get("SalesItemLineDetail", {})
    if label == "text":
        changed["Description"] = value
    elif label in ("price", "quantity"):
        detail[{"price": "UnitPrice", "quantity": "Qty"}[label]] = float(value)
        changed["Amount"] = float(money(Decimal(str(detail["Qty"])) * Decimal(str(detail["UnitPrice"]))))
    elif label == "tax code":
        detail["TaxCodeRef"] = ref(value)
    else:
        entity, key = {"item": ("Item", "ItemRef"), "class": ("Class", "ClassRef")}[label]
        detail[key] = ref(play.named_there(entity, value)["Id"])
    change_bill(play, number, Line=bill["Line"])


@step(says('the line "{name:Text}" of {number:Record} is removed in QuickBooks'))
def _(play: Play, name: str, number: str) -> None:
    kept = [one for one in play.invoice_there(number)["Line"] if one.get("Description") != name]
    change_bill(play, number, Line=kept)


@step(says("the shipping of {number:Record} is taken off in QuickBooks"))
def _(play: Play, number: str) -> None:
    def ships(one: Doc) -> bool:
        return bool(one.get("SalesItemLineDetail", {}).get("ItemRef", {}).get("value") == "SHIPPING_ITEM_ID")

    change_bill(play, number, Line=[one for one in play.invoice_there(number)["Line"] if not ships(one)])


@step(says("these lines are added to {number:Record} in QuickBooks:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    lines = [one for one in play.invoice_there(number)["Line"] if one["DetailType"] != "SubTotalLineDetail"]
    change_bill(play, number, Line=[*lines, *(line_of(play, row) for row in rows_of(datatable))])


@step(says("{number:Record} is voided in QuickBooks"))
def _(play: Play, number: str) -> None:
    play.in_quickbooks("Invoice", {"Id": play.invoice_there(number)["Id"]}, "void")


@step(says("{number:Record} is deleted in QuickBooks"))
def _(play: Play, number: str) -> None:
    play.in_quickbooks("Invoice", {"Id": play.invoice_there(number)["Id"]}, "delete")


# -- customers and items -------------------------------------------------------------------------------------------


@step(parsers.re(r'the (?P<label>[\w ]+) of the customer (?P<name>.+) becomes "(?P<value>[^"]*)"'))
def _(play: Play, label: str, name: str, value: str) -> None:
    play.change("Customer", play.customer_there(name), **CUSTOMER[label](value))


@step(parsers.re(r"the (?P<entity>customer|item) (?P<name>.+) is made (?P<how>inactive|active)"))
def _(play: Play, entity: str, name: str, how: str) -> None:
    """QuickBooks writes “(deleted)” behind the name of what is inactive, and takes a renaming of it all the same."""
    found = _named(play, entity.title(), name)
    play.change(entity.title(), found["Id"], Active=how == "active", **_own_name(entity, name))


def _named(play: Play, entity: str, name: str) -> Doc:
    label = "DisplayName" if entity == "Customer" else "Name"
    return play.there(entity, lambda one: str(one.get(label)).removesuffix(" (deleted)") == name, name)


def _own_name(entity: str, name: str) -> Doc:
    return {"DisplayName": name} if entity == "customer" else {"Name": name}


@step(parsers.re(r'the (?P<label>name|SKU|price|text) of the item (?P<name>.+) becomes "(?P<value>[^"]*)"'))
def _(play: Play, label: str, name: str, value: str) -> None:
    play.change("Item", play.item_there(name), **ITEM[label](value))


@step(says('the income account of the item {name:Text} becomes "{account:Text}"'))
def _(play: Play, name: str, account: str) -> None:
    play.change("Item", play.item_there(name), IncomeAccountRef=ref(play.account(account)), Taxable=True)


@step(says('the vendor "{name:Text}" is renamed to "{new:Text}"'))
def _(play: Play, name: str, new: str) -> None:
    play.change("Vendor", play.named_there("Vendor", name)["Id"], DisplayName=new)


@step(says('the employee "{name:Text}" is renamed to "{first:Text} {last:Text}"'))
def _(play: Play, name: str, first: str, last: str) -> None:
    employee = play.named_there("Employee", name)["Id"]
    play.change("Employee", employee, GivenName=first, FamilyName=last, DisplayName=f"{first} {last}")


# -- two customers become one --------------------------------------------------------------------------------------


@step(parsers.re(
    r"the (?P<what>customer|item) (?P<one>.+) is merged into the (?P=what) (?P<other>[^,]+)"
    r"(?P<untold>, and no webhook tells of it(?: yet)?)?"
))  # fmt: skip
def _(play: Play, what: str, one: str, other: str, untold: str | None) -> None:
    """As a person does it: by giving one the other's name and saying yes."""
    heard: list[Doc] = []
    vendor = play.world.sandbox.ports["quickbooks"].vendor
    vendor.listen(heard.extend)
    try:
        if what == "customer":
            play.change("Customer", play.customer_there(one), DisplayName=other)
        else:
            play.change("Item", play.item_there(one), Name=other)
    finally:
        vendor.listen(None)
    play.untold[one] = heard
    if not untold:
        announce(play, play.untold.pop(one))


@step(says("the webhook tells what became of {one:Text}"))
def _(play: Play, one: str) -> None:
    announce(play, play.untold.pop(one))


@step(says("it syncs, and the webhook tells what became of {one:Text} while the sync takes in what it has noticed"))
def _(play: Play, one: str) -> None:
    def told(*args: Any) -> dict[str, str]:
        if one in play.untold:
            announce(play, play.untold.pop(one))
        return true_merges(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notice, "true_merges", told)
        play.run()


@step(
    says(
        "QuickBooks announces that the customer {one:Text} was merged into the customer {other:Text}, though it was not"
    )
)
def _(play: Play, one: str, other: str) -> None:
    loser, winner = play.customer_there(one), play.customer_there(other)
    told = {"entity": "Customer", "id": winner, "operation": "Merge", "deleted": loser, "realm": REALM}
    announce(play, [{**told, "time": play.world.now().isoformat()}])


def announce(play: Play, heard: list[Doc]) -> None:
    """Our webhook is called as QuickBooks words it."""
    numbered = [events.numbered(one, number) for number, one in enumerate(heard)]
    body = events.body(numbered, {"format": events.FORMATS[0]}, 1)
    receive(Side.QUICKBOOKS, wiring.announced(Side.QUICKBOOKS, body), play.world.now())
