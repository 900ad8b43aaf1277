"""What people do in HubSpot: contacts, products, invoices and their lines."""

from __future__ import annotations

from pytest_bdd import parsers, step

from tests.scenarios.company import TODAY, Doc, living, money
from tests.scenarios.steps.play import Play, only, rows_of
from tests.scenarios.steps.words import says

INVOICE = {
    "number": "hs_number", "date": "hs_invoice_date", "due date": "hs_due_date", "comments": "hs_comments",
    "PO number": "hs_purchase_order_number", "owner": "hubspot_owner_id", "currency": "hs_currency",
    "title": "hs_title",
}  # fmt: skip
LINE = {"name": "name", "quantity": "quantity", "price": "price", "text": "description", "discount": "discount",
        "discount %": "hs_discount_percentage", "SKU": "hs_sku"}  # fmt: skip
CONTACT = {
    "first name": "firstname", "last name": "lastname", "email": "email", "further email": "hs_additional_emails", "phone": "phone", "mobile": "mobilephone", "company": "company", "lifecycle stage": "lifecyclestage",
    "street": "address", "city": "city", "state": "state", "zip": "zip", "country": "country",
}  # fmt: skip
PRODUCT = {"name": "name", "SKU": "hs_sku", "price": "price", "text": "description"}


# -- invoices ------------------------------------------------------------------------------------------------------


@step(says("the invoice {number:Record} for {who:Text} is finalized in HubSpot:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    """Of today, due in a month."""
    _finalized(play, number, who, datatable, TODAY)


@step(says("the invoice {number:Record} for {who:Text}, dated {date:Day}, is finalized in HubSpot:"))
def _(play: Play, number: str, who: str, date: str, datatable: list[list[str]]) -> None:
    _finalized(play, number, who, datatable, date)


@step(says("the invoice {number:Record} for {who:Text}, dated this moment, is finalized in HubSpot:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    """HubSpot keeps the time of day."""
    _finalized(play, number, who, datatable, moment(play))


def moment(play: Play) -> str:
    return play.world.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")


@step(says("the invoice {number:Record} in {currency:w} for {who:Text} is finalized in HubSpot:"))
def _(play: Play, number: str, who: str, currency: str, datatable: list[list[str]]) -> None:
    _finalized(play, number, who, datatable, TODAY, hs_currency=currency)


@step(says("the draft {number:Record} for {who:Text} is made in HubSpot:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    _draft(play, number, who, datatable, TODAY)


@step(says("the draft {number:Record} for {who:Text}, dated {date:Day}, is made in HubSpot:"))
def _(play: Play, number: str, who: str, date: str, datatable: list[list[str]]) -> None:
    _draft(play, number, who, datatable, date)


@step(says("the draft {number:Record} is finalized"))
def _(play: Play, number: str) -> None:
    play.edit("invoices", play.invoice_here(number), hs_invoice_status="open")


def _finalized(play: Play, number: str, who: str, table: list[list[str]], date: str, **more: str) -> None:
    _draft(play, number, who, table, date, **more)
    play.edit("invoices", play.made[number], hs_invoice_status="open")


def _draft(play: Play, number: str, who: str, table: list[list[str]], date: str, **more: str) -> None:
    """`who` is a contact, or several with "and" between them."""
    contacts = tuple(play.contact_here(name) for name in who.split(" and "))
    lines = [_line(play, row) for row in rows_of(table)]
    play.made[number] = play.draft(contacts, *lines, number=number, date=date, **more)


def _line(play: Play, row: dict[str, str]) -> Doc:
    """A line named as a product is of that product, unless the column `product` says otherwise or `none`."""
    told = {LINE[label]: value for label, value in row.items() if label in LINE}
    named = row.get("product", row.get("name", ""))
    products = [one for one in living(play.world, "hubspot", "products") if one["properties"].get("name") == named]
    assert products or row.get("product", "none") == "none", f"no product is called {named!r}"
    return {**told, **({"hs_product_id": products[0]["id"]} if products and named != "none" else {})}


@step(parsers.re(r'the (?P<label>[\w ]+) of (?P<number>[\w./-]+) becomes "(?P<value>[^"]*)" in HubSpot'))
def _(play: Play, label: str, number: str, value: str) -> None:
    """Where the account lets finalized invoices be edited, or on a draft."""
    play.edit("invoices", play.invoice_here(number), **{INVOICE[label]: value})


@step(parsers.re(
    r'the (?P<label>[\w %]+) of the line "(?P<name>[^"]+)" of (?P<number>[\w./-]+) becomes "(?P<value>[^"]*)" in HubSpot'
))  # fmt: skip
def _(play: Play, label: str, name: str, number: str, value: str) -> None:
    play.edit("line_items", line_here(play, number, name), **{LINE[label]: value})


@step(says('the line "{name:Text}" of {number:Record} is removed in HubSpot'))
def _(play: Play, name: str, number: str) -> None:
    play.remove("line_items", line_here(play, number, name))


@step(says("these lines are added to {number:Record} in HubSpot:"))
def _(play: Play, number: str, datatable: list[list[str]]) -> None:
    for row in rows_of(datatable):
        play.part(play.invoice_here(number), "line_items", **_line(play, row))


@step(says("an order-level {kind:w} of {amount:Money} is put on {number:Record} in HubSpot"))
def _(play: Play, kind: str, amount: str, number: str) -> None:
    """A discount, a fee or a tax of the whole invoice."""
    plural = {"discount": "discounts", "fee": "fees", "tax": "taxes"}[kind]
    play.part(
        play.invoice_here(number), plural, hs_label=kind.title(), hs_type="FIXED", hs_value=amount, hs_sort_order="0"
    )


@step(says("the order-level {kind:w} of {amount:Money} is taken off {number:Record} in HubSpot"))
def _(play: Play, kind: str, amount: str, number: str) -> None:
    """One of that amount; another of its kind stays."""
    plural = {"discount": "discounts", "fee": "fees", "tax": "taxes"}[kind]
    mine = (one["id"] for one in play.parts(number, plural) if money(one["hs_value"]) == money(amount))
    play.remove(plural, only(mine, f"the {kind} of {amount} on {number}"))


@step(says("{number:Record} is voided in HubSpot"))
def _(play: Play, number: str) -> None:
    play.edit("invoices", play.invoice_here(number), hs_invoice_status="voided")


@step(says("{number:Record} is deleted in HubSpot"))
def _(play: Play, number: str) -> None:
    play.world.control("hubspot", "settings", {"delete_unpaid_invoices": True})
    play.remove("invoices", play.invoice_here(number))


@step(says("{number:Record} is restored in HubSpot"))
def _(play: Play, number: str) -> None:
    """From the recycle bin."""
    gone = [one for one in play.world.objects("hubspot", "invoices") if one.get("archived")]
    found = only((one for one in gone if one["properties"].get("hs_number") == number), number)
    play.in_hubspot("POST", f"/crm/v3/objects/invoices/{found['id']}/restore")


@step(parsers.re(r"(?P<who>[\w ]+) is (?P<how>taken off|put on) (?P<number>[\w./-]+) in HubSpot"))
def _(play: Play, who: str, how: str, number: str) -> None:
    """A contact of an invoice."""
    ends = f"{play.invoice_here(number)}/associations/{{}}contacts/{play.contact_here(who)}"
    verb, kind = ("DELETE", "") if how == "taken off" else ("PUT", "default/")
    play.in_hubspot(verb, f"/crm/v4/objects/invoices/{ends.format(kind)}")


@step(says("{who:Text} is labelled as the billing contact of {number:Record}"))
def _(play: Play, who: str, number: str) -> None:
    label = {"label": "Billing contact", "name": "billing_contact"}
    made = play.in_hubspot("POST", "/crm/v4/associations/invoices/contacts/labels", label)["results"][0]
    ends = [{"associationCategory": made["category"], "associationTypeId": made["typeId"]}]
    path = f"/crm/v4/objects/invoices/{play.invoice_here(number)}/associations/contacts/{play.contact_here(who)}"
    play.in_hubspot("PUT", path, ends)


def line_here(play: Play, number: str, name: str) -> str:
    """By its text, where it has one, else by its name: a copy of a QuickBooks line has the item's name."""
    found = (one for one in play.parts(number, "line_items") if name == (one.get("description") or one.get("name")))
    return str(only(found, f"{name} on {number}")["id"])


# -- contacts and products -----------------------------------------------------------------------------------------


@step(parsers.re(r'the (?P<label>[\w ]+) of the contact (?P<name>.+) becomes "(?P<value>[^"]*)"'))
def _(play: Play, label: str, name: str, value: str) -> None:
    play.edit("contacts", play.contact_here(name), **{CONTACT[label]: value})


@step(says("the contact {name:Text} is deleted"))
def _(play: Play, name: str) -> None:
    play.remove("contacts", play.contact_here(name))


@step(says("the contact {name:Text} is restored"))
def _(play: Play, name: str) -> None:
    """From the recycle bin, where it stands under both its names."""
    gone = (one for one in play.world.objects("hubspot", "contacts") if one.get("archived"))
    named = (
        one for one in gone if name == " ".join(one["properties"].get(part) or "" for part in ("firstname", "lastname"))
    )
    play.in_hubspot("POST", f"/crm/v3/objects/contacts/{only(named, name)['id']}/restore")


@step(says("the contact {one:Text} is merged into the contact {other:Text}"))
def _(play: Play, one: str, other: str) -> None:
    body = {"primaryObjectId": play.contact_here(other), "objectIdToMerge": play.contact_here(one)}
    play.in_hubspot("POST", "/crm/v3/objects/contacts/merge", body)


@step(parsers.re(r'the (?P<label>[\w ]+) of the product (?P<name>.+) becomes "(?P<value>[^"]*)"'))
def _(play: Play, label: str, name: str, value: str) -> None:
    play.edit("products", play.product_here(name), **{PRODUCT[label]: value})


@step(says("the product {name:Text} is deleted"))
def _(play: Play, name: str) -> None:
    play.remove("products", play.product_here(name))


@step(says("the product {name:Text} is restored"))
def _(play: Play, name: str) -> None:
    """From the recycle bin."""
    gone = [one for one in play.world.objects("hubspot", "products") if one.get("archived")]
    found = only((one for one in gone if one["properties"].get("name") == name), name)
    play.in_hubspot("POST", f"/crm/v3/objects/products/{found['id']}/restore")


@step(says('the company "{name:Text}" is renamed to "{new:Text}" in HubSpot'))
def _(play: Play, name: str, new: str) -> None:
    play.edit("companies", play.here("companies", lambda values: values.get("name") == name, name)["id"], name=new)
