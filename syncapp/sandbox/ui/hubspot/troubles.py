"""What can be made to go wrong in HubSpot, with the catalogue's code of each."""

from __future__ import annotations

from collections.abc import Callable

from syncapp.sandbox.ui.hubspot import connection, hand, shared
from syncapp.sandbox.ui.hubspot.hand import INVOICES, done, either, mend, patch, unlocked
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, values
from syncapp.sandbox.ui.troubles import COMMON, Done, Step, Trouble, request
from syncapp.sandbox.ui.visit import Visit

LONG = "Please call the office before each visit, the gate is locked at night. " * 20  # 1,420 characters
SHORT = "Please call the office before each visit."
PARTS = {
    "discounts": ("order_discount", "A discount on the order", "discount", "HS-2017"),
    "taxes": ("order_tax", "A tax on the order", "tax", "HS-2018"),
    "fees": ("order_fee", "A fee on the order", "fee", "HS-2019"),
}


def _sku_twice(visit: Visit) -> Done:
    sku = values(hand.product(visit))["hs_sku"]
    body = {"properties": {"name": f"Another {sku}", "hs_sku": sku, "price": "10"}}
    made = shared.find(visit, "products", visit.send("POST", f"{OBJECTS}/products", body)["id"])
    return done(visit, made, patch(made, hs_sku=f"{sku}-{made['id']}"))


def _mend_sku(visit: Visit) -> Done | None:
    found = [one for one in shared.newest(visit, "products") if values(one).get("hs_sku") == "PAV-60"]
    return done(visit, found[0], patch(found[0], hs_sku="PAV-60-B")) if len(found) > 1 else None


def _no_address(visit: Visit) -> Done:
    body = {"properties": {"firstname": "Nora", "lastname": "Nameless"}}
    contact = shared.find(visit, "contacts", visit.send("POST", f"{OBJECTS}/contacts", body)["id"])
    invoice = hand.finalized(visit, contact["id"])
    return done(visit, invoice, patch(contact, email=f"nora.nameless.{contact['id']}@example.com"))


def _give_address(visit: Visit, invoice: Record) -> list[Step]:
    contacts = shared.linked(visit, invoice, "contacts")
    return [patch(one, email=f"contact.{one['id']}@example.com") for one in contacts if not values(one).get("email")]


def _namesake(visit: Visit) -> Done:
    """Of a person who stands for themselves: a company would give the customer its name."""
    people = (
        shared.linked(visit, one, "contacts")[0]
        for one in hand.invoices(visit, "open", "paid")
        if shared.linked(visit, one, "contacts")
    )
    alone = (one for one in people if not values(one).get("company") and not shared.linked(visit, one, "companies"))
    one = hand.first(
        alone, lambda found: values(found).get("lastname"), "There is no invoice of a person without a company."
    )
    name = {part: values(one).get(part, "") for part in ("firstname", "lastname")}
    made = shared.find(visit, "contacts", visit.send("POST", f"{OBJECTS}/contacts", {"properties": name})["id"])
    address = {"properties": {"email": f"namesake.{made['id']}@example.com"}}
    visit.send("PATCH", f"{OBJECTS}/contacts/{made['id']}", address)
    invoice = hand.finalized(visit, made["id"])
    return done(visit, invoice, patch(made, lastname=f"{name['lastname']} ({made['id']})"))


def _two_contacts(visit: Visit) -> Done:
    invoice = hand.finalized(visit)
    mine = {one["id"] for one in shared.linked(visit, invoice, "contacts")}
    other = hand.first(
        shared.newest(visit, "contacts"),
        lambda one: values(one).get("email") and one["id"] not in mine,
        "There is no second contact.",
    )
    path = f"/crm/v4/objects/invoices/{invoice['id']}/associations"
    visit.send("PUT", f"{path}/default/contacts/{other['id']}")
    return done(visit, invoice, unlocked(request("DELETE", f"{path}/contacts/{other['id']}")))


def _copy(**properties: str) -> Callable[[Visit], Done]:
    """An invoice that was made in QuickBooks is changed here."""

    def wrong(visit: Visit) -> Done:
        copies = (one for one in shared.newest(visit, "invoices") if values(one).get("hs_invoice_billable") == "false")
        unpaid = (one for one in copies if not shared.linked(visit, one, "commerce_payments"))
        invoice = hand.first(
            unpaid,
            lambda one: values(one).get("hs_invoice_status") == "open",
            "There is no open invoice of QuickBooks'. Sync one first.",
        )
        was = {name: values(invoice).get(name, "") for name in properties}
        visit.send("PATCH", f"{INVOICES}/{invoice['id']}", {"properties": properties})
        return done(visit, invoice, patch(invoice, **was))

    return wrong


def _order(kind: str) -> Callable[[Visit], Done]:
    def wrong(visit: Visit) -> Done:
        held = {"hs_type": "PERCENT", "hs_value": "5", "hs_label": f"Order {PARTS[kind][2]}"}
        invoice = hand.finalized(visit, part=(kind, held))
        return done(visit, invoice, *_without(kind)(visit, invoice))

    return wrong


def _without(kind: str) -> Callable[[Visit, Record], list[Step]]:
    return lambda visit, invoice: [
        unlocked(request("DELETE", f"{OBJECTS}/{kind}/{one['id']}")) for one in shared.linked(visit, invoice, kind)
    ]


def _long_text(visit: Visit) -> Done:
    invoice = hand.finalized(visit, hs_comments=LONG)
    return done(visit, invoice, patch(invoice, hs_comments=SHORT))


def _renumbered(visit: Visit, invoice: Record) -> list[Step]:
    number = values(invoice)["hs_number"][:15]
    return [unlocked(patch(invoice, hs_number=f"{number}-{invoice['id']}"))]


def _number_taken(visit: Visit) -> Done:
    taken = values(hand.first(hand.invoices(visit, "open", "paid"), bool, "There is no finalized invoice yet."))
    invoice = hand.finalized(visit, hs_number=taken["hs_number"])
    return done(visit, invoice, *_renumbered(visit, invoice))


def _number_long(visit: Visit) -> Done:
    invoice = hand.finalized(visit, hs_number="HS-2026-GROUNDS-AND-GARDENS-01")
    return done(visit, invoice, *_renumbered(visit, invoice))


def _closed(visit: Visit) -> Done:
    day = shared.today(visit, -120)
    invoice = hand.finalized(visit, hs_invoice_date=day, hs_due_date=day)
    return done(visit, invoice, *_dated_today(visit, invoice))


def _dated_today(visit: Visit, invoice: Record) -> list[Step]:
    return [unlocked(patch(invoice, hs_invoice_date=shared.today(visit)))]


def _payment(visit: Visit) -> Record:
    """The newest good payment of an invoice."""
    for invoice in hand.invoices(visit, "paid"):
        if values(invoice)["hs_balance_due"].startswith("-"):
            continue  # overpaid
        for payment in shared.linked(visit, invoice, "commerce_payments"):
            if values(payment).get("hs_latest_status") == "succeeded":
                return payment
    return hand.first([], bool, "There is no paid invoice. Record a payment first.")


def _succeeded(payment: Record) -> Step:
    return patch(payment, hs_latest_status="succeeded", hs_refunds_amount="")


def _payments(visit: Visit, invoice: Record) -> list[Step]:
    found = shared.linked(visit, invoice, "commerce_payments")
    return [_succeeded(one) for one in found if values(one).get("hs_latest_status") != "succeeded"]


def _moved(**properties: str) -> Callable[[Visit], Done]:
    """A payment that fails or is given back."""

    def wrong(visit: Visit) -> Done:
        payment = _payment(visit)
        amount = values(payment)["hs_initial_amount"]
        sent = {name: amount if value == "all" else value for name, value in properties.items()}
        visit.send("PATCH", f"{OBJECTS}/commerce_payments/{payment['id']}", {"properties": sent})
        return done(visit, payment, _succeeded(payment))

    return wrong


def _workflow(visit: Visit) -> Done:
    payment = _payment(visit)
    contacts = shared.linked(visit, shared.linked(visit, payment, "invoices")[0], "contacts")
    invoice = hand.finalized(visit, contacts[0]["id"] if contacts else "")
    path = f"/crm/v4/objects/commerce_payments/{payment['id']}/associations/default/invoices/{invoice['id']}"
    visit.send("PUT", path)
    return done(visit, invoice, *_unlinked(visit, invoice))


def _unlinked(visit: Visit, invoice: Record) -> list[Step]:
    """The payment goes back to the first invoice, the second is voided."""
    if values(invoice).get("hs_invoice_status") == "voided":
        return []
    path = f"/crm/v4/objects/invoices/{invoice['id']}/associations/commerce_payments"
    payments = shared.linked(visit, invoice, "commerce_payments")
    cut = [request("DELETE", f"{path}/{one['id']}") for one in payments]
    return [*cut, patch(invoice, hs_invoice_status="voided")]


def _deleted(visit: Visit) -> Done:
    """Unpaid invoices may be deleted for a moment."""
    found = [one for one in hand.invoices(visit, "open") if not shared.linked(visit, one, "commerce_payments")]
    invoice = hand.first(found, bool, "There is no open invoice without payments.")
    was = visit.vendor.account.settings["delete_unpaid_invoices"]
    visit.vendor.settings({"delete_unpaid_invoices": True})
    try:
        visit.send("DELETE", f"{INVOICES}/{invoice['id']}")
    finally:
        visit.vendor.settings({"delete_unpaid_invoices": was})
    return done(visit, invoice, *_restored(visit, invoice))


def _restored(visit: Visit, invoice: Record) -> list[Step]:
    return [request("POST", f"{INVOICES}/{invoice['id']}/restore")] if invoice["archived"] else []


def _foreign(visit: Visit) -> Done:
    settings = visit.vendor.account.settings
    other = "EUR" if settings["currency"] != "EUR" else "USD"
    more = [*dict.fromkeys([*settings["additional_currencies"], other])]
    visit.vendor.settings({"additional_currencies": more})
    invoice = hand.finalized(visit, hs_currency=other)
    return done(visit, invoice, patch(invoice, hs_invoice_status="voided"))


def _no_processor(visit: Visit) -> Done:
    was = visit.vendor.account.settings["payments_processor"]
    visit.vendor.settings({"payments_processor": "none"})
    return Done("the next payment that is entered in QuickBooks", undo=[{"settings": {"payments_processor": was}}])


TROUBLES = (
    Trouble("sku-twice", "One SKU twice", "A second product has the SKU of one that is in sync.", "ambiguous_sku", _sku_twice, _mend_sku),
    Trouble("no-address", "A contact without an address", "A finalized invoice for a contact without email.",
            "customer_not_found", _no_address, mend("HS-2012", _give_address)),
    Trouble("namesake", "Two people of one name", "A finalized invoice for another person of a customer's name.",
            "display_name_duplicate", _namesake),
    Trouble("two-contacts", "An invoice with two contacts", "Neither is labelled as the one who is billed.",
            "ambiguous_contact", _two_contacts),
    Trouble("copy-voided", "A void of QuickBooks' invoice", "It was made in QuickBooks, and is voided here.",
            "voided_elsewhere", _copy(hs_invoice_status="voided")),
    Trouble("copy-changed", "A change of QuickBooks' invoice", "It was made in QuickBooks, and has another number here.",
            "owned_elsewhere", _copy(hs_number="HS-BY-HAND")),
    *(
        Trouble(code.replace("_", "-"), title, f"A finalized invoice with 5 % {noun} on the whole order.", code,
                _order(kind), mend(number, _without(kind)))
        for kind, (code, title, noun, number) in PARTS.items()
    ),
    Trouble("long-text", "Comments that are too long", "1,400 characters; QuickBooks takes 1,000.", "text_too_long",
            _long_text, mend("HS-2021", lambda _, one: [patch(one, hs_comments=SHORT)])),
    Trouble("number-taken", "A number that is taken", "A second invoice with the number of another.", "number_taken",
            _number_taken, either(mend("HS-2041", _renumbered), mend("HS-2040", _renumbered))),
    Trouble("number-long", "A number that is too long", "30 characters; QuickBooks takes 21.", "number_too_long", _number_long),
    Trouble("closed-period", "An invoice in the closed period",
            "Dated four months ago: it is parked until the books are open again or its date is another.", "closed_period",
            _closed, mend("HS-2014", _dated_today)),
    Trouble("foreign", "An invoice in another currency", "Its customer has the home currency in QuickBooks.",
            "currency_mismatch", _foreign),
    Trouble("bounced", "A payment that fails", "A payment that had succeeded; in QuickBooks it may be deposited.",
            "bounced_after_deposit", _moved(hs_latest_status="failed"), mend("HS-2007", _payments)),
    Trouble("refund", "A payment that is refunded", "All of it is given back.", "refund_needs_you",
            _moved(hs_latest_status="refunded", hs_refunds_amount="all"), mend("HS-2008", _payments)),
    Trouble("workflow", "A duplicate from a workflow", "A second invoice is linked to the payment of the first.",
            "duplicate_from_workflow", _workflow, mend("HS-2024", _unlinked)),
    Trouble("deleted", "A finalized invoice that is deleted", "The newest open invoice goes to the recycle bin.",
            "deleted_in_hubspot", _deleted, mend("HS-2005", _restored)),
    Trouble("no-processor", "No payment processor", "HubSpot takes payments of apps only with one set up.",
            "no_payment_processor", _no_processor, group="Settings"),
    *connection.TROUBLES,
    *COMMON,
)  # fmt: skip
