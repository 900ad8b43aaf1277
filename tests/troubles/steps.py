"""What people do besides the buttons, so that a trouble is met, and what else mends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.scenarios.company import Doc, living, sold
from tests.troubles.story import Story, Visitor

Step = Callable[[Story, str], None]  # the second is what the page has named to look at


# -- people in HubSpot ---------------------------------------------------------------------------------------------


def invoice_for(story: Story, name: str, product: str = "Mowing plan, small", **typed: str) -> str:
    """Made and finalized at a contact's page; its number."""
    page = story.at["hubspot"].open(f"/ui/contacts/?q={name.replace(' ', '+')}").follow(name)
    return _finalized(page, product, **typed)


def _finalized(contact: Visitor, product: str, **typed: str) -> str:
    contact.follow("New invoice").type({"Line 1 product": product, "Line 1 quantity": "2"}).fill(**typed)
    contact.press("Save draft").press("Finalize")
    assert not contact.refusal, contact.refusal
    return contact.title.removeprefix("Invoice ")


def an_invoice(story: Story, _: str) -> None:
    invoice_for(story, "Grace Kim")


def an_invoice_hours_later(story: Story, look: str) -> None:
    """The company's settings are read every hour."""
    story.wait(hours=2)
    an_invoice(story, look)


def an_invoice_of_yesterday(story: Story, _: str) -> None:
    invoice_for(story, "Grace Kim", Invoice_date=(story.world.now() - timedelta(days=1)).date().isoformat())


def an_invoice_of_gravel(story: Story, _: str) -> None:
    invoice_for(story, "Grace Kim", "Gravel, per ton")


def an_invoice_for_them(story: Story, look: str) -> None:
    """The contact with the customer's address may be called otherwise."""
    address = named(story, "customer", look.removeprefix("customer "))["PrimaryEmailAddr"]["Address"].lower()
    contact = next(
        one for one in living(story.world, "hubspot", "contacts") if one["properties"].get("email") == address
    )
    _finalized(story.at["hubspot"].open(f"/ui/contacts/{contact['id']}/"), "Mowing plan, small")


def an_invoice_of_it(story: Story, look: str) -> None:
    invoice_for(story, "Grace Kim", look.removeprefix("item "))


def a_contact_of_that_company(story: Story, _: str) -> None:
    page = story.at["hubspot"].open("/ui/contacts/new/")
    page.fill(First_name="Hilda", Last_name="Held", Email="hilda@held.example", Company_name="Held & Sons").press(
        "Save"
    )
    _finalized(page, "Mowing plan, small")


def a_contact_with_that_address(story: Story) -> None:
    page = story.at["hubspot"].open("/ui/contacts/new/")
    page.fill(First_name="Tina", Last_name="Twin", Email="twins@example.com").press("Save")
    story.next_run()


# -- people in QuickBooks ------------------------------------------------------------------------------------------


def named(story: Story, entity: str, name: str) -> Doc:
    field = "DisplayName" if entity == "customer" else "Name"
    return next(
        one for one in story.world.objects("quickbooks", entity) if one[field].removesuffix(" (deleted)") == name
    )


def deposit(story: Story, look: str) -> None:
    """The payment is put into a bank deposit."""
    reference = look.removeprefix("Payment ")
    paid = next(one for one in living(story.world, "quickbooks", "payment") if one.get("PaymentRefNum") == reference)
    story.bank_deposit(paid["Id"], str(paid["TotalAmt"]))


def receive_a_payment(story: Story, _: str) -> None:
    """On an open invoice that was made in HubSpot."""
    bills = living(story.world, "quickbooks", "invoice")
    bill = next(one for one in bills if one["DocNumber"].startswith("HS-") and one["Balance"] > 5)
    story.pay_there(bill["CustomerRef"]["value"], {bill["Id"]: "5.00"}, reference="R-5")


def a_bill(story: Story, _: str) -> None:
    customer, item = named(story, "customer", "Grace Kim"), named(story, "item", "Dump fee")
    story.bill(customer["Id"], sold(item["Id"]), number="QB-7001", date=story.world.now().date().isoformat())


def take_the_tax_off(story: Story, _: str) -> None:
    """In the invoice, line by line; then it is saved."""
    bill = living(story.world, "quickbooks", "invoice")[-1]
    lines = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": {"value": "NON"}}}
        for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail"
    ]  # fmt: skip
    story.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=lines)


BEFORE: dict[tuple[str, str], Callable[[Story], None]] = {("quickbooks", "twins"): a_contact_with_that_address}
THEN: dict[tuple[str, str], Step] = {
    ("hubspot", "bounced"): deposit,
    ("hubspot", "deleted"): an_invoice,  # no poll tells of a deletion alone
    ("hubspot", "no-processor"): receive_a_payment,
    ("hubspot", "no-scope"): a_bill,
    ("quickbooks", "customer"): an_invoice_for_them,
    ("quickbooks", "item"): an_invoice_of_it,
    ("quickbooks", "held"): a_contact_of_that_company,
    ("quickbooks", "number"): an_invoice,
    ("quickbooks", "tax"): an_invoice_of_gravel,
    ("quickbooks", "closing"): an_invoice_of_yesterday,
    ("quickbooks", "revenue"): an_invoice_hours_later,
    ("quickbooks", "lapsed"): an_invoice,
}
MEND: dict[tuple[str, str], Step] = {("quickbooks", "tax"): take_the_tax_off}
# A failing record is tried again after five minutes; that HubSpot takes no payments is believed for six hours.
WAIT = {("hubspot", "no-processor"): {"hours": 7}}
# No record fails: nothing is synced at all.
STOPS = {
    ("hubspot", "expired"), ("hubspot", "down"), ("hubspot", "limits"),
    ("quickbooks", "expired"), ("quickbooks", "no-scope"), ("quickbooks", "down"), ("quickbooks", "limits"),
}  # fmt: skip
