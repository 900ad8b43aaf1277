"""Sales forms beside invoices, bundles, sub-items and taxes of QuickBooks Online, and odd invoices of HubSpot."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pytest_bdd import given, parsers, step, when

from tests.scenarios.company import CRM, TODAY, Doc, line, ref, sold
from tests.scenarios.steps.in_quickbooks import change_bill, line_of
from tests.scenarios.steps.play import Play, rows_of
from tests.scenarios.steps.words import says

CONTACT_OF_INVOICE = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 177}
FORMS = {"credit memo": "CreditMemo", "sales receipt": "SalesReceipt", "refund receipt": "RefundReceipt"}


# -- in QuickBooks -------------------------------------------------------------------------------------------------


@step(parsers.re(
    r"the (?P<form>credit memo|sales receipt|refund receipt) (?P<number>\S+) of (?P<amount>[\d.,]+) for (?P<who>.+) "
    r"is made in QuickBooks"
))  # fmt: skip
def _(play: Play, form: str, number: str, amount: str, who: str) -> None:
    item = play.world.objects("quickbooks", "item")[0]["Id"]
    body: Doc = {"CustomerRef": ref(play.customer_there(who)), "DocNumber": number, "Line": [sold(item, "1", amount)]}
    if form == "refund receipt":
        body["DepositToAccountRef"] = ref(play.account("Checking"))
    play.in_quickbooks(FORMS[form], body)


@step(says("the invoice {number:Record} for {who:Text} with the tax {tax:Text} is made in QuickBooks:"))
def _(play: Play, number: str, who: str, tax: str, datatable: list[list[str]]) -> None:
    """`tax`: one that QuickBooks charges; a line is taxed where its column `tax` says TAX."""
    lines = [line_of(play, row) for row in rows_of(datatable)]
    play.bill(play.customer_there(who), *lines, number=number, TxnTaxDetail={"TxnTaxCodeRef": ref(play.made[tax])})


@step(says("the invoice {number:Record} for {who:Text}, priced with its tax, is made in QuickBooks:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    """Outside the United States, where the page asks whether amounts are inclusive of tax."""
    lines = [line_of(play, row) for row in rows_of(datatable)]
    play.bill(play.customer_there(who), *lines, number=number, GlobalTaxCalculation="TaxInclusive")


@when(says("the tax {tax:Text} is put on {number:Record} in QuickBooks"))
def _(play: Play, tax: str, number: str) -> None:
    lines = [one for one in play.invoice_there(number)["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    taxed = [one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": ref("TAX")}} for one in lines]
    change_bill(play, number, Line=taxed, TxnTaxDetail={"TxnTaxCodeRef": ref(play.made[tax])})


@when(says("{number:Record} is freed of its tax in QuickBooks"))
def _(play: Play, number: str) -> None:
    lines = [one for one in play.invoice_there(number)["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    free = [one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": ref("NON")}} for one in lines]
    change_bill(play, number, Line=free)


@given(says('QuickBooks has the bundle "{name:Text}" with the SKU "{sku:Text}" of:'))
def _(play: Play, name: str, sku: str, datatable: list[list[str]]) -> None:
    """A table `item | quantity` under it."""
    held = [{"ItemRef": ref(play.item_there(row["item"])), "Qty": float(row["quantity"])} for row in rows_of(datatable)]
    play.in_quickbooks("Item", {"Name": name, "Sku": sku, "Type": "Group", "ItemGroupDetail": {"ItemGroupLine": held}})


@given(says('QuickBooks has the sub-item "{name:Text}" of "{parent:Text}" with the SKU "{sku:Text}" at {price:Money}'))
def _(play: Play, name: str, parent: str, sku: str, price: str) -> None:
    play.item(name, sku, price, ParentRef=ref(play.item_there(parent)), SubItem=True)


@given(says('QuickBooks has the sub-item "{name:Text}" of "{parent:Text}" without a SKU at {price:Money}'))
def _(play: Play, name: str, parent: str, price: str) -> None:
    play.item(name, "", price, ParentRef=ref(play.item_there(parent)), SubItem=True)


@given(says('QuickBooks has the category "{name:Text}" below "{parent:Text}"'))
def _(play: Play, name: str, parent: str) -> None:
    above = {"ParentRef": ref(play.item_there(parent)), "SubItem": True}
    play.in_quickbooks("Item", {"Name": name, "Type": "Category", **above})


@given(says('QuickBooks has the category "{name:Text}"'))
def _(play: Play, name: str) -> None:
    play.in_quickbooks("Item", {"Name": name, "Type": "Category"})


@given(says('the item "{name:Text}" on the account "{account:Text}" is made in QuickBooks'))
def _(play: Play, name: str, account: str) -> None:
    play.item(name, IncomeAccountRef=ref(play.account(account)))


# -- in HubSpot ----------------------------------------------------------------------------------------------------


@step(parsers.re(
    r'an order-level (?P<kind>discount|fee|tax) "(?P<label>[^"]+)" of (?P<amount>[\d.]+) % is put on (?P<number>\S+) in HubSpot'
))  # fmt: skip
def _(play: Play, kind: str, label: str, amount: str, number: str) -> None:
    plural = {"discount": "discounts", "fee": "fees", "tax": "taxes"}[kind]
    play.part(play.invoice_here(number), plural, hs_label=label, hs_type="PERCENT", hs_value=amount, hs_sort_order="0")


@when(says("the order-level {kind:w} is taken off {number:Record} in HubSpot"))
def _(play: Play, kind: str, number: str) -> None:
    plural = {"discount": "discounts", "fee": "fees", "tax": "taxes"}[kind]
    for one in play.parts(number, plural):
        play.remove(plural, one["id"])


@step(says("another app makes the invoice {number:Record} for {who:Text} in HubSpot, not billable:"))
def _(play: Play, number: str, who: str, datatable: list[list[str]]) -> None:
    """As an app that copies invoices from elsewhere does."""
    token = play.world.control("hubspot", "tokens", {})["access_token"]
    person = {"to": {"id": play.contact_here(who)}, "types": [CONTACT_OF_INVOICE]}
    body = {
        "properties": {"hs_currency": "USD", "hs_number": number, "hs_invoice_billable": "false"},
        "associations": [person],
    }
    url = f"{play.world.url('hubspot')}{CRM}/invoices"
    made = play.world.session.post(url, json=body, headers={"authorization": f"Bearer {token}"}).json()["id"]
    for row in rows_of(datatable):
        play.part(made, "line_items", **row)
    play.edit("invoices", made, hs_invoice_status="open")


@step(says("the contact of {number:Record} becomes {who:Text} in HubSpot"))
def _(play: Play, number: str, who: str) -> None:
    invoice = play.invoice_here(number)
    for end in play.hubspot(number).doc["associations"].get("contacts", []):
        play.in_hubspot("DELETE", f"/crm/v4/objects/invoices/{invoice}/associations/contacts/{end['id']}")
    path = f"/crm/v4/objects/invoices/{invoice}/associations/default/contacts/{play.contact_here(who)}"
    play.in_hubspot("PUT", path)


@step(says("the invoice {number:Record} for {who:Text} with {count:d} lines of {price:Money} is finalized in HubSpot"))
def _(play: Play, number: str, who: str, count: int, price: str) -> None:
    lines = [line(f"Bed {place}", "1", price) for place in range(count)]
    play.made[number] = play.invoice(play.contact_here(who), *lines, number=number)


@step(says("the invoice {number:Record} for {who:Text} with {count:d} lines of {price:Money} is made in QuickBooks"))
def _(play: Play, number: str, who: str, count: int, price: str) -> None:
    item = play.item_there("Mowing")
    lines = [sold(item, "1", price, f"Bed {place}") for place in range(count)]
    play.bill(play.customer_there(who), *lines, number=number)


@step(says("{count:d} invoices without a number for {who:Text} are made in QuickBooks"))
def _(play: Play, count: int, who: str) -> None:
    """Of Mowing; with custom transaction numbers on, the form leaves the number empty."""
    customer, item = play.customer_there(who), play.item_there("Mowing")
    for _ in range(count):
        body = {"CustomerRef": ref(customer), "TxnDate": TODAY, "Line": [sold(item)]}
        play.in_quickbooks("Invoice", body)


@step("QuickBooks is a company of Canada that charges tax")
def _(play: Play) -> None:
    """No form is stored there without a tax code on each line."""
    changed = {"CompanyInfo": {"Country": "CA"}, "Preferences": {"TaxPrefs": {"UsingSalesTax": True}}}
    play.world.control("quickbooks", "settings", changed)


@step(parsers.re(r'the (?P<what>date|due date) of (?P<number>[\w./-]+) is "(?P<when>[^"]+)" by the company\'s clock'))
def _(play: Play, what: str, number: str, when: str) -> None:
    """A moment instead of a day, as an import or a workflow of HubSpot writes it: `2026-11-30 22:30`."""
    workspace = getattr(play.world, "workspace", None)  # before the set-up nobody has told it the zone
    zone = ZoneInfo(workspace.time_zone if workspace else "America/Los_Angeles")
    moment = datetime.fromisoformat(when).replace(tzinfo=zone).astimezone(UTC)
    name = {"date": "hs_invoice_date", "due date": "hs_due_date"}[what]
    play.edit("invoices", play.invoice_here(number), **{name: moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")})


@step(says("a workflow of HubSpot touches {number:Record}"))
def _(play: Play, number: str) -> None:
    """It gives the invoice another owner."""
    play.edit("invoices", play.invoice_here(number), hubspot_owner_id="501")


@when(says('the {what:w} "{text:Text}" of {number:Record} is set in QuickBooks'))
def _(play: Play, what: str, text: str, number: str) -> None:
    """`memo`, `sent` or `printed`: what the other side never sees."""
    fields: dict[str, Doc] = {
        "memo": {"PrivateNote": text}, "sent": {"EmailStatus": "EmailSent"}, "printed": {"PrintStatus": "PrintComplete"},
    }  # fmt: skip
    change_bill(play, number, **fields[what])


@step(says("online payment of {number:Record} by card is switched on in QuickBooks"))
def _(play: Play, number: str) -> None:
    change_bill(play, number, AllowOnlineCreditCardPayment=True)


@when(says('the service date of the line "{name:Text}" of {number:Record} becomes {day:Day} in QuickBooks'))
def _(play: Play, name: str, number: str, day: str) -> None:
    service_date(play, number, name, day)


@when(says('the service date of the line "{name:Text}" of {number:Record} is taken away in QuickBooks'))
def _(play: Play, name: str, number: str) -> None:
    service_date(play, number, name, None)


@when(says('the line "{name:Text}" of {number:Record} loses its class in QuickBooks'))
def _(play: Play, name: str, number: str) -> None:
    bill = play.invoice_there(number)
    for one in bill["Line"]:
        if one.get("Description") == name:
            del one["SalesItemLineDetail"]["ClassRef"]
    change_bill(play, number, Line=bill["Line"])


def service_date(play: Play, number: str, name: str, day: str | None) -> None:
    bill = play.invoice_there(number)
    for one in bill["Line"]:
        if one.get("Description") == name:
            one["SalesItemLineDetail"].pop("ServiceDate", None)
            one["SalesItemLineDetail"] |= {"ServiceDate": day} if day else {}
    change_bill(play, number, Line=bill["Line"])


@step("QuickBooks computes sales tax by itself")
def _(play: Play) -> None:
    """Of whatever a taxable customer of California is billed for a taxable item, whatever code the line was sent with."""
    play.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": True})
    for one in play.world.objects("quickbooks", "customer"):
        play.change(
            "Customer", one["Id"], BillAddr={"Line1": "1 Main St", "CountrySubDivisionCode": "CA"}, Taxable=True
        )
    for one in play.world.objects("quickbooks", "item"):
        play.change("Item", one["Id"], Name=one["Name"], Taxable=True)


@given(says('the customer {name:Text} has the terms "{terms:Text}" in QuickBooks'))
def _(play: Play, name: str, terms: str) -> None:
    play.change("Customer", play.customer_there(name), SalesTermRef=ref(play.named_there("Term", terms)["Id"]))


@step(says("the customer {name:Text} is exempt from tax in QuickBooks"))
def _(play: Play, name: str) -> None:
    play.change("Customer", play.customer_there(name), Taxable=False, TaxExemptionReasonId="1")
