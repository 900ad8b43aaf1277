"""What both ledgers show."""

from __future__ import annotations

import re
from decimal import Decimal

from pytest_bdd import parsers, then

from tests.scenarios.company import Doc, Shown, living, money
from tests.scenarios.steps.play import Play, rows_of
from tests.scenarios.steps.words import says


def shown(play: Play, side: str, number: str) -> Shown:
    return play.hubspot(number) if side == "HubSpot" else play.quickbooks(number)


def all_shown(play: Play, side: str, number: str) -> list[Shown]:
    return play.hubspot_all(number) if side == "HubSpot" else play.quickbooks_all(number)


# -- invoices ------------------------------------------------------------------------------------------------------


@then(says("{number:Record} is equal on both sides"))
def _(play: Play, number: str) -> None:
    play.equal(number)


@then(says("{number:Record} is equal on both sides: {total:Money}, of which {due:Money} is due"))
def _(play: Play, number: str, total: str, due: str) -> None:
    both = play.equal(number)
    assert (both.total, both.balance) == (Decimal(total), Decimal(due))


@then(says("HubSpot never had less than nothing due on {number:Record}"))
def _(play: Play, number: str) -> None:
    """In none of the moments that HubSpot remembers."""
    path = f"/crm/v3/objects/invoices/{play.invoice_here(number)}?propertiesWithHistory=hs_balance_due"
    past = play.world.as_user("hubspot", "GET", path)["propertiesWithHistory"]["hs_balance_due"]
    assert len(past) > 1
    assert min(money(one["value"]) for one in past) >= 0


@then(says("{side:Side} shows {number:Record} at {total:Money}, of which {due:Money} is due"))
def _(play: Play, side: str, number: str, total: str, due: str) -> None:
    found = shown(play, side, number)
    assert (found.total, found.balance) == (Decimal(total), Decimal(due))


@then(parsers.re(r"(?P<side>HubSpot|QuickBooks) shows (?P<number>[\w./-]+) as (?P<status>draft|open|paid|voided)"))
def _(play: Play, side: str, number: str, status: str) -> None:
    assert shown(play, side, number).status == status


@then(parsers.re(
    r'(?P<side>HubSpot|QuickBooks) shows the (?P<label>date|due date|currency|comments|purchase order|sales rep|statement memo|title) "(?P<value>[^"]*)" '
    r"on (?P<number>[\w./-]+)"
))  # fmt: skip
def _(play: Play, side: str, label: str, value: str, number: str) -> None:
    assert _field(shown(play, side, number), side, label) == value


def _field(found: Shown, side: str, label: str) -> str:
    if label == "comments":
        memo = found.doc["properties"].get("hs_comments") if side == "HubSpot" else found.doc.get("CustomerMemo")
        return str((memo.get("value") if isinstance(memo, dict) else memo) or "")
    if label == "purchase order":
        custom = next((one for one in found.doc.get("CustomField", ()) if one["DefinitionId"] == "1"), {})
        return str(
            found.doc["properties"]["hs_purchase_order_number"] if side == "HubSpot" else custom.get("StringValue", "")
        )
    if label == "sales rep":
        custom = next((one for one in found.doc.get("CustomField", ()) if one["Name"] == "Sales rep"), {})
        return str(custom.get("StringValue", ""))
    if label == "statement memo":
        return str(found.doc.get("PrivateNote", ""))
    if label == "title":
        return str(found.doc["properties"].get("hs_title") or "")
    return {"date": found.date, "due date": found.due, "currency": found.currency}[label]


@then(says('{side:Side} shows {number:Record} for the customer "{name:Text}"'))
def _(play: Play, side: str, number: str, name: str) -> None:
    """In HubSpot: for the contact of that address."""
    if side == "HubSpot":
        assert name in shown(play, side, number).emails
    else:
        assert play.invoice_there(number)["CustomerRef"]["value"] == play.customer_there(name)


@then(parsers.re(r"(?P<side>HubSpot|QuickBooks) has no invoice (?P<number>[\w./-]+)"))
def _(play: Play, side: str, number: str) -> None:
    assert all_shown(play, side, number) == []


@then(parsers.re(r"(?P<side>HubSpot|QuickBooks) has (?P<count>\d+) invoices? (?P<number>[\w./-]+)"))
def _(play: Play, side: str, count: str, number: str) -> None:
    assert len(all_shown(play, side, number)) == int(count)


@then(says("the lines of {number:Record} in QuickBooks are:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    """Columns `item`, `quantity`, `price`, `amount`, `text`, `class`, `tax`, `service date`: those that the table has are compared, in order."""
    names = {kind: {one["Id"]: one["Name"] for one in play.world.objects("quickbooks", kind)} for kind in NAMED}
    lines = [one for one in play.invoice_there(number)["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    _compare(datatable, [_posted(one, names) for one in lines])


NAMED = ("item", "class")


def _posted(one: Doc, names: dict[str, dict[str, str]]) -> dict[str, str]:
    detail = one["SalesItemLineDetail"]
    return {
        "item": names["item"].get(detail["ItemRef"]["value"], detail["ItemRef"]["value"]),
        "class": names["class"].get((detail.get("ClassRef") or {}).get("value", ""), ""),
        "quantity": _plain(detail.get("Qty")),
        "price": _plain(detail.get("UnitPrice")),
        "amount": _plain(one["Amount"]),
        "text": one.get("Description", ""),
        "service date": detail.get("ServiceDate", ""),
        "tax": (detail.get("TaxCodeRef") or {}).get("value", ""),
    }


@then(says("{number:Record} can be paid online by card in QuickBooks"))
def _(play: Play, number: str) -> None:
    assert play.invoice_there(number)["AllowOnlineCreditCardPayment"] is True


@then(says('QuickBooks shows the text of the line of {number:Record} as "{text:Text}"'))
def _(play: Play, number: str, text: str) -> None:
    """The only line; `text` is a part of what it says."""
    (line,) = (one for one in play.invoice_there(number)["Line"] if one["DetailType"] == "SalesItemLineDetail")
    assert text in line["Description"]


@then(says("the lines of {number:Record} in HubSpot are:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    """Columns `name`, `quantity`, `price`, `amount`, `text`, `product`."""
    products = {one["id"]: one["properties"]["name"] for one in play.world.objects("hubspot", "products")}
    found = []
    for one in play.parts(number, "line_items"):
        figures = {label: _plain(one.get(label)) for label in ("quantity", "price", "amount")}
        named = {"name": one.get("name") or "", "text": one.get("description") or ""}
        found.append({**named, "product": products.get(one.get("hs_product_id"), ""), **figures})
    _compare(datatable, found)


@then(says("the adjustments of {number:Record} in HubSpot are:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    """Discounts, fees and taxes of the whole invoice: columns `kind`, `name`, `amount`."""
    kinds = {"discount": "discounts", "fee": "fees", "tax": "taxes"}
    _compare(
        datatable,
        [
            {"kind": kind, "name": one.get("hs_label") or "", "amount": _plain(one["hs_value"])}
            for kind, plural in kinds.items()
            for one in play.parts(number, plural)
        ],
    )


def _plain(value: object) -> str:
    """A figure without needless zeros: `2`, `50`, `33.3333333`."""
    return "" if value in (None, "") else f"{Decimal(str(value)).normalize():f}"


def _compare(table: list[list[str]], found: list[dict[str, str]]) -> None:
    """Figures as figures, texts as texts, in whatever order they stand."""
    head = table[0]
    wanted = [[_cell(name, cell) for name, cell in zip(head, row, strict=True)] for row in table[1:]]
    assert sorted(wanted) == sorted([_cell(name, one[name]) for name in head] for one in found)


def _cell(name: str, text: str) -> str:
    return _plain(text.replace(",", "")) if name in ("quantity", "price", "amount", "total", "rate") and text else text


# -- payments ------------------------------------------------------------------------------------------------------


@then(says("the payments of {number:Record} in QuickBooks are:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    """Columns `amount` (applied to this invoice), `total`, `date`, `method`, `reference`, `account`, `currency`, `rate` and
    `note`; an empty table: none."""
    bill = play.invoice_there(number)["Id"]
    methods = {one["Id"]: one["Name"] for one in play.world.objects("quickbooks", "paymentmethod")}
    accounts = {one["Id"]: one["Name"] for one in play.world.objects("quickbooks", "account")}
    found = [
        {
            "amount": _plain(part["Amount"]),
            "total": _plain(one["TotalAmt"]),
            "date": one["TxnDate"],
            "method": methods.get((one.get("PaymentMethodRef") or {}).get("value", ""), ""),
            "reference": one.get("PaymentRefNum", ""),
            "account": accounts.get((one.get("DepositToAccountRef") or {}).get("value", ""), ""),
            "currency": one["CurrencyRef"]["value"],
            "rate": _plain(one.get("ExchangeRate")),
            "note": re.sub(r"\d+$", "…", one.get("PrivateNote", "")),  # the number of the payment in HubSpot
        }
        for one in living(play.world, "quickbooks", "payment")
        for part in one.get("Line", ())
        if part["LinkedTxn"][0] == {"TxnType": "Invoice", "TxnId": bill} and one["TotalAmt"]
    ]
    _compare(datatable, found)


@then(says("the payments of {number:Record} in HubSpot are:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    """Columns `amount`, `date`, `method`, `reference`, `status`, `currency`."""
    _compare(
        datatable,
        [
            {
                "amount": _plain(one["hs_initial_amount"]),
                "date": (one.get("hs_initiated_date") or "")[:10],
                "method": one.get("hs_payment_method_type") or "",
                "reference": one.get("hs_reference_number") or "",
                "status": one.get("hs_latest_status") or "",
                "currency": one["hs_currency_code"],
            }
            for one in play.parts(number, "commerce_payments")
        ],
    )


@then(says("{number:Record} has no payment in {side:Side}"))
def _(play: Play, number: str, side: str) -> None:
    assert (play.payments(number) if side == "QuickBooks" else play.parts(number, "commerce_payments")) == []


@then(parsers.re(
    r"QuickBooks has one payment of (?P<total>[\d.]+)(?:, of which (?P<rest>[\d.]+) is not applied)?(?:, on (?P<date>[\d-]+))?, on:"
))  # fmt: skip
def _(play: Play, total: str, rest: str | None, date: str | None, datatable: list[list[str]]) -> None:
    """All that there is. A table `invoice | amount`."""
    (payment,) = [one for one in living(play.world, "quickbooks", "payment") if one["TotalAmt"]]
    numbers = {one["Id"]: one["DocNumber"] for one in living(play.world, "quickbooks", "invoice")}
    shown = {numbers[one["LinkedTxn"][0]["TxnId"]]: money(one["Amount"]) for one in payment["Line"]}
    assert shown == {row["invoice"]: money(row["amount"]) for row in rows_of(datatable)}
    assert (money(payment["TotalAmt"]), money(payment.get("UnappliedAmt"))) == (money(total), money(rest))
    assert date in (None, payment["TxnDate"])


@then(parsers.re(r"(?P<side>HubSpot|QuickBooks) has (?P<count>\d+) payments? in all"))
def _(play: Play, side: str, count: str) -> None:
    kind = "commerce_payments" if side == "HubSpot" else "payment"
    assert len(living(play.world, side.lower(), kind)) == int(count)


# -- people and items ----------------------------------------------------------------------------------------------


@then(says("QuickBooks has these customers:"))
def _(play: Play, datatable: list[list[str]]) -> None:
    """All active ones: columns `name`, `email`, `company`, `first name`, `last name`, `currency`, `phone`."""
    found = [
        {
            "name": one["DisplayName"],
            "email": (one.get("PrimaryEmailAddr") or {}).get("Address", ""),
            "company": one.get("CompanyName", ""),
            "first name": one.get("GivenName", ""),
            "last name": one.get("FamilyName", ""),
            "currency": (one.get("CurrencyRef") or {}).get("value", ""),
            "phone": (one.get("PrimaryPhone") or {}).get("FreeFormNumber", ""),
        }
        for one in living(play.world, "quickbooks", "customer")
        if one.get("Active", True)
    ]
    _compare(datatable, found)


@then(says("HubSpot has these contacts:"))
def _(play: Play, datatable: list[list[str]]) -> None:
    """All of them: columns `first name`, `last name`, `email`, `company`, `phone`."""
    labels = {"first name": "firstname", "last name": "lastname", "mobile": "mobilephone"}
    names = datatable[0]
    values = [one["properties"] for one in living(play.world, "hubspot", "contacts")]
    _compare(datatable, [{name: one.get(labels.get(name, name)) or "" for name in names} for one in values])


@then(says("QuickBooks has these items:"))
def _(play: Play, datatable: list[list[str]]) -> None:
    """All active ones: columns `name`, `SKU`, `price`, `type`, `income account`."""
    accounts = {one["Id"]: one["Name"] for one in play.world.objects("quickbooks", "account")}
    found = [
        {
            "name": one["Name"],
            "SKU": one.get("Sku", ""),
            "price": _plain(one.get("UnitPrice")),
            "type": one["Type"],
            "income account": accounts.get((one.get("IncomeAccountRef") or {}).get("value", ""), ""),
        }
        for one in living(play.world, "quickbooks", "item")
        if one.get("Active", True)
    ]
    _compare(datatable, found)


@then(says("HubSpot has these products:"))
def _(play: Play, datatable: list[list[str]]) -> None:
    """All of them: columns `name`, `SKU`, `price`."""
    values = [one["properties"] for one in living(play.world, "hubspot", "products")]
    found = [
        {"name": one.get("name") or "", "SKU": one.get("hs_sku") or "", "price": _plain(one.get("price"))}
        for one in values
    ]
    _compare(datatable, found)


@then("every invoice that syncs is equal on both sides")
def _(play: Play) -> None:
    numbers = [row.number for row in play.world.records(object_type="invoice", status="syncing") if row.linked]
    assert numbers
    for number in numbers:
        play.equal(number)
